import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InstantClock } from '../../test/support/manualClock.ts';
import type { AccountSource } from '../core/model/account.ts';
import type { AccessError } from '../core/model/errors.ts';
import type { ReadOperation } from '../core/model/operations.ts';
import type { CallOptions } from '../core/model/ports.ts';
import { region } from '../core/model/regions.ts';
import { type Emulator, startEmulator } from '../emulator/startEmulator.ts';
import { noEmulator } from './accounts/emulatorAccess.ts';
import { SharedConfig } from './config/sharedConfig.ts';
import { AwsGateway, type GatewayOptions } from './gateway.ts';
import { type AwsHome, makeAwsHome } from './testing/awsHome.ts';

const virginia = region('us-east-1');
const account: AccountSource = { kind: 'emulator', accountId: '111122223333' };

let emulator: Emulator;
let home: AwsHome;
let gateway: AwsGateway;

beforeEach(async () => {
  emulator = await startEmulator({ seed: 'demo' });
  home = await makeAwsHome();
  await home.writeConfig(
    `[profile dev]\nendpoint_url = ${emulator.endpoint}\naws_access_key_id = 111122223333\naws_secret_access_key = x\n`,
  );
  gateway = open();
});

/** A gateway to the emulator that waits as long for answers as people's do, unless told otherwise. */
function open(options: Partial<GatewayOptions> = {}): AwsGateway {
  const clock = new InstantClock();
  return new AwsGateway({
    env: home.env,
    config: new SharedConfig(home.env, clock),
    emulator: { ...noEmulator, endpoint: async () => emulator.endpoint },
    clock,
    random: () => 0,
    ...options,
  });
}

afterEach(async () => {
  gateway.dispose();
  await emulator.close();
  await home.remove();
});

