import { execFileSync } from 'node:child_process';
import { appendFile, open, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CliWorld } from '../../../test/support/cliWorld.ts';
import type { ChangesView } from './changeView.ts';
import type { JournalRow, SettledRow } from './journalView.ts';

const id = '111122223333';
const app = 'a'.repeat(32);
const topic = (name: string) => `arn:aws:sns:eu-west-1:${id}:${name}`;
const config = (name: string) => ({ SNSTopic: topic(name), Events: ['ArchiveRetrievalCompleted'] });
const stream = (name: string) => ({
  DestinationStreamArn: `arn:aws:kinesis:eu-west-1:${id}:stream/${name}`,
  RoleArn: `arn:aws:iam::${id}:role/pinpoint`,
});
const seed = {
  accounts: {
    [id]: {
      'us-east-1': { notifications: { hubs: { 'us-east-1': { status: 'ACTIVE' } } } },
      'eu-west-1': {
        glacier: {
          vaults: { tapes: { notifications: config('old') }, films: {}, other: { notifications: config('o') } },
        },
        pinpoint: { apps: { [app]: { name: 'shop' } } },
      },
    },
    '444455556666': { 'eu-west-1': { glacier: { vaults: { tapes: {} } } } },
  },
};

let world: CliWorld;
let empty: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  world = await CliWorld.open();
  await world.startEmulator('--seed', 'empty');
  await world.writeProfiles({ prod: { account: id }, staging: { account: '444455556666' } });
  empty = Object(await world.control('GET', 'state'));
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.control('DELETE', 'faults');
  await world.control('PUT', 'state', { ...empty, ...seed });
  await world.control('DELETE', 'requests');
});

/** Writes a document and gives its path. */
async function file(name: string, value: unknown): Promise<string> {
  const path = join(world.home.folder, name);
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}
async function json<T = ChangesView>(...args: readonly string[]) {
  const result = await world.run([...args, '--json']);
  return { ...result, view: (result.stdout === '' ? null : JSON.parse(result.stdout)) as T };
}
/** The same, while hubs settle at once: the emulator's time runs ahead. */
async function settling<T>(work: Promise<T>): Promise<T> {
  const timer = setInterval(() => void world.control('POST', 'clock', { advanceSeconds: 60 }), 100);
  return work.finally(() => clearInterval(timer));
}
const writes = async () =>
  Object.keys(Object(await world.control('GET', 'requests'))).filter(name =>
    /\.(Set|Put|Delete|Reg|Dereg|Create)/.test(name),
  );
const vaults = async () => Object(await world.control('GET', 'state')).accounts[id]['eu-west-1'].glacier.vaults;
const hubsOf = (...names: readonly string[]) => Object.fromEntries(names.map(name => [name, 'ACTIVE']));
const fleet = {
  accounts: {
    [id]: {
      notificationHubs: ['us-east-1', 'eu-west-1'],
      regions: { 'eu-west-1': { vaults: { tapes: config('new'), films: null }, eventStreams: { [app]: stream('s') } } },
    },
  },
};
const prod = ['--profile', 'prod'];
const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;

