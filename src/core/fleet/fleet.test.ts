import { describe, expect, it } from 'vitest';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { config, hubIntent, roadWorld, timed, where } from '../../../test/support/roadWorld.ts';
import { findingText } from '../../messages/findingText.ts';
import { missingLines } from '../../messages/fleetPlanText.ts';
import type { BulkRoad } from '../changes/bulk.ts';
import { kinds } from '../kinds/table.ts';
import type { AccountSource } from '../model/account.ts';
import { AccessError } from '../model/errors.ts';
import type { KnownSource } from '../model/ports.ts';
import { english } from '../model/translate.ts';
import { applyFleet } from './applyFleet.ts';
import { exportFleet } from './exportFleet.ts';
import { resolveAccounts } from './fleetAccounts.ts';
import { parseFleetFile } from './fleetFile.ts';
import { planFleet } from './planFleet.ts';

const id = '111122223333';
const prod: AccountSource = { kind: 'profile', name: 'prod' };
const staging: AccountSource = { kind: 'profile', name: 'staging' };
const stream = (name: string) => ({
  DestinationStreamArn: `arn:aws:kinesis:eu-west-1:${id}:stream/${name}`,
  RoleArn: `arn:aws:iam::${id}:role/pinpoint`,
});
const ofRegion = (part: object, key = id) => ({ accounts: { [key]: { regions: { 'eu-west-1': part } } } });
const ofHubs = (...hubs: readonly string[]) => ({ accounts: { [id]: { notificationHubs: hubs } } });

/** An estate, the profiles of a configuration, and the way from a document to a plan and beyond. */
function fleetWorld(configured: readonly (readonly [name: string, accountId: string])[] = []) {
  const world = roadWorld();
  const sources = configured.map(
    ([name, configuredAccountId]): KnownSource => ({
      source: { kind: 'profile', name },
      configuredAccountId,
      region: null,
    }),
  );
  const road = { ...world.road, directory: { list: async () => ({ sources, problems: [] }) } };
  const plan = (document: object, given: readonly AccountSource[] = [prod]) => {
    const parsing = parseFleetFile(JSON.stringify(document), kinds);
    if (parsing.kind !== 'fleet') throw new Error(JSON.stringify(parsing));
    return timed(world.clock, planFleet(parsing.file, given, road));
  };
  const apply = async (document: object) => {
    const { items } = await plan(document);
    return timed(world.clock, applyFleet(items, road satisfies BulkRoad, 'group'));
  };
  return { ...world, road, plan, apply };
}

const view = (items: Awaited<ReturnType<ReturnType<typeof fleetWorld>['plan']>>['items']) =>
  items.map(({ intent, planning }) => [
    planning.kind,
    intent.operation,
    'plan' in planning ? planning.plan.name : '',
    intent.region,
  ]);

describe('an exchange of hubs', () => {
  const three = () => {
    const world = fleetWorld();
    world.account.hub('us-east-1').hub('eu-west-1').hub('eu-west-2');
    world.account.enabledRegions = ['us-east-1', 'eu-west-1', 'eu-west-2'];
    return world;
  };

  it('is not planned for a Region that the account has not enabled: another hub would have gone for it', async () => {
    const { items, unread } = await three().plan(ofHubs('us-east-1', 'eu-west-1', 'af-south-1'));
    expect(items).toEqual([]);
    expect(unread).toEqual([
      expect.objectContaining({ kind: 'hub', error: expect.objectContaining({ code: 'region-not-enabled' }) }),
    ]);
    expect(unread[0]?.error.message).toContain('af-south-1');
  });

  it.each(['mars-east-1', 'cn-north-1'])('is not planned for %s, which its partition does not have', async name => {
    const { items, unread } = await three().plan(ofHubs('us-east-1', 'eu-west-1', name));
    expect([items.length, unread.length]).toEqual([0, 1]);
  });

  it('is planned where nothing tells which Regions are enabled', async () => {
    const world = three();
    world.aws.fail({ operation: 'ListRegions' }, refusal('access-denied', 'AccessDeniedException', 403), 1);
    const { items, unread } = await world.plan(ofHubs('us-east-1', 'eu-west-1', 'af-south-1'));
    expect([items.length, unread.length]).toEqual([2, 0]);
  });

  it('asks for no Regions where no hub has to go first', async () => {
    const world = three();
    world.account.hubs.delete('eu-west-2');
    const { items } = await world.plan(ofHubs('us-east-1', 'eu-west-1', 'af-south-1'));
    expect(items).toHaveLength(1);
    expect(world.aws.calls.filter(({ operation }) => operation === 'ListRegions')).toEqual([]);
  });
});

