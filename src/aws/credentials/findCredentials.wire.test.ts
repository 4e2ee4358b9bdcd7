import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { InstantClock } from '../../../test/support/manualClock.ts';
import { AccessError } from '../../core/model/errors.ts';
import { region } from '../../core/model/regions.ts';
import { LARGEST_ANSWER_BYTES } from '../clients/wholeBody.ts';
import { cacheName } from '../sso/session.ts';
import { chain, dev, eachCredentialWorld, keysOf } from '../testing/credentialWorld.ts';
import { sts, xmlError } from '../testing/fakeAws.ts';
import { pour } from '../testing/localServer.ts';
import { verifySigV4 } from '../testing/sigV4Verifier.ts';

const world = eachCredentialWorld();

/** Plays a container's host, at `/creds` unless told otherwise. */
function playContainer(end = '2099-01-01T00:00:00Z', path = '/creds'): void {
  world().aws.play = request =>
    request.url === path
      ? { body: { AccessKeyId: 'ASIA111122223333', SecretAccessKey: 's', Token: 't', Expiration: end } }
      : undefined;
}

const keyVariables = { AWS_ACCESS_KEY_ID: 'AKIA777788889999', AWS_SECRET_ACCESS_KEY: 's' };

describe('a role', () => {
  const role = (more = '') =>
    `[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/r\nsource_profile = base\nregion = eu-west-1\n${more}\n[profile base]\n${keysOf('111122223333')}\n`;

  test('is assumed with the keys of its source', async () => {
    await world().home.writeConfig(role('external_id = x\nduration_seconds = 900\nrole_session_name = me'));
    expect(await world().accountOf()).toBe('444455556666');
    expect(world().form(0)).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: 'arn:aws:iam::444455556666:role/r',
      ExternalId: 'x',
      DurationSeconds: '900',
      RoleSessionName: 'me',
    });
    const request = world().aws.requests[0];
    if (request === undefined) throw new Error('nothing was received');
    expect(verifySigV4(request, 'secret')).toMatchObject({ accessKeyId: 'AKIA111122223333', region: 'eu-west-1' });
  });

  test('has a session name of ours where the profile sets it to nothing', async () => {
    await world().home.writeConfig(role('role_session_name ='));
    expect(await world().accountOf()).toBe('444455556666');
    expect(world().form(0).RoleSessionName).toMatch(/^[\w-]+-\d+$/);
  });

  test('is assumed once for four services at once, with one question for a code', async () => {
    await world().home.writeConfig(role('mfa_serial = arn:aws:iam::111122223333:mfa/me'));
    const asked: string[][] = [];
    const askMfaCode = async (serial: string, profile: string) => {
      asked.push([serial, profile]);
      return '123456';
    };
    const reader = world().open({}, { askMfaCode }).reader(dev);
    const ireland = region('eu-west-1');
    await Promise.all([
      reader.read('ListVaults', ireland, {}),
      reader.read('GetApps', ireland, {}),
      reader.read('ListInstances', ireland, {}),
      reader.read('ListNotificationHubs', ireland, {}),
    ]);
    expect(
      world()
        .aws.calls()
        .filter(call => call.includes('AssumeRole')),
    ).toHaveLength(1);
    expect(world().form(0)).toMatchObject({ SerialNumber: 'arn:aws:iam::111122223333:mfa/me', TokenCode: '123456' });
    expect(asked).toEqual([['arn:aws:iam::111122223333:mfa/me', 'dev']]);
    expect(
      world()
        .aws.requests.slice(1)
        .map(one => one.accessKeyId),
    ).toEqual(Array(4).fill('ASIA444455556666'));
  });

  test.each([-50, 0, 50, 120])(
    'asks for a code once an hour, also where our clock is %d minutes ahead of AWS’s',
    async ahead => {
      await world().home.writeConfig(role('mfa_serial = arn:aws:iam::111122223333:mfa/me'));
      world().aws.play = (request, response) => {
        const now = Date.now() - ahead * 60_000;
        response.setHeader('date', new Date(now).toUTCString());
        return request.service === 'sts' ? sts(request, now) : undefined;
      };
      let asked = 0;
      const askMfaCode = async () => {
        asked += 1;
        return '123456';
      };
      const clock = new InstantClock();
      const reader = world().open({}, { askMfaCode, clock }).reader(dev);
      const askedAfter = async (minutes: number) => {
        await clock.sleep(minutes * 60_000);
        await reader.read('ListVaults', region('eu-west-1'), {}, { accountId: '444455556666' });
        return asked;
      };
      expect([await askedAfter(0), await askedAfter(50), await askedAfter(10)]).toEqual([1, 1, 2]);
    },
  );

  test('that needs a code fails where nobody can be asked, and when nobody answers', async () => {
    await world().home.writeConfig(role('mfa_serial = m'));
    expect(await world().refusal()).toMatchObject({
      code: 'no-credentials',
      message: 'Profile "dev" needs an MFA code, and nobody can be asked for one.',
    });
    const askMfaCode = async () => {
      throw new AccessError('cancelled', 'Cancelled.');
    };
    expect(await world().refusal(dev, {}, { askMfaCode })).toMatchObject({ code: 'cancelled' });
  });

  test('is assumed through another role', async () => {
    await world().home.writeConfig(
      `[profile dev]\nrole_arn = arn:aws:iam::777788889999:role/two\nsource_profile = a b (c)\n[profile "a b (c)"]\nrole_arn = arn:aws:iam::444455556666:role/one\nsource_profile = base\n`,
    );
    await world().home.writeCredentials(`[base]\n${keysOf('111122223333')}\n`);
    expect(await world().accountOf()).toBe('777788889999');
    expect(world().aws.requests.map(one => one.accessKeyId)).toEqual([
      'AKIA111122223333',
      'ASIA444455556666',
      'ASIA777788889999',
    ]);
  });

  test('may name its own profile as the source of its keys', async () => {
    await world().home.writeConfig(
      `[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/r\nsource_profile = dev\n${keysOf('111122223333')}\n`,
    );
    expect(await world().accountOf()).toBe('444455556666');
  });

  test('that leads round in a circle is refused', async () => {
    await world().home.writeConfig(
      '[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/r\nsource_profile = b\n[profile b]\nrole_arn = arn:aws:iam::444455556666:role/s\nsource_profile = dev\n',
    );
    expect(await world().refusal()).toMatchObject({
      code: 'no-credentials',
      message: 'source_profile leads round in a circle: dev > b > dev',
    });
    expect(world().aws.calls()).toEqual([]);
  });

  const roleLine = 'role_arn = arn:aws:iam::444455556666:role/r';
  const keys = keysOf('111122223333');

  test.each([
    ['without a source, keys or not', `[profile dev]\n${roleLine}\n${keys}\n`, /neither a source_profile/],
    [
      'with two sources',
      `[profile dev]\n${roleLine}\nsource_profile = base\ncredential_source = Environment\n[profile base]\n${keys}\n`,
      /both a source_profile/,
    ],
    ['of a source that nobody knows', `[profile dev]\n${roleLine}\ncredential_source = environment\n`, /unknown/],
    ['of a source that is not there', `[profile dev]\n${roleLine}\nsource_profile = gone\n`, /named "gone"/],
    [
      'of a source without credentials',
      `[profile dev]\n${roleLine}\nsource_profile = base\n[profile base]\nregion = eu-west-1\n`,
      /"base" is to be the source of profile "dev"/,
    ],
    [
      'whose circle holds keys',
      `[profile dev]\n${roleLine}\n${keys}\nsource_profile = b\n[profile b]\n${roleLine}\nsource_profile = dev\n`,
      /circle: dev > b > dev/,
    ],
  ])('%s is refused, and nothing is called', async (_what, config, message) => {
    await world().home.writeConfig(config);
    expect(await world().refusal()).toMatchObject({ code: 'no-credentials', message: expect.stringMatching(message) });
    expect(world().aws.calls()).toEqual([]);
  });

  test.each([
    ['900', '900'],
    ['900s', undefined],
    ['', undefined],
  ])('takes a duration of %j for %j seconds', async (text, seconds) => {
    await world().home.writeConfig(role(`duration_seconds = ${text}`));
    await world().accountOf();
    expect(world().form(0).DurationSeconds).toBe(seconds);
  });

  test('that STS denies is said with the role', async () => {
    await world().home.writeConfig(role());
    world().aws.play = ({ action }) =>
      action === 'AssumeRole' ? xmlError(403, 'AccessDenied', 'not yours') : undefined;
    expect(await world().refusal()).toMatchObject({
      code: 'access-denied',
      message: 'The role arn:aws:iam::444455556666:role/r could not be assumed: not yours',
      details: { source: 'profile dev', awsCode: 'AccessDenied', requestId: 'r-1' },
    });
  });

  test('takes its source from the given environment', async () => {
    await world().home.writeConfig(
      '[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/r\ncredential_source = Environment\n',
    );
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIA999999999999');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'of the process');
    expect(await world().refusal()).toMatchObject({ code: 'no-credentials' });
    await world().accountOf(dev, { AWS_ACCESS_KEY_ID: 'AKIA111122223333', AWS_SECRET_ACCESS_KEY: 's' });
    expect(world().aws.requests[0]?.accessKeyId).toBe('AKIA111122223333');
  });

  test('is assumed with a web identity', async () => {
    const file = join(world().home.folder, 'token');
    await writeFile(file, 'jwt\n');
    await world().home.writeConfig(
      `[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/r\nweb_identity_token_file = ~/token\n`,
    );
    expect(await world().accountOf()).toBe('444455556666');
    expect(world().form(0)).toMatchObject({ Action: 'AssumeRoleWithWebIdentity', WebIdentityToken: 'jwt' });
  });
});

