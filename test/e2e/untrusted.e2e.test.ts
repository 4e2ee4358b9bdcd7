import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offeredWrites } from '../../src/core/kinds/table.ts';
import { operationTitle } from '../../src/host/manifest/operationCommand.ts';
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
    expect(await workbench.rowText(workbench.treeItem('cctv-retention'))).toBe('cctv-retention → ops-alerts');
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

  it('has sent nothing that changes anything', async () => {
    expect(await workbench.writes()).toEqual([]);
  });
});
