import { DeleteIntegrationAssociationCommand, ListIntegrationAssociationsCommand } from '@aws-sdk/client-connect';
import { StartStreamEncryptionCommand } from '@aws-sdk/client-kinesis';
import { DescribeKeyCommand, GetKeyPolicyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sealedEnvironment } from '../../../test/harness/environment.ts';
import { cliInMemory, runInMemory } from '../../../test/support/cliInMemory.ts';
import { CliWorld } from '../../../test/support/cliWorld.ts';
import { InstantClock } from '../../../test/support/manualClock.ts';
import { ACCOUNT, PlantedEstate, root, TOPIC } from '../../../test/support/plantedEstate.ts';
import { publishGrant } from '../../../test/support/policies.ts';
import type { AskingRoad, Intent } from '../../core/changes/change.ts';
import { performChange } from '../../core/changes/road.ts';
import { kindChecks } from '../../core/kinds/checkTable.ts';
import { kinds } from '../../core/kinds/table.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { region } from '../../core/model/regions.ts';
import type { KindId } from '../../core/model/resource.ts';
import { preflight } from '../../core/preflight/preflight.ts';
import type { Report } from '../../core/preflight/report.ts';
import { mending } from '../../host/preflight/mend.ts';
import { openServices, type Services } from '../services.ts';
import type { ChangesView } from './changeView.ts';
import type { JournalRow } from './journalView.ts';

const source: AccountSource = { kind: 'profile', name: 'prod' };
const where = region('us-east-1');

let world: CliWorld;
let services: Services;
let empty: unknown;
let planted: PlantedEstate;

beforeAll(async () => {
  world = await CliWorld.open();
  await world.startEmulator('--seed', 'empty');
  await world.writeProfiles({ prod: { account: ACCOUNT } });
  empty = await world.control('GET', 'state');
  services = openServices(cliInMemory(world.home.folder, '', sealedEnvironment(world.home)).io);
});
afterAll(async () => {
  services.dispose();
  await world.close();
});
beforeEach(async () => {
  await world.control('DELETE', 'faults');
  await world.control('PUT', 'state', empty);
  await world.control('DELETE', 'requests');
  planted = new PlantedEstate(world.endpoint);
});

/** Runs the command line. */
const cli = (args: readonly string[]) => runInMemory(args, world.home.folder, '', sealedEnvironment(world.home));
const fault = (...faults: readonly object[]) => world.control('POST', 'faults', faults);
const writes = async (service: string, operation: string) => {
  const requests = Object(await world.control('GET', 'requests'));
  return requests[`${service}.${operation}`]?.count ?? 0;
};

/** What the preflight says of the one resource of a kind. */
async function checked(kind: KindId): Promise<Report> {
  const ledger = { list: async () => ({ entries: planted.instanceId === '' ? [] : [planted.entry()], damage: null }) };
  const tools = { gateway: services.gateway, ledger, kinds, checks: kindChecks, clock: services.clock };
  for await (const one of preflight(tools, { sources: [source], regions: [where], kinds: new Set([kind]) })) return one;
  throw new Error(`no ${kind}`);
}

const stepOf = ({ steps }: Report, rule: string) => steps.find(step => step.rule === rule);

/** The change that mends a link, as a person finds it offered. */
async function offered(kind: KindId, rule: string): Promise<Intent> {
  const report = await checked(kind);
  const step = stepOf(report, rule);
  const intent = step && mending(report, step);
  if (intent === undefined) throw new Error(`nothing mends ${rule}: ${step?.verdict}`);
  return intent;
}

const change = (intent: Intent, more: Partial<AskingRoad> = {}) =>
  performChange(intent, { ...services, confirm: async () => true, ...more });

/** The key that `alias/jobs` names. */
const keyId = async () => (await planted.kms.send(new DescribeKeyCommand({ KeyId: 'alias/jobs' }))).KeyMetadata?.KeyId;
const topicPolicy = async () =>
  (await planted.aws.sns.send(new GetTopicAttributesCommand({ TopicArn: TOPIC }))).Attributes?.Policy;
const keyPolicy = (id: string) => async () =>
  (await planted.kms.send(new GetKeyPolicyCommand({ KeyId: id, PolicyName: 'default' }))).Policy;