describe('the default chain', () => {
  test('takes AWS_PROFILE, and says so where that is not there', async () => {
    await world().home.writeConfig(`[profile dev]\n${keysOf('111122223333')}\n`);
    expect(await world().accountOf(chain, { AWS_PROFILE: 'dev' })).toBe('111122223333');
    expect(await world().refusal(chain, { AWS_PROFILE: 'gone' })).toMatchObject({ code: 'no-credentials' });
  });

  test('takes a web identity of the environment', async () => {
    const file = join(world().home.folder, 'token');
    await writeFile(file, 'jwt');
    const env = { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: 'arn:aws:iam::444455556666:role/r' };
    expect(await world().accountOf(chain, env)).toBe('444455556666');
  });

  test.each([
    ['a key without its secret', { AWS_ACCESS_KEY_ID: 'AKIA777788889999' }, /no AWS_SECRET_ACCESS_KEY/],
    ['an end that is past', { ...keyVariables, AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z' }, /ended/],
    ['an end that is no time', { ...keyVariables, AWS_CREDENTIAL_EXPIRATION: 'soon' }, /no time/],
    ['an end without a zone', { ...keyVariables, AWS_CREDENTIAL_EXPIRATION: '2099-01-01T00:00:00' }, /no time/],
    ['a token without a role', { AWS_WEB_IDENTITY_TOKEN_FILE: '/token' }, /no role/],
  ])('stops at %s in the environment, whatever the profile holds', async (_what, env, message) => {
    await world().home.writeConfig(`[default]\n${keysOf('111122223333')}\n`);
    expect((await world().refusal(chain, env)).message).toMatch(message);
    expect(world().aws.calls()).toEqual([]);
  });

  test('passes over a secret without its key', async () => {
    await world().home.writeConfig(`[default]\n${keysOf('111122223333')}\n`);
    expect(await world().accountOf(chain, { AWS_SECRET_ACCESS_KEY: 's' })).toBe('111122223333');
  });

  test('does not use a named profile in the place of the environment', async () => {
    await world().home.writeConfig(`[profile dev]\n${keysOf('111122223333')}\n`);
    expect(await world().accountOf(chain, { ...keyVariables, AWS_PROFILE: 'dev' })).toBe('777788889999');
    expect(await world().accountOf(dev, keyVariables)).toBe('111122223333');
  });

  test('takes the credentials of a container', async () => {
    playContainer();
    const env = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${world().aws.url}/creds`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'auth',
    };
    expect(await world().accountOf(chain, env)).toBe('111122223333');
    expect(world().aws.requests[0]?.headers.authorization).toBe('auth');
  });

  test('asks a container’s host for exactly what is named', async () => {
    const asked = '/creds?a=1&a=2&b&c=x%20y';
    playContainer(undefined, asked);
    const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: world().aws.url + asked };
    expect(await world().accountOf(chain, env)).toBe('111122223333');
  });

  test('says that a file could not be read rather than that nothing was found', async () => {
    const error = await world().refusal(chain, { AWS_SHARED_CREDENTIALS_FILE: world().home.folder });
    expect(error).toMatchObject({
      code: 'config-unreadable',
      message: `No profile is used until this is mended: ${world().home.folder} cannot be read: it is a folder.`,
    });
  });
});

describe('keys of a profile', () => {
  test.each([
    ['the credentials file', 'credentials', '[dev]\naws_access_key_id = AKIA111122223333\n', 'aws_secret_access_key'],
    ['the config file', 'config', '[profile dev]\naws_access_key_id = AKIA111122223333\n', 'aws_secret_access_key'],
    [
      'the credentials file',
      'credentials',
      '[dev]\naws_access_key_id = A\naws_secret_access_key =\n',
      'aws_secret_access_key',
    ],
  ] as const)('that are half in %s stop the search and name the setting', async (_what, file, text, named) => {
    await (file === 'config' ? world().home.writeConfig(text) : world().home.writeCredentials(text));
    expect((await world().refusal(dev, keyVariables)).message).toContain(named);
    expect(world().aws.calls()).toEqual([]);
  });

  test.each([
    ['the older name of the token', 'aws_security_token = token', 'token'],
    ['the older name first', 'aws_session_token = other\naws_security_token = token', 'token'],
    ['no token', '', undefined],
  ])('take %s', async (_what, line, token) => {
    await world().home.writeCredentials(`[dev]\n${keysOf('111122223333')}\n${line}\n`);
    await world().accountOf();
    expect(world().aws.requests[0]?.headers['x-amz-security-token']).toBe(token);
  });

  test('of the credentials file are not sent with a token of the config file', async () => {
    await world().home.writeConfig('[profile dev]\naws_session_token = old\n');
    await world().home.writeCredentials(`[dev]\n${keysOf('111122223333')}\n`);
    await world().accountOf();
    expect(world().aws.requests[0]?.headers['x-amz-security-token']).toBeUndefined();
  });

  test('of the environment take the older name of the token', async () => {
    await world().accountOf(chain, { ...keyVariables, AWS_SECURITY_TOKEN: 'token', AWS_SESSION_TOKEN: 'other' });
    expect(world().aws.requests[0]?.headers['x-amz-security-token']).toBe('token');
  });
});

test('a profile with a Region alone takes the credentials of the machine', async () => {
  await world().home.writeConfig('[profile dev]\nregion = eu-west-1\n');
  expect(await world().refusal(dev, keyVariables)).toMatchObject({
    code: 'no-credentials',
    message: 'Profile "dev" says nothing of where its credentials are, and this machine has none.',
  });
  playContainer();
  expect(await world().accountOf(dev, { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${world().aws.url}/creds` })).toBe(
    '111122223333',
  );
});

test('credentials of a container that are over stop the search', async () => {
  playContainer('2020-01-01T00:00:00Z');
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${world().aws.url}/creds` };
  expect(await world().refusal(chain, env)).toMatchObject({ code: 'credentials-expired' });
});

test.each([
  ['an address of another computer', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://10.0.0.1/creds' }, 'its address is'],
  [
    'an address that looks like this one',
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1.evil/' },
    'its address',
  ],
  ['no address', { AWS_CONTAINER_CREDENTIALS_FULL_URI: '' }, 'its address is'],
  ['a token with a line end', { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'a\r\nx: y' }, 'the token'],
  ['a path that is refused', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'SERVER/no' }, 'it answered HTTP 404.'],
  ['half an answer', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'SERVER/half' }, 'its answer has no SecretAccessKey.'],
  ['an answer that is none', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'SERVER/text' }, 'its answer is not a JSON object.'],
])('a container with %s hands out no credentials, and nobody else is asked', async (_what, more, message) => {
  const { aws } = world();
  aws.play = ({ url }) => {
    if (url === '/half') return { body: { AccessKeyId: 'ASIA111122223333', Token: 'shh' } };
    return url === '/text' ? { body: 'shh' } : { status: 404 };
  };
  const env = Object.entries({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'SERVER/creds', ...more });
  const error = await world().refusal(
    chain,
    Object.fromEntries(env.map(([n, v]) => [n, v.replace('SERVER', aws.url)])),
  );
  expect(error).toMatchObject({
    code: 'no-credentials',
    message: expect.stringMatching(new RegExp(`^The container hands out no credentials: ${message}`)),
  });
  expect(aws.requests.every(({ service }) => service !== 'sts')).toBe(true);
});

test('a container is asked again where it does not know its role yet', async () => {
  let asked = 0;
  const { aws } = world();
  playContainer();
  const { play } = aws;
  aws.play = (request, response) => {
    if (request.url === '/creds') asked += 1;
    return asked < 3 && request.url === '/creds' ? { status: 500 } : play(request, response);
  };
  expect(await world().accountOf(chain, { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${aws.url}/creds` })).toBe(
    '111122223333',
  );
  expect(asked).toBe(3);
});

