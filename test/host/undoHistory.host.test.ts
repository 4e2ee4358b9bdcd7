import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { kindTable } from '../../src/core/kinds/table.ts';
import type { JournalIntent } from '../../src/core/model/journal.ts';
import { region } from '../../src/core/model/regions.ts';
import { JournalHistory } from '../../src/host/history/journalHistory.ts';
import { JournalFile } from '../../src/state/journalFile.ts';
import {
  answeredBy,
  emulator,
  eventually,
  extensionUnderTest,
  historyRows,
  openLine,
  resetEmulator,
  runScripted,
  writesCounted,
} from './extensionUnderTest.ts';
import { afterEach, describe, it } from './testing.ts';

const id = '111122223333';
const account = `Emulator ${id}`;
const vault = 'cctv-retention';
const topic = (name: string) => `arn:aws:sns:us-east-1:${id}:${name}`;
const events = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'];

interface Row {
  readonly path: string;
  readonly text: string;
  readonly icon: string;
  readonly contextValue: string;
}

/** The rows of the history below one, else the top ones with each day open, as VS Code would paint them. */
async function rows(path?: string): Promise<readonly Row[]> {
  const { history } = await extensionUnderTest();
  const below = path === undefined ? await historyRows() : await history.getChildren(path);
  return below.map(child => {
    const { label, description, iconPath, contextValue = '' } = history.getTreeItem(child);
    const icon = iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
    return { path: child, text: `${label} | ${description}`, icon, contextValue };
  });
}

/** The newest row, once it is as wanted. */
const newest = (icon: string, text: RegExp): Promise<Row> =>
  eventually(async () => {
    const [row] = await rows();
    assert.ok(row, 'the history is empty');
    assert.deepEqual([row.icon, text.test(row.text) ? '' : row.text], [icon, '']);
    return row;
  });

type Vaults = Record<string, { notifications?: unknown }>;

/** The state of the emulator's vaults in us-east-1, and a way to change them as another tool would. */
async function vaults(change?: (all: Vaults) => void): Promise<Vaults> {
  const state = Object(await emulator('GET', 'state'));
  const all: Vaults = state.accounts[id]['us-east-1'].glacier.vaults;
  if (change === undefined) return all;
  change(all);
  await emulator('PUT', 'state', state);
  return all;
}

const notificationsOf = async (name: string): Promise<string> => JSON.stringify((await vaults())[name]);

async function remove(name: string): Promise<void> {
  const row = await openLine(account, 'us-east-1', 'Vaults', name);
  await runScripted('deleteVaultNotifications', row.path);
}

/** An intent as a window writes it that is killed right after. */
const orphan = (intent: Partial<JournalIntent>): JournalIntent => ({
  ...{ id: crypto.randomUUID(), time: '2026-11-22T00:00:00.000Z', source: { kind: 'emulator', accountId: id } },
  ...{ accountId: id, region: region('us-east-1'), kind: 'vault', name: vault, operation: 'SetVaultNotifications' },
  ...{ action: 'create', request: { accountId: '-', vaultName: vault }, base: { config: null, status: 'none' } },
  ...{ goal: { SNSTopic: topic('ops-alerts'), Events: events }, group: null, undoes: null },
  undo: { kind: 'by', operation: 'DeleteVaultNotifications', request: { accountId: '-', vaultName: vault } },
  ...intent,
});

/** Another writer of the same journal. */
const elsewhere = () => new JournalFile(process.env.NOTIFICATION_EXPLORER_HOME ?? '', kindTable);

