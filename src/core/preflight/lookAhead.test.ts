import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../../../test/support/manualClock.ts';
import { keyGrant, policyOf, trustPolicy } from '../../../test/support/policies.ts';
import { ACCOUNT, APP, grant, healthy, KEY, role, STREAM, TOPIC, topic } from '../../../test/support/preflightWorld.ts';
import { type Script, ScriptedReads } from '../../../test/support/scriptedReads.ts';
import { kindChecks } from '../kinds/checkTable.ts';
import { AccessError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type { AccountReader } from '../model/ports.ts';
import { region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';
import { type ChangeAhead, LookingAhead } from './lookAhead.ts';

const change = (
  kind: KindId,
  name: string,
  goal: JsonObject | null,
  before: JsonObject | null = null,
): ChangeAhead => ({
  ...{ source: { kind: 'default' }, accountId: ACCOUNT, region: region('us-east-1'), kind, name, goal, findings: [] },
  base: { config: before, status: before === null ? 'none' : 'set', updatedBy: null, updatedAt: null, facts: {} },
});
const events = { Events: ['ArchiveRetrievalCompleted'] };
const toTopic = change('vault', 'tapes', { SNSTopic: TOPIC, ...events }, { SNSTopic: `${TOPIC}-old`, ...events });
const toStream = change('event-stream', APP, {
  DestinationStreamArn: STREAM,
  RoleArn: `arn:aws:iam::${ACCOUNT}:role/writer`,
});

function world(script: Script, around: (reader: AccountReader) => AccountReader = reader => reader) {
  const reads = new ScriptedReads({ ...healthy, ...script });
  const clock = new ManualClock();
  const stop = new AbortController();
  const gateway = { reader: (source: AccountReader['source']) => around(reads.gateway.reader(source)) };
  const ahead = new LookingAhead({ gateway, checks: kindChecks, clock }, stop.signal);
  return { reads, clock, stop, ahead };
}
const told = async (script: Script, ahead: ChangeAhead) =>
  (await world(script).ahead.look(ahead)).map(({ severity, rule }) => `${severity} ${rule}`);

describe('looking where a change leads', () => {
  it.each<[string, Script, ChangeAhead, readonly string[]]>([
    ['a topic that is open', {}, toTopic, []],
    [
      'a topic that is shut',
      { GetTopicAttributes: topic({ Policy: policyOf() }) },
      toTopic,
      ['warning vault/topic-policy'],
    ],
    [
      'a topic that only SNS’s default statement opens, and to which nobody listens',
      {
        GetTopicAttributes: topic({
          Policy: policyOf(grant({ Principal: '*', Condition: { StringEquals: { 'aws:SourceOwner': ACCOUNT } } })),
        }),
        ListSubscriptionsByTopic: () => ({ Subscriptions: [] }),
      },
      toTopic,
      ['information vault/topic-policy', 'warning vault/no-subscriber'],
    ],
    [
      'a key that Glacier may not use',
      {
        GetTopicAttributes: topic({ KmsMasterKeyId: KEY }),
        GetKeyPolicy: () => ({ Policy: policyOf(keyGrant({ Action: 'kms:Decrypt' })) }),
      },
      toTopic,
      ['warning vault/topic-kms-grant'],
    ],
    [
      'a role that Pinpoint cannot take',
      { GetRole: role(trustPolicy('firehose.amazonaws.com')) },
      toStream,
      ['warning event-stream/role-trust'],
    ],
  ])('tells of %s, and never as an error', async (_where, script, ahead, expected) => {
    expect(await told(script, ahead)).toEqual(expected);
  });

  it('tells what becomes of the hubs that stay', async () => {
    const gone = change('hub', 'us-east-1', null, { notificationHubRegion: 'us-east-1' });
    const hubs = { 'us-east-1': 'ACTIVE', 'eu-west-1': 'INACTIVE' };
    expect(await told({}, { ...gone, base: { ...gone.base, facts: { hubs } } })).toEqual(['warning hub/inactive']);
  });

  it.each<[string, ChangeAhead]>([
    [
      'other events of the same topic',
      change('vault', 'tapes', { SNSTopic: TOPIC, Events: [] }, { SNSTopic: TOPIC, ...events }),
    ],
    ['nothing set any more', change('vault', 'tapes', null, { SNSTopic: TOPIC, ...events })],
    ['the same stream', { ...toStream, base: { ...toStream.base, config: toStream.goal } }],
    ['a kind without checks', change('app', APP, {})],
  ])('reads nothing for %s', async (_what, ahead) => {
    const { reads, ahead: looking } = world({});
    expect(await looking.look(ahead)).toEqual([]);
    expect(reads.counts.size).toBe(0);
  });

  it('does not say again what the change was found to be', async () => {
    const ahead = {
      ...toTopic,
      findings: [{ rule: 'vault/topic-policy', severity: 'error', pointer: '', data: {} } as const],
    };
    expect(await told({ GetTopicAttributes: topic({ Policy: policyOf() }) }, ahead)).toEqual([]);
  });

  it('says once for each reason what could not be read', async () => {
    const { reads, ahead } = world({});
    reads.denied.add('GetTopicAttributes');
    const found = await ahead.look(toTopic);
    expect(found).toMatchObject([
      {
        rule: 'preflight/unread',
        severity: 'information',
        data: {
          needs: 'sns:GetTopicAttributes',
          links: expect.stringMatching(/^vault\/topic-missing vault\/topic-policy /),
        },
      },
    ]);
  });

  it('reads once what many changes lead to', async () => {
    const { reads, ahead } = world({});
    await Promise.all(Array.from({ length: 50 }, (_, index) => ahead.look({ ...toTopic, name: `vault-${index}` })));
    expect(Object.fromEntries(reads.counts)).toEqual({
      GetTopicAttributes: 1,
      ListSubscriptionsByTopic: 1,
      GetSubscriptionAttributes: 1,
    });
  });
});

describe('what takes longer than a second', () => {
  /** A reader that never answers who listens, and says when it was told to let go. */
  const slow =
    (letGo: string[]) =>
    (reader: AccountReader): AccountReader => ({
      ...reader,
      read: (operation, where, input, options) =>
        operation !== 'ListSubscriptionsByTopic'
          ? reader.read(operation, where, input, options)
          : new Promise((_, reject) => {
              options?.signal?.addEventListener('abort', () => {
                letGo.push(operation);
                reject(new AccessError('cancelled', 'Cancelled.'));
              });
            }),
    });

  it('is told as not looked at, beside what was', async () => {
    const letGo: string[] = [];
    const { clock, ahead } = world({ GetTopicAttributes: topic({ Policy: policyOf() }) }, slow(letGo));
    const looking = ahead.look(toTopic);
    await settle();
    await clock.advance(1000);
    expect(await looking).toEqual([
      expect.objectContaining({ rule: 'vault/topic-policy' }),
      {
        ...{ rule: 'preflight/not-looked-at', severity: 'information', pointer: '' },
        data: { links: 'vault/no-subscriber topic/filter-drops-all' },
      },
    ]);
    expect(letGo).toEqual([]);
    ahead.end();
    expect(letGo).toEqual(['ListSubscriptionsByTopic']);
  });

  it('is let go of when the question is stopped', async () => {
    const { stop, ahead } = world({}, slow([]));
    const looking = ahead.look(toTopic);
    await settle();
    stop.abort();
    await expect(looking).rejects.toMatchObject({ code: 'cancelled' });
  });
});
