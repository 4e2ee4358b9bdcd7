import { describe, expect, it } from 'vitest';
import type { CheckedResource } from '../../model/check.ts';
import { AccessError } from '../../model/errors.ts';
import type { Conclusion, EvidenceLook, NoPastChange, PastChange } from '../../model/evidence.ts';
import type { Answer } from '../../model/ports.ts';
import { region } from '../../model/regions.ts';
import { vaultEvidence } from './evidence.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const ENDED = '2026-11-28T06:00:00.000Z';
const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:jobs';
const vault: CheckedResource = {
  ...{ source: { kind: 'default' }, accountId: '444455556666', region: region('eu-west-1'), partition: 'aws' },
  ...{ kind: 'vault', name: 'tapes', status: '', fields: new Map() },
  config: { SNSTopic: TOPIC, Events: ['InventoryRetrievalCompleted'] },
};

type History = PastChange | NoPastChange | 'unread';

const KEY = 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const KEY_ID = KEY.slice(KEY.lastIndexOf('/') + 1);

interface Told {
  readonly ended?: string;
  /** What the topic is encrypted with. */
  readonly key?: string;
  /** How many messages the topic counted when the job ended. */
  readonly count?: number;
  readonly unproven?: readonly string[];
  /** What else is in the run. */
  readonly others?: readonly CheckedResource[];
  /** Vaults of the account outside the run, by their topics. */
  readonly beside?: Readonly<Record<string, string>>;
  /** When jobs of other vaults ended. */
  readonly endedElsewhere?: Readonly<Record<string, string>>;
}

/** What is said of a job that ended, by the histories of operations; nothing was changed by others. */
async function arrivalBy(
  histories: Readonly<Record<string, History>>,
  { ended = ENDED, key = '', count = 0, unproven = [], others = [], beside = {}, endedElsewhere = {} }: Told = {},
): Promise<Conclusion | undefined> {
  const ends: Readonly<Record<string, string>> = { tapes: ended, ...endedElsewhere };
  const answers: Readonly<Record<string, Answer>> = {
    ListVaults: { VaultList: ['tapes', ...Object.keys(beside)].map(VaultName => ({ VaultName, VaultARN: VaultName })) },
    GetTopicAttributes: { Attributes: { KmsMasterKeyId: key } },
    DescribeKey: { KeyMetadata: { Arn: KEY } },
  };
  const look: EvidenceLook = {
    ...{ now: () => NOW, others, run: {}, unproven },
    read: async (operation, input) => {
      const name = String(input.vaultName);
      if (operation === 'ListJobs') {
        const at = ends[name];
        if (at === 'unread') throw new AccessError('access-denied', 'not authorized');
        return { JobList: at === undefined ? [] : [{ Action: 'InventoryRetrieval', CompletionDate: at }] };
      }
      if (operation === 'GetVaultNotifications')
        return { vaultNotificationConfig: { SNSTopic: beside[name], Events: ['InventoryRetrievalCompleted'] } };
      return answers[operation] ?? {};
    },
    lastChange: async (operation, isMeant) => {
      const told = histories[operation] ?? none;
      if (told === 'unread') throw new AccessError('access-denied', 'not authorized');
      // Each names what it changed as its caller did.
      const named = [{ vaultName: 'tapes' }, { topicArn: TOPIC }, { keyId: KEY }, { keyId: KEY_ID }];
      return named.some(asked => isMeant({ asked })) ? told : none;
    },
  };
  const gathered = await vaultEvidence.pieces.find(({ id }) => id === 'vault/arrival')?.gather(vault, look);
  const points = count === 0 ? [] : [{ time: Date.parse(ended), sum: count }];
  return gathered !== undefined && 'conclude' in gathered ? gathered.conclude(() => points) : gathered;
}

/** What is said of one of which the topic counted nothing, by the histories of vault and topic. */
const arrival = (ofVault: History, ofTopic: History, ended = ENDED) =>
  arrivalBy({ SetVaultNotifications: ofVault, SetTopicAttributes: ofTopic }, { ended });

const none: NoPastChange = { at: null, since: null };
const before: PastChange = { at: '2026-11-28T05:00:00Z', by: 'someone' };
const after: PastChange = { at: '2026-11-28T07:00:00Z', by: 'someone' };

