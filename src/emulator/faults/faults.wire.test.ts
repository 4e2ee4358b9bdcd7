import { CreatePushNotificationRegistrationCommand, ListInstancesCommand } from '@aws-sdk/client-connect';
import { CreateVaultCommand, ListVaultsCommand, SetVaultNotificationsCommand } from '@aws-sdk/client-glacier';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';
import { control, type RawRequest, raw } from '../testing/rawRequest.ts';

let emulator: Emulator;
let aws: Clients;
let draws: number[];

beforeEach(async () => {
  draws = [];
  emulator = await startEmulator({ random: () => draws.shift() ?? 0.99 });
  aws = clientsFor(emulator.endpoint);
});
afterEach(() => emulator.close());

const VERSION = { 'x-amz-glacier-version': '2012-06-01' };
const fault = async (...faults: readonly Record<string, unknown>[]) =>
  expect((await control(emulator.endpoint, 'POST', 'faults', faults)).status).toBe(200);
const send = (request: RawRequest) => raw(emulator.endpoint, request);
const listVaults = () => send({ path: '/-/vaults', headers: VERSION, as: { service: 'glacier' } });
const listHubs = (more: Partial<RawRequest> = {}) =>
  send({ path: '/notification-hubs', as: { service: 'notifications' }, ...more });
const statuses = async (times: number, call: () => Promise<{ readonly status: number }>) => {
  const seen: number[] = [];
  for (let index = 0; index < times; index += 1) seen.push((await call()).status);
  return seen;
};

describe('a throttle', () => {
  it.each([
    ['notifications', 429, 'ThrottlingException', { path: '/notification-hubs' }],
    ['glacier', 400, 'ThrottlingException', { path: '/-/vaults', headers: VERSION }],
    ['pinpoint', 429, 'TooManyRequestsException', { path: '/v1/apps' }],
    ['connect', 429, 'ThrottlingException', { path: '/instance' }],
    ['sts', 400, 'Throttling', { method: 'POST', path: '/', body: 'Action=GetCallerIdentity&Version=2011-06-15' }],
    ['sns', 429, 'Throttled', { method: 'POST', path: '/', body: 'Action=ListTopics&Version=2010-03-31' }],
    ['iam', 400, 'Throttling', { method: 'POST', path: '/', body: 'Action=ListRoles&Version=2010-05-08' }],
    [
      'kinesis',
      400,
      'LimitExceededException',
      { method: 'POST', path: '/', body: '{}', headers: { 'x-amz-target': 'Kinesis_20131202.ListStreams' } },
    ],
    [
      'firehose',
      400,
      'ThrottlingException',
      { method: 'POST', path: '/', body: '{}', headers: { 'x-amz-target': 'Firehose_20150804.ListDeliveryStreams' } },
    ],
  ])('of %s is %i %s, with Retry-After', async (service, status, code, request) => {
    await fault({ service, kind: 'throttle', retryAfterSeconds: 7, count: 1 });
    const as = { service: service === 'pinpoint' ? 'mobiletargeting' : service };
    const answer = await send({ ...request, as });
    expect([answer.status, answer.headers['retry-after']]).toEqual([status, '7']);
    expect(answer.headers['x-amzn-errortype'] ?? answer.text).toContain(code);
    expect((await send({ ...request, as })).status).toBe(200);
  });
});

