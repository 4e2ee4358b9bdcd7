import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { InstantClock, ManualClock } from '../../test/support/manualClock.ts';
import type { AccountSource } from '../core/model/account.ts';
import { type AccessError, areCredentialsOver, StateError } from '../core/model/errors.ts';
import type { OperationName, ReadOperation, ServiceId } from '../core/model/operations.ts';
import type { AccountWriter } from '../core/model/ports.ts';
import { region, regionsOfPartition } from '../core/model/regions.ts';
import { noEmulator } from './accounts/emulatorAccess.ts';
import { Connections } from './clients/connections.ts';
import { SharedConfig } from './config/sharedConfig.ts';
import { AwsGateway, type GatewayOptions } from './gateway.ts';
import { type AwsHome, makeAwsHome } from './testing/awsHome.ts';
import { type FakeAws, jsonError, type Play, startFakeAws, xmlError } from './testing/fakeAws.ts';
import { verifySigV4 } from './testing/sigV4Verifier.ts';

const ireland = region('eu-west-1');
const profile = (name: string): AccountSource => ({ kind: 'profile', name });

let home: AwsHome;
let aws: FakeAws;
let gateway: AwsGateway;
let clock: InstantClock;

beforeEach(async () => {
  home = await makeAwsHome();
  aws = await startFakeAws();
  clock = new InstantClock();
  gateway = open();
  await home.writeConfig(`[profile dev]\nregion = eu-west-1\nendpoint_url = ${aws.url}\n`);
  await home.writeCredentials('[dev]\naws_access_key_id = AKIA111122223333\naws_secret_access_key = secret\n');
});

afterEach(async () => {
  gateway.dispose();
  await aws.close();
  await home.remove();
  vi.unstubAllEnvs();
});

function open(more: Partial<GatewayOptions> = {}): AwsGateway {
  const env = { ...home.env, ...more.env };
  return new AwsGateway({
    emulator: noEmulator,
    clock,
    random: () => 0.5,
    ...more,
    env,
    config: new SharedConfig(env, clock),
  });
}

const failure = (call: Promise<unknown>): Promise<AccessError> =>
  call.then(
    () => Promise.reject(new Error('nothing was thrown')),
    error => error,
  );

/** Answers one kind of call in the order of `answers`, the last one again and again. */
const inTurn = (service: string, answers: readonly ReturnType<Play>[]): Play => {
  let next = 0;
  return request => (request.service === service ? answers[Math.min(next++, answers.length - 1)] : undefined);
};

