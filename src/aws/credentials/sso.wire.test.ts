import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { region } from '../../core/model/regions.ts';
import { dev, eachCredentialWorld, failure, keysOf } from '../testing/credentialWorld.ts';
import { jsonError } from '../testing/fakeAws.ts';

const world = eachCredentialWorld();

const profile = 'sso_account_id = 111122223333\nsso_role_name = Reader';
const session = 'sso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start';
const config = (name = 'corp') =>
  `[profile dev]\nsso_session = ${name}\n${profile}\n[sso-session "${name}"]\n${session}\n`;

const cacheFile = (name: string): string =>
  join(world().home.folder, '.aws', 'sso', 'cache', `${createHash('sha1').update(name).digest('hex')}.json`);
const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

async function token(name: string, more: object = {}): Promise<void> {
  await mkdir(join(world().home.folder, '.aws', 'sso', 'cache'), { recursive: true });
  await writeFile(cacheFile(name), JSON.stringify({ accessToken: 'sso-token', expiresAt: inMinutes(60), ...more }));
}

const renewable = { clientId: 'c', clientSecret: 's', refreshToken: 'r', registrationExpiresAt: inMinutes(600) };

function portal(renewed: object | undefined = undefined): void {
  const roleCredentials = {
    ...{ accessKeyId: 'ASIA111122223333', secretAccessKey: 's', sessionToken: 't' },
    expiration: Date.now() + 3600_000,
  };
  world().aws.play = ({ url }) => {
    if (url.startsWith('/federation/credentials')) return { body: { roleCredentials } };
    if (url !== '/token') return undefined;
    return renewed === undefined ? jsonError(400, 'InvalidGrantException', 'no') : { body: renewed };
  };
}

const usedTokens = (): readonly (string | undefined)[] =>
  world()
    .aws.requests.filter(({ url }) => url.startsWith('/federation'))
    .map(({ headers }) => headers['x-amz-sso_bearer_token']);

test.each(['corp', 'my corp (eu)'])('takes the token of the session %s', async name => {
  await world().home.writeConfig(config(name));
  await token(name);
  portal();
  expect(await world().accountOf()).toBe('111122223333');
  expect(world().aws.requests[0]?.url).toBe('/federation/credentials?account_id=111122223333&role_name=Reader');
  expect(usedTokens()).toEqual(['sso-token']);
});

test('takes the older settings without a session', async () => {
  await world().home.writeConfig(`[profile dev]\n${profile}\n${session}\n`);
  await token('https://corp.awsapps.com/start');
  portal();
  expect(await world().accountOf()).toBe('111122223333');
});

test.each(['corp', 'my corp (eu)'])('renews the token of the session %s, and keeps the new one', async name => {
  await world().home.writeConfig(config(name));
  await token(name, { ...renewable, expiresAt: inMinutes(-5), startUrl: 'https://corp.awsapps.com/start' });
  portal({ accessToken: 'new-token', expiresIn: 3600, refreshToken: 'r2' });
  expect(await world().accountOf()).toBe('111122223333');
  expect(usedTokens()).toEqual(['new-token']);
  expect(JSON.parse(await readFile(cacheFile(name), 'utf8'))).toEqual({
    ...renewable,
    startUrl: 'https://corp.awsapps.com/start',
    accessToken: 'new-token',
    refreshToken: 'r2',
    expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  });
  if (process.platform !== 'win32') expect((await stat(cacheFile(name))).mode & 0o777).toBe(0o600);
});

test('goes on with a token that is still good where it cannot be renewed', async () => {
  await world().home.writeConfig(config());
  await token('corp', { ...renewable, expiresAt: inMinutes(5) });
  portal();
  expect(await world().accountOf()).toBe('111122223333');
  expect(usedTokens()).toEqual(['sso-token']);
});

const made = { accessToken: 'new-token', expiresIn: 3600, refreshToken: 'r2' };
test.each([
  ['no token', { ...made, accessToken: undefined }],
  ['an empty token', { ...made, accessToken: '' }],
  ['a token that cannot be sent', { ...made, accessToken: 'new\r\nx: y' }],
  ['no end', { ...made, expiresIn: undefined }],
  ['no time for its end', { ...made, expiresIn: 'soon' }],
  ['an end that is past', { ...made, expiresIn: -1 }],
  ['an end that no calendar has', { ...made, expiresIn: 1e300 }],
])('keeps a token, and what renews it, where the portal gives %s', async (_what, answer) => {
  await world().home.writeConfig(config());
  const kept = { ...renewable, expiresAt: inMinutes(5) };
  await token('corp', kept);
  portal(answer);
  expect(await world().accountOf()).toBe('111122223333');
  expect(usedTokens()).toEqual(['sso-token']);
  expect(JSON.parse(await readFile(cacheFile('corp'), 'utf8'))).toEqual({ accessToken: 'sso-token', ...kept });
  await token('corp', { ...kept, expiresAt: inMinutes(-5) });
  expect(await world().refusal()).toMatchObject({ code: 'unexpected-answer' });
});

