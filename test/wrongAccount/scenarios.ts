import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performBulk, planBulk } from '../../src/core/changes/bulk.ts';
import type { Consent, Intent, Step } from '../../src/core/changes/change.ts';
import { performChange, performPlan, planChange } from '../../src/core/changes/road.ts';
import { undoing } from '../../src/core/changes/undo.ts';
import type { AccountSource } from '../../src/core/model/account.ts';
import { region } from '../../src/core/model/regions.ts';
import { oneOf } from '../faults/random.ts';
import { runInMemory } from '../support/cliInMemory.ts';
import {
  ACCOUNTS,
  type AccountId,
  APP,
  CONNECT_REGION,
  config,
  type Estate,
  INSTANCE,
  PersonWorld,
  type ProfileLines,
  REGION,
  stream,
  VAULTS,
  type Way,
} from './world.ts';

/** What happens to the accounts while a person changes something. */
export const TWISTS = [
  'nothing',
  'profile pointed at another account',
  'profiles swapped',
  'profile renamed, and another takes its name',
  'profile gone',
  'role of another account',
  'program gives the keys of another account',
  'the same name in both files, for two accounts',
  'keys that ran out, renewed as another account’s',
  'marked read-only by its id',
  'marked read-only by its profile',
  'marked read-only by a pattern',
  'marked as production',
  'marks damaged',
  'slowed down, and marked read-only meanwhile',
] as const;
export type Twist = (typeof TWISTS)[number];

/** The way on which something is changed. */
export const ROADS = [
  'change',
  'form',
  'bulk',
  'bulk over two accounts',
  'undo',
  'undo as another',
  'saved plan',
] as const;
export type RoadTaken = (typeof ROADS)[number];

/** When it happens. What has a step of the road as its name happens when that is begun. */
export const MOMENTS = ['planned', 'confirming', 'locking', 'checking-account', 'writing'] as const;
export type Moment = (typeof MOMENTS)[number];

const OPERATIONS = ['set', 'unset', 'set what is bare', 'stream', 'unset stream', 'register'] as const;

/** One scenario, as it can be told and run again. */
export interface Scenario {
  readonly twist: Twist;
  readonly road: RoadTaken;
  readonly moment: Moment;
  readonly operation: (typeof OPERATIONS)[number];
  readonly way: Way;
  readonly shown: AccountId;
  readonly other: AccountId;
}

const WAYS: { readonly [Of in Twist]?: Way } = {
  'role of another account': 'role',
  'program gives the keys of another account': 'process',
  'keys that ran out, renewed as another account’s': 'process',
  'the same name in both files, for two accounts': 'keys',
};

/** The nth scenario: every twist in turn, on every road in turn; the rest by chance. */
export function scenarioOf(index: number, random: () => number): Scenario {
  const twist = TWISTS[index % TWISTS.length] ?? 'nothing';
  const road = ROADS[Math.floor(index / 2) % ROADS.length] ?? 'change';
  const [shown, other] = random() < 0.5 ? [ACCOUNTS[0], ACCOUNTS[1]] : [ACCOUNTS[1], ACCOUNTS[0]];
  return {
    ...{ twist, road, shown, other },
    moment: oneOf(MOMENTS, random),
    operation: oneOf(OPERATIONS, random),
    way: WAYS[twist] ?? oneOf(['keys', 'process', 'role'] as const, random),
  };
}

const prod: AccountSource = { kind: 'profile', name: 'prod' };
const test: AccountSource = { kind: 'profile', name: 'test' };

function intentOf(
  { operation }: Pick<Scenario, 'operation'>,
  source: AccountSource,
  accountId: AccountId,
  at = 0,
): Intent {
  const place = { source, accountId, region: region(REGION) };
  const vaultName = operation === 'set what is bare' ? 'films' : (VAULTS[at * 2] ?? 'tapes');
  switch (operation) {
    case 'unset':
      return { ...place, operation: 'DeleteVaultNotifications', request: { accountId: '-', vaultName } };
    case 'stream':
      return {
        ...place,
        operation: 'PutEventStream',
        request: { ApplicationId: APP, WriteEventStream: stream(accountId, 'new') },
      };
    case 'unset stream':
      return { ...place, operation: 'DeleteEventStream', request: { ApplicationId: APP } };
    case 'register':
      return {
        ...{ ...place, region: region(CONNECT_REGION), operation: 'CreatePushNotificationRegistration' },
        request: {
          ...{ InstanceId: INSTANCE, DeviceToken: 'device-token', DeviceType: 'GCM' },
          PinpointAppArn: `arn:aws:mobiletargeting:${CONNECT_REGION}:${accountId}:apps/${APP}`,
          ContactConfiguration: { ContactId: INSTANCE, ParticipantRole: 'CUSTOMER' },
        },
      };
    default:
      return {
        ...{ ...place, operation: 'SetVaultNotifications' },
        request: { accountId: '-', vaultName, vaultNotificationConfig: config(accountId, 'new') },
      };
  }
}