describe('a job of which nothing came', () => {
  const backThen: NoPastChange = { at: null, since: '2026-11-28T05:00:00Z' };
  const notSoFar: NoPastChange = { at: null, since: '2026-11-28T07:00:00Z' };

  it.each([
    [none, none],
    [before, before],
    [backThen, backThen],
  ])('is one that something stops where nothing was changed since: %j, %j', async (ofVault, ofTopic) => {
    expect(await arrival(ofVault, ofTopic)).toMatchObject({ verdict: 'broken' });
  });

  it.each<[string, History, History]>([
    ['set-since', after, none],
    ['topic-since', none, after],
    ['changes-unread', 'unread', none],
    ['changes-unread', none, 'unread'],
    ['changes-unread', notSoFar, none],
    ['changes-unread', none, notSoFar],
  ])('proves nothing where something was changed since or may have been: %s', async (why, ofVault, ofTopic) => {
    expect(await arrival(ofVault, ofTopic)).toMatchObject({ verdict: 'unproven', data: { why } });
  });

  const ofTopic = ['AddPermission', 'RemovePermission', 'DeleteTopic'] as const;
  const ofKey = ['PutKeyPolicy', 'EnableKey'] as const;

  it.each([...ofTopic, ...ofKey])('proves nothing where %s has been called since', async operation => {
    const said = await arrivalBy({ [operation]: after }, { key: 'alias/mine' });
    expect(said).toMatchObject({ verdict: 'unproven', data: { why: 'topic-since', by: 'someone' } });
    expect(await arrivalBy({ [operation]: 'unread' }, { key: KEY })).toMatchObject({ data: { why: 'changes-unread' } });
    expect(await arrivalBy({ [operation]: before }, { key: KEY_ID })).toMatchObject({ verdict: 'broken' });
  });

  it.each(['', 'alias/aws/sns'])('looks at no key where the topic has none of its own: “%s”', async key => {
    const asked = Object.fromEntries(ofKey.map(operation => [operation, 'unread' as const]));
    expect(await arrivalBy(asked, { key })).toMatchObject({ verdict: 'broken' });
  });

  it('proves nothing where the key is another account’s, whose history is there', async () => {
    const key = KEY.replace(vault.accountId, '999988887777');
    expect(await arrivalBy({}, { key })).toMatchObject({ verdict: 'unproven', data: { why: 'changes-unread' } });
  });

  it.each(['11:51', '11:57', '12:01', '12:04'])(
    'proves nothing where it has just ended, by a clock that differs: %s',
    async time => {
      expect(await arrival(none, none, `2026-11-28T${time}:00.000Z`)).toMatchObject({
        verdict: 'unproven',
        data: { why: 'fresh' },
      });
    },
  );

  it('proves nothing where CloudWatch has no minutes any more of when it ended', async () => {
    const time = '2026-11-14T11:59:00.000Z';
    expect(await arrival(none, none, time)).toMatchObject({ verdict: 'unproven', data: { why: 'no-job' } });
    expect(await arrival(none, none, time.replace('14T', '15T'))).toMatchObject({ verdict: 'broken' });
  });

  it('is judged where it ended ten minutes ago', async () => {
    expect(await arrival(none, none, '2026-11-28T11:50:00.000Z')).toMatchObject({ verdict: 'broken' });
  });
});

describe('a job whose message came', () => {
  const unproven = ['vault/topic-policy'];

  it.each(['SetTopicAttributes', 'PutKeyPolicy'])('settles nothing where %s has been called since', async operation => {
    const told = { key: KEY, count: 1, unproven };
    expect(await arrivalBy({ [operation]: after }, told)).toMatchObject({
      verdict: 'unproven',
      data: { why: 'topic-since', count: '1' },
    });
    expect(await arrivalBy({ [operation]: before }, told)).toMatchObject({
      verdict: 'ok',
      settles: expect.arrayContaining(unproven),
    });
  });

  it('is told as such where nothing hangs on what was changed since', async () => {
    expect(await arrivalBy({ SetTopicAttributes: after }, { count: 1 })).toMatchObject({ verdict: 'ok' });
  });
});

describe('a message that may be another’s', () => {
  const near = '2026-11-28T06:00:30.000Z';
  const later = '2026-11-28T06:03:00.000Z';
  const films: CheckedResource = { ...vault, name: 'films' };
  const foreign: CheckedResource = { ...films, accountId: '999988887777' };
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`other-${index}`, 'arn:other']));

  it.each<[string, Told]>([
    ['fewer', { others: [films], endedElsewhere: { films: near } }],
    ['fewer', { others: [films], endedElsewhere: { films: later } }],
    ['fewer', { beside: { films: TOPIC }, endedElsewhere: { films: near } }],
    ['shared', { others: [foreign] }],
    ['others-unread', { others: [films], endedElsewhere: { films: 'unread' } }],
    ['others-unread', { beside: many }],
  ])('proves nothing, and the reason is told: %s, %j', async (why, told) => {
    expect(await arrivalBy({}, { count: 1, ...told })).toMatchObject({ verdict: 'unproven', data: { why } });
  });

  it('is told with how many were expected', async () => {
    const told = await arrivalBy({}, { count: 1, others: [films], endedElsewhere: { films: near } });
    expect(told?.data).toMatchObject({ count: '1', expected: '2' });
  });

  it.each<[string, Told]>([
    ['all came that were expected', { count: 2, others: [films], endedElsewhere: { films: near } }],
    ['the other job ended at another time', { others: [films], endedElsewhere: { films: '2026-11-28T02:00:00.000Z' } }],
    ['the same vault is in the run by another profile', { others: [{ ...vault }] }],
    ['the other vaults have other topics', { beside: { films: 'arn:other' }, endedElsewhere: { films: near } }],
    ['the other account’s vault has another topic', { others: [{ ...foreign, config: null }] }],
  ])('is this vault’s where %s', async (_, told) => {
    expect(await arrivalBy({}, { count: 1, ...told })).toMatchObject({ verdict: 'ok' });
  });
});

describe('messages that were all filtered out', () => {
  const delivery = async (publishedAt: string) => {
    const look: EvidenceLook = {
      ...{ now: () => NOW, others: [], run: {}, unproven: [] },
      read: async operation =>
        operation === 'ListJobs'
          ? { JobList: [{ Action: 'InventoryRetrieval', CompletionDate: ENDED }] }
          : { VaultList: [] },
      lastChange: async () => none,
    };
    const gathered = await vaultEvidence.pieces.find(({ id }) => id === 'vault/delivery')?.gather(vault, look);
    const counted = ['NumberOfMessagesPublished', 'NumberOfNotificationsFilteredOut'];
    const points = [{ time: Date.parse(publishedAt), sum: 1 }];
    return gathered !== undefined && 'conclude' in gathered
      ? gathered.conclude(({ name }) => (counted.includes(name) ? points : []))
      : gathered;
  };

  it('are broken where they came as jobs ended, and prove nothing where they may be others’', async () => {
    expect(await delivery(ENDED)).toMatchObject({ verdict: 'broken', data: { filtered: '1' } });
    expect(await delivery('2026-11-28T08:00:00.000Z')).toMatchObject({
      verdict: 'unproven',
      data: { why: 'filtered' },
    });
  });
});
