import { describe, expect, it } from 'vitest';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { id, lost, prod, roadWorld, timed, where } from '../../../test/support/roadWorld.ts';
import { atEveryPoint, Stop } from '../../../test/support/stop.ts';
import { associating } from '../kinds/remedies/association.ts';
import type { JsonObject } from '../model/json.ts';
import { region } from '../model/regions.ts';
import type { Intent, Outcome } from './change.ts';
import { differences } from './difference.ts';
import { performChange } from './road.ts';
import { settle } from './settle.ts';
import { undoing } from './undo.ts';

const TOPIC = `arn:aws:sns:${where}:${id}:jobs`;
const KEY = `arn:aws:kms:${where}:${id}:key/k-1`;
const APP = `arn:aws:mobiletargeting:${where}:${id}:apps/shop`;
const OWN = '{ "Version":"2008-10-17",\n  "Statement": [ {"Sid":"own", "Effect":"Allow"} ] }';
const statement = { Sid: 'AllowGlacier', Effect: 'Allow', Action: 'SNS:Publish' };
const place = { source: prod, accountId: id, region: where } as const;

type World = ReturnType<typeof roadWorld>;

/** A remedy, and what AWS holds of what it changes, as text. */
interface Case {
  readonly intent: Intent;
  readonly held: (world: World) => string | undefined;
  readonly name: string;
  /** Someone else changes the same. */
  readonly meddle: (world: World) => void;
  /** What that ends as: an association is there or not, so that theirs is the one that was wanted. */
  readonly meddled: Outcome['kind'];
}

const setTopic = (world: World, policy: string) => world.account.topic(where, 'jobs', { Policy: policy });
const others = '{"Statement":[{"Sid":"theirs"}]}';

const cases: Readonly<Record<'topic' | 'key' | 'association', Case>> = {
  topic: {
    intent: {
      ...{ ...place, operation: 'SetTopicAttributes', request: { TopicArn: TOPIC, AttributeName: 'Policy' } },
      amendment: { does: 'add', statement },
    },
    held: ({ account }) => account.in(where).topics.get(TOPIC)?.Policy,
    name: TOPIC,
    meddle: world => setTopic(world, others),
    meddled: 'conflict',
  },
  key: {
    intent: {
      ...{ ...place, operation: 'PutKeyPolicy', request: { KeyId: KEY, PolicyName: 'default' } },
      amendment: { does: 'add', statement },
    },
    held: ({ account }) => account.in(where).keys.get(KEY),
    name: KEY,
    meddle: ({ account }) => void account.in(where).keys.set(KEY, others),
    meddled: 'conflict',
  },
  association: {
    intent: { ...place, operation: 'CreateIntegrationAssociation', request: associating('i-1', APP) },
    held: ({ account }) => account.in(where).instances.get('i-1')?.associations.join(),
    name: `arn:aws:connect:${where}:${id}:instance/i-1/integration-association/apps/shop`,
    meddle: ({ account }) => void account.in(where).instances.get('i-1')?.associations.splice(0, 9, APP),
    meddled: 'nothing-to-do',
  },
};
const all = Object.entries(cases);

function planted(): World {
  const world = roadWorld();
  setTopic(world, OWN);
  world.account.in(where).keys.set(KEY, OWN);
  return world;
}

/** Takes back what was done last. */
async function undo(world: World) {
  const { entries } = await world.journal.read();
  const [newest] = entries;
  const found = newest && undoing(newest, entries);
  if (found?.kind !== 'by') throw new Error('it cannot be undone');
  return world.travel(found.intent);
}

describe.each(all)('a remedy for a %s', (_name, { intent, held, name, meddle, meddled }) => {
  it('is made, written down under the ARN of what it changes, and undone to the byte', async () => {
    const world = planted();
    const before = held(world);
    expect((await world.travel(intent)).kind).toBe('done');
    expect(held(world)).not.toBe(before);
    expect(world.journal.entries).toMatchObject([{ name, outcome: { result: 'done' } }]);
    expect((await undo(world)).kind).toBe('done');
    expect(held(world)).toBe(before);
    expect((await undo(world)).kind).toBe('done');
    expect(held(world)).not.toBe(before);
  });

  it('sends nothing where someone else changes the same while the question stands', async () => {
    const world = planted();
    const confirm = async () => {
      meddle(world);
      return true;
    };
    expect(await world.travel(intent, { confirm })).toMatchObject({ kind: meddled });
    expect(world.writes()).toEqual([]);
  });

  it('is told as refused where the permission is missing', async () => {
    const world = planted();
    world.aws.fail({ operation: intent.operation }, refusal('access-denied', 'AccessDeniedException', 403));
    expect(await world.travel(intent)).toMatchObject({ kind: 'failed', error: { code: 'access-denied' } });
  });

  it('is found out by reading where its answer is lost, and undone all the same', async () => {
    const world = planted();
    const before = held(world);
    world.aws.failAfterEffect({ operation: intent.operation }, lost);
    expect((await world.travel(intent)).kind).toBe('done');
    expect(world.writes()).toHaveLength(1);
    expect((await undo(world)).kind).toBe('done');
    expect(held(world)).toBe(before);
  });

  it('is settled by a later look where nothing could be read after its answer was lost', async () => {
    const world = planted();
    const { aws, journal, road } = world;
    aws.failAfterEffect({ operation: intent.operation }, lost);
    let sent = false;
    aws.onCall = call => {
      sent ||= call.operation === intent.operation;
      if (sent && call.operation !== intent.operation) throw lost;
      return undefined;
    };
    expect((await world.travel(intent)).kind).toBe('unknown');
    aws.onCall = undefined;
    const settling = await settle(journal.entries[0]?.id ?? '', road);
    expect(settling).toMatchObject({ kind: 'settled', entry: { outcome: { result: 'done' } } });
    expect((await undo(world)).kind).toBe('done');
  });

  it('sends nothing more once it is stopped, at every point', async () => {
    await atEveryPoint(async point => {
      const world = planted();
      const before = held(world);
      const stop = new Stop(point, () => world.writes().length);
      world.aws.onCall = () => {
        stop.happens();
        return undefined;
      };
      const outcome = await timed(world.clock, performChange(intent, stop.watched(world.road), stop.signal));
      expect(held(world) === before ? ['cancelled', 'unknown'] : ['done', 'accepted']).toContain(outcome.kind);
      return stop;
    }, 15);
  });
});

