import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { eventually, resetEmulator, runScripted, writesCounted } from './extensionUnderTest.ts';
import { OpenForm } from './openForm.ts';
import { afterEach, describe, it } from './testing.ts';

const id = '111122223333';
const region = 'us-east-1';
const request = {
  accountId: '-',
  vaultName: 'email-journal',
  vaultNotificationConfig: {
    SNSTopic: `arn:aws:sns:${region}:${id}:vault-events`,
    Events: ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'],
  },
};

/** Named to run after the tests that count calls: another configuration makes the tree ask anew. */
describe('a form whose account went away', () => {
  const file = process.env.AWS_CONFIG_FILE ?? '';
  const point = (profile: string, at: string) => {
    const endpoint = process.env.NOTIFICATION_EXPLORER_TEST_ENDPOINT;
    writeFileSync(
      file,
      `[profile ${profile}]\nregion = ${region}\nendpoint_url = ${endpoint}\naws_access_key_id = ${at}\naws_secret_access_key = x\n`,
    );
  };
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await resetEmulator();
  });

  it('says so, and applies nothing', async () => {
    point('leaving', id);
    const acts = [{ pick: 'leaving' }, { pick: region }, { type: 'email-journal' }];
    await eventually(() => runScripted('openForm', undefined, [{ pick: 'Set Vault Notifications' }, ...acts]));
    const form = await OpenForm.only();
    await form.edit(request);
    const { version } = await form.panel.form;
    await form.send({ kind: 'review', version, filled: [] });
    const { review } = form.last('reviewed');
    point('another', id);
    await form.send({ kind: 'apply', review: review?.id ?? '', secrets: [] });
    assert.match(form.last('reviewed').message, /no longer one of the accounts/);
    assert.equal(form.last('notices').notices[0]?.id, 'account');
    assert.deepEqual(await writesCounted(), []);
  });
});
