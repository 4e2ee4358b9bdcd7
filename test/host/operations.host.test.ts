import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Act } from '../support/scriptedPrompter.ts';
import {
  emulator,
  eventually,
  linesBelow,
  minutePassesAfter,
  openLine,
  resetEmulator,
  runScripted,
  writesCounted,
} from './extensionUnderTest.ts';
import { afterEach, beforeAll, describe, it } from './testing.ts';

const account = 'Emulator 111122223333';
const staging = 'Emulator 444455556666';
const topic = (name: string, region = 'us-east-1', id = '111122223333') => `arn:aws:sns:${region}:${id}:${name}`;
const both = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'];
const place: readonly Act[] = [{ pick: account }, { pick: 'us-east-1' }];

/** A part of the emulator's state, by its path. */
async function state(...path: readonly string[]): Promise<unknown> {
  let at: unknown = await emulator('GET', 'state');
  for (const step of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined;
  return at;
}

/** The text of the document in front once it is the one meant. */
function shownText(title: string): Promise<string> {
  return eventually(() => {
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.path.split('/').at(-1), title);
    assert.equal(document.uri.scheme, 'awsn-answer');
    return document.getText();
  });
}

describe('hubs', () => {
  afterEach(resetEmulator);

  it('are registered and deregistered, from the tree and from the palette', async () => {
    /** A hub takes minutes to come and to go. */
    const settling = async (command: string, count: number, path: string | undefined, acts: readonly Act[] = []) => {
      const operation = `notifications.${command.charAt(0).toUpperCase()}${command.slice(1)}`;
      const [person] = await Promise.all([runScripted(command, path, acts), minutePassesAfter(operation, count)]);
      assert.deepEqual(
        person.told.map(({ tone }) => tone),
        ['information'],
      );
      return person;
    };
    const group = await openLine(staging, 'Notification Hubs');
    await emulator('DELETE', 'requests');
    const added = await settling('registerNotificationHub', 1, group.path, [{ pick: 'eu-west-1' }]);
    assert.match(added.confirmed[0]?.detail ?? '', /444455556666/);
    const row = await openLine(staging, 'Notification Hubs', 'eu-west-1');
    await settling('deregisterNotificationHub', 1, row.path);
    await settling('registerNotificationHub', 2, undefined, [{ pick: staging }, { type: 'eu-central-1' }]);
    const hubs = await state('accounts', '444455556666', 'us-east-1', 'notifications', 'hubs');
    assert.deepEqual(Object.keys(hubs ?? {}).sort(), ['eu-central-1', 'us-east-1']);
    await settling('deregisterNotificationHub', 2, undefined, [{ pick: staging }, { pick: 'eu-central-1' }]);
  }, 120_000);

  it('keep their last one: the reason is told before anything is sent', async () => {
    const row = await openLine(staging, 'Notification Hubs', 'us-east-1');
    const person = await runScripted('deregisterNotificationHub', row.path);
    assert.deepEqual(person.confirmed, []);
    assert.match(person.told[0]?.text ?? '', /last active hub/);
    assert.deepEqual(await writesCounted(), []);
  });
});

