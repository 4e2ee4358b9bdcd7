import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { InstantClock } from '../../../test/support/manualClock.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { AccessError } from '../../core/model/errors.ts';
import { region } from '../../core/model/regions.ts';
import { noEmulator } from '../accounts/emulatorAccess.ts';
import { SharedConfig } from '../config/sharedConfig.ts';
import { AwsGateway } from '../gateway.ts';
import { type AwsHome, makeAwsHome } from '../testing/awsHome.ts';
import { type FakeAws, jsonError, startFakeAws, xmlError } from '../testing/fakeAws.ts';
import { verifySigV4 } from '../testing/sigV4Verifier.ts';
import type { AskMfaCode } from './credentialContext.ts';

const dev: AccountSource = { kind: 'profile', name: 'dev' };
const keys = 'aws_access_key_id = AKIA111122223333\naws_secret_access_key = secret';

let home: AwsHome;
let aws: FakeAws;
let gateway: AwsGateway | undefined;

beforeEach(async () => {
  home = await makeAwsHome();
  aws = await startFakeAws();
  // The SDK looks for its token caches in the home folder of the process.
  vi.stubEnv('HOME', home.folder);
});

afterEach(async () => {
  gateway?.dispose();
  await aws.close();
  await home.remove();
  vi.unstubAllEnvs();
});

function open(env: Record<string, string> = {}, askMfaCode?: AskMfaCode): AwsGateway {
  const all = { ...home.env, AWS_ENDPOINT_URL: aws.url, ...env };
  const clock = new InstantClock();
  gateway = new AwsGateway({
    env: all,
    config: new SharedConfig(all, clock),
    emulator: noEmulator,
    clock,
    random: () => 0,
    askMfaCode,
  });
  return gateway;
}

const accountOf = async (source: AccountSource = dev, env = {}, ask?: AskMfaCode): Promise<string> =>
  (await open(env, ask).reader(source).identity()).accountId;

const failure = (call: Promise<unknown>): Promise<AccessError> =>
  call.then(
    () => Promise.reject(new Error('nothing was thrown')),
    error => error,
  );

const form = (index: number) => Object.fromEntries(new URLSearchParams(aws.requests[index]?.body ?? ''));