/** What came of a scenario. */
export interface Ending {
  readonly scenario: Scenario;
  /** How the changes ended. */
  readonly outcomes: readonly string[];
  /** How many writes came to each account. */
  readonly writes: ReadonlyMap<string, number>;
  /** What speaks against it; empty where all is as it should be. */
  readonly faults: readonly string[];
}

/** Plays one scenario. */
export async function play(scenario: Scenario, estate: Estate): Promise<Ending> {
  await estate.begin();
  const world = new PersonWorld(estate.endpoint);
  const played = new Played(scenario, estate, world);
  try {
    return await played.run();
  } finally {
    world.dispose();
  }
}

class Played {
  #happened = false;
  /** The writes before it happened, of which nothing is said. */
  #before: ReadonlyMap<string, number> = new Map();
  readonly #profiles: Readonly<Record<string, ProfileLines>>;

  constructor(
    readonly scenario: Scenario,
    readonly estate: Estate,
    readonly world: PersonWorld,
  ) {
    const { shown, other, way } = scenario;
    this.#profiles = { prod: { account: shown, way }, test: { account: other, way: 'keys' } };
    world.writeProfiles(this.#profiles);
  }

  async run(): Promise<Ending> {
    const { scenario, estate } = this;
    const outcomes = await this.#travel();
    const all = await estate.writes();
    const writes = new Map([...all].map(([id, count]) => [id, count - (this.#before.get(id) ?? 0)]));
    return { scenario, outcomes, writes, faults: await this.#faults(writes, outcomes) };
  }

  /** Lets it happen, at the moment that the scenario names. */
  #at(moment: Moment): void {
    if (this.#happened || this.scenario.moment !== moment) return;
    this.#happened = true;
    this.#twist();
  }

  #twist(): void {
    const { world, scenario } = this;
    const { shown, other, way } = scenario;
    const profiles = this.#profiles;
    const swapped = { prod: { account: other, way: 'keys' }, test: { account: shown, way: 'keys' } } as const;
    const twists: Readonly<Record<Twist, () => void>> = {
      nothing: () => undefined,
      'profile pointed at another account': () =>
        world.writeProfiles({ ...profiles, prod: { account: other, way: 'keys' } }),
      'profiles swapped': () => world.writeProfiles(swapped),
      'profile renamed, and another takes its name': () =>
        world.writeProfiles({ live: { account: shown, way }, prod: { account: other, way: 'keys' } }),
      'profile gone': () => world.writeProfiles({ test: { account: other, way: 'keys' } }),
      'role of another account': () => world.writeProfiles({ ...profiles, prod: { account: other, way: 'role' } }),
      'program gives the keys of another account': () => world.rotate('prod', other),
      'the same name in both files, for two accounts': () =>
        world.writeProfiles({ ...profiles, prod: { account: other, way: 'keys', inConfig: true } }),
      'keys that ran out, renewed as another account’s': () => world.rotate('prod', other),
      'marked read-only by its id': () => world.mark({ [shown]: { readOnly: true } }),
      'marked read-only by its profile': () => world.mark({ prod: { readOnly: true } }),
      'marked read-only by a pattern': () => world.mark({ 'pr*': { readOnly: true } }),
      'marked as production': () => world.mark({ [shown]: { production: true } }),
      'marks damaged': () => world.mark('damaged'),
      'slowed down, and marked read-only meanwhile': () => world.mark({ [shown]: { readOnly: true } }),
    };
    twists[scenario.twist]();
  }

  /** Lets the service fail where the scenario asks for it. */
  async #prepare(): Promise<void> {
    const services = { vault: 'glacier', stream: 'pinpoint', register: 'connect' } as const;
    const { twist, operation } = this.scenario;
    const service = services[operation === 'register' ? 'register' : operation.includes('stream') ? 'stream' : 'vault'];
    const writes =
      operation === 'register'
        ? 'CreatePushNotificationRegistration'
        : intentOf(this.scenario, prod, this.scenario.shown).operation;
    if (twist === 'keys that ran out, renewed as another account’s') {
      await this.estate.fail({
        service,
        operation: writes,
        kind: 'error',
        code: 'ExpiredTokenException',
        status: 403,
        nth: 1,
      });
    }
    if (twist === 'slowed down, and marked read-only meanwhile') {
      await this.estate.fail({ service, operation: writes, kind: 'throttle', nth: 1 });
    }
  }

  async #travel(): Promise<readonly string[]> {
    const { scenario } = this;
    const intent = intentOf(scenario, prod, scenario.shown);
    // What was done before, to be undone, is done undisturbed.
    if (scenario.road !== 'undo' && scenario.road !== 'undo as another') await this.#prepare();
    const roads: Readonly<Record<RoadTaken, () => Promise<readonly string[]>>> = {
      change: async () => [(await performChange(intent, { ...this.#road(), confirm: () => this.#confirm() })).kind],
      form: async () => {
        const planning = await planChange(intent, this.#road());
        this.#at('planned');
        if (planning.kind !== 'planned') return [planning.kind];
        this.#at('confirming');
        return [(await performPlan(planning.intent, planning.plan, this.#road())).kind];
      },
      bulk: () => this.#bulk([intent, intentOf({ operation: 'set' }, prod, scenario.shown, 1)]),
      'bulk over two accounts': () => this.#bulk([intent, intentOf({ operation: 'set' }, test, scenario.other)]),
      undo: () => this.#undo(intent),
      'undo as another': () => this.#undo(intent, test),
      'saved plan': () => this.#savedPlan(),
    };
    return roads[scenario.road]();
  }

  #road() {
    const progress = (step: Step): void => {
      const moment = MOMENTS.find(one => one === step);
      if (moment !== undefined) this.#at(moment);
    };
    return { ...this.world.road, progress };
  }

  async #confirm(): Promise<Consent> {
    this.#at('planned');
    this.#at('confirming');
    return true;
  }

  async #bulk(intents: readonly Intent[]): Promise<readonly string[]> {
    const items = await planBulk(intents, this.world.road);
    this.#at('planned');
    this.#at('confirming');
    // Each change of a bulk travels the same road: it happens on the way of whichever comes first.
    const ended = await performBulk(items, this.#road(), 'group');
    return ended.map(({ outcome }) => outcome.kind);
  }

  async #undo(intent: Intent, source?: AccountSource): Promise<readonly string[]> {
    const { world, estate } = this;
    const done = await performChange(intent, { ...world.road, confirm: async () => true });
    if (done.kind !== 'done') throw new Error(`nothing to undo: ${done.kind}`);
    this.#before = await estate.writes();
    const entries = await world.road.journal.list();
    const [entry] = entries;
    const undo = entry === undefined ? undefined : undoing(entry, entries, source);
    if (undo?.kind !== 'by') return ['not'];
    await this.#prepare();
    return this.#bulk([undo.intent]);
  }

  async #savedPlan(): Promise<readonly string[]> {
    const { world, scenario } = this;
    const { shown } = scenario;
    const fleet = {
      accounts: { [shown]: { regions: { [REGION]: { vaults: { tapes: config(shown, 'new'), audit: null } } } } },
    };
    const file = join(world.folder, 'estate.notifications.json');
    writeFileSync(file, JSON.stringify(fleet));
    const plan = join(world.folder, 'estate.plan');
    const run = (...args: readonly string[]) => runInMemory(args, world.folder, '', world.env);
    const planned = await run('plan', file, '--profile', 'prod', '--out', plan);
    if (planned.code !== 2) throw new Error(`nothing planned: ${planned.stdout}${planned.stderr}`);
    // Another process applies it: what happens has happened by then.
    this.#happened = true;
    this.#twist();
    const applied = await run('apply', plan, '--yes', '--json');
    const { changes } = JSON.parse(applied.stdout);
    return changes.map(({ outcome }: { readonly outcome: string }) => outcome);
  }

  async #faults(writes: ReadonlyMap<string, number>, outcomes: readonly string[]): Promise<readonly string[]> {
    const { scenario, estate } = this;
    const { shown, other, twist, road } = scenario;
    const meantForOther = road === 'bulk over two accounts' ? 1 : 0;
    const state = JSON.parse(await estate.state());
    const faults = ACCOUNTS.flatMap(id => {
      const count = writes.get(id) ?? 0;
      const most = id === shown ? Number.POSITIVE_INFINITY : id === other ? meantForOther : 0;
      const astray = count > most ? [`${count} writes came to ${id}`] : [];
      const foreign = ACCOUNTS.filter(one => one !== id && strings(state[id]).some(text => text.includes(`:${one}:`)));
      return [...astray, ...foreign.map(one => `${id} holds what was meant for ${one}`)];
    });
    const forbids =
      twist.startsWith('marked read-only') ||
      twist === 'marks damaged' ||
      (twist === 'marked as production' && takesAway(scenario));
    // On these roads it has happened before the first write, whichever moment it was: the last of them is right before it.
    const isBefore = road !== 'bulk' && road !== 'bulk over two accounts';
    const count = writes.get(shown) ?? 0;
    if (forbids && isBefore && this.#happened && count > 0)
      faults.push(`${count} writes came to ${shown} after: ${twist}`);
    const isFine = outcomes.every(one => one === 'done' || one === 'not');
    if (twist === 'nothing' && road !== 'undo as another' && !isFine) faults.push(`not done: ${outcomes.join()}`);
    if (twist === 'nothing' && isFine && count === 0 && outcomes.includes('done'))
      faults.push('done, and nothing came to the account shown');
    return faults;
  }
}

/** True where what is done on the road replaces or deletes something: nobody types an account's id here. */
function takesAway({ road, operation }: Scenario): boolean {
  if (road === 'saved plan') return true;
  const isUndo = road === 'undo' || road === 'undo as another';
  return isUndo ? !operation.startsWith('unset') : operation !== 'set what is bare' && operation !== 'register';
}

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}