describe('a fleet file', () => {
  it('may hold comments', () => {
    const text = `{ "accounts": { "prod": { "notificationHubs": ["us-east-1"], /* all */ "regions": {} } } } // end`;
    expect(parseFleetFile(text, kinds)).toMatchObject({
      kind: 'fleet',
      file: { accounts: [{ key: 'prod', sets: [{ wanted: ['us-east-1'] }], regions: [] }] },
    });
  });

  it.each([
    ['{', 'syntax'],
    ['', 'syntax'],
    ['{}', 'document/missing-key'],
    ['{"accounts":{"a":{"notificationHubs":[]}}}', 'document/schema'],
    ['{"accounts":{"a":{"notificationHubs":["eu-west-1","eu-west-1"]}}}', 'document/schema'],
    ['{"accounts":{"a":{"regions":{"Ireland":{}}}}}', 'document/schema'],
    ['{"accounts":{"a":{"regions":{"eu-west-1":{"vaults":{"t":{"SNSTopic":"x"}}}}}}}', 'document/missing-key'],
    ['{"accounts":{"a":{"regions":{"eu-west-1":{"vault":{}}}}}}', 'document/unknown-key'],
    ['{"accounts":{"a":{},"a":{}}}', 'document/duplicate-key'],
    ['{"accounts":{"a":{"regions":{"us-esat-1":{}}}}}', 'fleet/region'],
    ['{"accounts":{"a":{"notificationHubs":["eu-west-1","us-esat-1"]}}}', 'fleet/region'],
  ])('is refused: %s', (text, what) => {
    const parsing = parseFleetFile(text, kinds);
    const said = parsing.kind === 'invalid' ? parsing.findings.map(({ rule }) => rule) : [parsing.kind];
    expect(said).toContain(what);
  });
});

describe('what is wrong with a fleet file', () => {
  const inVaults = (vaults: object) => ofRegion({ vaults }, 'a');
  const said = (document: unknown): readonly string[] => {
    const parsing = parseFleetFile(JSON.stringify(document), kinds);
    return parsing.kind === 'invalid' ? parsing.findings.map(one => findingText(one, english)) : [];
  };

  it.each([
    ['a hub that comes twice', ofHubs('eu-west-1', 'eu-west-1'), 'notificationHubs: the same entry appears twice.'],
    ['a fourth hub', ofHubs('a-b-1', 'a-b-2', 'a-b-3', 'a-b-4'), 'notificationHubs: choose at most 3.'],
    ['a hub too long', ofHubs('us-northnorthnort-northnorthnort-1'), '0: at most 25 characters.'],
    ['hubs that are no list', { accounts: { a: { notificationHubs: 'a-b-1' } } }, '“notificationHubs” must be a list.'],
    ['a hub that is no text', { accounts: { a: { notificationHubs: [null] } } }, '“0” must be a string.'],
    ['accounts in a list', { accounts: [] }, '“accounts” must be an object.'],
    ['a list in place of all', [], 'The document must be an object.'],
    ['an account without a name', { accounts: { '': {} } }, '“” is not a name that can be used here.'],
    ['a Region in capitals', { accounts: { a: { regions: { 'US-EAST-1': {} } } } }, '“US-EAST-1” is not a name'],
    ['a vault with a space in its name', inVaults({ 'a b': null }), '“a b” is not a name that can be used here.'],
    ['a vault that is a text', inVaults({ a: 'x' }), '“a” must be an object.'],
  ])('is said once and in plain words: %s', (_what, document, words) => {
    expect(said(document)).toEqual([expect.stringContaining(words)]);
  });
});