const associations = async () => {
  const InstanceId = planted.instanceId;
  const { IntegrationAssociationSummaryList: found = [] } = await planted.aws.connect.send(
    new ListIntegrationAssociationsCommand({ InstanceId, IntegrationType: 'PINPOINT_APP' }),
  );
  return found.map(one => one.IntegrationArn).join();
};

type Held = () => Promise<string | undefined>;

/** A link that does not hold, planted by AWS's own calls; gives how what mends it is read. */
interface Case {
  readonly kind: KindId;
  readonly rule: string;
  readonly plant: () => Promise<Held>;
}

const vaultWith =
  (policy: string): Case['plant'] =>
  async () => {
    await planted.vault();
    await planted.topic('Policy', policy);
    return topicPolicy;
  };
const limits = (Condition?: object) =>
  `{\n\t"Statement" : [\n\t\t${JSON.stringify(publishGrant(TOPIC, ACCOUNT, { Condition }))}\n\t]\n}`;
const owned = JSON.stringify({ Sid: 'own', ...root });

const cases: Readonly<Record<string, Case>> = {
  'a topic’s policy that says nothing of Glacier': {
    kind: 'vault',
    rule: 'vault/topic-policy',
    plant: vaultWith(`{ "Version":"2008-10-17",\r\n  "Statement" : [ ] ,"Id":"\\u00e9"}`),
  },
  'a topic’s policy of one statement without a list': {
    kind: 'vault',
    rule: 'vault/topic-policy',
    plant: vaultWith(JSON.stringify({ Statement: publishGrant(TOPIC, '444455556666') })),
  },
  'a grant that lets Glacier in for any account': {
    kind: 'vault',
    rule: 'topic/confused-deputy',
    plant: vaultWith(limits()),
  },
  'a grant by a key that AWS does not document': {
    kind: 'vault',
    rule: 'vault/sourceowner',
    plant: vaultWith(limits({ StringEquals: { 'AWS:SourceOwner': ACCOUNT } })),
  },
  'the key of a topic': {
    kind: 'vault',
    rule: 'vault/topic-kms-grant',
    plant: async () => {
      await planted.vault();
      return keyPolicy(await planted.key(`{"Statement": [${owned} ]  }`));
    },
  },
  'the key of a stream': {
    kind: 'event-stream',
    rule: 'event-stream/stream-kms',
    plant: async () => {
      await planted.stream();
      const own = { ...root, Action: ['kms:PutKeyPolicy', 'kms:GetKeyPolicy', 'kms:DescribeKey'] };
      const KeyId = await planted.keyOf(`{"Statement":${JSON.stringify(own)}}`);
      await planted.aws.kinesis.send(
        new StartStreamEncryptionCommand({ StreamName: 'events', EncryptionType: 'KMS', KeyId }),
      );
      await planted.permit('kinesis:PutRecords', 'kinesis:DescribeStream', 'kms:GenerateDataKey');
      return keyPolicy(KeyId);
    },
  },
  'an application that no instance knows': {
    kind: 'push-registration',
    rule: 'push-registration/no-association',
    plant: async () => {
      await planted.registration();
      const { InstanceId, IntegrationAssociationId } = await planted.association();
      await planted.aws.connect.send(new DeleteIntegrationAssociationCommand({ InstanceId, IntegrationAssociationId }));
      return associations;
    },
  },
};

describe.each(Object.entries(cases))('%s', (_name, { kind, rule, plant }) => {
  it('is mended so that all arrives, and put back to the byte from the command line', async () => {
    const held = await plant();
    const before = await held();
    const broken = stepOf(await checked(kind), rule)?.verdict;
    expect(await change(await offered(kind, rule))).toMatchObject({ kind: 'done' });
    expect((await checked(kind)).verdict).toBe('ok');

    const listed: readonly JournalRow[] = JSON.parse((await cli(['journal', 'list', '--json'])).stdout);
    const [row] = listed;
    expect(row).toMatchObject({ account: { id: ACCOUNT }, region: where, outcome: 'done', undo: true });
    expect(row?.name).toMatch(new RegExp(`^arn:aws:${row?.kind}:us-east-1:${ACCOUNT}:`));
    const undone = await cli(['journal', 'undo', row?.id ?? '', '--yes', '--json']);
    expect([undone.code, undone.stderr]).toEqual([0, '']);
    expect((JSON.parse(undone.stdout) as ChangesView).changes).toMatchObject([{ name: row?.name, outcome: 'done' }]);
    expect(await held()).toBe(before);
    expect(stepOf(await checked(kind), rule)?.verdict).toBe(broken);
  });
});

