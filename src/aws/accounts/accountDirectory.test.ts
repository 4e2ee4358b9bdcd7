import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../../test/support/manualClock.ts';
import { sourceKey } from '../../core/model/account.ts';
import { SharedConfig } from '../config/sharedConfig.ts';
import { type AwsHome, makeAwsHome } from '../testing/awsHome.ts';
import { accountDirectory } from './accountDirectory.ts';
import { type EmulatorAccess, noEmulator } from './emulatorAccess.ts';

let home: AwsHome;
beforeEach(async () => {
  home = await makeAwsHome();
});
afterEach(() => home.remove());

const open = (env: Record<string, string> = {}, emulator: EmulatorAccess = noEmulator) => {
  const all = { ...home.env, ...env };
  return accountDirectory({ env: all, config: new SharedConfig(all, new ManualClock()), emulator });
};
const running: EmulatorAccess = {
  endpoint: async () => 'http://127.0.0.1:1',
  accountIds: async () => ['111122223333', '444455556666'],
};

const ROLE_WITH_TOKEN = 'role_arn = arn:aws:iam::111122223333:role/r\nweb_identity_token_file = /t';

test('lists the emulator, the default chain and the profiles, with what the config says of each', async () => {
  await home.writeConfig(
    '[default]\nregion = us-east-1\n[profile "a b (c)"]\nsso_account_id = 111122223333\nregion = eu-west-1\n[sso-session s]\n',
  );
  const { sources, problems } = await open({}, running).list();
  expect(sources.map(one => [sourceKey(one.source), one.configuredAccountId, one.region])).toEqual([
    ['emulator:111122223333', '111122223333', null],
    ['emulator:444455556666', '444455556666', null],
    ['default', null, 'us-east-1'],
    ['profile:default', null, 'us-east-1'],
    ['profile:a b (c)', '111122223333', 'eu-west-1'],
  ]);
  expect(problems).toEqual([]);
});

test('lists what can be read and says what cannot', async () => {
  await home.writeConfig('[profile a]\nrubbish\n');
  const { sources, problems } = await open().list();
  expect(sources.map(one => sourceKey(one.source))).toEqual(['default', 'profile:a']);
  expect(problems).toHaveLength(1);
});

test.each([
  ['nothing where there is nothing', {}, '', noEmulator, []],
  ['the emulator', {}, '', running, ['emulator:111122223333', 'emulator:444455556666']],
  ['the default chain where there is a profile default', {}, '[default]\n', noEmulator, ['default']],
  [
    'the default chain where the environment holds keys',
    { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_PROFILE: 'x' },
    '',
    noEmulator,
    ['default'],
  ],
  ['the default chain in a container', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://x' }, '', noEmulator, ['default']],
  [
    'the default chain where a web identity of the environment may go before the profile',
    { AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_PROFILE: 'x' },
    '',
    noEmulator,
    ['default'],
  ],
  ['the profile that AWS_PROFILE names', { AWS_PROFILE: 'x y' }, '[default]\n', noEmulator, ['profile:x y']],
])('shows first %s', async (_what, env, config, emulator, shown) => {
  await home.writeConfig(config);
  expect((await open(env, emulator).initial()).map(sourceKey)).toEqual(shown);
});

test.each([
  ['of the role of its token', 'region = x', '444455556666'],
  [
    'of the profile’s role with a source, which goes first',
    'role_arn = arn:aws:iam::111122223333:role/r',
    '111122223333',
  ],
  ['of its role before that of the profile’s token', ROLE_WITH_TOKEN, '444455556666'],
])('takes a chain with a web identity in the environment for one %s', async (_what, line, accountId) => {
  await home.writeConfig(`[default]\n${line}\n`);
  const env = { AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_ROLE_ARN: 'arn:aws:iam::444455556666:role/r' };
  const { sources } = await open(env).list();
  expect(sources[0]).toMatchObject({ source: { kind: 'default' }, configuredAccountId: accountId });
});

test('warns of what AWS’s own tools refuse, and lists it', async () => {
  await home.writeConfig('[profile a]\n[profile a]\n');
  const { sources, problems, warnings } = await open().list();
  expect(sources.map(one => sourceKey(one.source))).toEqual(['default', 'profile:a']);
  expect(problems).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining('[profile a] comes twice')]);
});

test('shows the Region of the environment for all', async () => {
  await home.writeConfig('[profile a]\nregion = eu-west-1\n');
  const { sources } = await open({ AWS_REGION: 'ap-southeast-2' }).list();
  expect(sources.map(one => one.region)).toEqual(['ap-southeast-2', 'ap-southeast-2']);
});

test('lists the profiles where the emulator cannot be asked, and says so', async () => {
  await home.writeConfig('[profile a]\n');
  const silent: EmulatorAccess = { ...running, accountIds: () => Promise.reject(new Error('no answer')) };
  const { sources, problems } = await open({}, silent).list();
  expect(sources.map(one => sourceKey(one.source))).toEqual(['default', 'profile:a']);
  expect(problems).toEqual(['The local emulator cannot be asked for its accounts: no answer']);
  expect(await open({}, silent).initial()).toEqual([]);
});

test('lists what sign-ins gave, and names the accounts of profiles by it', async () => {
  await home.writeConfig('[profile dev]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\n');
  const accounts = [{ id: '111122223333', name: 'prod', roles: ['Admin', 'Reader'] }];
  const discoveries = { list: async () => [{ session: 'corp', listedAt: '', accounts }] };
  const parts = { env: home.env, config: new SharedConfig(home.env, new ManualClock()), emulator: noEmulator };
  const { sources } = await accountDirectory({ ...parts, discoveries }).list();
  const about = { session: 'corp', accountName: 'prod', configuredAccountId: '111122223333' };
  expect(sources.slice(1)).toEqual([
    expect.objectContaining({ ...about, source: { kind: 'profile', name: 'dev' }, role: 'Admin' }),
    expect.objectContaining({ ...about, role: 'Admin' }),
    expect.objectContaining({ ...about, role: 'Reader' }),
  ]);
  const broken = { list: () => Promise.reject(new Error('no JSON')) };
  const listing = await accountDirectory({ ...parts, discoveries: broken }).list();
  expect([listing.sources.length, listing.problems]).toEqual([2, ['What sign-ins gave cannot be read: no JSON']]);
});