describe('the accounts of a fleet file', () => {
  const named = (key: string) => ofRegion({ vaults: { tapes: config('old') } }, key);

  it('are found by profile, and by id among the profiles given', async () => {
    for (const key of ['prod', id]) {
      expect(await fleetWorld().plan(named(key))).toMatchObject({ items: [], unreached: [], unread: [] });
    }
  });

  it('are found by the id that the configuration names, which STS confirms', async () => {
    const world = fleetWorld([['prod', id]]);
    expect((await world.plan(named(id), [])).unreached).toEqual([]);
    world.aws.account('999999999999', prod);
    expect((await world.plan(named(id), [])).unreached).toMatchObject([{ key: id, reason: 'other-account' }]);
  });

  it.each([
    ['no-match', [], []],
    ['no-match', [staging], []],
    [
      'several-matches',
      [],
      [
        ['prod', id],
        ['again', id],
      ],
    ],
    ['several-matches', [prod, { kind: 'profile', name: 'again' }], []],
  ] as const)('are never guessed: %s', async (reason, given, configured) => {
    const world = fleetWorld(configured);
    world.aws.account(id, { kind: 'profile', name: 'again' });
    world.aws.account('444455556666', staging);
    expect(await world.plan(named(id), given)).toMatchObject({ items: [], unreached: [{ key: id, reason }] });
  });

  it('prefer the one profile that was given', async () => {
    const world = fleetWorld([
      ['prod', id],
      ['again', id],
    ]);
    expect((await world.plan(named(id), [prod])).unreached).toEqual([]);
  });

  it('are told when they cannot be reached, and the rest is planned', async () => {
    const file = { accounts: { nobody: {}, ...ofRegion({ vaults: { tapes: null } }).accounts } };
    const plan = await fleetWorld().plan(file);
    expect(plan.unreached).toMatchObject([{ key: 'nobody', reason: 'no-answer', error: { code: 'no-credentials' } }]);
    expect(plan.items).toHaveLength(1);
  });

  it('are told apart in a time that grows with their number', async () => {
    const many = Array.from({ length: 30_000 }, (_, at) => `${at}`.padStart(12, '0'));
    const gateway = new InMemoryGateway();
    const directory = { list: async () => ({ sources: [], problems: [] }) };
    const resolved = await resolveAccounts(many, [], { gateway, directory });
    expect(resolved).toHaveLength(many.length);
  });

  it('are an error where two keys are one account', async () => {
    const file = { accounts: { ...named(id).accounts, ...named('prod').accounts } };
    const plan = await fleetWorld().plan(file);
    expect(plan.unreached.map(({ key, reason, about }) => [key, reason, about])).toEqual([
      [id, 'duplicate', [id, 'prod']],
      ['prod', 'duplicate', [id, 'prod']],
    ]);
    expect(plan.items).toEqual([]);
  });
});

