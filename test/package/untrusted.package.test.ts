import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offeredWrites } from '../../src/core/kinds/table.ts';
import { english } from '../../src/core/model/translate.ts';
import { operationTitle } from '../../src/host/manifest/operationCommand.ts';
import { FormInWorkbench } from '../e2e/formInWorkbench.ts';
import { openWorkbench } from '../e2e/openWorkbench.ts';
import type { Workbench } from '../e2e/workbench.ts';

const REASON = 'This workspace is not trusted, so nothing can be changed from it.';

/** The address of a live document whose account is a profile of the person's. */
const address = (name: string) => `awsn:/profile%3Aplanted/111122223333/us-east-1/vault/${name}.live.json`;

describe('an untrusted folder', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    const files = {
      'named.json': JSON.stringify({ $schema: address('cctv-retention') }),
      'matched.json': '{}',
      '.vscode/settings.json': JSON.stringify({
        'json.schemas': [{ fileMatch: ['matched.json'], url: address('db-snapshots-orders') }],
      }),
    };
    workbench = await openWorkbench({ trusted: false, theme: 'contrast', files });
  });
  afterAll(async () => {
    await workbench?.close();
  });

  it('starts no program and no call by a file that names an address of ours as its schema', async () => {
    await workbench.page.getByText('Restricted Mode', { exact: true }).first().waitFor();
    const mark = join(workbench.home.folder, 'program-was-run');
    const profile = ['[profile planted]', `credential_process = touch ${mark}`, `endpoint_url = ${workbench.endpoint}`];
    await appendFile(workbench.home.awsConfigFile, `\n${profile.join('\n')}\n`);
    for (const file of ['named.json', 'matched.json']) {
      await workbench.openFile(file);
      // VS Code has asked for the schema, and was refused.
      await expect.poll(() => workbench.problems()).toContainEqual(expect.stringContaining('awsn:'));
      await workbench.runCommand('View: Close All Editors');
    }
    expect(existsSync(mark)).toBe(false);
    expect(await workbench.emulator('GET', 'requests')).toEqual({});
  });

  it('leaves the tree as it is elsewhere', async () => {
    await workbench.openAccounts();
    await workbench.expand('Emulator 111122223333', 'us-east-1', 'Vaults');
    await expect
      .poll(() => workbench.rowText(workbench.treeItem('cctv-retention')))
      .toBe('cctv-retention → ops-alerts');
  });

  it('shows what is set as a document that cannot be edited', async () => {
    await workbench.chooseFromMenu(workbench.treeItem('cctv-retention'), 'View JSON');
    await workbench.page.getByRole('tab', { name: 'cctv-retention.live.json' }).waitFor();
    await workbench.page.locator('.editor-group-container.active .view-lines').click();
    await workbench.page.keyboard.type('x');
    await workbench.page
      .getByText(/read-only/)
      .first()
      .waitFor();
    await expect.poll(() => workbench.editorText()).toMatch(/^\{\s*"SNSTopic"/);
    await workbench.screenshot('untrusted-live');
  });

  it('refuses a change from a row, with the reason', async () => {
    await workbench.chooseFromMenu(workbench.treeItem('cctv-retention'), 'Set Vault Notifications…');
    await workbench.notification(REASON).waitFor();
    await workbench.screenshot('untrusted');
    await workbench.dismissNotifications();
  });

  it.each(offeredWrites.map(one => operationTitle(one, english)))(
    'refuses %s from the palette, with the reason',
    async title => {
      await workbench.runCommand(`AWS Notifications: ${title}`);
      await workbench.notification(REASON).waitFor();
      await workbench.dismissNotifications();
    },
  );

  it('opens a form that is reviewed and not applied, with the reason', async () => {
    const form = new FormInWorkbench(workbench);
    await workbench.chooseFromMenu(workbench.treeItem('cctv-retention'), 'Open in Form…');
    await form.content.getByText('This workspace is not trusted').waitFor();
    await form.checkbox('InventoryRetrievalCompleted').click();
    await form.reviewAndApply();
    expect(await form.outcome()).toContain('this workspace is not trusted');
    await form.button('Manage Workspace Trust').last().waitFor();
    await workbench.screenshot('form-untrusted');
  });

  it('has sent nothing that changes anything', async () => {
    expect(await workbench.writes()).toEqual([]);
  });
});