describe('an error', () => {
  it.each([
    [{ code: 'AccessDeniedException', message: 'No.' }, 403, 'AccessDeniedException'],
    [{ code: 'ExpiredTokenException' }, 403, 'ExpiredTokenException'],
    [{ code: 'ServiceQuotaExceededException' }, 402, 'ServiceQuotaExceededException'],
    [{ code: 'NeverHeardOf' }, 400, 'NeverHeardOf'],
    [{ code: 'NeverHeardOf', status: 418 }, 418, 'NeverHeardOf'],
    [{ status: 410 }, 410, undefined],
    [{ status: 503 }, 503, undefined],
  ])('of %j is %i with the type %s', async (given, status, type) => {
    await fault({ service: 'notifications', kind: 'error', ...given });
    const answer = await listHubs();
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([status, type]);
    if ('message' in given) expect(answer.json().message).toBe(given.message);
  });

  it.each([
    ['ConflictException', { resourceId: 'us-east-1' }],
    ['ResourceNotFoundException', { resourceId: 'us-east-1' }],
    ['ServiceQuotaExceededException', { resourceId: 'us-east-1', resourceType: 'NotificationHub' }],
  ])('of User Notifications has the members that its model requires of %s', async (code, members) => {
    await fault({ service: 'notifications', kind: 'error', code });
    expect((await listHubs()).json()).toMatchObject(members);
  });

  it.each([
    ['sns', 'SubscriptionLimitExceeded', 403],
    ['sns', 'FilterPolicyLimitExceeded', 403],
    ['sns', 'ReplayLimitExceeded', 403],
    ['sns', 'TagLimitExceeded', 400],
    ['iam', 'ReportExpired', 410],
    ['connect', 'UserNotFoundException', 404],
    ['pinpoint', 'ConflictException', 409],
    ['kinesis', 'KMSThrottlingException', 400],
  ])("of %s that names AWS's code %s has the status of AWS's model", async (service, code, status) => {
    await fault({ service, kind: 'error', code });
    const as = { service: service === 'pinpoint' ? 'mobiletargeting' : service };
    expect((await send({ path: '/any', as })).status).toBe(status);
  });

  it('says that a Glacier account is not a customer', async () => {
    await fault({ service: 'glacier', kind: 'error', code: 'NoLongerSupportedException' });
    expect(await failureOf(aws.glacier.send(new ListVaultsCommand({ accountId: '-' })))).toMatchObject({
      name: 'NoLongerSupportedException',
      status: 400,
    });
  });

  it('has no type in Glacier and awsQuery either where it has no code', async () => {
    await fault({ service: 'glacier', kind: 'error', status: 403 }, { service: 'sts', kind: 'error', status: 403 });
    expect(Object.keys((await listVaults()).json())).toEqual(['message']);
    expect((await failureOf(aws.sts.send(new GetCallerIdentityCommand({})))).status).toBe(403);
  });
});

describe('a broken connection', () => {
  const create = () => aws.glacier.send(new CreateVaultCommand({ accountId: '-', vaultName: 'tapes' }));
  const names = async () =>
    ((await listVaults()).json().VaultList as { VaultName: string }[]).map(vault => vault.VaultName);

  it('before the effect leaves nothing behind', async () => {
    await fault({ service: 'glacier', operation: 'CreateVault', kind: 'reset', count: 1 });
    expect((await failureOf(create())).status).toBeUndefined();
    expect(await names()).toEqual([]);
  });

  it('after the effect leaves it behind, unknown to the caller', async () => {
    await fault({ service: 'glacier', operation: 'CreateVault', kind: 'resetAfter', count: 1 });
    expect((await failureOf(create())).status).toBeUndefined();
    expect(await names()).toEqual(['tapes']);
  });

  it('after the effect shows that a ClientToken makes it one', async () => {
    await control(emulator.endpoint, 'PUT', 'state', {
      version: 1,
      accounts: { '111122223333': { 'us-east-1': { connect: { instances: { abc: {} } } } } },
    });
    await fault({ service: 'connect', kind: 'resetAfter', nth: 1 });
    const register = () =>
      aws.connect.send(
        new CreatePushNotificationRegistrationCommand({
          InstanceId: 'abc',
          ClientToken: 'token-1',
          PinpointAppArn: 'arn:aws:mobiletargeting:us-east-1:111122223333:apps/abc',
          DeviceToken: 't',
          DeviceType: 'GCM',
          ContactConfiguration: { ContactId: 'c' },
        }),
      );
    await failureOf(register());
    const { RegistrationId } = await register();
    const state = (await control(emulator.endpoint, 'GET', 'state')).text;
    expect(
      Object.keys(JSON.parse(state).accounts['111122223333']['us-east-1'].connect.instances.abc.registrations),
    ).toEqual([RegistrationId]);
  });

  it('never comes where the answer hangs, until the caller gives up', async () => {
    await fault({ service: 'glacier', kind: 'hang', count: 1 });
    const controller = new AbortController();
    const call = aws.glacier.send(new ListVaultsCommand({ accountId: '-' }), { abortSignal: controller.signal });
    const ended = await Promise.race([
      call.then(() => 'answered'),
      new Promise(resolve => setTimeout(resolve, 100, 'waiting')),
    ]);
    controller.abort();
    expect(ended).toBe('waiting');
    expect((await failureOf(call)).name).toBe('AbortError');
    expect((await listVaults()).status).toBe(200);
  });

  it('never comes where the answer hangs, until the emulator closes', async () => {
    await fault({ service: 'glacier', kind: 'hang' });
    const call = listVaults();
    await Promise.all([
      expect(call).rejects.toThrow(),
      new Promise(resolve => setTimeout(resolve, 50)).then(() => emulator.close()),
    ]);
  });
});