describe('a fleet plan', () => {
  it('finds nothing to do where all is as the file says, and writes nothing', async () => {
    const { account, plan, writes } = fleetWorld();
    account.app('eu-west-1', 'a1', 'shop', stream('s')).vault('eu-west-1', 'bare');
    const file = {
      accounts: {
        [id]: {
          notificationHubs: ['us-east-1'],
          regions: { 'eu-west-1': { vaults: { tapes: config('old'), bare: null }, eventStreams: { a1: stream('s') } } },
        },
      },
    };
    const found = await plan(file);
    const reached = [{ key: id, source: prod, accountId: id }];
    expect(found).toEqual({ items: [], unmanaged: [], reached, unreached: [], unread: [], unplanned: [] });
    expect(writes()).toEqual([]);
  });

  it('shows what differs, leaves the rest alone and lists it', async () => {
    const { account, plan, writes } = fleetWorld();
    account.vault('eu-west-1', 'other', config('x')).vault('eu-west-1', 'bare');
    account.app('eu-west-1', 'a1', 'shop', stream('s')).app('eu-west-1', 'a2', 'till', stream('t'));
    const part = { vaults: { tapes: null, bare: config('new') }, eventStreams: { a1: stream('u') } };
    const found = await plan(ofRegion(part));
    expect(view(found.items)).toEqual([
      ['planned', 'DeleteVaultNotifications', 'tapes', 'eu-west-1'],
      ['planned', 'SetVaultNotifications', 'bare', 'eu-west-1'],
      ['planned', 'PutEventStream', 'a1', 'eu-west-1'],
    ]);
    expect(found.unmanaged.map(({ kind, name }) => [kind, name])).toEqual([
      ['vault', 'other'],
      ['event-stream', 'a2'],
    ]);
    expect(writes()).toEqual([]);
  });

  it('reads nothing that the file does not name', async () => {
    const { aws, plan } = fleetWorld();
    await plan(ofRegion({ vaults: { tapes: config('old') } }));
    expect(new Set(aws.calls.map(({ service }) => service))).toEqual(new Set(['sts', 'glacier']));
    expect(aws.called({ operation: 'GetCallerIdentity' })).toHaveLength(1);
  });

  it('tells what cannot be read, and what does not exist', async () => {
    const { aws, account, plan } = fleetWorld();
    account.vault('eu-west-1', 'locked', config('x'));
    const denied = refusal('access-denied', 'AccessDeniedException', 403);
    aws.fail({ operation: 'GetVaultNotifications', input: { vaultName: 'locked' } }, denied);
    const found = await plan(ofRegion({ vaults: { locked: null, nowhere: config('new'), tapes: null } }));
    expect(found.unread).toMatchObject([{ kind: 'vault', name: 'locked', error: { code: 'access-denied' } }]);
    expect(found.unplanned).toMatchObject([{ planning: { kind: 'failed', error: { code: 'not-found' } } }]);
    expect(found.items).toHaveLength(1);
  });

  it('takes a question that was dismissed for a failure to read', async () => {
    const { aws, plan } = fleetWorld();
    const dismissed = new AccessError('cancelled', 'No MFA code was given.');
    for (const operation of ['ListVaults', 'ListNotificationHubs'] as const) aws.fail({ operation }, dismissed);
    const part = { vaults: { tapes: config('old') } };
    const found = await plan({
      accounts: { [id]: { notificationHubs: ['us-east-1'], regions: { 'eu-west-1': part } } },
    });
    expect(found.items).toEqual([]);
    expect(found.unread).toMatchObject([
      { kind: 'hub', name: null, error: { code: 'cancelled' } },
      { kind: 'vault', name: null, error: { code: 'cancelled' } },
    ]);
  });

  it('does not take a refusal that reads as the end of a service for nothing set', async () => {
    const { aws, account, plan } = fleetWorld();
    account.app('eu-west-1', 'a1', 'shop', stream('s')).app('eu-west-1', 'a2', 'till', stream('s'));
    aws.fail({ operation: 'GetEventStream' }, refusal('refused', 'ForbiddenException', 403, 'It is over.'));
    aws.fail({ operation: 'GetVaultNotifications' }, refusal('not-a-customer', 'NoLongerSupportedException', 400));
    const found = await plan(ofRegion({ vaults: { tapes: null }, eventStreams: { a1: null, a2: stream('s') } }));
    expect(found.items).toEqual([]);
    expect(found.unplanned).toEqual([]);
    expect(found.unread).toMatchObject([
      { kind: 'vault', name: 'tapes', error: { code: 'not-a-customer' } },
      { kind: 'event-stream', name: 'a1', error: { code: 'refused', message: expect.stringContaining('It is over.') } },
      { kind: 'event-stream', name: 'a2', error: { code: 'refused' } },
    ]);
  });

  it('tells a Region that cannot be read once', async () => {
    const { aws, plan } = fleetWorld();
    aws.fail({ operation: 'ListVaults' }, new AccessError('region-not-enabled', 'no'));
    const found = await plan(ofRegion({ vaults: { a: null, b: null } }));
    expect(found.unread).toMatchObject([{ kind: 'vault', name: null, error: { code: 'region-not-enabled' } }]);
    expect(found.items).toEqual([]);
  });
});

