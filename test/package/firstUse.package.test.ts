import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkbench } from '../e2e/openWorkbench.ts';
import type { Workbench } from '../e2e/workbench.ts';
import { vscodeReleases } from '../harness/vscodeRelease.ts';

const vault = ['Emulator 111122223333', 'us-east-1', 'Vaults'] as const;

const release = vscodeReleases.oldest;
const theme = 'dark';

/** In the current release the walkthrough, the kinds of workspace and the pictures show the same. */
describe('the packed extension in the oldest VS Code', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ release, theme });
  });
  afterAll(async () => {
    await workbench?.screenshot(`first-use-${release.label}-${theme}`);
    await workbench?.close();
  });

  it('shows the running emulator, and asks AWS nothing before an account is opened', async () => {
    await workbench.openAccounts();
    await workbench.treeItem('Emulator 111122223333').waitFor();
    await workbench.treeItem('Emulator 444455556666').waitFor();
    expect(await workbench.emulator('GET', 'requests')).toEqual({});
  });

  it('shows hubs and vaults with what is set', async () => {
    await workbench.expand('Emulator 111122223333', 'Notification Hubs');
    await workbench.expand(...vault);
    await expect
      .poll(() => workbench.rowText(workbench.treeItem('cctv-retention')))
      .toBe('cctv-retention → ops-alerts');
    await workbench.screenshot(`vaults-${release.label}-${theme}`);
  });

  it('shows what is set on a row that is clicked, in one editor, and opens its form by a key', async () => {
    const title = (name: string) => workbench.page.getByRole('tab', { name });
    await workbench.treeItem('cctv-retention').click();
    await title('cctv-retention.jsonc').waitFor();
    await expect
      .poll(() => workbench.editorText())
      .toContain('"SNSTopic": "arn:aws:sns:us-east-1:111122223333:ops-alerts"');
    await workbench.treeItem('db-snapshots-orders').click();
    await title('db-snapshots-orders.jsonc').waitFor();
    await expect.poll(() => title('cctv-retention.jsonc').count()).toBe(0);
    await workbench.screenshot(`preview-${release.label}-${theme}`);
    await workbench.page.keyboard.press('Enter');
    await title('Set Vault Notifications').waitFor();
    await workbench.treeItem('cctv-retention').dblclick();
    await expect.poll(() => title('Set Vault Notifications').count()).toBe(2);
    // A form that has the focus keeps the keys of the palette to itself.
    await workbench.treeItem('email-journal').click();
    await workbench.runCommand('View: Close All Editors');
  });

  it('changes nothing when the confirmation is cancelled', async () => {
    await workbench.expand(...vault);
    await workbench.chooseFromMenu(workbench.treeItem('cctv-retention'), 'Delete Vault Notifications…');
    const text = await workbench.dialogText();
    for (const part of ['111122223333', 'us-east-1', 'cctv-retention', 'ops-alerts']) expect(text).toContain(part);
    await workbench.screenshot(`confirmation-${release.label}-${theme}`);
    await workbench.pressInDialog('Cancel');
    expect(await workbench.writes()).toEqual([]);
    await expect
      .poll(() => workbench.rowText(workbench.treeItem('cctv-retention')))
      .toBe('cctv-retention → ops-alerts');
  });

  it('deletes after the confirmation, and shows it', async () => {
    await workbench.expand(...vault);
    await workbench.chooseFromMenu(workbench.treeItem('cctv-retention'), 'Delete Vault Notifications…');
    await workbench.pressInDialog('Delete Vault Notifications');
    await expect
      .poll(() => workbench.rowText(workbench.treeItem('cctv-retention')), { timeout: 30_000 })
      .toBe('cctv-retention no notifications');
    expect(await workbench.writes()).toEqual(['glacier.DeleteVaultNotifications']);
  });

  it('lists the change in the history', async () => {
    const change = workbench.historyItem(/cctv-retention:/);
    await expect.poll(() => workbench.rowText(change)).toContain('→ no notifications');
    await workbench.screenshot(`history-${release.label}-${theme}`);
  });

  it('keeps its rows readable in a narrow side bar', async () => {
    await workbench.resizeSideBar(200);
    const row = workbench.treeItem('db-snapshots-orders');
    const [label, box] = [await row.locator('.label-name').boundingBox(), await row.boundingBox()];
    expect(label?.width ?? 0).toBeGreaterThan(60);
    expect(box?.width ?? 999).toBeLessThan(220);
    await workbench.screenshot(`narrow-${release.label}-${theme}`);
  });

  it('says at its rows that the emulator was killed, or stopped, and starts it again', async () => {
    await workbench.resizeSideBar(340);
    await workbench.expand(...vault);
    const { pid } = JSON.parse(await readFile(join(workbench.home.stateFolder, 'emulator.json'), 'utf8'));
    const gone = workbench.treeItem('The local emulator is not running').first();
    process.kill(pid, 'SIGKILL');
    await gone.waitFor();
    await workbench.screenshot('emulator-killed');
    await workbench.pressInline(gone, 'Start Local Emulator');
    await workbench.notification(/The local emulator is running at/).waitFor();
    await workbench.expand(...vault);
    await workbench.treeItem('db-snapshots-orders').waitFor();
    await workbench.runCommand('AWS Notifications: Stop Local Emulator');
    await gone.waitFor();
    expect(await workbench.treeItem('Emulator 444455556666').isVisible()).toBe(true);
  });
});
