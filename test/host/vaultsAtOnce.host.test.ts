import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Act, ScriptedPrompter } from '../support/scriptedPrompter.ts';
import {
  answeredBy,
  emulator,
  eventually,
  extensionUnderTest,
  historyRows,
  linesBelow,
  openLine,
  requestCounts,
  resetEmulator,
  runScripted,
} from './extensionUnderTest.ts';
import { afterEach, describe, it } from './testing.ts';

const id = '444455556666';
const account = `Emulator ${id}`;
const COUNT = 400;
const names = Array.from({ length: COUNT }, (_, index) => `bulk-${String(index).padStart(3, '0')}`);
const wanted = {
  SNSTopic: `arn:aws:sns:us-east-1:${id}:archive-audit`,
  Events: ['InventoryRetrievalCompleted'],
};
const copy = 'archive-audit · inventory retrieval';
const labels = (of: readonly string[]): readonly string[] => of.map(name => `Vault ${name}`);

type Vaults = Record<string, { notifications?: Readonly<Record<string, unknown>> | null; [member: string]: unknown }>;

async function held(change?: (vaults: Vaults) => void, region = 'us-east-1'): Promise<Vaults> {
  const state = Object(await emulator('GET', 'state'));
  const vaults: Vaults = state.accounts[id][region].glacier.vaults;
  if (change !== undefined) {
    change(vaults);
    await emulator('PUT', 'state', state);
  }
  return vaults;
}

/** Four hundred vaults without notifications beside one that has some. Returns the line above them. */
async function estate(): Promise<string> {
  await held(vaults => {
    const [like] = Object.values(vaults);
    assert.ok(like !== undefined);
    const { notifications: _none, ...bare } = like;
    for (const name of names) vaults[name] = bare;
    vaults['like-this'] = { ...bare, notifications: wanted };
  });
  (await (await extensionUnderTest()).host()).explorer.refresh();
  const group = await openLine(account, 'us-east-1', 'Vaults');
  await eventually(async () => assert.ok((await linesBelow(group.path)).length > COUNT));
  return group.path;
}

async function bulkRows(group: string): Promise<readonly string[]> {
  // What to copy can only be picked once its own details were read.
  const lines = await eventually(async () => {
    const below = await linesBelow(group);
    assert.ok(
      below.some(({ text }) => /^like-this\b.*→/.test(text)),
      'like-this is not read yet',
    );
    return below;
  });
  return lines.filter(({ text }) => text.startsWith('bulk-')).map(({ path }) => path);
}

const setCount = async (): Promise<number> => {
  const vaults = await held();
  return names.filter(name => vaults[name]?.notifications != null).length;
};

async function asked(person: ScriptedPrompter, command: string, paths: readonly string[]): Promise<void> {
  const back = await answeredBy(person);
  try {
    await vscode.commands.executeCommand(`notificationExplorer.${command}`, paths[0], paths);
  } finally {
    back();
  }
}

