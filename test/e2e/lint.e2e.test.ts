import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../harness/paths.ts';
import { vscodeReleases } from '../harness/vscodeRelease.ts';
import { openWorkbench } from './openWorkbench.ts';
import type { Workbench } from './workbench.ts';

const demo = join(projectFolder, 'test', 'harness', 'demoWorkspace');
const original = readdirSync(demo).map(name => [name, readFileSync(join(demo, name), 'utf8')] as const);
const files = Object.fromEntries(original.flatMap(([name, text]) => [[name, text] as const, [`again-${name}`, text]]));

/** The demo's documents that hold mistakes, what mends each of them, and what is there afterwards. */
const mistakes = [
  {
    file: 'notificationconfig.json',
    fixes: ['Replace with InventoryRetrievalCompleted'],
    after: ['"Events": ["ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"]'],
  },
  {
    file: 'set-notifications.sh',
    fixes: ['Rename to SNSTopic', 'Replace with InventoryRetrievalCompleted'],
    after: ['"SNSTopic": "arn:aws', '"Events": ["ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"]'],
  },
  {
    file: 'runbook.md',
    fixes: [
      'Replace with us-east-1',
      'Replace with ArchiveRetrievalCompleted',
      'Replace with InventoryRetrievalCompleted',
    ],
    after: [
      'SNSTopic=arn:aws:sns:us-east-1:111122223333:vault-events,Events=ArchiveRetrievalCompleted,Inventory',
      '"Events": ["ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"]',
    ],
  },
  {
    file: 'vaults.tf',
    fixes: [
      'Rename to notification_hub_region',
      'Replace with InventoryRetrievalCompleted',
      'Replace with arn:aws:iam::111122223333:root',
    ],
    after: [
      'notification_hub_region = "eu-west-1"',
      'events    = ["ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"]',
      'identifiers = ["arn:aws:iam::111122223333:root"]',
    ],
  },
  {
    file: 'hubs.yaml',
    fixes: ['Replace with AWS::Notifications::NotificationHub', 'Replace with us-east-1'],
    after: ['Type: AWS::Notifications::NotificationHub', 'Region: "us-east-1"'],
  },
] as const;

describe.each([
  { release: vscodeReleases.current, theme: 'dark' },
  { release: vscodeReleases.oldest, theme: 'light' },
] as const)('a newcomer in VS Code $release.version', ({ release, theme }) => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ release, theme, files });
  });
  afterAll(() => workbench?.close());

  /** Without blanks: long lines are wrapped, and each part of one is a line of its own. */
  const textInSight = async () => (await workbench.editorText()).replaceAll(/\s+/g, '');

  // What is found and mended is the same in both, which the tests inside VS Code hold: that a person comes to it is enough here.
  it.each(release === vscodeReleases.current ? mistakes : mistakes.slice(0, 1))(
    'mends $file with quick fixes alone',
    async ({ file, fixes, after }) => {
      await workbench.openFile(file);
      await workbench.squiggles().first().waitFor();
      await workbench.screenshot(`lint-${release.label}-${file}-before`);
      for (const [index, fix] of fixes.entries()) {
        const before = await workbench.squiggles().count();
        await workbench.goToNextProblem();
        if (index === 0) await workbench.screenshot(`lint-${release.label}-${file}-problem`);
        await workbench.quickFix(fix, `lint-${release.label}-${file}-fixes-${index}`);
        await expect.poll(() => workbench.squiggles().count(), { timeout: 10_000 }).toBeLessThan(before);
      }
      // Only what is in sight is there to be read: the widget that tells of the last problem goes, and the text begins.
      await workbench.page.keyboard.press('Escape');
      await workbench.page.keyboard.press('Control+Home');
      for (const part of after) await expect.poll(textInSight).toContain(part.replaceAll(' ', ''));
      expect(await workbench.squiggles().count()).toBe(0);
      await workbench.screenshot(`lint-${release.label}-${file}-after`);
    },
  );

  it('mends at once what can only be meant so, and leaves the rest as it is', async () => {
    await workbench.openFile('again-set-notifications.sh');
    await workbench.squiggles().first().waitFor();
    const before = await workbench.squiggles().count();
    await workbench.runCommand('Fix All');
    await expect.poll(() => workbench.squiggles().count(), { timeout: 10_000 }).toBe(before - 1);
    await expect.poll(textInSight).toContain('"SNSTopic":"arn:aws');
    expect(await textInSight()).toContain('"InventoryRetrieval"]');
  });

  it('reads why, in the editor and without network', async () => {
    await workbench.openFile('again-notificationconfig.json');
    await workbench.squiggles().first().waitFor();
    await workbench.goToNextProblem();
    await workbench.quickFix('Explain vault/event-name');
    const heading = workbench.webview().locator('h1', { hasText: 'vault/event-name' });
    await heading.waitFor();
    await workbench.screenshot(`lint-${release.label}-page`);
  });

  it('sets a document on its vault from the line above it', async () => {
    await workbench.openFile('tape-archive-001.vault-notifications.json');
    const { page } = workbench;
    await page.locator('.codelens-decoration a', { hasText: 'Account / Region' }).click();
    await workbench.choose('Emulator 111122223333');
    await workbench.choose('us-east-1');
    const status = page.locator('.statusbar-item', { hasText: 'Emulator 111122223333 · us-east-1' });
    await status.waitFor();
    await workbench.screenshot(`lint-${release.label}-target`);
    await page.locator('.codelens-decoration a', { hasText: 'Set on vault tape-archive-001…' }).click();
    expect(await workbench.dialogText()).toContain('tape-archive-001');
    await workbench.screenshot(`lint-${release.label}-confirm`);
    await workbench.pressInDialog('Set Vault Notifications');
    await expect.poll(() => workbench.writes(), { timeout: 20_000 }).toEqual(['glacier.SetVaultNotifications']);
    await page.locator('.codelens-decoration a', { hasText: 'Compare with AWS' }).click();
    await page.getByRole('tab', { name: /AWS ↔/ }).waitFor();
    await page.locator('.editor.original .view-line', { hasText: 'vaultName' }).waitFor();
    await page.locator('.editor.modified .view-line', { hasText: 'vaultName' }).waitFor();
    await workbench.screenshot(`lint-${release.label}-compare`);
  });
});

describe('an untrusted folder', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ trusted: false, files });
  });
  afterAll(() => workbench?.close());

  it('is linted and mended, and nothing of it is set on AWS', async () => {
    await workbench.openFile('notificationconfig.json');
    await workbench.squiggles().first().waitFor();
    await workbench.goToNextProblem();
    await workbench.quickFix('Replace with InventoryRetrievalCompleted');
    await expect.poll(() => workbench.squiggles().count(), { timeout: 10_000 }).toBe(0);
    await workbench.page.locator('.codelens-decoration a', { hasText: 'Set on vault…' }).click();
    await workbench.notification('This workspace is not trusted, so nothing can be changed from it.').waitFor();
    expect(await workbench.writes()).toEqual([]);
  });
});