describe('the hubs of a fleet', () => {
  /** The steps from the hubs that are to those wanted, and the fewest ACTIVE and most hubs on the way. */
  async function converge(live: readonly string[], wanted: readonly string[]) {
    const world = fleetWorld();
    world.account.hubs.clear();
    for (const [name = '', status] of live.map(one => one.split(' '))) world.account.hub(name, status);
    const counts = { fewestActive: 9, most: 0 };
    world.aws.onCall = () => {
      const states = [...world.account.hubs.values()];
      counts.fewestActive = Math.min(counts.fewestActive, states.filter(({ status }) => status === 'ACTIVE').length);
      counts.most = Math.max(counts.most, states.length);
      return undefined;
    };
    const results = await world.apply(ofHubs(...wanted));
    const steps = results.map(({ intent, outcome }) => {
      const verb = intent.operation === 'RegisterNotificationHub' ? '+' : '-';
      return `${verb}${intent.request.notificationHubRegion} ${outcome.kind}`;
    });
    return { steps, left: [...world.account.hubs.keys()].sort(), ...counts };
  }

  it('are added before others go, while fewer than three exist', async () => {
    expect(await converge(['us-east-1'], ['eu-west-1'])).toEqual({
      steps: ['+eu-west-1 done', '-us-east-1 done'],
      left: ['eu-west-1'],
      fewestActive: 1,
      most: 2,
    });
  });

  it('take turns at three, and never are none or four', async () => {
    const { steps, left, fewestActive, most } = await converge(
      ['us-east-1', 'us-east-2', 'us-west-2'],
      ['eu-west-1', 'eu-west-2', 'sa-east-1'],
    );
    expect(steps).toHaveLength(6);
    expect(steps.map(step => step[0]).join('')).toBe('-+-+-+');
    expect(left).toEqual(['eu-west-1', 'eu-west-2', 'sa-east-1']);
    expect(fewestActive).toBeGreaterThanOrEqual(1);
    expect(most).toBe(3);
  });

  it('let go first of those that do not work', async () => {
    const { steps } = await converge(['us-east-1', 'af-south-1 INACTIVE', 'us-west-2'], ['us-east-1', 'eu-west-1']);
    expect(steps).toEqual(['-af-south-1 done', '+eu-west-1 done', '-us-west-2 done']);
  });

  it('keep the last one that works, and say so', async () => {
    const { plan, account } = fleetWorld();
    account.hub('eu-west-1', 'INACTIVE');
    const { items } = await plan(ofHubs('eu-west-1'));
    expect(items).toMatchObject([{ planning: { kind: 'blocked', plan: { findings: [{ rule: 'hub/last' }] } } }]);
  });

  it('stop at the first step that fails', async () => {
    const world = fleetWorld();
    world.account.hub('us-west-2');
    world.aws.fail({ operation: 'RegisterNotificationHub' }, refusal('access-denied', 'AccessDeniedException', 403));
    const results = await world.apply(ofHubs('us-east-1', 'eu-west-1'));
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(['failed', 'skipped']);
    expect([...world.account.hubs.keys()]).toEqual(['us-east-1', 'us-west-2']);
  });

  it('are waited for where AWS is changing them already', async () => {
    const world = fleetWorld();
    world.account.hub('eu-west-1', 'DEREGISTERING');
    const gone = world.clock.sleep(60_000).then(() => world.account.hubs.delete('eu-west-1'));
    const results = await world.apply(ofHubs('us-east-1', 'eu-west-1'));
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(['done']);
    await gone;
    expect(world.account.hubs.get('eu-west-1')?.status).toBe('ACTIVE');
  });
});

describe('applying a fleet', () => {
  it('converges, journals one group, and then finds nothing to do', async () => {
    const world = fleetWorld();
    for (let index = 0; index < 30; index += 1) world.account.vault('eu-west-1', `v${index}`);
    world.account.app('eu-west-1', 'a1', 'shop');
    const vaults = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`v${index}`, config('new')]));
    const file = {
      accounts: {
        [id]: {
          notificationHubs: ['us-east-1', 'eu-west-1'],
          regions: { 'eu-west-1': { vaults: { ...vaults, tapes: null }, eventStreams: { a1: stream('s') } } },
        },
      },
    };
    const results = await world.apply(file);
    expect(new Set(results.map(({ outcome }) => outcome.kind))).toEqual(new Set(['done']));
    expect(results).toHaveLength(33);
    expect(new Set(world.journal.entries.map(({ group }) => group))).toEqual(new Set(['group']));
    expect((await world.plan(file)).items).toEqual([]);
  });

  it('is a conflict for what changed since it was planned', async () => {
    const world = fleetWorld();
    const { items } = await world.plan(ofRegion({ vaults: { tapes: null } }));
    world.account.vault('eu-west-1', 'tapes', config('theirs'));
    const results = await timed(world.clock, applyFleet(items, world.road, 'group'));
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(['conflict']);
    expect(world.tapes()).toEqual(config('theirs'));
  });

  it('asks nothing, and waits for nothing, where another server answers than when it was planned', async () => {
    const world = fleetWorld();
    const { items } = await world.plan(ofHubs('us-east-1', 'eu-west-1'));
    world.aws.endpoint = 'http://127.0.0.1:5000';
    world.account.hub('us-east-1', 'REGISTERING');
    world.aws.calls.length = 0;
    const results = await timed(world.clock, applyFleet(items, world.road, 'group'));
    expect(results.map(({ outcome }) => outcome)).toMatchObject([{ kind: 'failed', error: { code: 'wrong-server' } }]);
    expect(world.aws.calls).toEqual([]);
  });

  it('has nothing to do where all is as wanted since it was planned, as for a plan that was applied before', async () => {
    const world = fleetWorld();
    const { items } = await world.plan(ofRegion({ vaults: { tapes: null } }));
    const kindsOfEnds = async () =>
      (await timed(world.clock, applyFleet(items, world.road, 'group'))).map(({ outcome }) => outcome.kind);
    expect(await kindsOfEnds()).toEqual(['done']);
    expect(await kindsOfEnds()).toEqual(['nothing-to-do']);
    expect(world.journal.entries).toHaveLength(1);
  });
});

