import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vscodeReleases } from '../harness/vscodeRelease.ts';
import { Clicks } from './clicks.ts';
import { openWorkbench } from './openWorkbench.ts';
import type { Workbench } from './workbench.ts';

const vaults = {
  'cctv-retention': {
    SNSTopic: 'arn:aws:sns:us-east-1:111122223333:vault-events',
    Events: ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'],
  },
  'db-snapshots-orders': null,
  'not-created-yet': null,
};
const accounts = { '111122223333': { regions: { 'us-east-1': { vaults } } } };
const files = { 'all.notifications.json': `${JSON.stringify({ accounts }, null, 2)}\n` };

describe.each([
  { release: vscodeReleases.current, theme: 'dark' },
  { release: vscodeReleases.oldest, theme: 'light' },
] as const)('a fleet file in VS Code $release.version', ({ release, theme }) => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ release, theme, files });
  });
  afterAll(() => workbench?.close());

  const above = (text: string) => workbench.page.locator('.codelens-decoration a', { hasText: text });

  /** The file's own tab: others begin with its name too. */
  const toFile = () => workbench.page.getByRole('tab', { name: 'all.notifications.json', exact: true }).click();

  it('is checked for drift, compared, planned, applied and then checked again', async () => {
    await workbench.openFile('all.notifications.json');
    const clicks = new Clicks(workbench);
    await clicks.on('Check for drift', above('Check for drift'));
    await above('differs from AWS: SNSTopic').waitFor();
    await workbench.screenshot(`fleet-${release.label}-drift`);
    const problems = await workbench.problems();
    expect(problems.filter(text => text.includes('fleet/drift'))).toHaveLength(2);
    expect(problems.filter(text => text.includes('fleet/not-compared'))).toHaveLength(1);
    await workbench.screenshot(`fleet-${release.label}-problems`);
    await above('differs from AWS: SNSTopic').click();
    await workbench.page.getByRole('tab', { name: /cctv-retention: AWS ↔ file/ }).waitFor();
    await workbench.screenshot(`fleet-${release.label}-diff`);

    await toFile();
    await workbench.runCommand('AWS Notifications: Plan Fleet File…');
    await workbench.webview().getByText('Vault cctv-retention').waitFor();
    await workbench.screenshot(`fleet-${release.label}-plan`);
    expect(await workbench.writes()).toEqual([]);

    await toFile();
    await clicks.on('Apply…', above('Apply…'));
    const yes = workbench.webview().getByRole('button', { name: 'Apply 2 Changes' });
    await yes.waitFor();
    await workbench.screenshot(`fleet-${release.label}-confirm`);
    await clicks.on('yes', yes);
    clicks.took('Find drift from a fleet file, and apply it');
    await workbench.notification('Apply all.notifications.json: 2 done.').waitFor();
    await toFile();
    // What leads nowhere is no link.
    await workbench.page
      .locator('.codelens-decoration', { hasText: /^not compared: 1 · checked/ })
      .first()
      .waitFor();
    await expect.poll(() => above('differs from AWS').count()).toBe(0);
    await workbench.screenshot(`fleet-${release.label}-applied`);
  });

  it('has the way back: a row is copied or exported as code, and a change with what undoes it', async () => {
    const line = (text: string) => workbench.page.locator('.view-line', { hasText: text }).first();
    await workbench.openAccounts();
    await workbench.expand('Emulator 111122223333', 'us-east-1', 'Vaults');
    const vault = workbench.treeItem('cctv-retention', 4).first();
    await vault.click({ button: 'right' });
    await workbench.page.getByRole('menuitem', { name: 'Copy, Export and More' }).hover();
    await workbench.page.getByRole('menuitem', { name: 'Copy as…' }).waitFor();
    await workbench.screenshot(`export-${release.label}-menu`);
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Escape');
    await workbench.page.locator('.monaco-menu').first().waitFor({ state: 'hidden' });
    await workbench.chooseFromMenu(vault, 'Copy, Export and More', 'Copy as…');
    await workbench.option('Terraform').waitFor();
    await workbench.screenshot(`export-${release.label}-formats`);
    await workbench.choose('AWS CLI (bash)');
    await workbench.notification('Copied as AWS CLI (bash).').waitFor();

    await workbench.chooseFromMenu(vault, 'Copy, Export and More', 'Export…');
    await workbench.choose('Terraform');
    await line('# Exported by Notification Explorer for AWS.').waitFor();
    await workbench.screenshot(`export-${release.label}-terraform`);

    await workbench.chooseFromMenu(workbench.historyItem(/Applied .* \(2\)/).first(), 'Copy as…');
    await workbench.choose('boto3 (Python)');
    const copied = workbench.notification('Copied as boto3 (Python).');
    await copied.getByRole('button', { name: 'Open in Editor' }).click();
    await line('# To undo it').waitFor();
    await workbench.screenshot(`export-${release.label}-change`);
  });
});