it('sends of an association that is deleted what AWS takes, and no more', async () => {
  const world = planted();
  await world.travel(cases.association.intent);
  await undo(world);
  expect(world.writes().at(-1)).toMatchObject({ operation: 'DeleteIntegrationAssociation' });
  expect(world.writes().at(-1)?.input).toEqual({ InstanceId: 'i-1', IntegrationAssociationId: `of ${APP}` });
});

describe.each([
  ['topic', cases.topic],
  ['key', cases.key],
] as const)('a remedy for the policy of a %s', (_name, { intent, held, meddle }) => {
  it('shows the statement as the one difference', async () => {
    const world = planted();
    await world.travel(intent);
    expect(world.asked[0]?.differences).toEqual([{ path: 'Statement 2', before: undefined, after: statement }]);
  });

  it('is made over what someone else wrote meanwhile, when it is asked for again', async () => {
    const world = planted();
    meddle(world);
    expect((await world.travel(intent)).kind).toBe('done');
    expect(JSON.parse(held(world) ?? '').Statement).toEqual([{ Sid: 'theirs' }, statement]);
  });

  it('is not undone over what someone else wrote after it', async () => {
    const world = planted();
    await world.travel(intent);
    meddle(world);
    expect(await undo(world)).toMatchObject({ kind: 'conflict', sent: false });
    expect(held(world)).toBe(others);
  });

  it('has nothing to do where a statement says so already', async () => {
    const world = planted();
    await world.travel(intent);
    expect((await world.travel(intent)).kind).toBe('nothing-to-do');
  });
});

describe('a remedy', () => {
  const { intent, held } = cases.topic;

  it('is undone although AWS lays the policy out anew', async () => {
    const world = planted();
    await world.travel(intent);
    const value = JSON.parse(held(world) ?? '');
    setTopic(
      world,
      JSON.stringify({ ...value, Statement: value.Statement.map((one: object) => ({ ...one })) }, null, 4),
    );
    expect((await undo(world)).kind).toBe('done');
    expect(held(world)).toBe(OWN);
  });

  it('limits the statement that was seen, and none that says something else by now', async () => {
    const world = planted();
    const condition = { StringEquals: { 'aws:SourceAccount': id } };
    const limit = (Sid: string): Intent => ({
      ...intent,
      amendment: { does: 'limit', statement: { Sid, Effect: 'Allow' }, condition },
    });
    expect(await world.travel(limit('other'))).toMatchObject({
      kind: 'blocked',
      plan: { findings: [{ rule: 'remedy/moved' }] },
    });
    expect((await world.travel(limit('own'))).kind).toBe('done');
    expect(world.asked[0]?.differences).toEqual([
      { path: 'Statement 1.Condition.StringEquals.aws:SourceAccount', before: undefined, after: id },
    ]);
  });

  it.each([
    ['of another account', { request: { ...intent.request, TopicArn: TOPIC.replace(id, '444455556666') } }],
    ['of another Region', { region: region('us-east-1') }],
  ])('never changes what is %s', async (_what, more) => {
    const { travel, aws } = planted();
    expect(await travel({ ...intent, ...more })).toMatchObject({
      kind: 'invalid',
      findings: [{ rule: 'remedy/elsewhere' }],
    });
    expect(aws.calls).toEqual([]);
  });
});

describe('the difference of two documents', () => {
  const list = (...Statement: readonly JsonObject[]): JsonObject => ({ Statement });

  it.each([
    ['an item that was put in between', list({ a: 1 }, { b: 1 }), list({ a: 1 }, { c: 1 }, { b: 1 }), ['Statement 2']],
    ['an item that was taken away', list({ a: 1 }, { b: 1 }), list({ b: 1 }), ['Statement 1']],
    ['a member of an item', list({ a: 1 }, { b: 1 }), list({ a: 1 }, { b: 2 }), ['Statement 2.b']],
    ['one that stood without a list', { Statement: { a: 1 } }, list({ a: 1 }, { b: 1 }), ['Statement 2']],
    ['lists of anything else as one value', { Events: ['a'] }, { Events: ['a', 'b'] }, ['Events']],
  ])('names %s', (_what, before, after, paths) => {
    expect(differences(before, after).map(({ path }) => path)).toEqual(paths);
  });
});
