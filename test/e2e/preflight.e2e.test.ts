import { CreateKeyCommand, GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetTopicAttributesCommand, SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    await page().getByText('Glacier may not publish to ops-alerts.').first().waitFor();
    await again().waitFor();
    await expect.poll(() => workbench.rowText(workbench.treeItem('cctv-retention'))).toContain('broken');
    await workbench.screenshot(`report-vault-${release.label}-${theme}`);
  });

  it('gathers evidence, and sees that nothing proves it yet', async () => {
    await page().getByRole('button', { name: 'Gather Evidence' }).click();
    await page().getByRole('heading', { name: 'Evidence' }).waitFor();
    await again().waitFor();
    await page().getByText('CloudTrail shows no SetVaultNotifications of it in the last 90 days.').waitFor();
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
  }): Promise<void> {
    const before = await link.held();
    const step = page().locator('.steps > li:not(.ok)', { hasText: link.broken }).first();
    await step.getByRole('button', { name: link.button }).click();
    const asked = await workbench.dialogText();
    for (const text of [id, 'us-east-1', ...link.shows]) expect(asked).toContain(text);
    await workbench.screenshot(`mend-${link.verb.replaceAll(' ', '-')}-${release.label}-${theme}`);
    await workbench.pressInDialog(link.verb);
    await page().locator('details.row.ok', { hasText: 'Vault cctv-retention' }).waitFor();
    expect(await link.held()).not.toBe(before);
    const told = /: done\./;
    await workbench.notification(told).waitFor();
    await workbench.screenshot(`mended-${link.verb.replaceAll(' ', '-')}-${release.label}-${theme}`);
    await workbench.pressInNotification(told, 'Undo…');
    await workbench.dialogText();
    await workbench.pressInDialog(link.verb);
    await step.waitFor();
    expect(await link.held()).toBe(before);
    await workbench.dismissNotifications();
  }

  it('adds the statement to the topic’s policy, sees it green, and takes it back', async () => {
    await mendAndUndo({
      ...{
        broken: 'Glacier may not publish to ops-alerts.',
        held: topicPolicy,
      },
      ...{ button: 'Add Statement…', verb: 'Set Topic Policy' },
      shows: [`Policy of topic ${TopicArn}`, 'Statement 2: set to {"Sid":"AllowGlacierVaultNotifications"'],
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
      broken: 'Glacier may not use the topic’s key',
      held: async () => (await kms().send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))).Policy ?? '',
      ...{ button: 'Add Statement…', verb: 'Put Key Policy' },
      shows: ['Policy of key', 'Statement 2: set to {"Sid":"AllowGlacierToUseTheKey"'],
    });
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