describe('plan', () => {
  it.each([
    ['little-endian', (bytes: Buffer) => bytes],
    ['big-endian', (bytes: Buffer) => bytes.swap16()],
  ])('reads a file in %s UTF-16, as Windows PowerShell writes it', async (_order, ordered) => {
    const path = join(world.home.folder, 'utf16.notifications.json');
    await writeFile(path, ordered(Buffer.from(`\ufeff${JSON.stringify(fleet)}`, 'utf16le')));
    expect(await json('plan', path, ...prod)).toMatchObject({ code: 2, view: { errors: [] } });
  });

  it('shows what a fleet file would change, and changes nothing', async () => {
    const { code, view } = await json('plan', await file('all.notifications.json', fleet), ...prod);
    expect(code).toBe(2);
    expect(view).toEqual({
      changes: [
        expect.objectContaining({
          account: { id, source: 'profile prod' },
          region: 'us-east-1',
          kind: 'hub',
          name: 'eu-west-1',
          action: 'create',
          before: null,
          after: { notificationHubRegion: 'eu-west-1' },
          findings: [],
        }),
        expect.objectContaining({
          region: 'eu-west-1',
          kind: 'vault',
          name: 'tapes',
          action: 'replace',
          before: config('old'),
          after: config('new'),
          findings: expect.arrayContaining([expect.objectContaining({ rule: 'vault/replaces', severity: 'warning' })]),
        }),
        expect.objectContaining({
          kind: 'event-stream',
          name: app,
          action: 'create',
          before: null,
          after: stream('s'),
        }),
      ],
      unmanaged: [expect.objectContaining({ kind: 'vault', name: 'other', config: config('o') })],
      errors: [],
    });
    expect(await writes()).toEqual([]);
  });

  it.each([
    ['name', (path: string) => path],
    ['name of a link that leads there', (path: string) => `${path}.link`],
  ])('never saves the plan as what it is of, by its %s', async (_name, named) => {
    const path = await file('own.notifications.json', fleet);
    await rm(`${path}.link`, { force: true });
    await symlink(path, `${path}.link`);
    const { code, stdout, stderr } = await world.run(['plan', named(path), ...prod, '--out', path]);
    expect([code, stdout, stderr]).toEqual([64, '', expect.stringContaining('it was not replaced')]);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(fleet);
  });

  it('never saves the plan over what is no saved plan, and over an earlier one does', async () => {
    const path = await file('own.notifications.json', fleet);
    const notes = join(world.home.folder, 'notes.txt');
    await writeFile(notes, 'mine');
    const { code, stderr } = await world.run(['plan', path, ...prod, '--out', notes]);
    expect([code, stderr]).toEqual([64, expect.stringContaining('it was not replaced')]);
    expect(await readFile(notes, 'utf8')).toBe('mine');
    const plan = join(world.home.folder, 'twice.plan');
    for (const _time of [1, 2]) expect((await json('plan', path, ...prod, '--out', plan)).code).not.toBe(64);
  });

  it('finds nothing to do where all matches, without one mutating call', async () => {
    const matching = {
      accounts: {
        prod: {
          notificationHubs: ['us-east-1'],
          regions: { 'eu-west-1': { vaults: { tapes: config('old'), films: null }, eventStreams: { [app]: null } } },
        },
      },
    };
    const { code, view } = await json('plan', await file('match.notifications.json', matching), ...prod);
    expect([code, view.changes, view.errors]).toEqual([0, [], []]);
    expect(await writes()).toEqual([]);
  });

  it('tells accounts that it cannot reach and plans the rest', async () => {
    const accounts = { '999999999999': {}, nobody: {}, ...fleet.accounts };
    const { code, view } = await json('plan', await file('some.notifications.json', { accounts }), ...prod);
    expect(code).toBe(1);
    expect(view.changes).toHaveLength(3);
    expect(view.errors.map(({ account, code: word }) => [account.id, account.source, word])).toEqual([
      ['999999999999', null, 'unreachable'],
      [null, null, 'unreachable'],
    ]);
  });

  it('reaches the profiles given alone, though the file names another and the configuration knows it', async () => {
    const regions = { 'eu-west-1': { vaults: { tapes: null } } };
    const accounts = { staging: { regions }, '444455556666': { regions } };
    const path = await file('others.notifications.json', { accounts });
    const { code, view, stdout } = await json('plan', path, ...prod);
    expect([code, view.changes]).toEqual([1, []]);
    expect(view.errors.map(one => [one.account.id, one.code])).toEqual([
      [null, 'unreachable'],
      ['444455556666', 'unreachable'],
    ]);
    expect(stdout).toContain('is not one of the profiles given: profile prod');
    expect(
      (await json('plan', await file('one.notifications.json', { accounts: { staging: { regions } } }))).code,
    ).toBe(0);
  });

  it('tells why a fleet file is none, as errors', async () => {
    const wrong = { accounts: { prod: { notificationHubs: [] } } };
    const { code, view } = await json('plan', await file('wrong.notifications.json', wrong));
    expect([code, view.errors.map(({ code: rule }) => rule)]).toEqual([1, ['document/schema']]);
  });

  it.each([
    ['regions', { 'us-esat-1': { vaults: { tapes: config('new') } } }],
    ['notificationHubs', ['us-esat-1']],
  ])('asks AWS nothing about a Region that a fleet file misspells among its %s', async (key, value) => {
    const wrong = { accounts: { [id]: { [key]: value } } };
    const { code, stdout } = await world.run(['apply', await file('slip.notifications.json', wrong), ...prod, '--yes']);
    const said = `/accounts/${id}/${key}: “us-esat-1” is not a Region. Did you mean us-east-1?`;
    expect([code, stdout]).toEqual([1, `Not planned:\n  ${said}\n\nNot planned: 1 error.\n`]);
  });

  it('says where a fleet file is wrong, and nothing of accounts', async () => {
    const vaults = { tapes: { ...config('new'), Topic: 'x' } };
    const wrong = { accounts: { [id]: { regions: { 'us-east-1': { vaults } } } }, owner: 'x' };
    const { stdout } = await world.run(['plan', await file('wrong.notifications.json', wrong)]);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'Not planned:',
      '  “owner” is not a known key.',
      `  /accounts/${id}/regions/us-east-1/vaults/tapes: “Topic” is not a known key.`,
    ]);
    const list = await world.run(['plan', await file('list.notifications.json', [])]);
    expect(list.stdout).toContain('\n  The document must be an object.\n');
  });

  const request = { accountId: '-', vaultName: 'films', vaultNotificationConfig: config('new') };
  it.each([
    ['a request', 'films.vault-notifications.json', request, []],
    ['a body', 'notificationconfig.json', config('new'), ['--name', 'films']],
    ['what a get call printed', 'output.json', { vaultNotificationConfig: config('new') }, ['--name', 'films']],
  ] as const)('takes %s', async (_what, name, document, more) => {
    const { code, view } = await json('plan', await file(name, document), ...prod, '--region', 'eu-west-1', ...more);
    expect(code).toBe(2);
    expect(view.changes).toMatchObject([{ kind: 'vault', name: 'films', action: 'create', after: config('new') }]);
  });

  const hubs = (...names: readonly string[]) => ({ accounts: { prod: { notificationHubs: names } } });
  it.each([
    ['hub/quota', 'error', 'fourth.notification-hub.json', { notificationHubRegion: 'sa-east-1' }],
    ['hub/hides-events', 'warning', 'one.notifications.json', hubs('us-east-1', 'us-west-2')],
    ['hub/last', 'error', 'inactive.notifications.json', hubs('ap-south-1')],
    [
      'event-stream/replaces',
      'warning',
      'stream.event-stream.json',
      { ApplicationId: app, WriteEventStream: stream('mine') },
    ],
  ])('says by %s, as %s, what the change itself is about', async (rule, severity, name, document) => {
    const state = Object(await world.control('GET', 'state'));
    const names =
      rule === 'hub/last'
        ? { 'us-east-1': 'ACTIVE', 'ap-south-1': 'INACTIVE' }
        : hubsOf('us-east-1', 'eu-west-1', 'us-west-2');
    state.accounts[id]['us-east-1'].notifications.hubs = Object.fromEntries(
      Object.entries(names).map(([hub, status]) => [hub, { status }]),
    );
    state.accounts[id]['eu-west-1'].pinpoint.apps[app].eventStream = {
      destinationStreamArn: stream('theirs').DestinationStreamArn,
      roleArn: stream('theirs').RoleArn,
    };
    await world.control('PUT', 'state', state);
    const path = await file(name, document);
    for (const verb of ['plan', 'apply']) {
      const { code, view } = await json(
        verb,
        path,
        ...prod,
        ...(rule.startsWith('event') ? ['--region', 'eu-west-1'] : []),
      );
      const found = view.changes.flatMap(({ findings }) => findings);
      expect([code, found]).toEqual([
        severity === 'error' ? 1 : 2,
        expect.arrayContaining([expect.objectContaining({ rule, severity })]),
      ]);
    }
    expect(await writes()).toEqual([]);
  });

  it('refuses a request for another account than the caller’s', async () => {
    const path = await file('films.vault-notifications.json', { ...request, accountId: '444455556666' });
    const { code, view } = await json('plan', path, ...prod, '--region', 'eu-west-1');
    expect([code, view.changes]).toEqual([1, []]);
    expect(view.errors).toMatchObject([{ code: 'wrong-account' }]);
  });

  it('tells what rules object to', async () => {
    const document = {
      ...request,
      vaultNotificationConfig: { ...config('x'), SNSTopic: `arn:aws:sns:us-east-1:${id}:x` },
    };
    const { code, view } = await json(
      'plan',
      await file('x.vault-notifications.json', document),
      ...prod,
      '--region',
      'eu-west-1',
    );
    expect([code, view.changes]).toEqual([1, []]);
    expect(view.errors).toMatchObject([{ code: 'vault/topic-region' }]);
  });

  it.each([
    [['plan']],
    [['plan', 'nowhere.json']],
    [['plan', 'BODY']],
    [['plan', 'BODY', '--name', 'films', '--region', 'nowhere']],
    [['plan', 'BODY', '--yes']],
    [['plan', 'BROKEN']],
    [['plan', 'OTHER']],
    [['plan', 'BODY', '--name', 'films', '--region', 'us-esat-1']],
    [['plan', 'HUB', '--region', 'eu-west-1']],
    [['plan', 'FLEET', '--region', 'us-west-2']],
    [['plan', 'FLEET', '--name', 'films']],
    [['plan', 'FLEET', '--region', 'eu-west-1']],
    [['plan', 'HUBS', '--region', 'eu-west-1']],
    [['plan', 'HUBS', '--name', 'us-east-1']],
    [['plan', 'COMMA', '--region', 'eu-west-1']],
    [['apply', 'COMMENT', '--region', 'eu-west-1']],
    [['plan', 'DEEP', '--name', 'films']],
    [['plan', 'DEEPFLEET']],
    [['apply', 'DEEPPLAN']],
    [['apply', 'BODY', '--out', 'x']],
    [['journal']],
    [['journal', 'undo']],
    [['journal', 'list', '--yes']],
    [['journal', 'settle']],
    [['journal', 'settle', 'a', '--yes']],
    [['journal', 'dismiss', 'a', 'b']],
    [['journal', 'forget', 'a']],
  ])('refuses wrong usage with 64: %j', async args => {
    const paths: Readonly<Record<string, string>> = {
      BODY: await file('notificationconfig.json', config('new')),
      BROKEN: await file('broken.notifications.json', '{'),
      HUB: await file('one.notification-hub.json', { notificationHubRegion: 'eu-west-1' }),
      FLEET: await file('all.notifications.json', fleet),
      HUBS: await file('hubs.notifications.json', { accounts: { prod: { notificationHubs: ['us-east-1'] } } }),
      COMMA: await file('comma.vault-notifications.json', JSON.stringify(request).replace(/\}$/, ',}')),
      COMMENT: await file('comment.vault-notifications.json', `// a comment\n${JSON.stringify(request)}`),
      DEEP: await file('deep.vault-notifications.json', `{"vaultNotificationConfig":${deep}}`),
      DEEPFLEET: await file('deep.notifications.json', `{"accounts":${deep}}`),
      DEEPPLAN: await file(
        'deep.plan',
        `{"format":"notification-explorer-plan","version":2,"steps":[],"unmanaged":[],"problems":[${deep}]}`,
      ),
      OTHER: await file('other.json', { MessageId: 'm', TopicArn: 't' }),
    };
    const { code, stdout, stderr } = await world.run(args.map(arg => paths[arg] ?? arg));
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).not.toContain('Unexpected error');
  });

  it('takes a Region and a name beside a fleet file that say the same', async () => {
    const one = { accounts: { prod: { regions: { 'eu-west-1': { vaults: { tapes: config('new') } } } } } };
    const path = await file('one.notifications.json', one);
    const { code } = await json('plan', path, ...prod, '--region', 'eu-west-1', '--name', 'tapes');
    expect(code).toBe(2);
  });

  it('takes the Region that administers hubs beside a fleet file that names nothing but hubs', async () => {
    const path = await file('hubs.notifications.json', { accounts: { prod: { notificationHubs: ['us-east-1'] } } });
    expect(await json('plan', path, ...prod, '--region', 'us-east-1')).toMatchObject({ code: 0 });
  });

  it('plans a request with comments and a trailing comma where its name allows them', async () => {
    const text = `// a comment\n${JSON.stringify(request).replace(/\}$/, ',}')}`;
    const path = await file('films.vault-notifications.jsonc', text);
    expect(await json('plan', path, ...prod, '--region', 'eu-west-1')).toMatchObject({ code: 2, view: { errors: [] } });
  });

  it.each(['plan', 'apply'])('%ss nothing of a request that names a member twice', async verb => {
    const text = JSON.stringify(request).replace('{', '{"vaultName":"tapes",');
    const path = await file('films.vault-notifications.json', text);
    const { code, view } = await json(verb, path, ...prod, '--region', 'eu-west-1');
    expect([code, view.changes]).toEqual([1, []]);
    expect(view.errors).toMatchObject([{ code: 'document/duplicate-key' }]);
  });

  it('says which Region was meant', async () => {
    const { stderr } = await world.run(['plan', 'x', '--region', 'us-esat-1']);
    expect(stderr).toContain('did you mean us-east-1');
  });

  it('says that nothing was planned where a document has errors', async () => {
    const document = { ...request, vaultNotificationConfig: { ...config('x'), SNSTopic: 'x' } };
    const path = await file('x.vault-notifications.json', document);
    const { code, stdout } = await world.run(['plan', path, ...prod, '--region', 'eu-west-1']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Not planned: 1 error\.$/m);
    expect(stdout).not.toContain('No differences');
  });
});