describe('vault notifications', () => {
  afterEach(resetEmulator);
  const vaults = () => state('accounts', '111122223333', 'us-east-1', 'glacier', 'vaults');
  const notificationsOf = async (name: string) => JSON.stringify(Reflect.get((await vaults()) as object, name));

  it('are set, shown and deleted from the tree', async () => {
    const row = await openLine(account, 'us-east-1', 'Vaults', 'email-journal');
    await runScripted('setVaultNotifications', row.path, [{ pick: 'vault-events' }, { tick: both }]);
    assert.match(await notificationsOf('email-journal'), /vault-events"/);
    await openLine(account, 'us-east-1', 'Vaults', 'email-journal | → vault-events');
    await runScripted('getVaultNotifications', row.path);
    assert.deepEqual(JSON.parse(await shownText('GetVaultNotifications email-journal.json')), {
      vaultNotificationConfig: { SNSTopic: topic('vault-events'), Events: both },
    });
    const gone = await runScripted('deleteVaultNotifications', row.path);
    assert.match(gone.confirmed[0]?.detail ?? '', /removed, was arn:aws:sns/);
    await openLine(account, 'us-east-1', 'Vaults', 'email-journal | no notifications');
    const told = await runScripted('getVaultNotifications', row.path);
    assert.match(told.told[0]?.text ?? '', /not set/);
  });

  it('are set, shown and deleted from the palette', async () => {
    const named = [...place, { type: 'hr-records' }] as const;
    await runScripted('setVaultNotifications', undefined, [...named, { type: topic('ops-alerts') }, { tick: both }]);
    assert.match(await notificationsOf('hr-records'), /ops-alerts"/);
    await runScripted('getVaultNotifications', undefined, [...place, { pick: 'hr-records' }]);
    assert.match(await shownText('GetVaultNotifications hr-records.json'), /ops-alerts/);
    await runScripted('deleteVaultNotifications', undefined, named);
    assert.doesNotMatch(await notificationsOf('hr-records'), /ops-alerts/);
    await runScripted('describeVault', undefined, [...place, { pick: 'hr-records' }]);
    assert.match(await shownText('DescribeVault hr-records.json'), /"VaultName": "hr-records"/);
  });

  it('stay as they are without a yes', async () => {
    const row = await openLine(account, 'us-east-1', 'Vaults', 'cctv-retention');
    await runScripted('deleteVaultNotifications', row.path, [], false);
    assert.deepEqual(await writesCounted(), []);
  });
});

describe('event streams', () => {
  afterEach(resetEmulator);
  const stream = 'arn:aws:kinesis:us-east-1:111122223333:stream/clickstream';
  const role = 'pinpoint-events-kinesis';

  it('are put, shown and deleted from the row of the stream', async () => {
    const group = [account, 'us-east-1', 'Pinpoint Apps'] as const;
    const [app] = await linesBelow((await openLine(...group)).path);
    assert.ok(app);
    const [row] = await linesBelow(app.path);
    assert.ok(row);
    const put = await runScripted('putEventStream', row.path, [{ type: stream }, { pick: role }]);
    assert.match(put.confirmed[0]?.detail ?? '', /2026-10-30/);
    const id = decodeURIComponent(app.path.split('/').at(-1) ?? '');
    await runScripted('getEventStream', app.path);
    assert.match(await shownText(`GetEventStream ${id}.json`), /stream\/clickstream/);
    await runScripted('deleteEventStream', row.path);
    await eventually(async () => assert.match((await linesBelow(app.path))[0]?.text ?? '', /not set/));
  });

  it('are put, shown and deleted from the palette', async () => {
    const id = '0c9e4a7b2d6f48159b3e7d1a5c8f2e60';
    const named = [...place, { type: id }] as const;
    await runScripted('putEventStream', undefined, [...named, { type: stream }, { pick: role }]);
    await runScripted('getEventStream', undefined, named);
    assert.match(await shownText(`GetEventStream ${id}.json`), /stream\/clickstream/);
    await runScripted('deleteEventStream', undefined, named);
    const told = await runScripted('getEventStream', undefined, named);
    assert.match(told.told[0]?.text ?? '', /not set/);
  });
});

describe('push registrations', () => {
  const secret = 'fcm-token-that-must-not-show-0123456789';
  const app = 'arn:aws:mobiletargeting:us-east-1:111122223333:apps/5f1c0d8e7b2a49368e4d1f6a0b9c7d52';
  const instance = '8f2d6b1e-3c94-4a57-9d10-5e7b2a6c4f31';
  const fields: readonly Act[] = [
    { type: app },
    { pick: 'GCM' },
    { type: secret },
    { type: 'contact-1' },
    { pick: 'Leave out' },
    { type: '' },
  ];

  it('are created and deleted, from the tree and from the palette, and the token shows nowhere', async () => {
    const row = await openLine(account, 'us-east-1', 'Connect Instances');
    const own = (await linesBelow(row.path)).find(({ path }) => path.includes(instance));
    assert.ok(own);
    const made = await runScripted('createPushNotificationRegistration', own.path, fields);
    assert.equal(made.told[0]?.tone, 'information');
    const registered = await eventually(async () => {
      const line = (await linesBelow(own.path)).find(({ text }) => text.startsWith('GCM · contact-1'));
      assert.ok(line);
      return line;
    });
    const gone = await runScripted('deletePushNotificationRegistration', registered.path);
    assert.match(gone.confirmed[0]?.detail ?? '', /Can’t be undone: registering again needs the device token/);
    const again = await runScripted('createPushNotificationRegistration', undefined, [
      ...place,
      { type: instance },
      ...fields,
    ]);
    await runScripted('deletePushNotificationRegistration', undefined, [...place, { pick: 'GCM · contact-1' }]);
    const said = JSON.stringify(
      [made, gone, again].map(({ asked, told, confirmed, busyWith }) => [asked, told, confirmed, busyWith]),
    );
    assert.ok(!said.includes(secret));
    assert.deepEqual(filesHolding(secret), []);
  }, 60_000);

  it('list the instances of a Region from the account and from the palette', async () => {
    const row = await openLine(account);
    await runScripted('listInstances', row.path, [{ pick: 'us-east-1' }]);
    assert.match(await shownText('ListInstances.json'), new RegExp(instance));
    await runScripted('listInstances', undefined, [{ pick: staging }, { pick: 'ap-southeast-2' }]);
    assert.match(await shownText('ListInstances.json'), /27e5c8d4/);
  });
});

describe('copying', () => {
  it('gives the ARN, the id and the JSON of a row', async () => {
    const row = await openLine(account, 'us-east-1', 'Vaults', 'cctv-retention');
    const copied = async (command: string) => {
      await runScripted(command, row.path);
      return vscode.env.clipboard.readText();
    };
    assert.equal(await copied('copyId'), 'cctv-retention');
    assert.equal(await copied('copyArn'), 'arn:aws:glacier:us-east-1:111122223333:vaults/cctv-retention');
    assert.deepEqual(JSON.parse(await copied('copyJson')).account, { id: '111122223333', source: 'emulator' });
  });
});

describe('a profile that was pointed at another account', () => {
  const file = process.env.AWS_CONFIG_FILE ?? '';
  const point = (id: string) => {
    const endpoint = process.env.NOTIFICATION_EXPLORER_TEST_ENDPOINT;
    writeFileSync(
      file,
      `[profile moved]\nregion = us-east-1\nendpoint_url = ${endpoint}\naws_access_key_id = ${id}\naws_secret_access_key = x\n`,
    );
  };
  beforeAll(async () => {
    point('111122223333');
    await runScripted('chooseAccounts', undefined, [{ tick: ['moved', account, staging] }]);
  });
  afterEach(resetEmulator);

  it('is never written to: not from a row shown before, nor from the palette while a person confirms', async () => {
    const row = await openLine('moved', 'us-east-1', 'Vaults', 'cctv-retention');
    const pointed = () => {
      point('444455556666');
      return true;
    };
    await emulator('DELETE', 'requests');
    const fromTree = await runScripted('deleteVaultNotifications', row.path, [], pointed);
    assert.match(fromTree.told[0]?.text ?? '', /444455556666.*111122223333/);
    point('111122223333');
    await runScripted('refresh', undefined);
    await openLine('moved | 111122223333');
    const acts: readonly Act[] = [{ pick: 'moved' }, { pick: 'us-east-1' }, { type: 'cctv-retention' }];
    const fromPalette = await runScripted('deleteVaultNotifications', undefined, acts, pointed);
    assert.match(fromPalette.told[0]?.text ?? '', /444455556666.*111122223333/);
    assert.deepEqual(await writesCounted(), []);
    const [{ path }] = [row];
    const reused = await runScripted('deleteVaultNotifications', path);
    assert.equal(
      reused.told.some(({ tone }) => tone === 'information'),
      false,
    );
    assert.deepEqual(await writesCounted(), []);
  });
});

/** Files below the run's folder, logs of VS Code among them, that hold a text. */
function filesHolding(text: string): readonly string[] {
  const folder = join(process.env.NOTIFICATION_EXPLORER_HOME ?? '', '..');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => !name.includes('node_modules') && !name.startsWith('tests.js') && !name.includes('CachedExtension'))
    .map(name => join(folder, name))
    .filter(name => statSync(name, { throwIfNoEntry: false })?.isFile() === true);
  return files.filter(name => readFileSync(name, 'utf8').includes(text));
}