const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(`${emulator.endpoint}/_emulator/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
};
const fault = (one: object) => control('POST', 'faults', [one]);
const failure = (call: Promise<unknown>): Promise<AccessError> =>
  call.then(
    () => Promise.reject(new Error('nothing was thrown')),
    error => error,
  );
const read = (operation: ReadOperation, input: object = {}, source: AccountSource = account) =>
  gateway.reader(source).read(operation, virginia, { ...input });

test.each([account, { kind: 'profile', name: 'dev' }] as const)('reads the demo as %o', async source => {
  expect((await gateway.reader(source).identity()).accountId).toBe('111122223333');
  const { notificationHubs } = await read('ListNotificationHubs', {}, source);
  expect(notificationHubs).toContainEqual(expect.objectContaining({ creationTime: expect.any(Date) }));
  const { VaultList } = await read('ListVaults', { accountId: '-' }, source);
  expect(VaultList).toContainEqual(expect.objectContaining({ VaultARN: expect.any(String) }));
  const { ApplicationsResponse } = await read('GetApps', {}, source);
  expect(ApplicationsResponse).toMatchObject({ Item: expect.any(Array) });
  const { InstanceSummaryList } = await read('ListInstances', {}, source);
  expect(InstanceSummaryList).toEqual(expect.any(Array));
  for (const operation of ['ListTopics', 'ListRoles', 'ListStreams', 'ListDeliveryStreams'] as const) {
    await read(operation, {}, source);
  }
});

test('writes, and reads what was written', async () => {
  const { VaultList } = await read('ListVaults', { accountId: '-' });
  const vaultName: unknown = Array.isArray(VaultList) ? VaultList[0]?.VaultName : undefined;
  const config = { SNSTopic: 'arn:aws:sns:us-east-1:111122223333:t', Events: ['ArchiveRetrievalCompleted'] };
  const writer = await gateway.openWriter(account);
  await writer.write('SetVaultNotifications', virginia, { accountId: '-', vaultName, vaultNotificationConfig: config });
  expect(await writer.read('GetVaultNotifications', virginia, { accountId: '-', vaultName })).toEqual({
    vaultNotificationConfig: config,
  });
  writer.close();
});

describe('faults', () => {
  const glacier = { service: 'glacier', operation: 'ListVaults' };

  test.each([
    ['throttle once', { ...glacier, kind: 'throttle', count: 1 }, undefined],
    ['throttle for good', { ...glacier, kind: 'throttle' }, 'throttled'],
    ['reset once', { ...glacier, kind: 'reset', count: 1 }, undefined],
    ['reset for good', { ...glacier, kind: 'reset' }, 'unreachable'],
    ['HTML', { ...glacier, kind: 'malformed', as: 'html' }, 'unexpected-answer'],
    ['half an answer', { ...glacier, kind: 'malformed', as: 'truncated' }, 'unexpected-answer'],
    ['a 500', { ...glacier, kind: 'error', status: 500, code: 'ServiceUnavailableException' }, 'service-failure'],
    ['a denial', { ...glacier, kind: 'error', status: 403, code: 'AccessDeniedException' }, 'access-denied'],
    ['expired', { ...glacier, kind: 'error', status: 403, code: 'ExpiredTokenException' }, 'credentials-expired'],
    ['opt-in', { ...glacier, kind: 'error', status: 403, code: 'OptInRequired' }, 'region-not-enabled'],
    ['a wrong clock', { service: 'glacier', kind: 'clockSkew', seconds: 3600 }, undefined],
  ])('%s costs its own call only', async (_what, one, code) => {
    await fault(one);
    const [vaults, apps] = await Promise.allSettled([read('ListVaults', { accountId: '-' }), read('GetApps')]);
    expect(apps.status).toBe('fulfilled');
    expect(vaults.status === 'rejected' ? vaults.reason.code : undefined).toBe(code);
  });

  test('a Region that is not enabled is told as one', async () => {
    await fault({ ...glacier, kind: 'error', status: 403, code: 'UnrecognizedClientException' });
    const listing = gateway.reader(account).read('ListVaults', region('af-south-1'), { accountId: '-' });
    expect((await failure(listing)).code).toBe('region-not-enabled');
  });

  test('an answer that never comes costs its own call only', async () => {
    gateway.dispose();
    // Long enough for the call that is answered, on a busy machine too.
    gateway = open({ timeouts: { connectMs: 5_000, answerMs: 2_000, silenceMs: 2_000 } });
    await fault({ ...glacier, kind: 'hang' });
    const [vaults] = await Promise.all([failure(read('ListVaults', { accountId: '-' })), read('GetApps')]);
    expect(vaults.code).toBe('timed-out');
  });

  test('a connection closed after a write leaves its outcome unknown, and the write is sent once', async () => {
    const writer = await gateway.openWriter(account);
    await fault({ service: 'notifications', operation: 'RegisterNotificationHub', kind: 'resetAfter', count: 1 });
    const error = await failure(
      writer.write('RegisterNotificationHub', virginia, { notificationHubRegion: 'ap-northeast-1' }),
    );
    expect(error).toMatchObject({ code: 'unreachable', details: { outcome: 'unknown' } });
    expect(await control('GET', 'requests')).toMatchObject({
      'notifications.RegisterNotificationHub': { count: 1 },
    });
  });
});

test('never has more calls under way than its limit, and Connect keeps its rate', async () => {
  await fault({ service: 'glacier', kind: 'latency', ms: 20 });
  await control('DELETE', 'requests');
  await Promise.all(Array.from({ length: 20 }, () => read('ListVaults', { accountId: '-' })));
  expect(await control('GET', 'requests')).toMatchObject({ 'glacier.ListVaults': { count: 20, mostInFlight: 4 } });
});

test('lets a read that somebody waits for go before those in the background', async () => {
  await fault({ service: 'glacier', kind: 'latency', ms: 20 });
  const ended: string[] = [];
  const ask = async (name: string, options: CallOptions) => {
    await gateway.reader(account).read('ListVaults', virginia, { accountId: '-' }, options);
    ended.push(name);
  };
  const background = Array.from({ length: 20 }, () => ask('background', { background: true }));
  await Promise.race(background);
  await Promise.all([...background, ask('asked for', {})]);
  // Four at once: those under way, those that took their places meanwhile, and then the one that was asked for.
  expect(ended.indexOf('asked for')).toBeLessThan(12);
});

test('says of the last hub what AWS says', async () => {
  const source: AccountSource = { kind: 'emulator', accountId: '999900001111' };
  const writer = await gateway.openWriter(source);
  await writer.write('RegisterNotificationHub', virginia, { notificationHubRegion: 'eu-west-1' });
  await control('POST', 'clock', { advanceSeconds: 600 });
  const error = await failure(
    writer.write('DeregisterNotificationHub', virginia, { notificationHubRegion: 'eu-west-1' }),
  );
  expect(error).toMatchObject({
    code: 'conflict',
    message: 'Cannot deregister last ACTIVE notification hub',
    details: { awsCode: 'ConflictException', httpStatus: 409, outcome: 'not-applied', accountId: '999900001111' },
  });
});