describe('a malformed answer', () => {
  it('as html is a page in place of the answer', async () => {
    await fault(
      { service: 'glacier', kind: 'malformed', as: 'html', nth: 1 },
      { service: 'glacier', kind: 'malformed', as: 'html', status: 503, count: 1 },
    );
    const page = await listVaults();
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toContain('<!doctype html>');
    expect((await listVaults()).status).toBe(503);
  });

  it('as truncated is the first half', async () => {
    const whole = (await listVaults()).text;
    await fault({ service: 'glacier', kind: 'malformed', as: 'truncated' });
    const half = await listVaults();
    expect([half.status, half.text]).toEqual([200, whole.slice(0, Math.ceil(whole.length / 2))]);
    expect(() => half.json()).toThrow(SyntaxError);
  });

  it('as wrongTypes has the members with other types', async () => {
    await fault(
      { service: 'connect', kind: 'malformed', as: 'wrongTypes' },
      { service: 'sts', kind: 'malformed', as: 'wrongTypes' },
    );
    expect((await send({ path: '/instance', as: { service: 'connect' } })).json()).toEqual({
      InstanceSummaryList: 'unexpected',
    });
    const listed = await aws.connect.send(new ListInstancesCommand({})).then(
      one => one.InstanceSummaryList,
      () => 'an error',
    );
    expect(Array.isArray(listed)).toBe(false);
    const identity = await aws.sts.send(new GetCallerIdentityCommand({})).then(
      one => one.Account,
      () => undefined,
    );
    expect(typeof identity).not.toBe('string');
  });

  it('spoils an answer that has no body, and still takes effect', async () => {
    await aws.glacier.send(new CreateVaultCommand({ accountId: '-', vaultName: 'tapes' }));
    await fault({ service: 'glacier', operation: 'SetVaultNotifications', kind: 'malformed', as: 'truncated' });
    const config = { SNSTopic: 'arn:aws:sns:us-east-1:111122223333:t', Events: ['ArchiveRetrievalCompleted'] };
    const answer = await send({
      method: 'PUT',
      path: '/-/vaults/tapes/notification-configuration',
      headers: VERSION,
      body: JSON.stringify(config),
      as: { service: 'glacier' },
    });
    expect([answer.status, answer.text]).toEqual([200, '{']);
    const read = await send({
      path: '/-/vaults/tapes/notification-configuration',
      headers: VERSION,
      as: { service: 'glacier' },
    });
    expect(read.json()).toEqual(config);
    const set = { accountId: '-', vaultName: 'tapes', vaultNotificationConfig: config };
    await aws.glacier.send(new SetVaultNotificationsCommand(set)).catch(() => undefined);
  });
});

