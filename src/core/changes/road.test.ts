import { describe, expect, it } from 'vitest';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import {
  config,
  createRegistration,
  hubIntent,
  id,
  lost,
  prod,
  roadWorld as set,
  setTapes,
  timed,
  token,
  where,
} from '../../../test/support/roadWorld.ts';
import { AccessError } from '../model/errors.ts';
import type { Step } from './change.ts';
import { performChange, performPlan, planChange } from './road.ts';

describe('performChange', () => {
  it('shows the difference, writes once after a yes, and sees the change', async () => {
    const { asked, steps, travel, writes, tapes } = set();
    const outcome = await travel(setTapes);
    expect(outcome.kind).toBe('done');
    expect(asked[0]).toMatchObject({
      accountId: id,
      action: 'replace',
      name: 'tapes',
      differences: [{ path: 'SNSTopic', before: config('old').SNSTopic, after: config('new').SNSTopic }],
      findings: [{ rule: 'vault/replaces' }],
      undo: { kind: 'by', operation: 'SetVaultNotifications', request: { vaultNotificationConfig: config('old') } },
    });
    expect(tapes()).toEqual(config('new'));
    expect(writes()).toHaveLength(1);
    expect(steps).toEqual([
      'validating',
      'reading',
      'confirming',
      'locking',
      'checking-account',
      'writing',
      'verifying',
    ]);
  });

  it('changes nothing without a yes', async () => {
    const { travel, writes } = set();
    expect((await travel(setTapes, { confirm: async () => false })).kind).toBe('declined');
    expect(writes()).toEqual([]);
  });

  it.each([
    ['was stopped', new AccessError('cancelled', 'Cancelled.'), { kind: 'cancelled' }],
    ['broke', new Error('the window is gone'), { kind: 'failed', error: { message: 'the window is gone' } }],
  ])('changes nothing where the question %s', async (_what, error, expected) => {
    const { travel, writes } = set();
    expect(await travel(setTapes, { confirm: () => Promise.reject(error) })).toMatchObject(expected);
    expect(writes()).toEqual([]);
  });

  it('needs nobody to tell how far it is', async () => {
    const { road, clock } = set();
    const { progress: _, ...silent } = road;
    expect((await timed(clock, performChange(setTapes, silent))).kind).toBe('done');
  });

  it.each([
    ['leaves to the credentials', {}, 'done'],
    ['leaves to the credentials as AWS writes that', { accountId: '-' }, 'done'],
    ['names', { accountId: id }, 'done'],
    ['takes from another', { accountId: '444455556666' }, 'wrong-account'],
  ])('goes to the account that the request %s', async (_what, named, kind) => {
    const { accountId: _, ...request } = setTapes.request;
    expect((await set().travel({ ...setTapes, request: { ...request, ...named } })).kind).toBe(kind);
  });

  it('changes nothing where writing is forbidden, and asks nothing of AWS', async () => {
    const { aws, travel } = set();
    expect(await travel(setTapes, { forbidden: () => 'untrusted-workspace' })).toEqual({
      kind: 'forbidden',
      reason: 'untrusted-workspace',
    });
    expect(aws.calls).toEqual([]);
  });

  it('refuses a request that its schema refuses, before any call', async () => {
    const { aws, travel } = set();
    const outcome = await travel({ ...setTapes, request: { vaultName: 'tapes', snsTopic: 'x' } });
    expect(outcome).toMatchObject({
      kind: 'invalid',
      findings: [{ rule: 'document/missing-key' }, { rule: 'document/unknown-key' }],
    });
    expect(aws.calls).toEqual([]);
  });

  it('finds nothing to do where all is so already, whatever the order of events', async () => {
    const { account, travel, writes } = set();
    const both = ['InventoryRetrievalCompleted', 'ArchiveRetrievalCompleted'];
    account.vault('eu-west-1', 'tapes', { ...config('new'), Events: both });
    const request = { vaultName: 'tapes', vaultNotificationConfig: { ...config('new'), Events: [...both].reverse() } };
    expect((await travel({ ...setTapes, request })).kind).toBe('nothing-to-do');
    expect(writes()).toEqual([]);
  });

  it('never writes when the profile leads to another account than the one shown', async () => {
    const { aws, travel, writes } = set();
    aws.account('444455556666', prod).vault('eu-west-1', 'tapes', config('old'));
    expect(await travel(setTapes)).toEqual({ kind: 'wrong-account', confirmed: id, actual: '444455556666' });
    expect(writes()).toEqual([]);
  });

  it('never writes when the profile is re-pointed between the question and the answer', async () => {
    const { aws, travel, writes } = set();
    const outcome = await travel(setTapes, {
      confirm: async () => {
        aws.account('444455556666', prod).vault('eu-west-1', 'tapes', config('old'));
        return true;
      },
    });
    expect(outcome).toEqual({ kind: 'wrong-account', confirmed: id, actual: '444455556666' });
    expect(writes()).toEqual([]);
    expect(aws.openWriters).toBe(0);
  });

  it('never writes, and asks nothing, where what was planned elsewhere would go to AWS', async () => {
    const { aws, travel, writes } = set();
    aws.calls.length = 0;
    const outcome = await travel({ ...setTapes, server: 'http://127.0.0.1:5000' });
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'wrong-server' } });
    expect(aws.calls).toEqual([]);
    expect(writes()).toEqual([]);
  });

  it('never writes where the calls go elsewhere between the question and the answer', async () => {
    const { aws, travel, writes } = set();
    aws.endpoint = 'http://127.0.0.1:5000';
    const outcome = await travel(setTapes, {
      confirm: async () => {
        aws.endpoint = null;
        return true;
      },
    });
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'wrong-server' } });
    expect(writes()).toEqual([]);
    expect(aws.openWriters).toBe(0);
  });

  it('writes down who answered, where that was not AWS', async () => {
    const { aws, travel, journal, ledger } = set();
    await travel(setTapes);
    aws.endpoint = 'http://127.0.0.1:5000';
    await travel(createRegistration);
    expect(journal.entries.map(({ server }) => server)).toEqual([undefined, 'http://127.0.0.1:5000']);
    expect(ledger.entries).toMatchObject([{ server: 'http://127.0.0.1:5000' }]);
  });

  it('never writes to another account that the request of a plan from a file names', async () => {
    const { aws, road, account, writes } = set();
    account.vault('eu-west-1', 'tapes', config('old'));
    const planning = await planChange(setTapes, road);
    if (planning.kind !== 'planned') throw new Error(planning.kind);
    const intent = { ...planning.intent, request: { ...planning.intent.request, accountId: '444455556666' } };
    expect(await performPlan(intent, planning.plan, road)).toEqual({
      ...{ kind: 'wrong-account', confirmed: '444455556666', actual: id },
    });
    expect(writes()).toEqual([]);
    expect(aws.openWriters).toBe(0);
  });

  it('stops as a conflict when someone changed it while the question stood', async () => {
    const { account, travel, writes } = set();
    const outcome = await travel(setTapes, {
      confirm: async () => {
        account.vault('eu-west-1', 'tapes', config('colleague'));
        return true;
      },
    });
    expect(outcome).toMatchObject({
      kind: 'conflict',
      plan: { base: { config: config('old') } },
      found: { config: config('colleague') },
    });
    expect(writes()).toEqual([]);
  });

  it('stops as a conflict where a hub is in another state than when the question was asked', async () => {
    const { account, travel, writes } = set();
    account.hub('eu-west-1', 'INACTIVE');
    const outcome = await travel(hubIntent('DeregisterNotificationHub', 'eu-west-1'), {
      confirm: async () => {
        account.hub('eu-west-1', 'ACTIVE');
        return true;
      },
    });
    expect(outcome).toMatchObject({
      kind: 'conflict',
      plan: { base: { status: 'INACTIVE' } },
      found: { status: 'ACTIVE' },
    });
    expect(writes()).toEqual([]);
  });

  it('does not write when the workspace lost its trust while the question stood', async () => {
    const { travel, writes } = set();
    let trusted = true;
    const outcome = await travel(setTapes, {
      forbidden: () => (trusted ? null : 'untrusted-workspace'),
      confirm: async () => {
        trusted = false;
        return true;
      },
    });
    expect(outcome.kind).toBe('forbidden');
    expect(writes()).toEqual([]);
  });

  it('says "no such vault" instead of setting on one that does not exist', async () => {
    const { travel, writes } = set();
    const request = { vaultName: 'nowhere', vaultNotificationConfig: config('new') };
    expect(await travel({ ...setTapes, request })).toMatchObject({ kind: 'failed', error: { code: 'not-found' } });
    expect(writes()).toEqual([]);
  });

  it('reads after a lost connection, and believes what it sees', async () => {
    const { aws, travel, writes } = set();
    aws.failAfterEffect({ operation: 'SetVaultNotifications' }, lost);
    expect((await travel(setTapes)).kind).toBe('done');
    expect(writes()).toHaveLength(1);
  });

  it('sends again only where reading shows that nothing happened', async () => {
    const { aws, travel, writes, tapes } = set();
    aws.fail({ operation: 'SetVaultNotifications' }, lost, 1);
    expect((await travel(setTapes)).kind).toBe('done');
    expect(writes()).toHaveLength(2);
    expect(tapes()).toEqual(config('new'));
  });

  it('never sends again over what someone else set while the connection was lost', async () => {
    const { aws, account, travel, writes, tapes } = set();
    aws.onCall = call => {
      if (call.operation !== 'SetVaultNotifications') return undefined;
      account.vault('eu-west-1', 'tapes', config('colleague'));
      throw lost;
    };
    expect(await travel(setTapes)).toMatchObject({
      kind: 'conflict',
      sent: true,
      plan: { base: { config: config('old') } },
      found: { config: config('colleague') },
    });
    expect(writes()).toHaveLength(1);
    expect(tapes()).toEqual(config('colleague'));
  });

  it('says "unknown" when it cannot read after a lost connection', async () => {
    const { aws, travel, writes } = set();
    aws.fail({ operation: 'SetVaultNotifications' }, lost);
    let reads = 0;
    aws.onCall = call => {
      if (call.operation !== 'GetVaultNotifications') return undefined;
      reads += 1;
      if (reads > 2) throw refusal('service-failure', 'InternalFailure', 500);
      return undefined;
    };
    expect(await travel(setTapes)).toMatchObject({ kind: 'unknown', error: { code: 'unreachable' } });
    expect(writes()).toHaveLength(1);
  });

  it('does not send again what AWS refused', async () => {
    const { aws, travel, writes } = set();
    aws.fail({ operation: 'SetVaultNotifications' }, refusal('access-denied', 'AccessDeniedException', 403));
    expect(await travel(setTapes)).toMatchObject({ kind: 'failed', error: { code: 'access-denied' } });
    expect(writes()).toHaveLength(1);
  });

  it('waits until an eventually consistent answer shows the change', async () => {
    const { account, travel } = set();
    account.vaultLagReads = 3;
    expect((await travel(setTapes)).kind).toBe('done');
  });

  it('says "accepted, not visible yet" when the time is over', async () => {
    const { account, travel } = set();
    account.vaultLagReads = 1_000;
    expect(await travel(setTapes)).toMatchObject({ kind: 'accepted', seen: { config: config('old') } });
  });

  it('says "accepted" when watching is stopped, since the write is done', async () => {
    const { account, travel } = set();
    account.vaultLagReads = 1_000;
    const stop = new AbortController();
    const progress = (step: Step): void => void (step === 'verifying' && stop.abort());
    expect((await travel(setTapes, { progress }, stop.signal)).kind).toBe('accepted');
  });

  it('is cancelled without a trace while it reads', async () => {
    const { travel, writes } = set();
    const stop = new AbortController();
    const progress = (step: Step): void => void (step === 'reading' && stop.abort());
    expect((await travel(setTapes, { progress }, stop.signal)).kind).toBe('cancelled');
    expect(writes()).toEqual([]);
  });

  it.each([
    ['the last active hub', hubIntent('DeregisterNotificationHub', 'us-east-1'), ['us-east-1 ACTIVE'], 'hub/last'],
    [
      'a hub that is being registered',
      hubIntent('DeregisterNotificationHub', 'eu-west-1'),
      ['us-east-1 ACTIVE', 'eu-west-1 REGISTERING'],
      'hub/transition',
    ],
    [
      'a fourth hub',
      hubIntent('RegisterNotificationHub', 'eu-west-1'),
      ['us-east-1 ACTIVE', 'us-west-2 ACTIVE', 'sa-east-1 INACTIVE'],
      'hub/quota',
    ],
  ] as const)('refuses %s before any write', async (_what, intent, hubs, rule) => {
    const { account, travel, writes } = set();
    account.hubs.clear();
    for (const [name = '', status] of hubs.map(hub => hub.split(' '))) account.hub(name, status);
    const outcome = await travel(intent);
    expect(outcome).toMatchObject({ kind: 'blocked' });
    expect('plan' in outcome && outcome.plan.findings.map(finding => finding.rule)).toContain(rule);
    expect(writes()).toEqual([]);
  });

  it('says that the first hub cannot be taken back', async () => {
    const { account, asked, travel } = set();
    account.hubs.clear();
    await travel(hubIntent('RegisterNotificationHub', 'eu-west-1'));
    expect(asked[0]).toMatchObject({ undo: { kind: 'not', reason: 'first-hub' }, findings: [{ rule: 'hub/first' }] });
  });

  it('waits for a registering hub until two reads say ACTIVE', async () => {
    const { account, clock, travel } = set();
    account.registersAs = 'REGISTERING';
    const settled = clock.sleep(30_000).then(() => account.hub('eu-west-1', 'ACTIVE'));
    expect((await travel(hubIntent('RegisterNotificationHub', 'eu-west-1'))).kind).toBe('done');
    await settled;
  });

  it('records a push registration without its token, which shows nowhere', async () => {
    const { ledger, asked, travel } = set();
    const outcome = await travel(createRegistration);
    expect(outcome.kind).toBe('done');
    expect(ledger.entries).toMatchObject([
      { accountId: id, region: where, instanceId: 'i-1', contactId: 'c-1', deviceType: 'GCM' },
    ]);
    expect(asked[0]?.request).toMatchObject({ DeviceToken: '${secret:DeviceToken}', ClientToken: 'id-1' });
    expect(JSON.stringify([asked, outcome, ledger.entries])).not.toContain(token);
  });

  it('records that a registration includes the raw message, which AWS never tells', async () => {
    const { ledger, travel } = set();
    const ContactConfiguration = { ContactId: 'c-1', ParticipantRole: 'CUSTOMER', IncludeRawMessage: true };
    await travel({ ...createRegistration, request: { ...createRegistration.request, ContactConfiguration } });
    expect(ledger.entries).toMatchObject([{ contactId: 'c-1', includeRawMessage: true }]);
  });

  it.each(['GetCallerIdentity', 'CreatePushNotificationRegistration'] as const)(
    'has %s keep the token out of what AWS says when it quotes it',
    async operation => {
      const { aws, journal, travel } = set();
      aws.fail({ operation }, new AccessError('invalid-request', `${token} is no token`, { outcome: 'not-applied' }));
      const outcome = await travel(createRegistration);
      expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'invalid-request' } });
      expect('error' in outcome && outcome.error.message).toMatch(/ is no token$/);
      expect('error' in outcome && outcome.error.message).not.toContain(token);
      expect(JSON.stringify(journal.entries)).not.toContain(token);
    },
  );

  it('repeats a registration of unknown outcome with the same ClientToken only', async () => {
    const { aws, ledger, travel, writes } = set();
    aws.failAfterEffect({ operation: 'CreatePushNotificationRegistration' }, lost);
    expect((await travel(createRegistration)).kind).toBe('done');
    expect(writes().map(call => call.input.ClientToken)).toEqual(['id-1', 'id-1']);
    expect(ledger.entries).toHaveLength(1);
  });

  it.each([
    ['mine', 'mine'],
    ['', 'id-1'],
  ])('keeps the ClientToken %j of a request', async (ClientToken, sent) => {
    const { travel, writes } = set();
    await travel({ ...createRegistration, request: { ...createRegistration.request, ClientToken } });
    expect(writes().map(call => call.input.ClientToken)).toEqual([sent]);
  });

  it.each([
    ['something was recorded where nothing was', { ContactId: 'c-1' }, 'conflict'],
    ['nothing was recorded, as before', null, 'failed'],
  ])('tells of what only the ledger remembers no more than that it is there: %s', async (_what, over, kind) => {
    const { travel, aws } = set();
    aws.fail({ operation: 'CreatePushNotificationRegistration' }, refusal('refused', 'x', 400));
    expect((await travel({ ...createRegistration, over })).kind).toBe(kind);
  });

  it('repeats a registration whose answer names none, with the same ClientToken, and records it once', async () => {
    const { aws, ledger, travel, writes } = set();
    const answers = [{}, { RegistrationId: 7 }];
    aws.onCall = async ({ operation }) =>
      operation === 'CreatePushNotificationRegistration' ? answers.shift() : undefined;
    expect((await travel(createRegistration)).kind).toBe('done');
    expect(writes().map(call => call.input.ClientToken)).toEqual(['id-1', 'id-1', 'id-1']);
    expect(ledger.entries).toHaveLength(1);
  });

  it('leaves a registration unknown whose answer never names it', async () => {
    const { aws, ledger, travel, writes } = set();
    aws.onCall = async ({ operation }) => (operation === 'CreatePushNotificationRegistration' ? {} : undefined);
    expect(await travel(createRegistration)).toMatchObject({ kind: 'unknown', error: { code: 'unexpected-answer' } });
    expect([writes().length, ledger.entries]).toEqual([3, []]);
  });

  it('tells the RegistrationId when the ledger cannot be written', async () => {
    const { ledger, journal, travel } = set();
    const outcome = await travel(createRegistration, {
      ledger: {
        list: ledger.list.bind(ledger),
        forget: ledger.forget.bind(ledger),
        record: async () => Promise.reject(new Error('disk full')),
      },
    });
    expect(outcome).toMatchObject({
      kind: 'unrecorded',
      reason: 'disk full',
      answer: { RegistrationId: expect.any(String) },
    });
    expect(journal.entries).toMatchObject([{ outcome: { result: 'done' } }]);
  });

  it('deletes a registration that was recorded nowhere, since AWS may have it', async () => {
    const { travel, writes } = set();
    const request = { InstanceId: 'i-1', RegistrationId: 'r-9', ContactId: 'c-1' };
    const outcome = await travel({ ...createRegistration, operation: 'DeletePushNotificationRegistration', request });
    expect(outcome.kind).not.toBe('nothing-to-do');
    expect(writes().map(call => call.input)).toEqual([request]);
  });

  it('deletes a registration and forgets it, also when AWS has it no more', async () => {
    const { aws, ledger, travel } = set();
    await travel(createRegistration);
    const registrationId = ledger.entries[0]?.registrationId ?? '';
    aws.fail(
      { operation: 'DeletePushNotificationRegistration' },
      refusal('not-found', 'ResourceNotFoundException', 404),
    );
    const request = { InstanceId: 'i-1', RegistrationId: registrationId, ContactId: 'c-1' };
    const outcome = await travel({ ...createRegistration, operation: 'DeletePushNotificationRegistration', request });
    expect(outcome).toMatchObject({ kind: 'done', plan: { undo: { kind: 'not', reason: 'registration-token' } } });
    expect(ledger.entries).toEqual([]);
  });

  it('keeps the operations of a retired event stream, with the notice in the question', async () => {
    const { aws, account, asked, travel } = set();
    account.app('eu-west-1', 'a', 'shop');
    aws.fail({ operation: 'GetEventStream' }, refusal('refused', 'ForbiddenException', 403));
    const stream = {
      DestinationStreamArn: `arn:aws:kinesis:eu-west-1:${id}:stream/s`,
      RoleArn: `arn:aws:iam::${id}:role/r`,
    };
    const request = { ApplicationId: 'a', WriteEventStream: stream };
    await travel({ ...setTapes, operation: 'PutEventStream', request, over: stream });
    expect(asked[0]).toMatchObject({
      base: { status: 'retired' },
      undo: { kind: 'not', reason: 'base-unknown' },
      findings: [{ rule: 'event-stream/end-of-support' }],
    });
  });

  it.each([
    ['was set back', -3_600_000],
    ['went on while the computer slept', 3_600_000],
  ])('reads again before it writes late, also where the time of day %s', async (_what, by) => {
    const { aws, account, clock, travel, writes } = set();
    aws.onCall = call => {
      if (call.operation !== 'SetVaultNotifications') return undefined;
      clock.setBy(by);
      account.vault('eu-west-1', 'tapes', config('colleague'));
      throw new AccessError('throttled', 'slow down', { retryAfterSeconds: by < 0 ? 2 : 0, outcome: 'not-applied' });
    };
    expect(await travel(setTapes)).toMatchObject({ kind: 'conflict', found: { config: config('colleague') } });
    expect(writes()).toHaveLength(1);
  });

  it('watches no longer where the time of day is set back meanwhile', async () => {
    const { account, aws, clock, travel, writes } = set();
    account.vaultLagReads = 1_000;
    let wasSetBack = false;
    aws.onCall = call => {
      if (call.operation !== 'GetVaultNotifications' || writes().length === 0 || wasSetBack) return undefined;
      wasSetBack = true;
      clock.setBy(-3_600_000);
      return undefined;
    };
    expect((await travel(setTapes)).kind).toBe('accepted');
    expect(clock.elapsed()).toBeLessThan(60_000);
  });
});
