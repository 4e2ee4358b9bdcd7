import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offeredWrites } from '../../src/core/kinds/table.ts';
import { operationTitle } from '../../src/host/manifest/operationCommand.ts';
import { FormInWorkbench } from './formInWorkbench.ts';
import { openWorkbench } from './openWorkbench.ts';
import type { Workbench } from './workbench.ts';

const REASON = 'Nothing is changed from an untrusted workspace.';

describe('an untrusted folder', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ trusted: false, theme: 'contrast' });
  });
  afterAll(async () => {
    await workbench?.close();
  });

  it('leaves the tree as it is elsewhere', async () => {
    await workbench.page.getByText('Restricted Mode', { exact: true }).first().waitFor();
    await workbench.openAccounts();
    await workbench.expand('Emulator 111122223333', 'us-east-1', 'Vaults');
    await expect
      .poll(() => workbench.rowText(workbench.treeItem('cctv-retention')), { timeout: 20_000 })
      .toBe('cctv-retention → ops-alerts');
  });

  it('shows what is set as a document that cannot be edited', async () => {
    await workbench.chooseFromMenu(workbench.treeItem('cctv-retention'), 'Open as Document');
    await workbench.page.getByRole('tab', { name: 'cctv-retention.live.json' }).waitFor();
    await workbench.page.locator('.editor-group-container.active .view-lines').click();
    await workbench.page.keyboard.type('x');
    await workbench.page
      .getByText(/read-only/)
      .first()
      .waitFor();
    expect(await workbench.editorText()).toMatch(/^\{\s*"SNSTopic"/);
    await workbench.screenshot('untrusted-live');
  });

  it('refuses a change from a row, with the reason', async () => {
    await workbench.chooseFromMenu(workbench.treeItem('cctv-retention'), 'Set Vault Notifications…');
    await workbench.notification(REASON).waitFor();
    await workbench.screenshot('untrusted');
    await workbench.dismissNotifications();
  });

  it.each(offeredWrites.map(operationTitle))('refuses %s from the palette, with the reason', async title => {
    await workbench.runCommand(`AWS Notifications: ${title}`);
    await workbench.notification(REASON).waitFor();
    await workbench.dismissNotifications();
  });

  it('opens a form that is reviewed and not applied, with the reason', async () => {
    const form = new FormInWorkbench(workbench);
    await workbench.chooseFromMenu(workbench.treeItem('cctv-retention'), 'Open Form…');
    await form.content.getByText('Changes are not made from an untrusted workspace.').waitFor();
    await form.tick('InventoryRetrievalCompleted');
    await form.reviewAndApply();
    expect(await form.outcome()).toContain('this workspace is not trusted');
    await form.button('Manage Workspace Trust').last().waitFor();
    await workbench.screenshot('form-untrusted');
  });

  it('has sent nothing that changes anything', async () => {
    expect(await workbench.writes()).toEqual([]);
  });
});
