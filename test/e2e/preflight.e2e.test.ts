import { DeleteIntegrationAssociationCommand, ListIntegrationAssociationsCommand } from '@aws-sdk/client-connect';
import { CreateKeyCommand, GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetTopicAttributesCommand, SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUPPORT_INSTANCE as InstanceId, SHOP_APP } from '../../src/emulator/seeds/demoRegistrations.ts';
import { clientsFor } from '../../src/emulator/testing/clients.ts';
import { vscodeReleases } from '../harness/vscodeRelease.ts';
import { policyOf, publishGrant } from '../support/policies.ts';
import { openWorkbench } from './openWorkbench.ts';
import type { Workbench } from './workbench.ts';

const id = '111122223333';
const account = `Emulator ${id}`;
const TopicArn = `arn:aws:sns:us-east-1:${id}:ops-alerts`;

describe.each([
  { release: vscodeReleases.current, theme: 'light' },
  { release: vscodeReleases.oldest, theme: 'dark' },
] as const)('a person to whom nothing arrives, in VS Code $release.version', ({ release, theme }) => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ release, theme });
    await workbench.openAccounts();
  });
  afterAll(() => workbench?.close());
  const page = () => workbench.webview();
  const again = () => page().getByRole('button', { name: 'Check Again' });
  const aws = () => clientsFor(workbench.endpoint ?? '');
  const kms = () => {
    const credentials = { accessKeyId: id, secretAccessKey: 'not-a-secret' };
    return new KMSClient({ endpoint: workbench.endpoint ?? '', region: 'us-east-1', credentials });
  };
  const setTopic = (AttributeName: string, AttributeValue: string) =>
    aws().sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
  const topicPolicy = async () =>
    (await aws().sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes?.Policy ?? '';

  it('asks from the row of a vault, and sees the link that is broken', async () => {
    await aws().sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: `arn:aws:sqs:us-east-1:${id}:ops` }),
    );
    await workbench.expand(account, 'us-east-1', 'Vaults');
    await workbench.chooseFromMenu(workbench.treeItem('cctv-retention'), 'Why Is Nothing Arriving?');
    await page().getByText('Glacier is not allowed to publish to ops-alerts.').first().waitFor();
    await again().waitFor();
    await expect.poll(() => workbench.rowText(workbench.treeItem('cctv-retention'))).toContain('broken');
    await workbench.screenshot(`report-vault-${release.label}-${theme}`);
  });

  it('gathers evidence, and sees that nothing proves it yet', async () => {
    await page().getByRole('button', { name: 'Gather Evidence' }).click();
    await page().getByRole('heading', { name: 'Evidence' }).waitFor();
    await again().waitFor();
    await page().getByText('CloudTrail shows no SetVaultNotifications for it in the last 90 days.').waitFor();
    await workbench.screenshot(`report-evidence-${release.label}-${theme}`);
  });

  it('copies the statement that mends it', async () => {
    await page().getByRole('button', { name: 'Copy Policy' }).click();
    await expect
      .poll(() => workbench.page.evaluate<string>('navigator.clipboard.readText()'), { timeout: 10_000 })
      .toContain('"AllowGlacierVaultNotifications"');
  });

  /** Has a link mended by its button, sees it hold, and takes it back to the byte. */
  async function mendAndUndo(link: {
    /** The link as the page tells it before. */
    readonly broken: string;
    readonly button: string;
    /** What the question's button says, and what the question shows. */
    readonly verb: string;
    readonly shows: readonly string[];
    readonly held: () => Promise<string>;
    /** The row that turns green; the vault unless it is said. */
    readonly row?: string;
  }): Promise<void> {
    const before = await link.held();
    const step = page().locator('.steps > li:not(.ok)', { hasText: link.broken }).first();
    await step.getByRole('button', { name: link.button }).click();
    const asked = await workbench.dialogText();
    for (const text of [id, 'us-east-1', ...link.shows]) expect(asked).toContain(text);
    await workbench.screenshot(`mend-${link.verb.replaceAll(' ', '-')}-${release.label}-${theme}`);
    await workbench.pressInDialog(link.verb);
    await page()
      .locator('details.row.ok', { hasText: link.row ?? 'Vault cctv-retention' })
      .first()
      .waitFor();
    expect(await link.held()).not.toBe(before);
    const told = /Policy set on|Application associated with/;
    await workbench.notification(told).waitFor();
    await workbench.screenshot(`mended-${link.verb.replaceAll(' ', '-')}-${release.label}-${theme}`);
    await workbench.pressInNotification(told, 'Undo');
    await workbench.dialogText();
    await workbench.pressInDialog('Undo');
    await step.waitFor();
    expect(await link.held()).toBe(before);
    await workbench.dismissNotifications();
  }

  it('adds the statement to the topic’s policy, sees it green, and takes it back', async () => {
    await mendAndUndo({
      ...{
        broken: 'Glacier is not allowed to publish to ops-alerts.',
        held: topicPolicy,
      },
      ...{ button: 'Add Statement…', verb: 'Set Topic Policy' },
      shows: [`Topic policy ${TopicArn}`, 'Statement 2: set to {"Sid":"AllowGlacierVaultNotifications"'],
    });
  });

  it('limits a grant to the account, sees it green, and takes it back', async () => {
    await setTopic('Policy', policyOf(publishGrant(TopicArn, id, { Condition: undefined })));
    await again().click();
    await mendAndUndo({
      ...{
        broken: 'lets Glacier publish for any account',
        held: topicPolicy,
      },
      ...{ button: 'Limit Statement…', verb: 'Set Topic Policy' },
      shows: [`Statement 1.Condition.StringEquals.aws:SourceAccount: set to ${id}`],
    });
  });

  it('adds the statement to the key’s policy, sees it green, and takes it back', async () => {
    await setTopic('Policy', policyOf(publishGrant(TopicArn, id)));
    const { KeyMetadata } = await kms().send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.KeyId ?? '';
    await setTopic('KmsMasterKeyId', KeyId);
    await again().click();
    await mendAndUndo({
      broken: 'Glacier is not allowed to use the topic’s key',
      held: async () => (await kms().send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))).Policy ?? '',
      ...{ button: 'Add Statement…', verb: 'Set Key Policy' },
      shows: ['Key policy', 'Statement 2: set to {"Sid":"AllowGlacierToUseTheKey"'],
    });
  });

  it('associates an application with its Connect instance, sees it green, and takes it back', async () => {
    const { connect } = aws();
    const IntegrationType = 'PINPOINT_APP';
    const associations = async () => {
      const answer = await connect.send(new ListIntegrationAssociationsCommand({ InstanceId, IntegrationType }));
      return answer.IntegrationAssociationSummaryList ?? [];
    };
    for (const { IntegrationAssociationId } of await associations())
      await connect.send(new DeleteIntegrationAssociationCommand({ InstanceId, IntegrationAssociationId }));
    await workbench.treeItem('Vaults', 3).first().locator('.monaco-tl-twistie').click();
    await workbench.expand(account, 'us-east-1', 'Connect Instances');
    await workbench.chooseFromMenu(workbench.treeItem('example-support'), 'Why Is Nothing Arriving?');
    const broken = `The instance is not associated with application ${SHOP_APP}.`;
    await page().getByText(broken).first().waitFor();
    await again().waitFor();
    await mendAndUndo({
      ...{ broken, row: 'Push Registration' },
      held: async () => (await associations()).map(({ IntegrationArn }) => IntegrationArn).join(),
      ...{
        button: 'Create Integration Association…',
        verb: 'Create Integration Association',
      },
      shows: [InstanceId, SHOP_APP],
    });
  });

  it('is told once that Pinpoint ended, sees what follows, and need not see it again', async () => {
    await workbench.treeItem('Connect Instances', 3).first().locator('.monaco-tl-twistie').click();
    await workbench.expand(account, 'us-east-1', 'Pinpoint Apps', 'shop-mobile');
    const notice = workbench.treeItem('Pinpoint ended on 2026-10-30');
    await notice.waitFor();
    await workbench.runCommand('View: Close All Editors');
    await workbench.chooseFromMenu(notice, 'Pinpoint Exit Report');
    await page().getByRole('heading', { name: 'Pinpoint exit report' }).waitFor();
    await page().getByText('pinpoint-events-kinesis').first().waitFor();
    await workbench.screenshot(`exit-report-${release.label}-${theme}`);
    await workbench.runCommand('View: Close All Editors');
    await workbench.pressInline(notice, 'Dismiss Notice');
    await expect.poll(() => notice.count()).toBe(0);
  });

  it('learns from the preflight why AWS refused a stream', async () => {
    const message = 'Destination stream validation failed';
    const fault = { service: 'pinpoint', operation: 'PutEventStream', kind: 'error', status: 400 };
    await workbench.emulator('POST', 'faults', [{ ...fault, code: 'BadRequestException', message }]);
    await workbench.chooseFromMenu(workbench.treeItem('shop-mobile'), 'Set Event Stream');
    await workbench.choose('clickstream');
    await workbench.choose('pinpoint-events-legacy');
    await workbench.pressInDialog('Set Event Stream');
    await workbench.notification(message).waitFor();
    await workbench.screenshot(`refused-stream-${release.label}-${theme}`);
    await workbench.pressInNotification(message, 'Run Preflight');
    await page().getByText('Pinpoint can’t assume the role pinpoint-events-legacy').first().waitFor();
    await again().waitFor();
    await workbench.emulator('DELETE', 'faults');
    await workbench.dismissNotifications();
  });

  it('asks about a whole account, and sees the gravest first', async () => {
    await workbench.emulator('DELETE', 'requests');
    await workbench.chooseFromMenu(workbench.treeItem(account), 'Why Is Nothing Arriving?');
    await page().getByText('Vault research-datasets').waitFor();
    await again().waitFor();
    await workbench.screenshot(`report-account-${release.label}-${theme}`);
    expect(await workbench.writes()).toEqual([]);
  });

  it('opens the form of a vault whose topic is gone', async () => {
    const row = page().locator('details.row', { hasText: 'Vault research-datasets' });
    if ((await row.getAttribute('open')) === null) await row.locator('summary').click();
    await row.getByRole('button', { name: 'Set Vault Notifications…' }).first().click();
    await workbench.page.getByRole('tab', { name: /Set Vault Notifications.*research-datasets/ }).waitFor();
    expect(await workbench.writes()).toEqual([]);
  });
});