describe('many changes at once', () => {
  afterEach(resetEmulator);

  it('are confirmed once, told one by one, tried again where they failed, and undone together', async () => {
    const group = await estate();
    const paths = await bulkRows(group);
    assert.equal(paths.length, COUNT);
    const fault = { service: 'glacier', operation: 'SetVaultNotifications', kind: 'error', status: 403 };
    await emulator('POST', 'faults', [{ ...fault, code: 'AccessDeniedException', message: 'not you', count: 7 }]);
    await emulator('DELETE', 'requests');
    const person = new ScriptedPrompter([{ pick: copy }, { tick: labels(names) }]);
    await asked(person, 'applyToMany', paths);
    assert.equal(person.confirmed.length, 1);
    assert.match(person.confirmed[0]?.detail ?? '', /444455556666[\s\S]*us-east-1[\s\S]*400 new/);
    assert.match(person.told.at(-1)?.text ?? '', /393 done, 7 failed/);
    assert.equal(await setCount(), COUNT - 7);
    assert.equal((await requestCounts())['glacier.SetVaultNotifications'], COUNT);
    await person.press('Show Results');
    const report = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('results.txt'))?.getText() ?? '';
    assert.equal(report.match(/not you/g)?.length, 7);

    const vaults = await held();
    const failed = names.filter(name => vaults[name]?.notifications == null);
    const retry = new ScriptedPrompter([{ tick: labels(failed) }]);
    const back = await answeredBy(retry);
    await person.press('Retry 7…').finally(back);
    assert.match(retry.told.at(-1)?.text ?? '', /7 done/);
    assert.equal(await setCount(), COUNT);

    const { history } = await extensionUnderTest();
    const both = await eventually(async () => {
      const top = (await historyRows()).slice(0, 2);
      const found = top.map(path => String(history.getTreeItem(path).label).replace(/^\d\d:\d\d /, ''));
      assert.deepEqual(found, ['7 Vaults → archive-audit', '400 Vaults → archive-audit']);
      return top;
    });
    const undo = new ScriptedPrompter([{ tick: labels(names) }]);
    await asked(undo, 'undoChange', both);
    assert.match(undo.told.at(-1)?.text ?? '', /400 done/);
    assert.equal(await setCount(), 0);
  }, 180_000);

  it('stop cleanly when cancelled at half: what began is followed to its end, the rest is untouched', async () => {
    const group = await estate();
    const paths = await bulkRows(group);
    const person = new ScriptedPrompter([{ pick: copy }, { tick: labels(names) }]);
    person.stopsAt = said => said.startsWith('200 of 400');
    await asked(person, 'applyToMany', paths);
    const text = person.told.at(-1)?.text ?? '';
    const [, done, skipped] = /: (\d+) done, (\d+) skipped\.$/.exec(text) ?? [];
    assert.equal(Number(done) + Number(skipped), COUNT, text);
    assert.ok(Number(done) >= 200 && Number(done) <= 210, text);
    assert.equal(await setCount(), Number(done));
  }, 120_000);

  it('take the topic of each Region when copied from another', async () => {
    const from = await openLine('Emulator 111122223333', 'us-east-1', 'Vaults', 'cctv-retention');
    const to = await openLine('Emulator 111122223333', 'eu-west-1', 'Vaults');
    const line = (await linesBelow(to.path))[0];
    assert.ok(line && from);
    const name = line.text.split(' | ')[0] ?? '';
    const picks: Act[] = [{ pick: 'ops-alerts · archive retrieval' }, 'stop'];
    const person = await runScripted('applyToMany', line.path, picks);
    assert.match(person.asked[1]?.title ?? '', /eu-west-1/);
    assert.match(person.asked[1]?.prompt ?? '', /SNSTopic: ops-alerts is in another account or Region/);
    const [topic] = (person.asked[1]?.offered ?? []).map(label => label.split(' | ')[0] ?? '');
    assert.ok(topic, `no topic for ${name}`);
    assert.match(person.asked[1]?.offered[0] ?? '', /arn:aws:sns:eu-west-1:111122223333:/);
    assert.deepEqual(person.confirmed, []);
  });

  it('set event streams too, each with its difference, and undo them together as far as AWS lets them', async () => {
    const apps = async (): Promise<Readonly<Record<string, { eventStream?: { destinationStreamArn: string } }>>> =>
      Object(await emulator('GET', 'state')).accounts['111122223333']['us-east-1'].pinpoint.apps;
    const streams = async (): Promise<readonly (string | undefined)[]> =>
      Object.values(await apps()).map(({ eventStream }) => eventStream?.destinationStreamArn.split('/').at(-1));
    const before = await streams();
    const group = await openLine('Emulator 111122223333', 'us-east-1', 'Pinpoint Apps');
    const targets: string[] = [];
    for (const app of await linesBelow(group.path)) {
      const [row] = await linesBelow(app.path);
      assert.ok(row, app.text);
      if (!app.text.startsWith('shop-mobile')) targets.push(row.path);
    }
    const ids = Object.entries(await apps()).flatMap(([app, { eventStream }]) =>
      eventStream?.destinationStreamArn.endsWith('stream/mobile-events') ? [] : [app],
    );
    const person = new ScriptedPrompter([
      { pick: 'mobile-events · pinpoint-events-kinesis' },
      { tick: ids.map(app => `Event Stream ${app}`) },
    ]);
    await asked(person, 'applyToMany', targets);
    assert.match(person.confirmed[0]?.detail ?? '', /1 new[\s\S]*2 /);
    assert.deepEqual(
      await streams(),
      before.map(() => 'mobile-events'),
    );
    const { history } = await extensionUnderTest();
    const [change] = await eventually(async () => {
      const top = await historyRows();
      assert.match(
        String(history.getTreeItem(top[0] ?? '').label),
        /^\d\d:\d\d 3 Event Streams → stream\/mobile-events$/,
      );
      return top;
    });
    const undo = new ScriptedPrompter([{ tick: ids.map(app => `Event Stream ${app}`) }]);
    await asked(undo, 'undoChange', [change ?? '']);
    // The role of the last one does not trust the service: AWS does not set it once more.
    assert.match(undo.told.at(-1)?.text ?? '', /2 done, 1 failed/);
    assert.deepEqual((await streams()).slice(0, 3), before.slice(0, 3));
  });

  it('set what the document in front says', async () => {
    const file = { content: JSON.stringify({ vaultName: 'any', vaultNotificationConfig: wanted }), language: 'json' };
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder, 'like-this.vault-notifications.json');
    await vscode.workspace.fs.writeFile(uri, Buffer.from(file.content));
    await vscode.window.showTextDocument(uri);
    const group = await openLine(account, 'us-east-1', 'Vaults');
    const paths = (await linesBelow(group.path)).map(({ path }) => path);
    const all = Object.keys(await held());
    const person = new ScriptedPrompter([
      { pick: `Use the open document (${uri.path.split('/').at(-1)})` },
      { tick: labels(all) },
    ]);
    await asked(person, 'applyToMany', paths);
    assert.equal(person.confirmed.length, 1);
    assert.deepEqual(
      Object.values(await held()).map(({ notifications }) => notifications),
      all.map(() => wanted),
    );
    await vscode.workspace.fs.delete(uri);
  });

  it('say what to select where nothing is', async () => {
    const row = await openLine(account, 'Notification Hubs', 'us-east-1');
    const person = await runScripted('applyToMany', row.path);
    assert.match(person.told[0]?.text ?? '', /Select vaults/);
  });
});
