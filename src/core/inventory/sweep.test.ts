import { describe, expect, it, vi } from 'vitest';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { InMemoryLedger } from '../../../test/support/inMemoryLedger.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import { kinds } from '../kinds/table.ts';
import { AccessError, StateError } from '../model/errors.ts';
import type { EmptyPlace, EmptyPlaces } from '../model/ports.ts';
import { region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';
import { type Found, inReadingOrder, listRow } from './found.ts';
import { type SweepRequest, sweep } from './sweep.ts';

const prod = { kind: 'profile', name: 'prod' } as const;
const copy = { kind: 'profile', name: 'copy' } as const;
const topic = { SNSTopic: 'arn:aws:sns:eu-west-1:111122223333:t', Events: ['ArchiveRetrievalCompleted'] };
const stream = {
  DestinationStreamArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/s',
  RoleArn: 'arn:aws:iam::111122223333:role/r',
};
const entry = (instanceId: string, registrationId: string) => ({
  accountId: '111122223333',
  region: region('us-east-1'),
  instanceId,
  contactId: 'c',
  registrationId,
  pinpointAppArn: 'arn:aws:mobiletargeting:us-east-1:111122223333:apps/a',
  deviceType: 'GCM',
  recordedAt: '2026-11-22T00:00:00.000Z',
});

function estate() {
  const aws = new InMemoryGateway();
  const ledger = new InMemoryLedger();
  const account = aws
    .account('111122223333', prod, copy)
    .hub('us-east-1')
    .vault('eu-west-1', 'tapes', topic)
    .vault('eu-west-1', 'old')
    .app('us-east-1', 'app-1', 'Shop', stream)
    .app('us-east-1', 'app-2', 'Blog')
    .instance('us-east-1', 'instance-1', 'support');
  return { aws, ledger, account };
}

function asking(kindIds: readonly KindId[], regions: readonly string[] | null = ['eu-west-1', 'us-east-1']) {
  return { sources: [prod], regions: regions?.map(region) ?? null, kinds: new Set(kindIds) };
}
const all: readonly KindId[] = kinds.map(kind => kind.id);

async function collect(world: Pick<ReturnType<typeof estate>, 'aws' | 'ledger'>, request: SweepRequest) {
  const found: Found[] = [];
  for await (const one of sweep({ gateway: world.aws, ledger: world.ledger, kinds }, request)) found.push(one);
  return inReadingOrder(found, request.sources, kinds).map(listRow);
}
const brief = (rows: Awaited<ReturnType<typeof collect>>) =>
  rows.map(row => [row.region, row.kind, row.name, row.status, row.error?.code ?? null]);

describe('sweep', () => {
  it('lists every kind in every Region asked for', async () => {
    const world = estate();
    await world.ledger.record(entry('instance-1', 'r1'), 'token');
    await world.ledger.record(entry('deleted-instance', 'r2'), 'token');
    expect(brief(await collect(world, asking(all)))).toEqual([
      ['eu-west-1', 'vault', 'old', 'none', null],
      ['eu-west-1', 'vault', 'tapes', 'set', null],
      ['us-east-1', 'hub', 'us-east-1', 'ACTIVE', null],
      ['us-east-1', 'app', 'app-1', 'set', null],
      ['us-east-1', 'app', 'app-2', 'set', null],
      ['us-east-1', 'event-stream', 'app-1', 'set', null],
      ['us-east-1', 'event-stream', 'app-2', 'none', null],
      ['us-east-1', 'instance', 'deleted-instance', 'none', null],
      ['us-east-1', 'instance', 'instance-1', 'ACTIVE', null],
      ['us-east-1', 'push-registration', 'r1', 'recorded', null],
      ['us-east-1', 'push-registration', 'r2', 'recorded', null],
    ]);
  });

  it('writes a row as the contract has it', async () => {
    const [row] = await collect(estate(), asking(['vault'], ['eu-west-1'])).then(rows => rows.slice(1));
    expect(row).toEqual({
      account: { id: '111122223333', source: 'profile prod' },
      region: 'eu-west-1',
      kind: 'vault',
      name: 'tapes',
      status: 'set',
      config: topic,
      error: null,
    });
  });

  it.each([
    ['hub', ['ListNotificationHubs']],
    ['vault', ['ListVaults', 'GetVaultNotifications', 'GetVaultNotifications', 'ListVaults']],
    ['app', ['GetApps', 'GetApps']],
    ['event-stream', ['GetApps', 'GetApps', 'GetEventStream', 'GetEventStream']],
    ['instance', ['ListInstances']],
    ['push-registration', []],
  ] as const)('calls for %s only what it needs', async (kind, expected) => {
    const world = estate();
    const rows = await collect(world, asking([kind]));
    expect([...world.aws.called()].sort()).toEqual(['GetCallerIdentity', ...expected].sort());
    expect(rows.every(row => row.kind === kind)).toBe(true);
  });

  it('asks in no Region where AWS does not offer the service, and in all others of the partition by default', async () => {
    const world = estate();
    await collect(world, asking(['instance'], null));
    const asked = world.aws.calls.filter(call => call.operation === 'ListInstances').map(call => call.region);
    expect(asked).toContain('af-south-1');
    expect(asked).not.toContain('eu-west-1');
    expect(asked).not.toContain('us-gov-west-1');
    expect(new Set(asked).size).toBe(10);
  });

  it('asks in a Region that no list has, and tells where it cannot be reached', async () => {
    const world = estate();
    world.aws.fail({ region: region('us-east-9') }, new AccessError('unreachable', 'There is no such host.'));
    const rows = brief(await collect(world, asking(['vault', 'instance'], ['us-east-9', 'eu-central-2'])));
    expect(rows).toEqual([
      ['us-east-9', 'vault', null, 'error', 'unreachable'],
      ['us-east-9', 'instance', null, 'error', 'unreachable'],
    ]);
  });

  it('awaits a few of the rows of a page at once, however many it holds', async () => {
    const world = estate();
    const vault = (name: string) => ({
      VaultName: name,
      VaultARN: `arn:aws:glacier:eu-west-1:111122223333:vaults/${name}`,
    });
    const VaultList = Array.from({ length: 600 }, (_, at) => vault(`v-${at}`));
    let [awaited, most] = [0, 0];
    world.aws.onCall = async ({ operation }) => {
      if (operation === 'ListVaults') return { VaultList, Marker: null };
      if (operation !== 'GetVaultNotifications') return undefined;
      awaited += 1;
      most = Math.max(most, awaited);
      await settle();
      awaited -= 1;
      return { vaultNotificationConfig: topic };
    };
    expect(await collect(world, asking(['vault'], ['eu-west-1']))).toHaveLength(600);
    expect(most).toBeLessThan(400);
  });

  it('lists two sources of one account both', async () => {
    const rows = await collect(estate(), { ...asking(['hub']), sources: [copy, prod] });
    expect(rows.map(row => row.account)).toEqual([
      { id: '111122223333', source: 'profile copy' },
      { id: '111122223333', source: 'profile prod' },
    ]);
  });

  it('reads several pages, and a vault that stands on two of them once', async () => {
    const world = estate();
    world.aws.pageSize = 2;
    for (let index = 0; index < 5; index += 1) world.account.vault('us-east-1', `v${index}`);
    const rows = await collect(world, asking(['vault'], ['us-east-1']));
    expect(rows.map(row => row.name)).toEqual(['v0', 'v1', 'v2', 'v3', 'v4']);
  });
});

describe('what fails in a sweep', () => {
  it('is one row with the place and the reason, and hides nothing else', async () => {
    const world = estate();
    world.aws.fail(
      { operation: 'ListVaults', region: 'eu-west-1' },
      refusal('access-denied', 'AccessDeniedException', 403, 'no'),
    );
    const rows = await collect(world, asking(['hub', 'vault']));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual({
      account: { id: '111122223333', source: 'profile prod' },
      region: 'eu-west-1',
      kind: 'vault',
      name: null,
      status: 'error',
      config: null,
      error: { code: 'AccessDeniedException', message: 'no', requestId: 'request-1' },
    });
  });

  it('keeps the rows of the pages that came before', async () => {
    const world = estate();
    world.aws.pageSize = 1;
    world.aws.fail({ operation: 'ListVaults', input: { marker: '1' } }, new AccessError('timed-out', 'late'));
    expect(brief(await collect(world, asking(['vault'])))).toEqual([
      ['eu-west-1', 'vault', 'old', 'none', null],
      ['eu-west-1', 'vault', null, 'error', 'timed-out'],
    ]);
  });

  it('is told at the row whose details failed', async () => {
    const world = estate();
    world.aws.fail({ input: { vaultName: 'old' } }, refusal('access-denied', 'AccessDeniedException', 403));
    expect(brief(await collect(world, asking(['vault'])))).toEqual([
      ['eu-west-1', 'vault', 'old', 'error', 'AccessDeniedException'],
      ['eu-west-1', 'vault', 'tapes', 'set', null],
    ]);
  });

  it('is told for what hangs below a place that failed, and by name for the one thing below a row', async () => {
    const world = estate();
    world.aws.fail({ operation: 'GetApps' }, refusal('access-denied', 'ForbiddenException', 403), 1);
    world.aws.fail(
      { operation: 'GetEventStream', input: { ApplicationId: 'app-2' } },
      new AccessError('throttled', 'slow'),
    );
    expect(brief(await collect(world, asking(['event-stream'])))).toEqual([
      ['eu-west-1', 'event-stream', null, 'error', 'ForbiddenException'],
      ['us-east-1', 'event-stream', 'app-1', 'set', null],
      ['us-east-1', 'event-stream', 'app-2', 'error', 'throttled'],
    ]);
  });

  it('is no error where the Region is not enabled, or the account no customer', async () => {
    const world = estate();
    world.aws.fail({ region: 'eu-west-1' }, new AccessError('region-not-enabled', 'opt in'));
    world.aws.fail({ service: 'glacier' }, new AccessError('not-a-customer', 'closed'));
    expect(brief(await collect(world, asking(['vault', 'event-stream'])))).toEqual([
      ['eu-west-1', 'vault', null, 'region-not-enabled', null],
      ['eu-west-1', 'event-stream', null, 'region-not-enabled', null],
      ['us-east-1', 'vault', null, 'NoLongerSupportedException', null],
      ['us-east-1', 'event-stream', 'app-1', 'set', null],
      ['us-east-1', 'event-stream', 'app-2', 'none', null],
    ]);
  });

  it('shows the streams of an ended service as retired', async () => {
    const world = estate();
    world.aws.fail({ operation: 'GetEventStream' }, refusal('refused', 'MethodNotAllowedException', 405));
    const rows = await collect(world, asking(['event-stream']));
    expect(rows.map(row => [row.name, row.status, row.error])).toEqual([
      ['app-1', 'retired', null],
      ['app-2', 'retired', null],
    ]);
  });

  it('is one row per kind asked for where the whole account fails, and another account is listed all the same', async () => {
    const world = estate();
    const rows = await collect(world, {
      ...asking(['hub', 'event-stream', 'push-registration']),
      sources: [{ kind: 'profile', name: 'nobody' }, prod],
    });
    expect(rows.slice(0, 3).map(row => [row.account, row.region, row.kind, row.name, row.error?.code])).toEqual(
      ['hub', 'event-stream', 'push-registration'].map(kind => [
        { id: null, source: 'profile nobody' },
        null,
        kind,
        null,
        'no-credentials',
      ]),
    );
    expect(rows.slice(3).every(row => row.error === null)).toBe(true);
    expect(rows).toHaveLength(6);
  });

  it("keeps the ledger's own reason", async () => {
    const world = estate();
    world.ledger.failure = new StateError('state-damaged', 'Line 3 is not what was written there.', '/ledger');
    expect(brief(await collect(world, asking(['push-registration'], ['us-east-1'])))).toEqual([
      ['us-east-1', 'push-registration', null, 'error', 'state-damaged'],
    ]);
  });
});

describe('what held nothing', () => {
  /** Remembers in memory what the file in the state folder would. */
  function remembering() {
    const held = new Map<string, Map<string, EmptyPlace>>();
    const emptyPlaces: EmptyPlaces = {
      of: async account => held.get(account) ?? new Map(),
      note: async (account, places) => {
        const known = held.get(account) ?? new Map<string, EmptyPlace>();
        for (const [place, status] of places) {
          if (status === null) known.delete(place);
          else known.set(place, { at: 1_000, status });
        }
        held.set(account, known);
      },
    };
    const world = estate();
    const list = async ({ everywhere = false } = {}) => {
      const request = { ...asking(all), emptyPlaces, everywhere };
      world.aws.calls.length = 0;
      const found: Found[] = [];
      for await (const one of sweep({ gateway: world.aws, ledger: world.ledger, kinds }, request)) found.push(one);
      return found;
    };
    const lists = () =>
      world.aws.calls
        .filter(({ operation }) => /^(List|GetApps)/.test(operation))
        .map(callText)
        .sort();
    return { ...world, held, list, lists };
  }
  const callText = ({ operation, region: where }: { operation: string; region: string }) => `${operation} ${where}`;

  it('is not asked again, and told with when that was; hubs are, since they are made from here', async () => {
    const { list, lists } = remembering();
    await list();
    expect(lists()).toEqual([
      'GetApps eu-west-1',
      'GetApps us-east-1',
      'ListInstances us-east-1',
      'ListNotificationHubs us-east-1',
      'ListVaults eu-west-1',
      'ListVaults us-east-1',
    ]);
    const found = await list();
    expect(lists()).toEqual([
      'GetApps us-east-1',
      'ListInstances us-east-1',
      'ListNotificationHubs us-east-1',
      'ListVaults eu-west-1',
    ]);
    expect(found.filter(({ emptyAt }) => emptyAt !== undefined)).toEqual([
      expect.objectContaining({
        kind: 'vault',
        region: 'us-east-1',
        row: null,
        error: null,
        status: 'empty',
        emptyAt: 1_000,
      }),
      expect.objectContaining({ kind: 'app', region: 'eu-west-1', emptyAt: 1_000 }),
      expect.objectContaining({ kind: 'event-stream', region: 'eu-west-1', emptyAt: 1_000 }),
    ]);
  });

  it('is not what failed: that is asked again', async () => {
    const { aws, list, lists } = remembering();
    aws.fail({ operation: 'ListVaults' }, refusal('access-denied', 'AccessDeniedException', 403), 2);
    await list();
    await list();
    expect(lists()).toContain('ListVaults us-east-1');
    expect(lists()).toContain('ListVaults eu-west-1');
  });

  it('is of one account at one endpoint: a server of the same number is another', async () => {
    const { aws, held, list, lists } = remembering();
    await list();
    expect([...held.keys()]).toEqual(['111122223333 aws']);
    const { reader } = aws;
    aws.reader = source => ({ ...reader.call(aws, source), endpoint: async () => 'http://127.0.0.1:1' });
    await list();
    expect(lists()).toContain('ListVaults us-east-1');
    expect([...held.keys()]).toEqual(['111122223333 aws', '111122223333 http://127.0.0.1:1']);
  });

  it('is asked all the same where everything is to be asked, and forgotten where there is something by now', async () => {
    const { account, held, list, lists } = remembering();
    await list();
    account.vault('us-east-1', 'new');
    expect(await list({ everywhere: true })).toContainEqual(expect.objectContaining({ name: 'new', kind: 'vault' }));
    expect(lists()).toHaveLength(6);
    expect([...(held.get('111122223333 aws') ?? []).keys()]).toEqual(['app eu-west-1']);
  });
});

describe('how a sweep goes', () => {
  it('asks all places at once, and tells rows before the slow ones answer', async () => {
    const world = estate();
    const gate = world.aws.hold({ region: 'eu-west-1' });
    const rows = sweep({ gateway: world.aws, ledger: world.ledger, kinds }, asking(['hub', 'vault']));
    expect((await rows.next()).value).toMatchObject({ kind: 'hub' });
    expect(gate.waiting).toBe(1);
    gate.open();
    expect((await rows.next()).value).toMatchObject({ kind: 'vault' });
  });

  it('asks for the next page before the details of the last, so that paging never waits', async () => {
    const world = estate();
    world.aws.pageSize = 1;
    const gate = world.aws.hold({ operation: 'GetVaultNotifications' });
    const rows = collect(world, asking(['vault'], ['eu-west-1']));
    await gate.arrived(2);
    expect(world.aws.called({ service: 'glacier' })).toEqual([
      'ListVaults',
      'ListVaults',
      'GetVaultNotifications',
      'GetVaultNotifications',
    ]);
    gate.open();
    expect(await rows).toHaveLength(2);
  });

  it('lists a name once that stands twice on one page, and on the next', async () => {
    const world = estate();
    const twice = kinds.map(kind => ({
      ...kind,
      list: async function* (...place: Parameters<typeof kind.list>) {
        for await (const rows of kind.list(...place)) {
          yield [...rows, ...rows];
          yield rows;
        }
      },
    }));
    const found: Found[] = [];
    const needs = { gateway: world.aws, ledger: world.ledger, kinds: twice };
    for await (const one of sweep(needs, asking(['vault']))) found.push(one);
    expect(found.map(({ name }) => name).sort()).toEqual(['old', 'tapes']);
    expect(world.aws.called({ operation: 'GetVaultNotifications' })).toHaveLength(2);
  });

  it('does not run ahead without bound where details are slow', async () => {
    const world = estate();
    for (let index = 0; index < 1_000; index += 1) world.account.vault('us-east-1', `v${index}`);
    const gate = world.aws.hold({ operation: 'GetVaultNotifications' });
    const rows = collect(world, asking(['vault'], ['us-east-1']));
    await gate.arrived(250);
    await settle();
    expect(gate.waiting).toBeLessThan(300);
    gate.open();
    expect(await rows).toHaveLength(1_000);
  });

  it('stops asking when its reader stops reading, and when it is told to', async () => {
    const world = estate();
    const gate = world.aws.hold({ operation: 'ListVaults' });
    for await (const one of sweep({ gateway: world.aws, ledger: world.ledger, kinds }, asking(['hub', 'vault']))) {
      expect(one.kind).toBe('hub');
      break;
    }
    const stop = new AbortController();
    const rows = collect(world, { ...asking(['vault']), signal: stop.signal });
    await gate.arrived(4);
    stop.abort();
    expect(await rows).toEqual([]);
    gate.open();
    await settle();
    expect(world.aws.called()).not.toContain('GetVaultNotifications');
  });

  it('listens to a signal that many listings share once, which Node would else take for a leak', async () => {
    const world = estate();
    const stop = new AbortController();
    const listen = vi.spyOn(stop.signal, 'addEventListener');
    const request = { ...asking(['hub']), signal: stop.signal };
    expect(await Promise.all(Array.from({ length: 12 }, () => collect(world, request)))).toHaveLength(12);
    expect(listen).toHaveBeenCalledTimes(1);
  });

  it('asks nothing where it is told to stop before', async () => {
    const world = estate();
    expect(await collect(world, { ...asking(['vault']), signal: AbortSignal.abort() })).toEqual([]);
    expect(world.aws.called()).toEqual([]);
  });

  it('reads 2,000 vaults in four Regions within 1.25 of what four calls at a time in each Region allow', async () => {
    const clock = new ManualClock(0);
    const world = estate();
    const regions = ['eu-central-1', 'eu-west-2', 'us-east-2', 'us-west-2'];
    for (const name of regions) for (let index = 0; index < 500; index += 1) world.account.vault(name, `v${index}`);
    const places = new Map<string, { free: number; readonly waiting: (() => void)[] }>();
    world.aws.onCall = async call => {
      const place = places.get(call.region) ?? { free: 4, waiting: [] };
      places.set(call.region, place);
      if (place.free === 0) await new Promise<void>(resolve => place.waiting.push(resolve));
      else place.free -= 1;
      await clock.sleep(20);
      const next = place.waiting.shift();
      if (next === undefined) place.free += 1;
      else next();
      return undefined;
    };
    let rows: unknown[] | undefined;
    void collect(world, asking(['vault'], regions)).then(done => {
      rows = [...done];
    });
    while (rows === undefined) await clock.advance(20);
    const idealMs = ((500 + 50) / 4) * 20;
    expect(rows).toHaveLength(2_000);
    expect(clock.now()).toBeLessThan(idealMs * 1.25);
  });

  it.each([
    ['GetCallerIdentity', { region: null, name: null }],
    ['ListVaults', { region: 'eu-west-1', name: null }],
    ['GetVaultNotifications', { region: 'eu-west-1', name: 'old' }],
  ] as const)('leaves out nothing because %s was given up by someone else', async (operation, place) => {
    const world = estate();
    world.aws.fail({ operation }, new AccessError('cancelled', 'No MFA code was given.'), 1);
    const rows = await collect(world, asking(['vault'], ['eu-west-1']));
    expect(rows).toContainEqual(
      expect.objectContaining({
        ...place,
        status: 'error',
        error: { code: 'cancelled', message: 'No MFA code was given.' },
      }),
    );
  });

  it('lists nothing of another account that the profile is pointed at in the middle', async () => {
    const world = estate();
    world.aws.account('444455556666').vault('eu-west-1', 'theirs', topic);
    world.aws.onCall = ({ operation }) => {
      if (operation === 'GetCallerIdentity') queueMicrotask(() => world.aws.account('444455556666', prod));
      return undefined;
    };
    const rows = await collect(world, asking(['vault'], ['eu-west-1']));
    expect(rows.map(({ account, name, error }) => [account.id, name, error?.code])).toEqual([
      ['111122223333', null, 'wrong-account'],
    ]);
  });

  it('asks for hubs where the partition of the account has its control plane', async () => {
    const world = estate();
    const answer = { Account: '111122223333', Arn: 'arn:aws-cn:iam::111122223333:user/u' };
    world.aws.onCall = ({ operation }) => (operation === 'GetCallerIdentity' ? answer : undefined);
    expect((await collect(world, asking(['hub'], null))).map(row => row.region)).toEqual(['cn-north-1']);
  });
});