test.each([403, 407])(
  'asks nobody to sign in where a proxy answers %d in the place of the portal that renews',
  async status => {
    await world().home.writeConfig(config());
    await token('corp', { ...renewable, expiresAt: inMinutes(-5) });
    world().aws.play = () => ({ status, body: {} });
    expect(await world().refusal()).toMatchObject({ code: 'refused', details: { httpStatus: status } });
  },
);

test('renews a token whose end cannot be read, and keeps what renews it again', async () => {
  await world().home.writeConfig(config());
  await token('corp', { ...renewable, expiresAt: 'tomorrow' });
  portal(made);
  expect(await world().accountOf()).toBe('111122223333');
  expect(JSON.parse(await readFile(cacheFile('corp'), 'utf8'))).toMatchObject({ refreshToken: 'r2' });
});

test('does not read a kept sign-in that is larger than any', async () => {
  await world().home.writeConfig(config());
  await token('corp', { padding: ' '.repeat(2 << 20) });
  expect(await world().refusal()).toMatchObject({
    code: 'sign-in-needed',
    message: expect.stringContaining('the sign-in that is kept for corp cannot be read.'),
  });
});

test('takes a token that another program renewed meanwhile', async () => {
  await world().home.writeConfig(config());
  await token('corp', { ...renewable, expiresAt: inMinutes(-5) });
  portal();
  const { play } = world().aws;
  world().aws.play = (request, response) => {
    // Written at once, as the other program did before it was our turn.
    if (request.url === '/token')
      writeFileSync(cacheFile('corp'), JSON.stringify({ accessToken: 'theirs', expiresAt: inMinutes(60) }));
    return play(request, response);
  };
  expect(await world().accountOf()).toBe('111122223333');
  expect(usedTokens()).toEqual(['theirs']);
});

test.each([
  ['in as somebody else', { accessToken: 'theirs', expiresAt: inMinutes(480), refreshToken: 'of-theirs' }],
  ['out', undefined],
])('keeps no renewed token over that of who signed %s while it was renewed', async (_what, kept) => {
  await world().home.writeConfig(config());
  await token('corp', { ...renewable, expiresAt: inMinutes(5) });
  portal(made);
  const { play } = world().aws;
  world().aws.play = (request, response) => {
    if (request.url === '/token') {
      if (kept === undefined) rmSync(cacheFile('corp'));
      else writeFileSync(cacheFile('corp'), JSON.stringify(kept));
    }
    return play(request, response);
  };
  if (kept === undefined) expect(await world().refusal()).toMatchObject({ code: 'sign-in-needed' });
  else expect(await world().accountOf()).toBe('111122223333');
  expect(usedTokens()).toEqual(kept === undefined ? [] : ['theirs']);
  const left = await readFile(cacheFile('corp'), 'utf8').catch(() => undefined);
  expect(left).toBe(kept && JSON.stringify(kept));
});

test('takes a token whose end an early version of the AWS CLI wrote', async () => {
  await world().home.writeConfig(config());
  const written = (minutes: number): string => inMinutes(minutes).replace(/\.\d+Z$/, 'UTC');
  portal();
  await token('corp', { expiresAt: written(-1) });
  expect(await world().refusal()).toMatchObject({ code: 'sign-in-needed' });
  await token('corp', { expiresAt: written(60) });
  expect(await world().accountOf()).toBe('111122223333');
});

test('asks to sign in where there is no token, or an old one, or one that the portal refuses', async () => {
  await world().home.writeConfig(config());
  expect(await world().refusal()).toMatchObject({ code: 'sign-in-needed', details: { source: 'profile dev' } });
  await token('corp', { expiresAt: inMinutes(-1) });
  expect(await world().refusal()).toMatchObject({ code: 'sign-in-needed' });
  await writeFile(cacheFile('corp'), '{"accessToken": 1}');
  expect(await world().refusal()).toMatchObject({ code: 'sign-in-needed' });
  await token('corp');
  world().aws.play = () => jsonError(401, 'UnauthorizedException', 'Session token not found or invalid');
  expect(await world().refusal()).toMatchObject({ code: 'sign-in-needed' });
});

test.each(['sso-token\n', 'sso\u0000token', 'sso-tok\u00e9n', ''])(
  'asks to sign in where the kept token is %j, which cannot be sent',
  async accessToken => {
    await world().home.writeConfig(config());
    await token('corp', { accessToken });
    portal();
    expect(await world().refusal()).toMatchObject({
      code: 'sign-in-needed',
      message: expect.stringContaining('the sign-in that is kept for corp cannot be read.'),
    });
    expect(usedTokens()).toEqual([]);
  },
);