describe('apply', () => {
  it('changes nothing without --yes', async () => {
    const path = await file('all.notifications.json', fleet);
    const { code, view } = await json('apply', path, ...prod);
    expect([code, view.changes.length]).toEqual([2, 3]);
    expect(await writes()).toEqual([]);
  });

  it('converges, and then finds nothing to do', async () => {
    const path = await file('all.notifications.json', fleet);
    const { code, view } = await settling(json('apply', path, ...prod, '--yes'));
    expect([code, view.changes.map(({ outcome }) => outcome)]).toEqual([0, ['done', 'done', 'done']]);
    expect((await vaults()).tapes.notifications).toEqual(config('new'));
    expect((await json('plan', path, ...prod)).code).toBe(0);
    expect((await json('apply', path, ...prod, '--yes')).code).toBe(0);
  });

  it('refuses each change of a saved plan whose base moved, and makes the others', async () => {
    const both = {
      accounts: { prod: { regions: { 'eu-west-1': { vaults: { tapes: config('new'), films: config('new') } } } } },
    };
    const plan = join(world.home.folder, 'saved.plan');
    expect((await json('plan', await file('two.notifications.json', both), '--out', plan)).code).toBe(2);
    expect((await stat(plan)).mode & 0o777).toBe(0o600);
    const body = await file('notificationconfig.json', config('theirs'));
    expect((await json('apply', body, ...prod, '--region', 'eu-west-1', '--name', 'tapes', '--yes')).code).toBe(0);
    const shown = await json('apply', plan);
    expect([shown.code, shown.view.changes.length]).toEqual([2, 2]);
    const { code, view } = await json('apply', plan, '--yes');
    expect([code, view.changes.map(({ name, outcome }) => [name, outcome])]).toEqual([
      1,
      [
        ['tapes', 'conflict'],
        ['films', 'done'],
      ],
    ]);
    expect((await vaults()).tapes.notifications).toEqual(config('theirs'));
  });

  describe('of a saved plan', () => {
    const regions = { 'eu-west-1': { vaults: { tapes: config('new') } } };
    const two = {
      accounts: { prod: { regions }, staging: { regions: { 'eu-west-1': { vaults: { tapes: config('s') } } } } },
    };
    const saved = async () => {
      const plan = join(world.home.folder, 'two.plan');
      const given = [...prod, '--profile', 'staging'];
      expect((await json('plan', await file('two.notifications.json', two), ...given, '--out', plan)).code).toBe(2);
      return plan;
    };

    it.each([
      [['--profile', 'other']],
      [['--profile', 'prod', '--profile', 'other']],
      [['--region', 'eu-west-1']],
      [['--name', 'tapes']],
    ])('refuses %j: it says itself what it changes, and with what it was made', async more => {
      const { code, stdout } = await world.run(['apply', await saved(), ...more, '--yes']);
      expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
      expect(await writes()).toEqual([]);
    });

    it('is up to date when it was applied before, and writes nothing a second time', async () => {
      const plan = await saved();
      expect((await json('apply', plan, '--yes')).code).toBe(0);
      await world.control('DELETE', 'requests');
      const { code, view } = await json('apply', plan, '--yes');
      const upToDate = { outcome: 'done', message: expect.stringContaining('already up to date') };
      expect([code, view.changes]).toMatchObject([0, [upToDate, upToDate]]);
      expect(await writes()).toEqual([]);
    });

    it('changes what is of the profiles given, where it was made with more', async () => {
      const { code, view } = await json('apply', await saved(), '--profile', 'staging', '--yes');
      expect([code, view.changes.map(({ account }) => account.source)]).toEqual([0, ['profile staging']]);
      expect((await vaults()).tapes.notifications).toEqual(config('old'));
    });

    it('replaces a file that others can read by one that they cannot, and follows no link', async () => {
      const plan = join(world.home.folder, 'open.plan');
      await writeFile(plan, '', { mode: 0o644 });
      const path = await file('two.notifications.json', two);
      expect((await json('plan', path, '--out', plan)).code).toBe(2);
      expect((await stat(plan)).mode & 0o777).toBe(0o600);
      const link = join(world.home.folder, 'link.plan');
      await symlink(path, link);
      expect((await json('plan', path, '--out', link)).code).toBe(64);
      expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(two);
    });

    it('writes out the control characters of whatever is in it', async () => {
      const plan = JSON.parse(await readFile(await saved(), 'utf8'));
      const nowhere = { source: null, accountId: null, region: null };
      const problems = [{ ...nowhere, code: 'c', message: '\u001b]0;title\u0007' }];
      const place = { source: 'profile:\u202eprod', accountId: id, region: 'eu-west-1' };
      const unmanaged = [{ ...place, kind: 'vault', name: '\u001b[1m', status: 'set', config: null }];
      const { stdout } = await world.run(['apply', await file('planted.plan', { ...plan, problems, unmanaged })]);
      expect(stdout).toContain('\\u{1b}]0;title');
      expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    });
  });

  it('says how to look again at a change whose end is not known', async () => {
    const lost = { service: 'glacier', operation: 'SetVaultNotifications', kind: 'reset' };
    await world.control('POST', 'faults', [lost]);
    const one = { accounts: { prod: { regions: { 'eu-west-1': { vaults: { tapes: config('new') } } } } } };
    const { code, view } = await json('apply', await file('one.notifications.json', one), ...prod, '--yes');
    expect([code, view.changes.map(({ outcome }) => outcome)]).toEqual([1, ['unknown']]);
    const [, entry = ''] = /journal settle (\S+)$/.exec(view.changes[0]?.message ?? '') ?? [];
    await world.control('DELETE', 'faults');
    const { stdout } = await world.run(['journal', 'settle', entry]);
    expect(stdout).toContain('Set Vault Notifications · Vault tapes · prod');
  });

  it('shows a failure beside what was done', async () => {
    const fault = {
      service: 'pinpoint',
      operation: 'PutEventStream',
      kind: 'error',
      status: 403,
      code: 'ForbiddenException',
    };
    await world.control('POST', 'faults', [{ ...fault, message: 'no' }]);
    const { code, view } = await settling(json('apply', await file('all.notifications.json', fleet), ...prod, '--yes'));
    expect([code, view.changes.map(({ outcome }) => outcome)]).toEqual([1, ['done', 'done', 'failed']]);
    expect(view.changes[2]?.message).toContain('no');
  });

  it('never saves a device token, and applies the document itself', async () => {
    const document = {
      InstanceId: '11111111-1111-1111-1111-111111111111',
      PinpointAppArn: `arn:aws:mobiletargeting:eu-west-2:${id}:apps/${app}`,
      DeviceToken: 'a-token-that-must-not-show',
      DeviceType: 'GCM',
      ContactConfiguration: { ContactId: 'contact', ParticipantRole: 'CUSTOMER' },
    };
    const path = await file('phone.push-registration.json', document);
    const plan = join(world.home.folder, 'phone.plan');
    const { code, stdout } = await world.run(['plan', path, ...prod, '--region', 'eu-west-2', '--out', plan]);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    await expect(readFile(plan)).rejects.toMatchObject({ code: 'ENOENT' });
    const shown = await world.run(['plan', path, ...prod, '--region', 'eu-west-2', '--json']);
    expect(shown.code).toBe(2);
    expect(shown.stdout).not.toContain('a-token');
  });
});