describe('a plain profile with an endpoint_url', () => {
  test('tells its identity and reads every service there, signed for each', async () => {
    const reader = gateway.reader(profile('dev'));
    expect(await reader.identity()).toEqual({ accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/u' });
    const calls: readonly (readonly [ReadOperation, object])[] = [
      ['ListNotificationHubs', {}],
      ['ListVaults', { accountId: '-', limit: '10' }],
      ['GetApps', { PageSize: '10' }],
      ['ListInstances', { MaxResults: 10 }],
      ['ListDeliveryStreams', {}],
      ['ListStreams', {}],
    ];
    for (const [operation, input] of calls) await reader.read(operation, ireland, { ...input });
    expect(aws.calls()).toEqual([
      'sts eu-west-1 GetCallerIdentity',
      'notifications us-east-1 GET /notification-hubs',
      'glacier eu-west-1 GET /-/vaults?limit=10',
      'mobiletargeting eu-west-1 GET /v1/apps?page-size=10',
      'connect eu-west-1 GET /instance?maxResults=10',
      'firehose eu-west-1 POST /',
      'kinesis eu-west-1 POST /',
    ]);
    for (const request of aws.requests) expect(verifySigV4(request, 'secret').accessKeyId).toBe('AKIA111122223333');
  });

  test('asks IAM in its one Region', async () => {
    aws.play = request =>
      request.service === 'iam'
        ? {
            headers: { 'content-type': 'text/xml' },
            body: '<GetRoleResponse><GetRoleResult><Role><RoleName>r</RoleName></Role></GetRoleResult></GetRoleResponse>',
          }
        : undefined;
    const answer = await gateway.reader(profile('dev')).read('GetRole', ireland, { RoleName: 'r' });
    expect(aws.calls()).toEqual(['iam us-east-1 GetRole']);
    expect(answer).toEqual({ Role: { RoleName: 'r' } });
  });

  test('takes nothing from the environment of the process', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    vi.stubEnv('AWS_ENDPOINT_URL_GLACIER', 'http://127.0.0.1:9');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIA999999999999');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'of the process');
    vi.stubEnv('AWS_PROFILE', 'nobody');
    vi.stubEnv('AWS_REGION', 'ap-south-1');
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
    vi.stubEnv('AWS_MAX_ATTEMPTS', 'nonsense');
    const reader = gateway.reader(profile('dev'));
    expect((await reader.identity()).accountId).toBe('111122223333');
    await reader.read('ListVaults', ireland, { accountId: '-' });
    expect(aws.calls()).toEqual(['sts eu-west-1 GetCallerIdentity', 'glacier eu-west-1 GET /-/vaults']);
  });

  test('serves a profile whose name has spaces and parentheses', async () => {
    await home.writeConfig(`[profile "a b (c)"]\nendpoint_url = ${aws.url}\n`);
    await home.writeCredentials('[a b (c)]\naws_access_key_id = AKIA444455556666\naws_secret_access_key = s\n');
    expect((await gateway.reader(profile('a b (c)')).identity()).accountId).toBe('444455556666');
  });

  test('takes the endpoint of this profile, not that of default', async () => {
    const other = await startFakeAws();
    await home.writeConfig(
      `[default]\nendpoint_url = ${other.url}\n[profile dev]\nservices = mine\n[services mine]\nglacier =\n  endpoint_url = ${aws.url}\nsts =\n  endpoint_url = ${aws.url}\n`,
    );
    await gateway.reader(profile('dev')).read('ListVaults', ireland, {});
    expect([aws.calls().length, other.calls().length]).toEqual([1, 0]);
    await other.close();
  });

  test('takes the default chain: keys of the environment, then the profile default', async () => {
    await home.writeConfig(
      `[default]\nendpoint_url = ${aws.url}\naws_access_key_id = AKIA444455556666\naws_secret_access_key = s\n`,
    );
    expect((await gateway.reader({ kind: 'default' }).identity()).accountId).toBe('444455556666');
    const withKeys = open({ env: { AWS_ACCESS_KEY_ID: 'AKIA777788889999', AWS_SECRET_ACCESS_KEY: 's' } });
    expect((await withKeys.reader({ kind: 'default' }).identity()).accountId).toBe('777788889999');
    withKeys.dispose();
  });

  test('says so where there are no credentials at all', async () => {
    await home.writeConfig('');
    expect(await failure(gateway.reader({ kind: 'default' }).identity())).toMatchObject({ code: 'no-credentials' });
    expect(await failure(gateway.reader(profile('gone')).identity())).toMatchObject({
      code: 'no-credentials',
      details: { source: 'profile gone' },
    });
  });

  test('keeps its clients and connections while other parts of the config change', async () => {
    const reader = gateway.reader(profile('dev'));
    await reader.read('ListVaults', ireland, {});
    await home.writeConfig(`[profile dev]\nregion = eu-west-1\nendpoint_url = ${aws.url}\n[profile new]\n`);
    await clock.sleep(1_000);
    await reader.read('ListVaults', ireland, {});
    expect(aws.calls()).toHaveLength(2);
  });

  test('sees an endpoint that changed', async () => {
    const reader = gateway.reader(profile('dev'));
    await reader.read('ListVaults', ireland, {});
    const other = await startFakeAws();
    await home.writeConfig(`[profile dev]\nendpoint_url = ${other.url}\n`);
    await clock.sleep(1_000);
    await reader.read('ListVaults', ireland, {});
    expect([aws.calls().length, other.calls().length]).toEqual([1, 1]);
    await other.close();
  });
});

describe('a read that is meant for one account', () => {
  const mine = { accountId: '111122223333' };

  test('asks whose the credentials are once, however many reads there are', async () => {
    const reader = gateway.reader(profile('dev'));
    await Promise.all(Array.from({ length: 5 }, () => reader.read('ListVaults', ireland, {}, mine)));
    await reader.read('ListVaults', ireland, {}, mine);
    expect(aws.calls().filter(call => call.startsWith('sts'))).toHaveLength(1);
    expect(aws.calls()).toHaveLength(7);
  });

  test('is not sent once the profile is pointed at another', async () => {
    const reader = gateway.reader(profile('dev'));
    await reader.read('ListVaults', ireland, {}, mine);
    await home.writeCredentials('[dev]\naws_access_key_id = AKIA444455556666\naws_secret_access_key = s\n');
    await clock.sleep(1_000);
    expect(await failure(reader.read('ListVaults', ireland, {}, mine))).toMatchObject({
      code: 'wrong-account',
      message: 'The credentials belong to account 444455556666 by now, not to 111122223333.',
      details: { source: 'profile dev', operation: 'ListVaults' },
    });
    expect(aws.calls().filter(call => call.startsWith('glacier'))).toHaveLength(1);
    await reader.read('ListVaults', ireland, {}, { accountId: '444455556666' });
    expect(aws.calls().filter(call => call.startsWith('glacier'))).toHaveLength(2);
  });

  test('is signed with no others than were found to be of that account, though it waits for its turn meanwhile', async () => {
    const seen = join(home.folder, 'seen');
    const script = `const fs=require('fs');const id=fs.existsSync('${seen}')?'ASIA444455556666':'ASIA111122223333';fs.writeFileSync('${seen}','');console.log(JSON.stringify({Version:1,AccessKeyId:id,SecretAccessKey:'s',SessionToken:'t',Expiration:'2099-01-01T00:00:00Z'}))`;
    await home.writeConfig(
      `[profile dev]\nendpoint_url = ${aws.url}\ncredential_process = ${process.execPath} -e "${script}"\n`,
    );
    await home.writeCredentials('');
    let left = 6;
    aws.play = ({ service }) =>
      service === 'glacier' && left-- <= 0 ? jsonError(403, 'ExpiredTokenException', 'over') : undefined;
    const reader = gateway.reader(profile('dev'));
    const reads = Array.from({ length: 24 }, () =>
      reader.read('ListVaults', ireland, {}, mine).catch(error => error.code),
    );
    expect((await Promise.all(reads)).filter(code => code === 'wrong-account')).not.toEqual([]);
    const signers = aws.requests.flatMap(({ service, accessKeyId }) => (service === 'glacier' ? [accessKeyId] : []));
    expect(new Set(signers)).toEqual(new Set(['ASIA111122223333']));
  });

  test('fails where STS does not say whose they are, and asks again the next time', async () => {
    aws.play = inTurn('sts', [xmlError(403, 'AccessDenied', 'no'), undefined]);
    const reader = gateway.reader(profile('dev'));
    expect(await failure(reader.read('ListVaults', ireland, {}, mine))).toMatchObject({
      code: 'access-denied',
      details: { operation: 'GetCallerIdentity' },
    });
    await reader.read('ListVaults', ireland, {}, mine);
  });
});

test('what is free of Region is asked in the account’s own partition', async () => {
  aws.play = ({ action }) =>
    action === 'GetCallerIdentity'
      ? {
          headers: { 'content-type': 'text/xml' },
          body: '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws-us-gov:iam::111122223333:user/u</Arn><UserId>U</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
        }
      : undefined;
  const reader = gateway.reader(profile('dev'));
  await reader.identity();
  await reader.read('ListNotificationHubs', region('us-east-1'), {});
  expect(aws.calls()[1]).toBe('notifications us-gov-west-1 GET /notification-hubs');
});

describe('writes', () => {
  const request = { accountId: '-', vaultName: 'v', vaultNotificationConfig: { SNSTopic: 't', Events: [] } };

  test('use the credentials that GetCallerIdentity was asked with', async () => {
    const writer = await gateway.openWriter(profile('dev'));
    await home.writeCredentials('[dev]\naws_access_key_id = AKIA444455556666\naws_secret_access_key = s\n');
    await writer.write('SetVaultNotifications', ireland, request);
    expect(writer.identity.accountId).toBe('111122223333');
    expect(aws.requests.map(one => one.accessKeyId)).toEqual(['AKIA111122223333', 'AKIA111122223333']);
    expect(aws.calls()[1]).toBe('glacier eu-west-1 PUT /-/vaults/v/notification-configuration');
  });

  test('of a profile that was pointed elsewhere tell the new account', async () => {
    const reader = gateway.reader(profile('dev'));
    expect((await reader.identity()).accountId).toBe('111122223333');
    await home.writeCredentials('[dev]\naws_access_key_id = AKIA444455556666\naws_secret_access_key = secret\n');
    expect((await gateway.openWriter(profile('dev'))).identity.accountId).toBe('444455556666');
    expect((await reader.identity()).accountId).toBe('444455556666');
  });

  test.each([
    ['a 500', 'unknown', () => jsonError(500, 'InternalServerException', 'no')],
    ['a lost connection', 'unknown', 'reset'],
    [
      'a web page of status 200',
      'unknown',
      () => ({ headers: { 'content-type': 'text/html' }, body: '<html>log in</html>' }),
    ],
    ['a refusal', 'not-applied', () => jsonError(403, 'AccessDeniedException', 'no')],
  ] as const)('are sent once where they meet %s, and are then %s', async (_what, outcome, answer) => {
    const writer = await gateway.openWriter(profile('dev'));
    aws.play = ({ service }, response) => {
      if (service !== 'glacier') return undefined;
      if (answer !== 'reset') return answer();
      response.destroy();
      return 'taken';
    };
    const error = await failure(writer.write('SetVaultNotifications', ireland, request));
    expect(error.details).toMatchObject({ outcome, operation: 'SetVaultNotifications', accountId: '111122223333' });
    expect(aws.calls().filter(call => call.startsWith('glacier'))).toHaveLength(1);
  });

  test('are not sent again after throttling: what they were decided over may have changed', async () => {
    const writer = await gateway.openWriter(profile('dev'));
    aws.play = inTurn('glacier', [
      { status: 400, body: { code: 'ThrottlingException', message: 'slow' } },
      { status: 204, body: '' },
    ]);
    const error = await failure(writer.write('SetVaultNotifications', ireland, request));
    expect(error).toMatchObject({ code: 'throttled', details: { outcome: 'not-applied' } });
    await writer.write('SetVaultNotifications', ireland, request);
    expect(aws.calls().filter(call => call.startsWith('glacier'))).toHaveLength(2);
  });

  test('are not sent at all where they were held back for too long', async () => {
    const writer = await gateway.openWriter(profile('dev'));
    const error = await failure(writer.write('SetVaultNotifications', ireland, request, { isTooLate: () => true }));
    expect(error).toMatchObject({ code: 'throttled', details: { outcome: 'not-applied' } });
    expect(aws.calls().filter(call => call.startsWith('glacier'))).toEqual([]);
  });

  test('are not sent any more once they are cancelled, though they had begun to wait for their turn', async () => {
    const writer = await gateway.openWriter(profile('dev'));
    const stop = new AbortController();
    const sent: string[] = [];
    const places = regionsOfPartition('aws').slice(0, 20);
    const writes = places.map(place =>
      failure(
        writer.write('SetVaultNotifications', place, request, {
          signal: stop.signal,
          // Asked last, just before one is sent.
          isTooLate: () => {
            sent.push(place);
            stop.abort();
            return true;
          },
        }),
      ),
    );
    const errors = await Promise.all(writes);
    expect(sent).toHaveLength(1);
    expect(errors.filter(({ code }) => code === 'cancelled')).toHaveLength(19);
    for (const { details } of errors) expect(details.outcome).toBe('not-applied');
  });

  test('are not sent any more once they are cancelled where answers are slow, and no connection is waited for', async () => {
    const writer = await gateway.openWriter(profile('dev'));
    const held: ServerResponse[] = [];
    aws.play = ({ service }, response) => {
      if (service !== 'glacier') return undefined;
      held.push(response);
      return 'taken';
    };
    const stop = new AbortController();
    const places = regionsOfPartition('aws').slice(0, 25);
    const writes = places.flatMap(place =>
      Array.from({ length: 4 }, () =>
        writer.write('SetVaultNotifications', place, request, { signal: stop.signal }).catch(error => error.code),
      ),
    );
    // Longer than a call counts among all that are under way.
    await vi.waitFor(() => expect(held).toHaveLength(64), { timeout: 10_000 });
    await new Promise(done => setTimeout(done, 1_500));
    stop.abort();
    for (const response of held.splice(0)) response.writeHead(204, { 'x-amzn-RequestId': 'r-1' }).end();
    const ends = await Promise.all(writes);
    expect([held.length, ends.filter(end => end === 'cancelled').length]).toEqual([0, writes.length - 64]);
  });

  test('are sent before what changes read, where both wait for a place', async () => {
    const writer = await gateway.openWriter(profile('dev'));
    const held: { readonly method: string; readonly response: ServerResponse }[] = [];
    aws.play = ({ service, method }, response) => {
      if (service !== 'glacier') return undefined;
      held.push({ method, response });
      return 'taken';
    };
    const places = regionsOfPartition('aws').slice(0, 25);
    const reads = places.flatMap(place =>
      Array.from({ length: 3 }, () =>
        writer.read('GetVaultNotifications', place, { accountId: '-', vaultName: 'v' }).catch(() => undefined),
      ),
    );
    await vi.waitFor(() => expect(held).toHaveLength(64), { timeout: 10_000 });
    const written = writer.write('SetVaultNotifications', region('us-gov-west-1'), request);
    await new Promise(setImmediate);
    const answer = ({ response }: { readonly response: ServerResponse }) =>
      response.writeHead(204, { 'x-amzn-RequestId': 'r-1' }).end();
    held.slice(0, 1).forEach(answer);
    await vi.waitFor(() => expect(held).toHaveLength(65), { timeout: 10_000 });
    expect(held[64]?.method).toBe('PUT');
    aws.play = (_call, response) => {
      answer({ response });
      return 'taken';
    };
    held.slice(1).forEach(answer);
    await Promise.all([written, ...reads]);
  });

  test('stop waiting for credentials that do not come when they are cancelled', async () => {
    await home.writeConfig(
      `[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/r\nsource_profile = base\nendpoint_url = ${aws.url}\n[profile base]\naws_access_key_id = a\naws_secret_access_key = b\n`,
    );
    await home.writeCredentials('');
    aws.play = () => 'taken';
    const stop = new AbortController();
    const opening = failure(gateway.openWriter(profile('dev'), { signal: stop.signal }));
    await vi.waitFor(() => expect(aws.calls()).toHaveLength(1));
    stop.abort();
    expect((await opening).code).toBe('cancelled');
  });

  test('are refused once the writer is closed', async () => {
    const writer = await gateway.openWriter(profile('dev'));
    writer.close();
    const error = await failure(writer.write('SetVaultNotifications', ireland, request));
    expect(error.details.outcome).toBe('not-applied');
    expect(aws.calls()).toHaveLength(1);
  });

  test('are not sent at all where nothing listens, and say so', async () => {
    await home.writeConfig(
      `[profile dev]\nendpoint_url = ${aws.url}\nservices = mine\n[services mine]\nglacier =\n  endpoint_url = http://127.0.0.1:9\n`,
    );
    const writer = await gateway.openWriter(profile('dev'));
    expect(await failure(writer.write('SetVaultNotifications', ireland, request))).toMatchObject({
      code: 'unreachable',
      details: { outcome: 'not-applied' },
    });
  });

  test('let no secret out that AWS repeats', async () => {
    const writer = await gateway.openWriter(profile('dev'));
    aws.play = ({ service }) =>
      service === 'connect' ? jsonError(400, 'InvalidParameterException', 'bad token tok-"1"/2 given') : undefined;
    const input = {
      InstanceId: 'i',
      PinpointAppArn: 'a',
      DeviceToken: 'tok-"1"/2',
      DeviceType: 'GCM',
      ContactConfiguration: { ContactId: 'c' },
      ClientToken: 'x',
    };
    const error = await failure(
      writer.write('CreatePushNotificationRegistration', ireland, input, { secrets: ['tok-"1"/2'] }),
    );
    expect(error.message).toBe('bad token [redacted] given');
    expect(`${error.stack} ${String(error.cause)}`).not.toContain('tok-');
  });
});

describe('what goes wrong', () => {
  const list = (operation: ReadOperation = 'ListVaults', place = ireland) =>
    gateway.reader(profile('dev')).read(operation, place, {});
  const listInCapeTown = () => list('ListVaults', region('af-south-1'));
  const glacier =
    (answer: ReturnType<Play>): Play =>
    ({ service }) =>
      service === 'glacier' ? answer : undefined;

  test.each([
    ['HTML of status 200', { headers: { 'content-type': 'text/html' }, body: '<html>' }, 'unexpected-answer', 1],
    [
      'HTML of status 403',
      { status: 403, headers: { 'content-type': 'text/html' }, body: '<html>' },
      'unexpected-answer',
      1,
    ],
    ['half a document', { body: '{"VaultList":[' }, 'unexpected-answer', 1],
    ['a 500 without words', { status: 500, body: '' }, 'service-failure', 3],
    ['a 503 page', { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>' }, 'service-failure', 3],
    ['a 400 throttling', { status: 400, body: { code: 'ThrottlingException', message: 'm' } }, 'throttled', 6],
    ['a denial', jsonError(403, 'AccessDeniedException', 'm'), 'access-denied', 1],
    ['an old customer', jsonError(400, 'NoLongerSupportedException', 'm'), 'not-a-customer', 1],
    ['an end', { status: 410, body: '' }, 'refused', 1],
  ] as const)('%s is answered by %s', async (_what, answer, code, sent) => {
    aws.play = glacier(answer);
    expect(await failure(list())).toMatchObject({ code, details: { service: 'glacier', operation: 'ListVaults' } });
    expect(aws.calls()).toHaveLength(sent);
  });

  test('a closed connection is tried again, and then said', async () => {
    aws.play = ({ service }, response) => {
      if (service !== 'glacier') return undefined;
      response.destroy();
      return 'taken';
    };
    expect(await failure(list())).toMatchObject({ code: 'unreachable' });
    expect(aws.calls()).toHaveLength(3);
  });

  test('a connection cut in the middle of an answer is tried again', async () => {
    let cuts = 0;
    aws.play = (_request, response) => {
      cuts += 1;
      if (cuts > 1) return { body: { VaultList: [] } };
      response.writeHead(200, { 'content-length': '100' });
      response.write('{');
      setTimeout(() => response.destroy(), 10);
      return 'taken';
    };
    expect(await list()).toEqual({ VaultList: [] });
  });

  test('silence ends in time, and costs only its own call', async () => {
    gateway.dispose();
    // Long enough for the one that is answered, on a busy machine too.
    gateway = open({ timeouts: { connectMs: 5_000, answerMs: 800, silenceMs: 800 } });
    aws.play = ({ service, url }, response) => {
      if (service !== 'glacier') return undefined;
      if (!url.includes('slow')) return 'taken';
      response.writeHead(200, { 'content-length': '100' });
      response.write('{');
      return 'taken';
    };
    const reader = gateway.reader(profile('dev'));
    const [silent, stuck, other] = await Promise.all([
      failure(reader.read('ListVaults', ireland, {})),
      failure(reader.read('DescribeVault', ireland, { accountId: '-', vaultName: 'slow' })),
      reader.read('GetApps', ireland, {}),
    ]);
    expect([silent.code, stuck.code]).toEqual(['timed-out', 'timed-out']);
    expect(other).toBeDefined();
  });

  test('Retry-After is obeyed', async () => {
    aws.play = inTurn('glacier', [
      jsonError(429, 'ThrottlingException', 'm', { 'retry-after': '7' }),
      { body: { VaultList: [] } },
    ]);
    await list();
    expect(clock.slept).toEqual([7000]);
  });

  test('a call ends at once where AWS asks for a longer wait than is made', async () => {
    aws.play = glacier(jsonError(429, 'ThrottlingException', 'm', { 'retry-after': '3600' }));
    expect(await failure(list())).toMatchObject({ code: 'throttled', details: { retryAfterSeconds: 3600 } });
    expect(aws.calls().filter(call => call.startsWith('glacier'))).toHaveLength(1);
    expect(clock.slept).toEqual([]);
  });

  test('a Region that is not enabled is told from bad credentials by STS', async () => {
    aws.play = glacier(jsonError(403, 'UnrecognizedClientException', 'The security token is invalid'));
    expect(await failure(listInCapeTown())).toMatchObject({
      code: 'region-not-enabled',
      message: 'The security token is invalid',
      details: { awsCode: 'UnrecognizedClientException' },
    });
    await failure(listInCapeTown());
    expect(aws.calls().filter(call => call.startsWith('sts'))).toHaveLength(1);
    await clock.sleep(60_000);
    await failure(listInCapeTown());
    expect(aws.calls().filter(call => call.startsWith('sts'))).toHaveLength(2);

    aws.play = ({ service }) =>
      service === 'sts'
        ? xmlError(403, 'InvalidClientTokenId', 'invalid')
        : jsonError(403, 'UnrecognizedClientException', 'The security token is invalid');
    gateway.dispose();
    gateway = open();
    expect(await failure(listInCapeTown())).toMatchObject({ code: 'credentials-invalid' });
  });

  test('a key that a Region which is enabled does not know yet is tried again there', async () => {
    const unknown = jsonError(403, 'UnrecognizedClientException', 'The security token is invalid');
    aws.play = inTurn('glacier', [unknown, unknown, { body: { VaultList: [] } }]);
    expect(await list()).toEqual({ VaultList: [] });
    expect(clock.slept).toHaveLength(2);
    aws.play = glacier(unknown);
    const asked = aws.calls().filter(call => call.startsWith('sts')).length;
    expect(await failure(list())).toMatchObject({ code: 'refused' });
    expect(clock.slept).toHaveLength(5);
    expect(aws.calls().filter(call => call.startsWith('sts'))).toHaveLength(asked + 2);
  });

  test('a key is asked for once in a Region of another partition', async () => {
    aws.play = glacier(jsonError(403, 'UnrecognizedClientException', 'The security token is invalid'));
    expect(await failure(list('ListVaults', region('cn-north-1')))).toMatchObject({ code: 'region-not-enabled' });
    expect(aws.calls().filter(call => call.startsWith('glacier'))).toHaveLength(1);
  });

  test.each([
    ['is stopped while STS is asked', undefined, 'cancelled'],
    ['meets an STS that is broken', xmlError(500, 'InternalFailure', 'broken'), 'credentials-invalid'],
  ])('credentials stay where a call to a Region that is not enabled %s', async (_what, said, code) => {
    await otherKeysEachTime();
    await list();
    await clock.sleep(60_000);
    const stop = new AbortController();
    aws.play = ({ service }) => {
      if (service !== 'sts') return jsonError(403, 'UnrecognizedClientException', 'The security token is invalid');
      stop.abort();
      return said ?? 'taken';
    };
    const signal = said === undefined ? stop.signal : undefined;
    expect(await failure(gateway.reader(profile('dev')).read('ListVaults', ireland, {}, { signal }))).toMatchObject({
      code,
    });
    aws.play = () => undefined;
    await list();
    expect(new Set(aws.requests.map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
  });

  test('keys that STS refuses before a call is sent are not taken for a Region that is not enabled', async () => {
    aws.play = inTurn('sts', [xmlError(403, 'InvalidClientTokenId', 'invalid'), undefined]);
    const reading = gateway.reader(profile('dev')).read('ListVaults', ireland, {}, { accountId: '111122223333' });
    expect(await failure(reading)).toMatchObject({ code: 'credentials-invalid' });
    expect(aws.calls().filter(call => call.startsWith('glacier'))).toEqual([]);
  });

  test('a Region that somebody disables while credentials last is told as not enabled', async () => {
    await listInCapeTown();
    aws.play = glacier(jsonError(403, 'UnrecognizedClientException', 'The security token is invalid'));
    expect(await failure(listInCapeTown())).toMatchObject({ code: 'refused' });
    await clock.sleep(600_000);
    expect(await failure(listInCapeTown())).toMatchObject({ code: 'region-not-enabled' });
  });

  test('keys that were taken away meanwhile are not taken for a Region that is not enabled', async () => {
    await gateway.reader(profile('dev')).identity();
    aws.play = ({ service }) =>
      service === 'sts'
        ? xmlError(403, 'InvalidClientTokenId', 'invalid')
        : jsonError(403, 'UnrecognizedClientException', 'The security token is invalid');
    await clock.sleep(3_000);
    expect(await failure(list())).toMatchObject({ code: 'credentials-invalid' });
  });

  test('a clock that is set back makes no word of STS hold longer', async () => {
    gateway.dispose();
    const set = new ManualClock(Date.now());
    gateway = open({ clock: set });
    await gateway.reader(profile('dev')).identity();
    aws.play = ({ service }) =>
      service === 'sts'
        ? xmlError(403, 'InvalidClientTokenId', 'invalid')
        : jsonError(403, 'UnrecognizedClientException', 'The security token is invalid');
    set.setBy(-3_600_000);
    await set.advance(60_000);
    expect(await failure(list())).toMatchObject({ code: 'credentials-invalid' });
  });

  test('the credentials that AWS repeats do not get out, and no text fills a screen', async () => {
    const token = 'FwoGZXIvYXdzEBYaDH1234567890abcdef';
    await home.writeCredentials(
      `[dev]\naws_access_key_id = AKIA111122223333\naws_secret_access_key = 0123456789abcdef/KEY\naws_session_token = ${token}\n`,
    );
    const text = `The Canonical String should have been x-amz-security-token:${token} ${'x'.repeat(100_000)}`;
    aws.play = glacier(jsonError(403, 'InvalidSignatureException', text));
    const error = await failure(list());
    expect(error.message).toMatch(/^The Canonical String should have been x-amz-security-token:\[redacted\] x+…$/);
    expect(error.message.length).toBeLessThan(2_100);
    expect(`${error.stack} ${String(error.cause)}`).not.toContain(token);
  });

  test('a code of AWS that is the name of something else is only a code', async () => {
    aws.play = glacier(jsonError(418, 'constructor', 'm'));
    expect(await failure(list())).toMatchObject({ code: 'refused', details: { awsCode: 'constructor' } });
  });

  /** The profile's program gives other keys each time, that last for long. */
  const otherKeysEachTime = async (): Promise<void> => {
    const script = `console.log(JSON.stringify({Version:1,AccessKeyId:'AKIA'+process.hrtime.bigint(),SecretAccessKey:'s',SessionToken:'t',Expiration:'2099-01-01T00:00:00Z'}))`;
    await home.writeConfig(
      `[profile dev]\nendpoint_url = ${aws.url}\ncredential_process = ${process.execPath} -e "${script}"\n`,
    );
    await home.writeCredentials('');
  };

  test('expired credentials are found anew once, where that brings others', async () => {
    await otherKeysEachTime();
    aws.play = inTurn('glacier', [jsonError(403, 'ExpiredTokenException', 'old'), { body: { VaultList: [] } }]);
    expect(await list()).toEqual({ VaultList: [] });
    const [first, second] = aws.requests;
    expect(first?.accessKeyId).not.toBe(second?.accessKeyId);
  });

  test.each<[string, (writer: AccountWriter) => Promise<unknown>]>([
    ['a write', writer => writer.write('DeleteVaultNotifications', ireland, { accountId: '-', vaultName: 'v' })],
    ['a read', writer => writer.read('ListVaults', ireland, {})],
  ])('credentials that ran out in %s are not found again by who opens a writer anew', async (_what, call) => {
    await otherKeysEachTime();
    const writer = await gateway.openWriter(profile('dev'));
    await gateway.openWriter(profile('dev'));
    aws.play = glacier(jsonError(403, 'ExpiredTokenException', 'old'));
    expect(await failure(call(writer))).toMatchObject({ code: 'credentials-expired' });
    await gateway.openWriter(profile('dev'));
    const [first, second, , third] = aws.requests.map(({ accessKeyId }) => accessKeyId);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test('credentials that have run out when a writer is opened are replaced by others, once', async () => {
    await otherKeysEachTime();
    const over = xmlError(403, 'ExpiredToken', 'over');
    aws.play = inTurn('sts', [over, undefined, over, over, undefined]);
    const writer = await gateway.openWriter(profile('dev'));
    await writer.write('DeleteVaultNotifications', ireland, { accountId: '-', vaultName: 'v' });
    const [first, second, third] = aws.requests.map(({ accessKeyId }) => accessKeyId);
    expect([first === second, second === third]).toEqual([false, true]);
    expect(await failure(gateway.openWriter(profile('dev')))).toMatchObject({ code: 'credentials-expired' });
    expect(aws.calls()).toHaveLength(5);
  });

  describe.each<[string, () => Promise<unknown>]>([
    ['a call', () => list()],
    ['a call to a Region that may be disabled', () => listInCapeTown()],
    ['a writer', () => gateway.openWriter(profile('dev'))],
  ])('credentials for %s', (_what, ask) => {
    const unknown: Play = ({ service }) =>
      service === 'sts'
        ? xmlError(403, 'InvalidClientTokenId', 'unknown')
        : jsonError(403, 'UnrecognizedClientException', 'unknown');

    test('that AWS knows no more are found anew', async () => {
      await otherKeysEachTime();
      await list();
      const before = aws.requests.at(-1)?.accessKeyId;
      aws.play = (request, response) => (request.accessKeyId === before ? unknown(request, response) : undefined);
      await ask();
      expect(aws.requests.at(-1)?.accessKeyId).not.toBe(before);
    });

    test('that AWS ceases to know right after STS took them are found anew', async () => {
      await otherKeysEachTime();
      await gateway.reader(profile('dev')).identity();
      await clock.sleep(1);
      const before = aws.requests.at(-1)?.accessKeyId;
      aws.play = (request, response) => (request.accessKeyId === before ? unknown(request, response) : undefined);
      await ask();
      expect(aws.requests.at(-1)?.accessKeyId).not.toBe(before);
    });

    test('that it never knew are found anew once they are a minute old', async () => {
      await otherKeysEachTime();
      let first: string | undefined;
      aws.play = (request, response) => {
        first ??= request.accessKeyId;
        return request.accessKeyId === first ? unknown(request, response) : undefined;
      };
      for (let turn = 0; turn < 2; turn += 1)
        expect(await failure(ask())).toMatchObject({ code: 'credentials-invalid' });
      await clock.sleep(60_000);
      await ask();
      expect(aws.requests.at(-1)?.accessKeyId).not.toBe(first);
    });
  });

  test.each<[string, Play, object]>([
    [
      'are in doubt where STS can’t say',
      () => jsonError(503, 'ServiceUnavailable', 'later'),
      { code: 'credentials-invalid', details: { isDoubtful: true } },
    ],
    ['are no reason where STS takes them, nor is the Region', () => undefined, { code: 'refused' }],
  ])('credentials that a service knows no more %s', async (_what, sts, expected) => {
    const writer = await gateway.openWriter(profile('dev'));
    const set = () => writer.write('DeleteVaultNotifications', ireland, { accountId: '-', vaultName: 'v' });
    await set();
    await clock.sleep(1);
    aws.play = (request, response) =>
      request.service === 'sts' ? sts(request, response) : jsonError(403, 'UnrecognizedClientException', 'unknown');
    const error = await failure(set());
    expect(error).toMatchObject(expected);
    expect(areCredentialsOver(error)).toBe(false);
  });

  test('credentials of which STS can’t say whether it takes them stay those of the account that it named', async () => {
    const reader = gateway.reader(profile('dev'));
    const listMine = () => reader.read('ListVaults', ireland, {}, { accountId: '111122223333' });
    await listMine();
    await clock.sleep(1);
    const silent: Play = ({ service }) =>
      service === 'sts' ? jsonError(503, 'ServiceUnavailable', 'later') : undefined;
    const refused = glacier(jsonError(403, 'UnrecognizedClientException', 'unknown'));
    aws.play = (request, response) => silent(request, response) ?? refused(request, response);
    await failure(listMine());
    aws.play = silent;
    const before = aws.calls().length;
    await listMine();
    expect(aws.calls().slice(before)).toEqual(['glacier eu-west-1 GET /-/vaults']);
  });

  test('credentials stay those of their account where STS is asked by two at once and answers neither', async () => {
    const reader = gateway.reader(profile('dev'));
    const listOf = (accountId: string) => reader.read('ListVaults', ireland, {}, { accountId });
    await listOf('111122223333');
    const asked: ServerResponse[] = [];
    const busy: Play = ({ service }) =>
      service === 'sts' ? jsonError(503, 'ServiceUnavailable', 'later') : jsonError(403, 'InvalidClientTokenId', 'm');
    aws.play = (request, response) => {
      if (request.service !== 'sts') return busy(request, response);
      asked.push(response);
      return 'taken';
    };
    const failures: Promise<unknown>[] = [];
    for (const count of [1, 2]) {
      await clock.sleep(10);
      failures.push(failure(list()));
      await expect.poll(() => asked.length).toBe(count);
    }
    aws.play = busy;
    for (const response of asked) response.writeHead(503).end();
    await Promise.all(failures);
    aws.play = () => undefined;
    expect(await failure(listOf('444455556666'))).toMatchObject({ code: 'wrong-account' });
  });

  test('expired credentials that stay the same are said to be expired', async () => {
    aws.play = glacier(jsonError(403, 'ExpiredTokenException', 'old'));
    expect(await failure(list())).toMatchObject({ code: 'credentials-expired' });
    expect(aws.calls()).toHaveLength(1);
  });

  /** Answers as services whose clock is so far ahead of ours, and who refuse a signature of another time. */
  const ahead =
    (milliseconds: number): Play =>
    (request, response) => {
      const stamp = request.headers['x-amz-date']?.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z') ?? '';
      const now = Date.now() + milliseconds;
      response.setHeader('date', new Date(now).toUTCString());
      if (Math.abs(now - Date.parse(stamp)) < 60_000) return undefined;
      return request.service === 'sts'
        ? xmlError(403, 'SignatureDoesNotMatch', 'Signature expired')
        : jsonError(403, 'InvalidSignatureException', 'Signature expired');
    };

  test('a wrong clock is learned from STS, so that a write is signed right the first time', async () => {
    aws.play = ahead(3600_000);
    const writer = await gateway.openWriter(profile('dev'));
    await writer.write('DeleteVaultNotifications', ireland, { accountId: '-', vaultName: 'v' });
    expect(aws.calls()).toEqual([
      'sts eu-west-1 GetCallerIdentity',
      'sts eu-west-1 GetCallerIdentity',
      'glacier eu-west-1 DELETE /-/vaults/v/notification-configuration',
    ]);
  });

  test('a clock that was wrong and is put right is learned by each client, and no call fails for it', async () => {
    const reader = gateway.reader(profile('dev'));
    aws.play = ahead(3600_000);
    const writer = await gateway.openWriter(profile('dev'));
    const each = async () => {
      await reader.identity();
      await reader.read('ListVaults', ireland, {});
      await writer.write('DeleteVaultNotifications', ireland, { accountId: '-', vaultName: 'v' });
      return aws.calls().length;
    };
    const before = await each();
    aws.play = ahead(0);
    expect((await each()) - before).toBe(5);
  });

  test('a signature that is wrong for another reason is not made again, though our clock is off', async () => {
    aws.play = ahead(3600_000);
    await gateway.reader(profile('dev')).identity();
    const before = aws.calls().length;
    aws.play = (request, response) =>
      ahead(3600_000)(request, response) ?? jsonError(403, 'InvalidSignatureException', 'wrong secret');
    expect(await failure(list())).toMatchObject({ code: 'credentials-invalid' });
    expect(aws.calls()).toHaveLength(before + 1);
  });

  test('a call that is cancelled stops, and a cancelled wait sends nothing', async () => {
    aws.play = glacier('taken');
    const stop = new AbortController();
    const reader = gateway.reader(profile('dev'));
    const calls = Array.from({ length: 6 }, () =>
      failure(reader.read('ListVaults', ireland, {}, { signal: stop.signal })),
    );
    await vi.waitFor(() => expect(aws.calls()).toHaveLength(4));
    stop.abort();
    expect((await Promise.all(calls)).map(error => error.code)).toEqual(Array(6).fill('cancelled'));
    expect(aws.calls()).toHaveLength(4);
  });

  test('a setting that is no URL is said, with the setting', async () => {
    await home.writeConfig('[profile dev]\nendpoint_url = localhost:4566\n');
    expect(await failure(list())).toMatchObject({
      code: 'config-unreadable',
      message: 'The endpoint for glacier is no http or https URL (endpoint_url of the profile).',
    });
  });
});

test('wrong types come through as they are, for the kinds to judge', async () => {
  aws.play = () => ({ body: { VaultList: 'x', Marker: 7 } });
  expect(await gateway.reader(profile('dev')).read('ListVaults', ireland, {})).toEqual({ VaultList: 'x', Marker: 7 });
});

test('a GCM channel is given without its server key', async () => {
  aws.play = () => ({ body: { Platform: 'GCM', Credential: 'AAAA-server-key', HasFcmServiceCredentials: false } });
  const answer = await gateway.reader(profile('dev')).read('GetGcmChannel', ireland, { ApplicationId: 'a' });
  expect(answer).toEqual({ GCMChannelResponse: { Platform: 'GCM', HasFcmServiceCredentials: false } });
});

describe('the emulator', () => {
  const account: AccountSource = { kind: 'emulator', accountId: '111122223333' };

  test('is asked with its account as the access key id, whatever the environment says', async () => {
    gateway.dispose();
    gateway = open({
      env: {
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        AWS_ACCESS_KEY_ID: 'AKIA444455556666',
        AWS_SECRET_ACCESS_KEY: 's',
      },
      emulator: { endpoint: async () => aws.url, accountIds: async () => ['111122223333'] },
    });
    expect((await gateway.reader(account).identity()).accountId).toBe('111122223333');
    expect(aws.calls()).toEqual(['sts us-east-1 GetCallerIdentity']);
  });

  test('is looked for again after it went away', async () => {
    const asked: string[] = [];
    const endpoints = ['http://127.0.0.1:9', aws.url];
    gateway.dispose();
    gateway = open({
      emulator: {
        endpoint: async () => {
          const next = endpoints[Math.min(asked.length, 1)];
          asked.push(next ?? '');
          return next;
        },
        accountIds: async () => [],
      },
    });
    const reader = gateway.reader(account);
    expect(await failure(reader.identity())).toMatchObject({ code: 'emulator-stopped' });
    expect((await reader.identity()).accountId).toBe('111122223333');
    await reader.identity();
    expect(asked).toHaveLength(2);
  });

  test('is looked for again after looking failed', async () => {
    const endpoints = [
      new StateError('state-damaged', 'The file holds something else.', '/state/emulator.json'),
      aws.url,
    ];
    gateway.dispose();
    gateway = open({
      emulator: {
        endpoint: async () => {
          const next = endpoints.shift();
          if (next instanceof Error) throw next;
          return next;
        },
        accountIds: async () => [],
      },
    });
    const reader = gateway.reader(account);
    const error = await failure(reader.identity());
    expect(error).toMatchObject({ code: 'failed-here', cause: { code: 'state-damaged' } });
    expect((await reader.identity()).accountId).toBe('111122223333');
  });

  test('is said not to run where none does', async () => {
    expect(await failure(gateway.reader(account).identity())).toMatchObject({
      code: 'emulator-stopped',
      message: 'The local emulator is not running.',
    });
  });
});

/** Members that every operation's address needs. */
const anyInput = {
  notificationHubRegion: 'eu-west-1',
  vaultName: 'v',
  accountId: '-',
  ApplicationId: 'a',
  InstanceId: 'i',
  IntegrationAssociationId: 'a',
  RegistrationId: 'r',
  ContactId: 'c',
  TopicArn: 't',
  RoleName: 'r',
  StreamName: 's',
  DeliveryStreamName: 'd',
};

const credentials = { accessKeyId: 'AKIA111122223333', secretAccessKey: 's' };

test('every operation of the table can be stopped, before and in the middle of its answer', async () => {
  const { operations } = await import('../core/model/operations.ts');
  const { loadService } = await import('./clients/openService.ts');
  const connections = new Connections();
  const client = async (service: ServiceId) =>
    (await loadService(service))({
      region: 'us-east-1',
      endpoint: { kind: 'given', url: aws.url },
      requestHandler: connections.handler,
    });
  let closed = 0;
  for (const begun of [false, true]) {
    aws.play = (_request, response) => {
      response.once('close', () => {
        closed += 1;
      });
      if (begun) response.writeHead(200, { 'content-length': '100' }).write('{');
      return 'taken';
    };
    for (const [name, { service }] of Object.entries(operations)) {
      const stop = new AbortController();
      const sent = aws.requests.length;
      const call = (await client(service))
        .send(name as OperationName, anyInput, { credentials, signal: stop.signal })
        .catch(error => error);
      await vi.waitFor(() => expect(aws.requests.length).toBe(sent + 1));
      if (begun) await new Promise(done => setTimeout(done, 5));
      const before = closed;
      stop.abort();
      expect([name, await call]).toEqual([name, expect.any(Error)]);
      await vi.waitFor(() => expect([name, closed]).toEqual([name, before + 1]));
    }
  }
  connections.destroy();
});

test('every operation of the table can be sent', async () => {
  const { operations } = await import('../core/model/operations.ts');
  const { loadService } = await import('./clients/openService.ts');
  const connections = new Connections();
  const options = {
    region: 'us-east-1',
    endpoint: { kind: 'given', url: aws.url },
    requestHandler: connections.handler,
  } as const;
  for (const [name, { service }] of Object.entries(operations)) {
    const client = (await loadService(service))(options);
    const before = aws.calls().length;
    await client.send(name as OperationName, anyInput, { credentials }).catch(() => undefined);
    expect([name, aws.calls().length - before]).toEqual([name, 1]);
  }
  connections.destroy();
});