describe('the export of what exists', () => {
  it('is a fleet file that matches it', async () => {
    const world = fleetWorld();
    world.account.app('eu-west-1', 'a1', 'shop', stream('s')).app('eu-west-1', 'a2', 'bare').vault('eu-west-1', 'bare');
    const estate = { gateway: world.aws, ledger: world.ledger, kinds };
    const { document, missing } = await exportFleet([prod], [hubIntent('RegisterNotificationHub', 'x').region], estate);
    expect(document).toEqual({ accounts: { [id]: { notificationHubs: ['us-east-1'] } } });
    expect(missing).toEqual([]);
    const all = await exportFleet([prod], null, estate);
    expect(all.document).toEqual({
      accounts: {
        [id]: {
          notificationHubs: ['us-east-1'],
          regions: { 'eu-west-1': { vaults: { bare: null, tapes: config('old') }, eventStreams: { a1: stream('s') } } },
        },
      },
    });
    expect((await world.plan(all.document)).items).toEqual([]);
  });

  it('names no hub that is leaving, and each hub once where two profiles are one account', async () => {
    const world = fleetWorld();
    world.account.hub('eu-west-1', 'DEREGISTERING');
    world.aws.account(id, staging);
    const estate = { gateway: world.aws, ledger: world.ledger, kinds };
    const { document } = await exportFleet([prod, staging], [], estate);
    expect(document).toEqual({ accounts: { [id]: { notificationHubs: ['us-east-1'] } } });
  });

  it('names nothing of which it does not know what is set', async () => {
    const world = fleetWorld();
    world.account.vault('eu-west-1', 'locked', config('x'));
    const denied = refusal('access-denied', 'AccessDeniedException', 403);
    world.aws.fail({ operation: 'GetVaultNotifications', input: { vaultName: 'locked' } }, denied);
    world.aws.fail({ operation: 'ListNotificationHubs' }, denied);
    const told: number[] = [];
    const estate = { gateway: world.aws, ledger: world.ledger, kinds, tell: (count: number) => told.push(count) };
    const { document, missing } = await exportFleet(
      [prod],
      [hubIntent('RegisterNotificationHub', 'x').region, where],
      estate,
    );
    expect(document).toEqual({
      accounts: { [id]: { regions: { 'eu-west-1': { vaults: { tapes: config('old') } } } } },
    });
    expect(missing.map(({ kind, name }) => [kind, name])).toEqual([
      ['hub', null],
      ['vault', 'locked'],
    ]);
    expect(told.at(-1)).toBe(3);
  });

  it('says of a refusal that reads as the end of a service that it is not in the file', async () => {
    const { aws, account, ledger } = fleetWorld();
    account.app('eu-west-1', 'a1', 'shop', stream('s'));
    aws.fail({ operation: 'GetEventStream' }, refusal('refused', 'ForbiddenException', 403, 'It is over.'));
    aws.fail({ operation: 'ListVaults' }, new AccessError('region-not-enabled', 'no'));
    const { document, missing } = await exportFleet([prod], [where], { gateway: aws, ledger, kinds });
    expect(document).toEqual({ accounts: { [id]: { notificationHubs: ['us-east-1'] } } });
    expect(missing).toMatchObject([{ kind: 'event-stream', name: 'a1', error: { code: 'refused' } }]);
    expect(missingLines(missing, english)).toEqual([expect.stringMatching(/Event Stream a1: .*It is over\./)]);
  });

  it('says what it could not read', async () => {
    const aws = new InMemoryGateway();
    const world = roadWorld();
    const { document, missing } = await exportFleet([prod], null, { gateway: aws, ledger: world.ledger, kinds });
    expect(document).toEqual({ accounts: {} });
    expect(missing.length).toBeGreaterThan(0);
  });
});