/** One of each service, and what it sends. */
const each = [
  ['sns', 'SetTopicAttributes', 'GetTopicAttributes', cases['a topic’s policy that says nothing of Glacier']],
  ['kms', 'PutKeyPolicy', 'GetKeyPolicy', cases['the key of a topic']],
  [
    'connect',
    'CreateIntegrationAssociation',
    'ListIntegrationAssociations',
    cases['an application that no instance knows'],
  ],
] as const;

describe.each(each)('a remedy by %s %s', (service, operation, read, made) => {
  const { kind, rule, plant } = made as Case;

  it('is done where its answer was lost and reading shows it, and is sent once', async () => {
    await plant();
    const intent = await offered(kind, rule);
    await world.control('DELETE', 'requests');
    await fault({ service, operation, kind: 'resetAfter', count: 1 });
    expect(await change(intent)).toMatchObject({ kind: 'done' });
    expect(await writes(service, operation)).toBe(1);
    expect((await checked(kind)).verdict).toBe('ok');
  });

  it('stays unknown where nothing can be read, until a later look settles it, and can be taken back', async () => {
    const held = await plant();
    const before = await held();
    const intent = await offered(kind, rule);
    // The last read before the write is let through; it is read no more often where this machine is slow.
    const clock = new InstantClock();
    const confirm = async () => {
      await fault(
        { service, operation, kind: 'resetAfter', count: 1 },
        { service, operation: read, kind: 'error', status: 403, code: 'AccessDeniedException', nth: 2 },
      );
      return true;
    };
    expect(await change(intent, { confirm, clock })).toMatchObject({ kind: 'unknown' });
    await world.control('DELETE', 'faults');
    const [open] = await services.journal.list();
    const settled = await cli(['journal', 'settle', open?.id ?? '', '--json']);
    expect(JSON.parse(settled.stdout)).toMatchObject([{ outcome: 'done', settled: true, undo: true }]);
    expect((await cli(['journal', 'undo', open?.id ?? '', '--yes'])).code).toBe(0);
    expect(await held()).toBe(before);
  });

  it('is told as refused where the permission is missing, and changes nothing', async () => {
    const held = await plant();
    const before = await held();
    const intent = await offered(kind, rule);
    await fault({ service, operation, kind: 'error', status: 403, code: 'AccessDeniedException', message: 'No.' });
    expect(await change(intent)).toMatchObject({ kind: 'failed', error: { code: 'access-denied' } });
    expect(await held()).toBe(before);
  });
});

describe('a policy that someone else changes', () => {
  const theirs = JSON.stringify({ Statement: [publishGrant(TOPIC, '444455556666')] });

  it('while the question stands is a conflict, and a second try keeps their statement', async () => {
    await vaultWith(JSON.stringify({ Statement: [] }))();
    const intent = await offered('vault', 'vault/topic-policy');
    const confirm = async () => {
      await planted.topic('Policy', theirs);
      return true;
    };
    expect(await change(intent, { confirm })).toMatchObject({ kind: 'conflict', sent: false });
    expect(await topicPolicy()).toBe(theirs);
    expect(await change(intent)).toMatchObject({ kind: 'done' });
    expect(JSON.parse((await topicPolicy()) ?? '').Statement).toHaveLength(2);
  });

  it('after the remedy is not lost to its undo, but AWS may lay out anew what it was given', async () => {
    const key = cases['the key of a topic'] as Case;
    const held = await key.plant();
    const before = await held();
    await change(await offered(key.kind, key.rule));
    const id = String((await services.journal.list())[0]?.id);
    const put = async (Policy: string) =>
      planted.kms.send(new PutKeyPolicyCommand({ KeyId: await keyId(), PolicyName: 'default', Policy }));
    const after = (await held()) ?? '';
    await put(JSON.stringify({ Statement: [root] }));
    expect((await cli(['journal', 'undo', id, '--yes'])).code).toBe(1);
    expect(await held()).toBe(JSON.stringify({ Statement: [root] }));
    await put(JSON.stringify(JSON.parse(after), null, 3));
    expect((await cli(['journal', 'undo', id, '--yes'])).code).toBe(0);
    expect(await held()).toBe(before);
  });
});