describe('a role', () => {
  const role = (more = '') =>
    `[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/r\nsource_profile = base\nregion = eu-west-1\n${more}\n[profile base]\n${keys}\n`;

  test('is assumed with the keys of its source', async () => {
    await home.writeConfig(role('external_id = x\nduration_seconds = 900\nrole_session_name = me'));
    expect(await accountOf()).toBe('444455556666');
    expect(form(0)).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: 'arn:aws:iam::444455556666:role/r',
      ExternalId: 'x',
      DurationSeconds: '900',
      RoleSessionName: 'me',
    });
    const request = aws.requests[0];
    if (request === undefined) throw new Error('nothing was received');
    expect(verifySigV4(request, 'secret')).toMatchObject({ accessKeyId: 'AKIA111122223333', region: 'eu-west-1' });
  });

  test('is assumed once for four services at once, with one question for a code', async () => {
    await home.writeConfig(role('mfa_serial = arn:aws:iam::111122223333:mfa/me'));
    const asked: string[][] = [];
    const reader = open({}, async (...question) => {
      asked.push(question);
      return '123456';
    }).reader(dev);
    const ireland = region('eu-west-1');
    await Promise.all([
      reader.read('ListVaults', ireland, {}),
      reader.read('GetApps', ireland, {}),
      reader.read('ListInstances', ireland, {}),
      reader.read('ListNotificationHubs', ireland, {}),
    ]);
    expect(aws.calls().filter(call => call.includes('AssumeRole'))).toHaveLength(1);
    expect(form(0)).toMatchObject({ SerialNumber: 'arn:aws:iam::111122223333:mfa/me', TokenCode: '123456' });
    expect(asked).toEqual([['arn:aws:iam::111122223333:mfa/me', 'dev']]);
    expect(aws.requests.slice(1).map(one => one.accessKeyId)).toEqual(Array(4).fill('ASIA444455556666'));
  });

  test('that needs a code fails where nobody can be asked, and when nobody answers', async () => {
    await home.writeConfig(role('mfa_serial = m'));
    expect(await failure(accountOf())).toMatchObject({ code: 'no-credentials', message: expect.stringMatching(/MFA/) });
    const declines = async () => {
      throw new AccessError('cancelled', 'Cancelled.');
    };
    expect(await failure(accountOf(dev, {}, declines))).toMatchObject({ code: 'cancelled' });
  });

  test('is assumed through another role', async () => {
    await home.writeConfig(
      `[profile dev]\nrole_arn = arn:aws:iam::777788889999:role/two\nsource_profile = a b (c)\n[profile "a b (c)"]\nrole_arn = arn:aws:iam::444455556666:role/one\nsource_profile = base\n`,
    );
    await home.writeCredentials(`[base]\n${keys}\n`);
    expect(await accountOf()).toBe('777788889999');
    expect(aws.requests.map(one => one.accessKeyId)).toEqual([
      'AKIA111122223333',
      'ASIA444455556666',
      'ASIA777788889999',
    ]);
  });

  test('may name its own profile as the source of its keys', async () => {
    await home.writeConfig(
      `[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/r\nsource_profile = dev\n${keys}\n`,
    );
    expect(await accountOf()).toBe('444455556666');
  });

  test('that leads round in a circle is refused', async () => {
    await home.writeConfig(
      '[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/r\nsource_profile = b\n[profile b]\nrole_arn = arn:aws:iam::444455556666:role/s\nsource_profile = dev\n',
    );
    expect(await failure(accountOf())).toMatchObject({
      code: 'no-credentials',
      message: 'source_profile leads round in a circle: dev > b > dev',
    });
    expect(aws.calls()).toEqual([]);
  });

  test('that STS denies is said with the role', async () => {
    await home.writeConfig(role());
    aws.play = ({ action }) => (action === 'AssumeRole' ? xmlError(403, 'AccessDenied', 'not yours') : undefined);
    expect(await failure(accountOf())).toMatchObject({
      code: 'access-denied',
      message: 'The role arn:aws:iam::444455556666:role/r could not be assumed: not yours',
      details: { source: 'profile dev', awsCode: 'AccessDenied', requestId: 'r-1' },
    });
  });

  test('takes its source from the given environment', async () => {
    await home.writeConfig(
      '[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/r\ncredential_source = Environment\n',
    );
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIA999999999999');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'of the process');
    expect(await failure(accountOf())).toMatchObject({ code: 'no-credentials' });
    await accountOf(dev, { AWS_ACCESS_KEY_ID: 'AKIA111122223333', AWS_SECRET_ACCESS_KEY: 's' });
    expect(aws.requests[0]?.accessKeyId).toBe('AKIA111122223333');
  });

  test('is assumed with a web identity', async () => {
    const file = join(home.folder, 'token');
    await writeFile(file, 'jwt\n');
    await home.writeConfig(
      `[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/r\nweb_identity_token_file = ~/token\n`,
    );
    expect(await accountOf()).toBe('444455556666');
    expect(form(0)).toMatchObject({ Action: 'AssumeRoleWithWebIdentity', WebIdentityToken: 'jwt' });
  });
});

describe('a credential_process', () => {
  const script = (code: string) => `[profile "my prog"]\ncredential_process = ${process.execPath} -e "${code}"\n`;
  const prog: AccountSource = { kind: 'profile', name: 'my prog' };

  test('is run on the first call and not before', async () => {
    const mark = join(home.folder, 'ran').replaceAll('\\', '/');
    await home.writeConfig(
      script(
        `require('fs').appendFileSync('${mark}','x');console.log(JSON.stringify({Version:1,AccessKeyId:'AKIA111122223333',SecretAccessKey:'s'}))`,
      ),
    );
    const reader = open().reader(prog);
    const { readFile } = await import('node:fs/promises');
    await expect(readFile(mark)).rejects.toThrow();
    await Promise.all([reader.identity(), reader.identity()]);
    expect(await readFile(mark, 'utf8')).toBe('x');
  });

  test('that fails is said with its complaint and without its command line', async () => {
    await home.writeConfig(script(`console.error('vault is sealed');process.exit(3) // password123`));
    const error = await failure(accountOf(prog));
    expect(error).toMatchObject({
      code: 'no-credentials',
      message: 'The credential_process of profile "my prog" gave no credentials: vault is sealed',
    });
    expect(`${error.stack}${String(error.cause)}`).not.toContain('password123');
  });
});