describe('latency', () => {
  it('adds up, and joins other faults', async () => {
    await fault(
      { service: 'glacier', kind: 'latency', ms: 60 },
      { service: 'glacier', kind: 'latency', ms: 60 },
      { service: 'glacier', kind: 'throttle' },
    );
    const start = performance.now();
    const answer = await listVaults();
    expect(performance.now() - start).toBeGreaterThanOrEqual(115);
    expect(answer.status).toBe(400);
  });

  it('is what the emulator was started with, on services alone', async () => {
    const slow = await startEmulator({ latencyMs: 1_500 });
    const start = performance.now();
    const service = raw(slow.endpoint, { path: '/notification-hubs', as: { service: 'notifications' } });
    const first = await Promise.race([
      control(slow.endpoint, 'GET', 'state').then(() => 'control'),
      service.then(() => 'service'),
    ]);
    expect(first).toBe('control');
    await service;
    expect(performance.now() - start).toBeGreaterThanOrEqual(1_495);
    await slow.close();
  });
});

describe('clock skew', () => {
  it.each([
    [3600, /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/],
    [-3600, /^Signature not yet current: /],
  ])("of %i seconds is refused, with the service's time in the Date header", async (seconds, text) => {
    await fault({ service: 'notifications', kind: 'clockSkew', seconds });
    const answer = await listHubs();
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([403, 'InvalidSignatureException']);
    expect(answer.json().message).toMatch(text);
    expect(Math.abs(Date.parse(answer.headers.date ?? '') - Date.now() - seconds * 1000)).toBeLessThan(5000);
  });

  it('within five minutes goes through', async () => {
    await fault({ service: 'notifications', kind: 'clockSkew', seconds: 250 });
    expect((await listHubs()).status).toBe(200);
  });

  it('is something the SDK corrects by itself at its second attempt', async () => {
    await fault({ service: 'sts', kind: 'clockSkew' });
    const credentials = { accessKeyId: '111122223333', secretAccessKey: 'x' };
    const client = new STSClient({ endpoint: emulator.endpoint, region: 'us-east-1', credentials, maxAttempts: 2 });
    expect((await client.send(new GetCallerIdentityCommand({}))).Account).toBe('111122223333');
    expect(JSON.parse((await control(emulator.endpoint, 'GET', 'requests')).text)).toMatchObject({
      'sts.GetCallerIdentity': { count: 2 },
    });
  });
});

describe('what a fault is for', () => {
  it('begins at the nth request, and fires count times', async () => {
    await fault({ service: 'notifications', kind: 'throttle', nth: 2 });
    expect(await statuses(4, listHubs)).toEqual([200, 429, 200, 200]);
    await control(emulator.endpoint, 'DELETE', 'faults');
    await fault({ service: 'notifications', kind: 'throttle', nth: 2, count: 2 });
    expect(await statuses(5, listHubs)).toEqual([200, 429, 429, 200, 200]);
  });

  it('fires by chance', async () => {
    draws = [0.4, 0.6, 0.49, 0.5];
    await fault({ service: 'notifications', kind: 'throttle', probability: 0.5 });
    expect(await statuses(4, listHubs)).toEqual([429, 200, 429, 200]);
  });

  it('goes on until it is cleared', async () => {
    await fault({ service: 'notifications', kind: 'throttle' });
    expect(await statuses(3, listHubs)).toEqual([429, 429, 429]);
    expect(JSON.parse((await control(emulator.endpoint, 'GET', 'faults')).text)).toEqual([
      { service: 'notifications', kind: 'throttle', fired: 3 },
    ]);
    await control(emulator.endpoint, 'DELETE', 'faults');
    expect(await statuses(1, listHubs)).toEqual([200]);
  });

  it('is one service, operation, account or Region where it says so', async () => {
    await fault(
      { service: 'notifications', operation: 'RegisterNotificationHub', kind: 'throttle' },
      { service: 'notifications', account: '444455556666', kind: 'error', status: 500 },
      { service: 'glacier', region: 'eu-west-1', kind: 'error', code: 'UnrecognizedClientException' },
    );
    const region = 'eu-west-1';
    const europe = { path: '/-/vaults', headers: VERSION, as: { service: 'glacier', region } };
    expect([
      (await listHubs()).status,
      (await listHubs({ method: 'POST', body: '{}' })).status,
      (await listHubs({ as: { service: 'notifications', account: '444455556666' } })).status,
      (await listVaults()).status,
      (await send(europe)).status,
    ]).toEqual([200, 429, 500, 200, 403]);
  });
});