test('a call that is meant for an endpoint whose section is missing goes nowhere', async () => {
  await world().home.writeConfig(`[profile dev]\n${keysOf('111122223333')}\nservices = typo\n[services local]\n`);
  expect(await world().refusal(dev, { AWS_ENDPOINT_URL: '' })).toMatchObject({
    code: 'config-unreadable',
    message: expect.stringContaining('"typo"'),
  });
});

test('a call that is meant for an endpoint in capitals goes there', async () => {
  await world().home.writeConfig(`[profile dev]\n${keysOf('111122223333')}\nENDPOINT_URL = ${world().aws.url}\n`);
  expect(await world().accountOf(dev, { AWS_ENDPOINT_URL: '' })).toBe('111122223333');
});

describe('an answer with credentials that never ends is given up', () => {
  const portal = 'sso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start';
  test.each([
    [
      'of a role',
      `[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/r\nsource_profile = base\n[profile base]\n${keysOf('111122223333')}\n`,
    ],
    ['of a container', '[profile dev]\nregion = us-east-1\n'],
    ['of a sign-in', `[profile dev]\n${portal}\nsso_account_id = 111122223333\nsso_role_name = Reader\n`],
  ])('%s', async (_what, config) => {
    const { home, aws } = world();
    await home.writeConfig(config);
    const folder = join(home.folder, '.aws', 'sso', 'cache');
    await mkdir(folder, { recursive: true });
    const token = { accessToken: 'sso-token', expiresAt: '2999-01-01T00:00:00Z' };
    await writeFile(join(folder, `${cacheName('https://corp.awsapps.com/start')}.json`), JSON.stringify(token));
    let poured: Promise<number> | undefined;
    aws.play = (_request, response) => {
      poured = pour(response, 3 * LARGEST_ANSWER_BYTES).finally(() => response.end());
      return 'taken';
    };
    const { message } = await world().refusal(dev, { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${aws.url}/creds` });
    expect(message).toMatch(/The answer is larger than (?:64|3) MB/);
    expect(await poured).toBeLessThan(2 * LARGEST_ANSWER_BYTES);
  });
});
