import { GetTopicAttributesCommand, SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientsFor } from '../../src/emulator/testing/clients.ts';
import { vscodeReleases } from '../harness/vscodeRelease.ts';
import { openWorkbench } from './openWorkbench.ts';
import type { Workbench } from './workbench.ts';

const account = 'Emulator 111122223333';
const TopicArn = 'arn:aws:sns:us-east-1:111122223333:ops-alerts';

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

  it('asks from the row of a vault, and sees the link that is broken', async () => {
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

  it('copies the statement that mends it, adds it, and sees the chain hold but for what is left', async () => {
    await page().getByRole('button', { name: 'Copy Policy' }).click();
    await expect
      .poll(() => workbench.page.evaluate<string>('navigator.clipboard.readText()'), { timeout: 10_000 })
      .toContain('"AllowGlacierVaultNotifications"');
    const statement: unknown = JSON.parse(await workbench.page.evaluate<string>('navigator.clipboard.readText()'));
    const { sns } = clientsFor(workbench.endpoint ?? '');
    const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    const policy = JSON.parse(Attributes.Policy ?? '');
    policy.Statement.push(statement);
    await sns.send(
      new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify(policy) }),
    );
    await again().click();
    await page().getByText('Glacier may publish to ops-alerts.').waitFor();
    await page().getByText('Nobody has subscribed to ops-alerts.').first().waitFor();
  });

  it('asks about a whole account, and sees the gravest first', async () => {
    await workbench.chooseFromMenu(workbench.treeItem(account), 'Why Is Nothing Arriving?');
    await page().getByText('Vault research-datasets').waitFor();
    await again().waitFor();
    await workbench.screenshot(`report-account-${release.label}-${theme}`);
    expect(await workbench.writes()).toEqual(['sns.SetTopicAttributes']);
  });
});