describe('the history', () => {
  afterEach(resetEmulator);

  it('shows a change with its difference, undoes it, and undoes that', async () => {
    const before = await notificationsOf(vault);
    await remove(vault);
    const row = await newest('pass', /^\d\d:\d\d cctv-retention: ops-alerts → no notifications \| .* us-east-1$/);
    const [difference] = await rows(row.path);
    assert.match(difference?.text ?? '', /SNSTopic: removed, was arn:aws:sns/);
    const person = await runScripted('undoChange', row.path);
    assert.match(person.confirmed[0]?.detail ?? '', /SNSTopic: set to arn:aws:sns/);
    assert.equal(await notificationsOf(vault), before);
    const undo = await newest('pass', /Undo: cctv-retention: no notifications → ops-alerts/);
    await runScripted('undoChange', undo.path);
    assert.notEqual(await notificationsOf(vault), before);
  });

  it('opens the difference in the editor', async () => {
    await remove(vault);
    const row = await newest('pass', /cctv-retention/);
    await runScripted('showChange', row.path);
    const tab = await eventually(() => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputTextDiff);
      return input;
    });
    const texts = await Promise.all(
      [tab.original, tab.modified].map(async uri => (await vscode.workspace.openTextDocument(uri)).getText()),
    );
    assert.match(texts[0] ?? '', /ops-alerts/);
    assert.equal(texts[1], 'null\n');
  });

  it('undoes a selection under one confirmation, as one group that is undone together', async () => {
    const names = [vault, 'db-snapshots-orders'] as const;
    const before = await Promise.all(names.map(notificationsOf));
    for (const name of names) await remove(name);
    await newest('pass', /db-snapshots-orders/);
    const selected = (await rows()).slice(0, 2).map(({ path }) => path);
    const [first] = selected;
    const acts = [{ tick: ['Vault db-snapshots-orders', `Vault ${vault}`] }];
    const person = await runScripted('undoChange', first, acts, true, selected);
    assert.equal(person.confirmed.length, 1);
    assert.match(person.confirmed[0]?.detail ?? '', /111122223333[\s\S]*us-east-1[\s\S]*2 new/);
    assert.deepEqual(await Promise.all(names.map(notificationsOf)), before);
    const group = await newest('pass', /Undo: Set Vault Notifications: 2 Vaults/);
    await runScripted('undoChange', group.path, acts);
    assert.doesNotMatch(await notificationsOf(vault), /SNSTopic/);
  }, 60_000);

  it('meets a conflict where something else was set since, and overwrites only after asking again', async () => {
    await remove(vault);
    const row = await newest('pass', /cctv-retention/);
    const theirs = { SNSTopic: topic('vault-events'), Events: events };
    await vaults(all => {
      const found = all[vault];
      if (found !== undefined) found.notifications = theirs;
    });
    await emulator('DELETE', 'requests');
    const person = await runScripted('undoChange', row.path);
    const said = person.told.at(-1);
    assert.deepEqual([said?.tone, person.confirmed.length, await writesCounted()], ['warning', 0, []]);
    assert.deepEqual(
      said?.next.map(({ label }) => label),
      ['Compare', 'Overwrite…', 'Cancel'],
    );
    await person.press('Compare');
    await eventually(() => assert.match(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '', /conflict/));
    const back = await answeredBy(person);
    await person.press('Overwrite…').finally(back);
    assert.match(person.confirmed.at(-1)?.detail ?? '', /vault-events → arn:aws:sns.*ops-alerts/);
    assert.match(await notificationsOf(vault), /ops-alerts/);
  });

  it('shows a change whose writer was killed, and settles it by a live read', async () => {
    await rows();
    const goal = Object(await vaults())[vault].notifications;
    await elsewhere().begin(orphan({ goal }));
    const row = await newest('question', /cctv-retention: .* \| outcome unknown/);
    assert.match(row.contextValue, /;checkChange;/);
    await emulator('DELETE', 'requests');
    const person = await runScripted('checkChange', row.path);
    assert.match(person.told[0]?.text ?? '', /done in AWS/);
    assert.deepEqual(await writesCounted(), []);
    await newest('pass', /cctv-retention/);
  });

  it('lets a person dismiss what AWS cannot tell', async () => {
    await rows();
    const { request } = orphan({});
    const of = {
      kind: 'push-registration',
      operation: 'CreatePushNotificationRegistration',
      name: '',
      request,
    } as const;
    await elsewhere().begin(orphan({ ...of, undo: { kind: 'not', reason: 'registration-token' }, goal: {} }));
    const row = await newest('question', /outcome unknown/);
    assert.match(row.contextValue, /;dismissChange;/);
    await runScripted('dismissChange', row.path);
    await newest('circle-slash', /unknown, dismissed/);
  });

  it('shows what can be read around a damaged line and what another version wrote, and goes on', async () => {
    await remove(vault);
    await newest('pass', /cctv-retention/);
    const file = join(process.env.NOTIFICATION_EXPLORER_HOME ?? '', 'journal.jsonl');
    const whole = await readFile(file);
    const { source: _source, ...intent } = orphan({ time: '2099-01-01T00:00:00.000Z', name: 'low' });
    const theirs = { ...intent, source: `emulator:${id}`, kind: 'alarm', operation: 'PutAlarm' };
    try {
      await appendFile(file, `nonsense\n${JSON.stringify({ intent: theirs })}\n`);
      const [unread, foreign] = await eventually(async () => {
        const shown = await rows();
        assert.match(shown[0]?.text ?? '', /^1 line of the journal cannot be read \|/);
        return shown;
      });
      assert.match(
        foreign?.text ?? '',
        /^\d\d:\d\d PutAlarm: alarm low \| Emulator 111122223333 · us-east-1 · by another version$/,
      );
      assert.deepEqual([unread?.contextValue, foreign?.contextValue], ['unread;', 'foreign;']);
      await remove('db-snapshots-orders');
      await eventually(async () => assert.match((await rows())[2]?.text ?? '', /db-snapshots-orders/));
    } finally {
      await writeFile(file, whole);
      // Before anything is added, or what comes next is taken for the end of what was there.
      await newest('pass', /cctv-retention/);
    }
  });

  it('shows what was written while it was being read', async () => {
    let lines = 0;
    let answer = () => {};
    const held = new Promise<void>(resolve => {
      answer = resolve;
    });
    const read = async () => {
      const reading = { entries: [], foreign: [], unread: lines };
      if (lines === 0) await held;
      return reading;
    };
    const attempt = async (work: () => unknown) => void (await work());
    const folder = process.env.NOTIFICATION_EXPLORER_HOME ?? '';
    const history = new JournalHistory({ attempt }, { journal: { read }, holder: async () => undefined, folder });
    try {
      const early = history.load();
      await new Promise(setImmediate);
      lines = 1;
      const late = history.load();
      answer();
      await Promise.all([early, late]);
      assert.equal(history.rows.state.unread, 1);
    } finally {
      history.dispose();
    }
  });

  it('shows only the changes of one resource', async () => {
    await remove('db-snapshots-orders');
    await newest('pass', /db-snapshots-orders/);
    await runScripted('filterHistory', undefined, [{ pick: 'Vault db-snapshots-orders' }]);
    const shown = await rows();
    assert.ok(shown.length > 0);
    for (const { text } of shown) assert.match(text, /db-snapshots-orders/);
    await runScripted('filterHistory', undefined, [{ pick: 'All changes' }]);
    assert.ok((await rows()).length > shown.length);
  });
});