describe('journal', () => {
  const rows = async () => (await json<readonly JournalRow[]>('journal', 'list')).view;
  const set = async (name: string) =>
    json(
      'apply',
      await file('notificationconfig.json', config(name)),
      ...prod,
      '--region',
      'eu-west-1',
      '--name',
      'tapes',
      '--yes',
    );

  it('lists changes newest first, undoes one, and undoes that', async () => {
    await set('first');
    await set('second');
    const [second, first] = await rows();
    expect(second).toMatchObject({ kind: 'vault', name: 'tapes', outcome: 'done', undo: true, reason: null });
    const shown = await json('journal', 'undo', second?.id ?? '');
    expect([shown.code, shown.view.changes]).toMatchObject([2, [{ before: config('second'), after: config('first') }]]);
    expect((await json('journal', 'undo', first?.id ?? '', '--yes')).code).toBe(1);
    expect((await vaults()).tapes.notifications).toEqual(config('second'));
    expect((await json('journal', 'undo', second?.id ?? '', '--yes')).code).toBe(0);
    expect((await vaults()).tapes.notifications).toEqual(config('first'));
    const [undo, undone] = await rows();
    expect(undone).toMatchObject({ id: second?.id, undo: false, reason: 'undone' });
    expect((await json('journal', 'undo', undo?.id ?? '', '--yes')).code).toBe(0);
    expect((await vaults()).tapes.notifications).toEqual(config('second'));
  });

  it('undoes and settles nothing, and applies no plan, elsewhere than where it was made', async () => {
    await set('rehearsed');
    const [{ id: entry = '' } = {}] = await rows();
    const plan = join(world.home.folder, 'there.plan');
    await json('plan', await file('all.notifications.json', fleet), ...prod, '--out', plan);
    await world.control('DELETE', 'requests');
    for (const args of [
      ['journal', 'undo', entry, '--yes'],
      ['apply', plan, '--yes'],
    ]) {
      const { code, stdout } = await world.run(args, { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
      expect([code, stdout]).toEqual([1, expect.stringContaining(`meant for ${world.endpoint}, and the calls go to`)]);
    }
    expect(await writes()).toEqual([]);
  });

  it('names the fleet file behind changes, applied by itself or as a saved plan', async () => {
    const journal = join(world.home.stateFolder, 'journal.jsonl');
    const written = async () => (await readFile(journal, 'utf8').catch(() => '')).trim().split('\n');
    const before = (await written()).length;
    const path = await file('all.notifications.json', fleet);
    const plan = join(world.home.folder, 'saved.plan');
    await json('plan', path, ...prod, '--out', plan);
    await settling(json('apply', path, ...prod, '--yes'));
    await settling(json('journal', 'undo', (await rows())[0]?.group ?? '', '--yes'));
    await settling(json('apply', plan, '--yes'));
    const intents = (await written()).slice(before).flatMap(line => JSON.parse(line).intent ?? []);
    const files = intents.filter(({ undoes }) => undoes === null).map(one => one.file);
    expect([files.length > 3, [...new Set(files)]]).toEqual([true, ['all.notifications.json']]);
  });

  it('undoes what one apply changed by its group', async () => {
    const path = await file('all.notifications.json', fleet);
    await settling(json('apply', path, ...prod, '--yes'));
    const [row] = await rows();
    expect((await settling(json('journal', 'undo', row?.group ?? '', '--yes'))).code).toBe(0);
    const { accounts } = Object(await world.control('GET', 'state'));
    expect(Object.keys(accounts[id]['us-east-1'].notifications.hubs).length).toBeGreaterThanOrEqual(1);
    expect((await vaults()).tapes.notifications).toEqual(config('old'));
    expect(accounts[id]['eu-west-1'].pinpoint.apps[app].eventStream).toBeUndefined();
  });

  it('shows the undo of an exchange of hubs at three as it is made', async () => {
    const hubs = async () =>
      Object.keys(Object(await world.control('GET', 'state')).accounts[id]['us-east-1'].notifications.hubs).sort();
    const state = Object(await world.control('GET', 'state'));
    const three = ['eu-west-1', 'us-east-1', 'us-west-2'];
    const active = three.map(name => [name, { status: 'ACTIVE' }]);
    state.accounts[id]['us-east-1'].notifications.hubs = Object.fromEntries(active);
    await world.control('PUT', 'state', state);
    const wanted = { accounts: { [id]: { notificationHubs: ['us-east-1', 'eu-central-1', 'ap-south-1'] } } };
    const path = await file('hubs.notifications.json', wanted);
    expect((await settling(json('apply', path, ...prod, '--yes'))).code).toBe(0);
    const group = (await rows())[0]?.group ?? '';
    const shown = await json('journal', 'undo', group);
    expect(shown).toMatchObject({ code: 2, view: { errors: [] } });
    expect(shown.view.changes.flatMap(({ findings }) => findings).filter(one => one.severity === 'error')).toEqual([]);
    const made = await settling(json('journal', 'undo', group, '--yes'));
    const steps = ({ view }: typeof made) => view.changes.map(({ action, name }) => `${action} ${name}`);
    expect([made.code, steps(made), await hubs()]).toEqual([0, steps(shown), three]);
  });

  it('says of a group what of it can’t be taken back, before and after the rest is', async () => {
    const regions = { 'eu-west-1': { vaults: { tapes: config('new'), films: config('new') } } };
    const path = await file('two.notifications.json', { accounts: { prod: { regions } } });
    expect((await json('apply', path, ...prod, '--yes')).code).toBe(0);
    const group = (await rows())[0]?.group ?? '';
    const state = Object(await world.control('GET', 'state'));
    state.accounts[id]['eu-west-1'].glacier.vaults.films.notifications = config('theirs');
    await world.control('PUT', 'state', state);
    for (const yes of [[], ['--yes']]) {
      expect(await json('journal', 'undo', group, ...yes)).toMatchObject({
        code: 1,
        view: {
          changes: [{ name: 'tapes' }],
          errors: [{ code: 'conflict', message: expect.stringContaining('Vault films') }],
        },
      });
    }
    expect(await vaults()).toMatchObject({
      tapes: { notifications: config('old') },
      films: { notifications: config('theirs') },
    });
  });

  /** What another process leaves in the journal: a change whose end was never written, or any other line. */
  const leaves = (...lines: readonly string[]) =>
    appendFile(join(world.home.stateFolder, 'journal.jsonl'), `${lines.join('\n')}\n`);
  const begun = (changes: object) =>
    JSON.stringify({
      intent: {
        ...{
          id: 'begun',
          time: '2026-11-20T00:00:00.000Z',
          source: 'profile:prod',
          accountId: id,
          region: 'eu-west-1',
        },
        ...{ kind: 'vault', name: 'tapes', operation: 'SetVaultNotifications', action: 'replace' },
        request: { accountId: '-', vaultName: 'tapes', vaultNotificationConfig: config('begun') },
        ...{ base: { config: config('old'), status: 'set' }, goal: config('begun') },
        undo: { kind: 'by', operation: 'DeleteVaultNotifications', request: { accountId: '-', vaultName: 'tapes' } },
        ...{ server: world.endpoint, group: null, undoes: null },
        ...changes,
      },
    });
  const rowOf = async (wanted: string) => (await rows()).find(row => row.id === wanted);

  it('settles a change whose end is not known by what is live, and only once', async () => {
    await leaves(begun({ id: 'lost', name: 'films', request: { accountId: '-', vaultName: 'films' } }));
    expect(await rowOf('lost')).toMatchObject({ outcome: 'unknown', undo: false, reason: 'not-certain' });
    const { code, view } = await json<readonly SettledRow[]>('journal', 'settle', 'lost');
    expect([code, view]).toMatchObject([0, [{ id: 'lost', outcome: 'conflict', settled: true }]]);
    expect(view[0]?.message).toContain('AWS now shows something else');
    const again = await world.run(['journal', 'settle', 'lost']);
    expect([again.code, again.stdout]).toEqual([0, `lost  ${view[0]?.message}\n`]);
  });

  it('says what cannot be settled, and dismisses it only with --yes', async () => {
    const registration = {
      ...{ id: 'device', kind: 'push-registration', name: 'c-1', operation: 'CreatePushNotificationRegistration' },
      ...{ action: 'create', request: {}, base: { config: null, status: 'none' }, goal: {} },
    };
    await leaves(begun(registration));
    const settled = await json<readonly SettledRow[]>('journal', 'settle', 'device');
    expect([settled.code, settled.view]).toMatchObject([1, [{ id: 'device', outcome: 'unknown', settled: false }]]);
    const shown = await json<readonly SettledRow[]>('journal', 'dismiss', 'device');
    expect([shown.code, shown.view]).toMatchObject([2, [{ id: 'device', settled: false }]]);
    const dismissed = await world.run(['journal', 'dismiss', 'device', '--yes']);
    expect([dismissed.code, dismissed.stdout]).toMatchObject([
      0,
      expect.stringContaining('outcome unknown, dismissed'),
    ]);
    expect(await world.run(['journal', 'dismiss', 'device'])).toMatchObject({
      code: 0,
      stdout: 'Nothing to dismiss: the outcome is known.\n',
    });
    expect((await world.run(['journal', 'settle', 'nothing'])).code).toBe(1);
  });

  it('lists what can be read around what cannot, and counts that', async () => {
    await leaves('nonsense', begun({ id: 'newer', kind: 'alarm', operation: 'PutAlarm', group: 'theirs' }));
    const { code, stderr, view } = await json<readonly JournalRow[]>('journal', 'list');
    expect([code, stderr]).toEqual([1, '1 line of the journal cannot be read. The rest is shown.\n']);
    const told = { kind: 'alarm', name: 'tapes', action: 'replace', outcome: 'unknown', group: 'theirs' };
    expect(view.find(row => row.id === 'newer')).toMatchObject({ ...told, undo: false, reason: 'other-version' });
    const text = await world.run(['journal', 'list']);
    expect(text.stdout).toContain('alarm tapes · no undo: another version of this program made it.');
    for (const verb of ['undo', 'settle', 'dismiss']) {
      const refused = await world.run(['journal', verb, 'newer']);
      expect([refused.code, refused.stderr]).toEqual([1, 'newer: another version of this program made it.\n']);
    }
    await set('beside');
    expect((await rows())[0]).toMatchObject({ name: 'tapes', outcome: 'done', undo: true });
  });

  it('names what another version made of a group, and undoes the rest', async () => {
    await set('beside');
    const group = (await rows())[0]?.group ?? 'none';
    await leaves(begun({ id: 'newer', kind: 'alarm', name: 'bell', operation: 'PutAlarm', group }));
    const { code, stdout } = await world.run(['journal', 'undo', group, '--yes']);
    expect([code, stdout]).toEqual([1, expect.stringContaining('bell: another version of this program made it.')]);
    expect(stdout).not.toContain('no credentials');
    expect((await vaults()).tapes.notifications.SNSTopic).not.toContain('beside');
  });

  it.each(['id', 'time', 'source', 'accountId', 'region', 'kind', 'name'])(
    'lets the %s that another version wrote do nothing to the terminal',
    async member => {
      await leaves(begun({ id: 'newer', operation: 'PutAlarm', [member]: '\u001b[2Jstrange' }));
      const { stdout } = await world.run(['journal', 'list']);
      expect([stdout.includes('strange'), stdout.includes('\u001b')]).toEqual([true, false]);
    },
  );

  it('tells a change that does not exist', async () => {
    const { code, stderr } = await world.run(['journal', 'undo', 'nothing', '--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain('nothing');
  });
});

describe('when it is stopped', () => {
  it('sends nothing more, tells what became of each change, and ends as the signal asks', async () => {
    const throttle = {
      service: 'glacier',
      operation: 'SetVaultNotifications',
      kind: 'throttle',
      retryAfterSeconds: 60,
    };
    await world.control('POST', 'faults', [throttle]);
    const regions = { 'eu-west-1': { vaults: { tapes: config('new'), films: config('new') } } };
    const path = await file('stop.notifications.json', { accounts: { prod: { regions } } });
    const run = world.start(['apply', path, ...prod, '--yes', '--json']);
    const sent = async () => Object(await world.control('GET', 'requests'))['glacier.SetVaultNotifications']?.count;
    await vi.waitUntil(sent, 10_000);
    const { code, stdout, stderr } = await run.kill('SIGINT');
    expect(code).toBe(130);
    expect(stderr).toContain('can’t be cancelled');
    const words: readonly string[] = JSON.parse(stdout).changes.map(({ outcome }: { outcome: string }) => outcome);
    // What was sent and refused has failed, as in the journal; only what was not sent is skipped.
    expect(words.filter(word => word === 'failed')).toHaveLength(await sent());
    expect(words.filter(word => word !== 'failed').every(word => word === 'skipped')).toBe(true);
    expect((await vaults()).tapes.notifications).toEqual(config('old'));
  });

  it('says nothing of an undo that was not even planned', async () => {
    const path = await file('undo.notifications.json', {
      accounts: { prod: { regions: { 'eu-west-1': { vaults: { tapes: config('new') } } } } },
    });
    expect((await world.run(['apply', path, ...prod, '--yes'])).code).toBe(0);
    const [{ id }] = JSON.parse((await world.run(['journal', 'list', '--json'])).stdout);
    const asked = async () => Object(await world.control('GET', 'requests'))['sts.GetCallerIdentity']?.count;
    const before = await asked();
    await world.control('POST', 'faults', [{ service: 'sts', kind: 'hang' }]);
    const run = world.start(['journal', 'undo', id, '--yes']);
    await vi.waitUntil(async () => (await asked()) > before, 10_000);
    expect(await run.kill('SIGINT')).toEqual({ code: 130, stdout: '', stderr: '' });
    expect((await vaults()).tapes.notifications).toEqual(config('new'));
  });

  it.skipIf(process.platform === 'win32')(
    'ends at once where it is asked a second time, whatever is still to be found out',
    async () => {
      await world.control('POST', 'faults', [{ service: 'glacier', operation: 'SetVaultNotifications', kind: 'hang' }]);
      const path = await file('twice.notifications.json', {
        accounts: { prod: { regions: { 'eu-west-1': { vaults: { tapes: config('new') } } } } },
      });
      const run = world.start(['apply', path, ...prod, '--yes']);
      const sent = async () => Object(await world.control('GET', 'requests'))['glacier.SetVaultNotifications']?.count;
      await vi.waitUntil(sent, 10_000);
      const stopping = new Promise<void>(resolve => run.child.stderr?.once('data', () => resolve()));
      run.child.kill('SIGINT');
      await stopping;
      expect(await run.kill('SIGINT')).toMatchObject({ code: null });
      expect(run.child.signalCode).toBe('SIGINT');
    },
  );
});

describe.skipIf(process.platform === 'win32')('a document that comes through a pipe', () => {
  /** A run that has opened the pipe, and the pipe’s other end. */
  const planned = async () => {
    const pipe = join(world.home.folder, 'pipe');
    await rm(pipe, { force: true });
    execFileSync('mkfifo', [pipe]);
    const run = world.start(['plan', pipe, '--profile', 'prod', '--region', 'eu-west-1', '--name', 'films']);
    return { run, writer: await open(pipe, 'w') };
  };

  it('is read to its end', async () => {
    const { run, writer } = await planned();
    await writer.write(JSON.stringify(config('new')));
    await writer.close();
    expect(await run.ended).toMatchObject({ code: 2, stdout: expect.stringContaining('1 to set.') });
  });

  it('is waited for no longer once the process is asked to stop', async () => {
    const { run, writer } = await planned();
    expect(await run.kill('SIGTERM')).toEqual({ code: 143, stdout: '', stderr: '' });
    await writer.close();
  });
});

describe('for people', () => {
  it('shows changes by account and Region with their difference', async () => {
    const some = { accounts: { prod: { regions: { 'eu-west-1': { vaults: { tapes: config('new') } } } }, nobody: {} } };
    const { code, stdout } = await world.run(['plan', await file('some.notifications.json', some)]);
    expect(code).toBe(1);
    expect(stdout.replaceAll(world.endpoint, 'http://127.0.0.1:4599')).toMatchInlineSnapshot(`
      "profile prod (111122223333) · http://127.0.0.1:4599
        eu-west-1
          ~ Vault tapes
              SNSTopic: arn:aws:sns:eu-west-1:111122223333:old → arn:aws:sns:eu-west-1:111122223333:new
              hint: Only ArchiveRetrievalCompleted sends a notification; InventoryRetrievalCompleted does not.
              warning: This replaces the topic arn:aws:sns:eu-west-1:111122223333:old.
              warning: Topic new does not exist. Glacier keeps the setting, and every notification is lost. Create the topic again under the same name, or set another topic on the vault.

      Not in the file, so left unchanged:
        profile prod (111122223333) · eu-west-1 · Vaults: other

      Not planned:
        profile nobody: No credentials · profile nobody. There is no profile named "nobody" in the shared config files. Check the profile in the shared config, or choose another account.

      1 to replace. Not planned: 1 error.
      "
    `);
  });

  it.each([
    [['plan', 'NAME']],
    [['journal', 'undo', 'NAME']],
    [['journal', 'settle', 'NAME']],
    [['journal', 'dismiss', 'NAME', '--yes']],
  ])('writes control and bidirectional characters of a name out: %j', async args => {
    const { stderr } = await world.run(args.map(arg => arg.replace('NAME', 'x\u202e\u001b[31m.json')));
    expect(stderr).toContain('x\\u{202e}\\u{1b}[31m.json');
    expect(stderr).not.toContain('\u001b');
  });
});