test('tells a role that is not assigned, and a portal that is not there, from a session that is over', async () => {
  await world().home.writeConfig(config());
  await token('corp');
  world().aws.play = () => jsonError(403, 'ForbiddenException', 'No access');
  expect(await world().refusal()).toMatchObject({ code: 'access-denied' });
  world().aws.play = () => jsonError(500, 'InternalServerException', 'Not now');
  expect(await world().refusal()).toMatchObject({ code: 'service-failure' });
  expect(await world().refusal(dev, { AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:9' })).toMatchObject({
    code: 'unreachable',
  });
});

test.each([
  ['a session that is not there', `[profile dev]\nsso_session = gone\n${profile}\n`, '"gone"'],
  ['no role', `[profile dev]\nsso_account_id = 111122223333\n${session}\n`, 'lacks sso_role_name'],
  ['no account', `[profile dev]\nsso_role_name = r\n${session}\n`, 'lacks sso_account_id'],
  ['no Region', `[profile dev]\n${profile}\nsso_start_url = x\n`, 'lacks sso_region'],
  [
    'a session without a Region',
    `[profile dev]\nsso_session = s\n${profile}\n[sso-session s]\nsso_start_url = x\n`,
    'no sso_region',
  ],
  [
    'a start URL that contradicts its session',
    `[profile dev]\nsso_session = s\nsso_start_url = y\n${profile}\n[sso-session s]\n${session}\n`,
    'contradict each other: sso_start_url',
  ],
])('refuses settings with %s as what they are, and takes nothing else', async (_what, text, message) => {
  await world().home.writeConfig(text);
  await world().home.writeCredentials(`[dev]\n${keysOf('111122223333')}\n`);
  expect(await world().refusal()).toMatchObject({
    code: 'no-credentials',
    message: expect.stringContaining(message),
  });
  expect(world().aws.calls()).toEqual([]);
});

test('passes over a session without an account or a role, and stops where it is not there', async () => {
  const text = `[profile dev]\nsso_session = corp\n${keysOf('111122223333')}\n`;
  await world().home.writeConfig(`${text}[sso-session corp]\n${session}\n`);
  expect(await world().accountOf()).toBe('111122223333');
  await world().home.writeConfig(text);
  expect((await world().refusal()).message).toContain('"corp", which the config file does not hold');
});

test('asks for aws login where its session is over', async () => {
  await world().home.writeConfig('[profile dev]\nlogin_session = arn:aws:sts::111122223333:assumed-role/a/b\n');
  expect(await world().refusal()).toMatchObject({ code: 'sign-in-needed' });
});

test('uses no credentials of another account than the sign-in was asked for', async () => {
  await world().home.writeConfig(config());
  await token('corp');
  portal();
  const other = { kind: 'sso', session: 'corp', accountId: '444455556666', role: 'Reader' } as const;
  const another = {
    code: 'wrong-account',
    message: 'The credentials that were given for account 444455556666 belong to 111122223333.',
    details: { source: 'sso:corp/444455556666/Reader' },
  };
  expect(await world().refusal(other)).toMatchObject(another);
  const gateway = world().open();
  expect(await failure(gateway.openWriter(other))).toMatchObject(another);
  const mine = { accountId: '444455556666' };
  expect(await failure(gateway.reader(other).read('ListVaults', region('eu-west-1'), {}, mine))).toMatchObject(another);
  expect(await world().accountOf({ ...other, accountId: '111122223333' })).toBe('111122223333');
});

test.each([
  ['us-esat-1', `The sso_region is "us-esat-1", which AWS's lists don't have: did you mean us-east-1?`],
  ['eu-west-9', `The sso_region is "eu-west-9", which AWS's lists don't have.`],
  ['eu-west-1', undefined],
])('names the sso_region %s that keeps the portal from being reached, where nobody knows it', async (name, told) => {
  await world().home.writeConfig(config().replace('eu-west-1', name));
  await token('corp');
  const { message } = await world().refusal(dev, { AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:9' });
  expect(message).toMatch(/^Profile "dev" has no valid SSO session: /);
  expect(/The sso_region.*$/.exec(message)?.[0]).toBe(told);
});

test('names such an sso_region where a sign-in cannot be renewed', async () => {
  await world().home.writeConfig(config().replace('eu-west-1', 'us-esat-1'));
  await token('corp', { ...renewable, expiresAt: inMinutes(-5) });
  const { message } = await world().refusal(dev, { AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:9' });
  expect(message.match(/did you mean us-east-1\?/g)).toHaveLength(1);
});