describe('an SSO profile', () => {
  const config = (session = 'corp') =>
    `[profile dev]\nsso_session = ${session}\nsso_account_id = 111122223333\nsso_role_name = Reader\n[sso-session ${session}]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n`;
  const token = async (name: string, more: object = {}) => {
    const folder = join(home.folder, '.aws', 'sso', 'cache');
    await mkdir(folder, { recursive: true });
    const file = join(folder, `${createHash('sha1').update(name).digest('hex')}.json`);
    const expiresAt = new Date(Date.now() + 3600_000).toISOString();
    await writeFile(file, JSON.stringify({ accessToken: 'sso-token', expiresAt, ...more }));
  };
  const portal = () => {
    aws.play = request =>
      request.url.startsWith('/federation/credentials')
        ? {
            body: {
              roleCredentials: {
                accessKeyId: 'ASIA111122223333',
                secretAccessKey: 's',
                sessionToken: 't',
                expiration: Date.now() + 3600_000,
              },
            },
          }
        : undefined;
  };

  test.each(['corp', 'my corp (eu)'])('takes the token of the session %s', async session => {
    await home.writeConfig(config(session));
    await token(session);
    portal();
    expect(await accountOf()).toBe('111122223333');
    expect(aws.requests[0]).toMatchObject({
      url: '/federation/credentials?account_id=111122223333&role_name=Reader',
      headers: expect.objectContaining({ 'x-amz-sso_bearer_token': 'sso-token' }),
    });
  });

  test('takes the older settings without a session', async () => {
    await home.writeConfig(
      '[profile dev]\nsso_start_url = https://old.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = Reader\n',
    );
    await token('https://old.awsapps.com/start');
    portal();
    expect(await accountOf()).toBe('111122223333');
  });

  test('asks to sign in where there is no token, or an old one, or one that the portal refuses', async () => {
    await home.writeConfig(config());
    expect(await failure(accountOf())).toMatchObject({ code: 'sign-in-needed', details: { source: 'profile dev' } });
    await token('corp', { expiresAt: new Date(Date.now() - 1000).toISOString() });
    expect(await failure(accountOf())).toMatchObject({ code: 'sign-in-needed' });
    await token('corp');
    aws.play = () => jsonError(401, 'UnauthorizedException', 'Session token not found or invalid');
    expect(await failure(accountOf())).toMatchObject({ code: 'sign-in-needed' });
  });

  test('tells a role that is not assigned, and a portal that is not there, from a session that is over', async () => {
    await home.writeConfig(config());
    await token('corp');
    aws.play = () => jsonError(403, 'ForbiddenException', 'No access');
    expect(await failure(accountOf())).toMatchObject({ code: 'access-denied' });
    expect(await failure(accountOf(dev, { AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:9' }))).toMatchObject({
      code: 'unreachable',
    });
  });

  test('says which session is missing from the config', async () => {
    await home.writeConfig('[profile dev]\nsso_session = gone\nsso_account_id = 1\nsso_role_name = r\n');
    expect(await failure(accountOf())).toMatchObject({
      code: 'no-credentials',
      message: expect.stringMatching(/"gone"/),
    });
  });

  test('asks for aws login where its session is over', async () => {
    await home.writeConfig('[profile dev]\nlogin_session = arn:aws:sts::111122223333:assumed-role/a/b\n');
    expect(await failure(accountOf())).toMatchObject({ code: 'sign-in-needed' });
  });
});

describe('the default chain', () => {
  const chain: AccountSource = { kind: 'default' };

  test('takes AWS_PROFILE, and says so where that is not there', async () => {
    await home.writeConfig(`[profile dev]\n${keys}\n`);
    expect(await accountOf(chain, { AWS_PROFILE: 'dev' })).toBe('111122223333');
    expect(await failure(accountOf(chain, { AWS_PROFILE: 'gone' }))).toMatchObject({ code: 'no-credentials' });
  });

  test('takes a web identity of the environment', async () => {
    const file = join(home.folder, 'token');
    await writeFile(file, 'jwt');
    const env = { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: 'arn:aws:iam::444455556666:role/r' };
    expect(await accountOf(chain, env)).toBe('444455556666');
  });

  test('takes the credentials of a container', async () => {
    aws.play = request =>
      request.url === '/creds'
        ? {
            body: {
              AccessKeyId: 'ASIA111122223333',
              SecretAccessKey: 's',
              Token: 't',
              Expiration: '2099-01-01T00:00:00Z',
            },
          }
        : undefined;
    const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${aws.url}/creds`, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'auth' };
    expect(await accountOf(chain, env)).toBe('111122223333');
    expect(aws.requests[0]?.headers.authorization).toBe('auth');
  });

  test('says that a file could not be read rather than that nothing was found', async () => {
    const error = await failure(accountOf(chain, { AWS_SHARED_CREDENTIALS_FILE: home.folder }));
    expect(error).toMatchObject({
      code: 'config-unreadable',
      message: `${home.folder} cannot be read: it is a folder`,
    });
  });
});
