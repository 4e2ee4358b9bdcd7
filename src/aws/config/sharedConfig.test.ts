import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../../test/support/manualClock.ts';
import { expandHome, sharedFilePaths, signInFolders } from './environment.ts';
import { configuredAccountId } from './profiles.ts';
import { requireProfile, SharedConfig } from './sharedConfig.ts';

let folder: string;
let config: SharedConfig;
let clock: ManualClock;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shared-config-'));
  clock = new ManualClock();
  config = new SharedConfig(
    { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') },
    clock,
  );
});
afterEach(() => rm(folder, { recursive: true }));

const write = (file: 'config' | 'credentials', text: string) => writeFile(join(folder, file), text);

test('lists profiles of both files and keeps the other sections apart', async () => {
  await write(
    'config',
    `[default]
region = us-east-1
[profile plain]
region = eu-west-1
[profile "a b (c)"]
region = eu-west-2
[profile d e]
[sso-session corp]
sso_region = us-east-1
[services local]
glacier =
  endpoint_url = http://127.0.0.1:1
[plugins]
cli_legacy_plugin_path = x
[preview]
cloudfront = true
[not-a-profile]
`,
  );
  await write('credentials', '[plain]\naws_access_key_id = A\n[f g (h)]\naws_access_key_id = B\n');
  const { profiles, ssoSessions, services, problems } = await config.current();
  expect([...profiles.keys()]).toEqual(['default', 'plain', 'a b (c)', 'f g (h)']);
  expect(Object.fromEntries(profiles.get('plain')?.settings ?? [])).toEqual({
    region: 'eu-west-1',
    aws_access_key_id: 'A',
  });
  expect([...ssoSessions.keys()]).toEqual(['corp']);
  expect(services.get('local')?.settings.get('glacier.endpoint_url')).toBe('http://127.0.0.1:1');
  expect(problems).toEqual([]);
});

test.each([
  ['profile a', 'a'],
  ['profile "a b"', 'a b'],
  ["profile 'a b'", 'a b'],
  ['profile a"b"c', 'abc'],
  ['profile a\\ b', 'a b'],
  ['profile  a', 'a'],
  ['default', 'default'],
])('the header [%s] names %s', async (header, name) => {
  await write('config', `[${header}]\n`);
  const { profiles, warnings } = await config.current();
  expect([...profiles.keys()]).toEqual([name]);
  expect(warnings).toEqual([]);
});

test.each(['profile a b', 'profile "a b', 'profile', "profile a'b", 'profile ""'])(
  'the header [%s] names nothing, and says so',
  async header => {
    await write('config', `[${header}]\nx = 1\n`);
    const { profiles, warnings } = await config.current();
    expect([...profiles.keys()]).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining(`[${header}] names nothing; a name with spaces needs quotes`)]);
  },
);

test('lets the later of [default] and [profile default] count alone', async () => {
  const explicit = '[profile default]\nregion = eu-west-1\n';
  const plain = '[default]\nregion = us-east-1\noutput = json\n';
  const settings = async () => Object.fromEntries((await config.reread()).profiles.get('default')?.settings ?? []);
  await write('config', explicit + plain);
  expect(await settings()).toEqual({ region: 'us-east-1', output: 'json' });
  await write('config', plain + explicit);
  expect(await settings()).toEqual({ region: 'eu-west-1' });
  expect((await config.current()).warnings).toEqual([expect.stringContaining('[default] is passed over')]);
});

test('keeps what each file says of a profile apart', async () => {
  await write('config', '[profile a]\naws_session_token = old\nregion = x\n');
  await write('credentials', '[a]\naws_access_key_id = A\nregion = y\n');
  const { settings, ofConfig, ofCredentials } = requireProfile(await config.current(), 'a');
  expect([...settings]).toEqual([
    ['aws_session_token', 'old'],
    ['region', 'y'],
    ['aws_access_key_id', 'A'],
  ]);
  expect([...ofConfig.keys()]).toEqual(['aws_session_token', 'region']);
  expect([...ofCredentials.keys()]).toEqual(['aws_access_key_id', 'region']);
});

test('takes every section of the credentials file for a profile under its bare name', async () => {
  await write('credentials', '[profile a]\n[services s]\nx = 1\n');
  const { profiles, services } = await config.current();
  expect([...profiles.keys()]).toEqual(['profile a', 'services s']);
  expect(services.size).toBe(0);
});

test.each([
  ['a section that comes twice', '[profile a]\nregion = x\n[profile a]\noutput = json\n', '[profile a] comes twice'],
  [
    'a section of others that comes twice',
    '[profile a]\nregion = x\noutput = json\n[plugins]\n[plugins]\n',
    '[plugins] comes twice',
  ],
  ['a byte order mark', '\uFEFF[profile a]\nregion = x\noutput = json\n', 'starts with a byte order mark'],
])('reads %s with a warning', async (_what, text, warning) => {
  await write('config', text);
  const { profiles, problems, warnings } = await config.current();
  expect(Object.fromEntries(profiles.get('a')?.settings ?? [])).toEqual({ region: 'x', output: 'json' });
  expect(problems).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining(warning)]);
});

test.each([
  ['is no setting', 'endpoint_url http://127.0.0.1:1'],
  ['is indented', 'region = x\n  endpoint_url = http://127.0.0.1:1'],
  ['comes twice', 'endpoint_url = http://127.0.0.1:1\nendpoint_url = '],
])('does not use a profile in which a line %s, since it may be the endpoint', async (_what, lines) => {
  await write('config', `[profile a]\n${lines}\n[profile b]\n`);
  const snapshot = await config.current();
  expect([...snapshot.profiles.keys()]).toEqual(['a', 'b']);
  expect(() => requireProfile(snapshot, 'a')).toThrow(expect.objectContaining({ code: 'config-unreadable' }));
  expect(requireProfile(snapshot, 'b').name).toBe('b');
});

test.each([
  ['config', 'endpoint_url = http://127.0.0.1:1\n[profile b]\n', '1'],
  ['config', '[profile a\nendpoint_url = http://127.0.0.1:1\n', '1, 2'],
  ['config', '[]\nrole_arn = arn:aws:iam::111122223333:role/r\n', '1, 2'],
  ['config', '[profile b]\n\nprofile a]\nsso_session = corp\n', '3, 4'],
  ['credentials', '[a]\naws_access_key_id = A\n[b\naws_access_key_id = B\n', '3, 4'],
] as const)(
  'uses no profile where a header in the %s file cannot be read, since what is lost may be meant for any: %j',
  async (file, text, lines) => {
    await write('credentials', '[a]\naws_access_key_id = A\n');
    await write(file, text);
    const snapshot = await config.current();
    const problem = `${join(folder, file)} cannot be read at line ${lines}`;
    expect(snapshot.problems).toEqual([problem]);
    const refusal = { code: 'config-unreadable', message: `No profile is used until this is mended: ${problem}.` };
    for (const name of ['a', 'b', 'default', undefined]) {
      expect(() => requireProfile(snapshot, name)).toThrow(expect.objectContaining(refusal));
    }
  },
);

test('says that a file is no UTF-8 text', async () => {
  await writeFile(join(folder, 'config'), Buffer.from('\uFEFF[profile a]\n', 'utf16le'));
  const { problems, incomplete } = await config.current();
  expect({ problems, incomplete }).toEqual({
    problems: [`${join(folder, 'config')} cannot be read: it is not UTF-8 text`],
    incomplete: true,
  });
});

test('takes missing files for empty ones', async () => {
  const { profiles, problems, incomplete } = await config.current();
  expect({ profiles: profiles.size, problems, incomplete }).toEqual({ profiles: 0, problems: [], incomplete: false });
});

test('says which line of a file it cannot read, and reads the rest', async () => {
  await write('config', '[profile a]\nnonsense\n[profile b]\n');
  const { profiles, problems } = await config.current();
  expect([...profiles.keys()]).toEqual(['a', 'b']);
  expect(problems).toEqual([`${join(folder, 'config')} cannot be read at line 2`]);
});

test('says that a file cannot be opened, and uses no profile, since it may say where calls go', async () => {
  const asFolder = new SharedConfig(
    { AWS_CONFIG_FILE: folder, AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') },
    clock,
  );
  await write('credentials', '[there]\naws_access_key_id = A\n');
  const snapshot = await asFolder.current();
  expect([...snapshot.profiles.keys()]).toEqual(['there']);
  expect(snapshot.problems).toEqual([`${folder} cannot be read: it is a folder`]);
  for (const name of ['gone', 'there', undefined]) {
    expect(() => requireProfile(snapshot, name)).toThrow(expect.objectContaining({ code: 'config-unreadable' }));
  }
});

test.skipIf(process.getuid?.() === 0)('says that a file may not be read', async () => {
  await write('config', '[profile a]\n');
  await chmod(join(folder, 'config'), 0);
  expect((await config.current()).problems).toEqual([`${join(folder, 'config')} cannot be read: permission denied`]);
});

test('keeps its generation until the text changes, and then reads anew', async () => {
  await write('credentials', '[a]\naws_access_key_id = A\n');
  const first = await config.current();
  expect(await config.current()).toBe(first);
  await write('credentials', '[a]\naws_access_key_id = A\n');
  expect((await config.reread()).generation).toBe(first.generation);
  await write('credentials', '[a]\naws_access_key_id = B\n');
  const second = await config.current();
  expect(second.generation).toBe(first.generation + 1);
  expect(second.profiles.get('a')?.settings.get('aws_access_key_id')).toBe('B');
});

test('looks at the files four times a second at most for those who ask again and again', async () => {
  await write('credentials', '[a]\n');
  const first = await config.recent();
  await write('credentials', '[b]\n');
  await clock.advance(249);
  expect(await config.recent()).toBe(first);
  await clock.advance(1);
  expect([...(await config.recent()).profiles.keys()]).toEqual(['b']);
  await write('credentials', '[c]\n');
  expect([...(await config.current()).profiles.keys()]).toEqual(['c']);
  expect([...(await config.recent()).profiles.keys()]).toEqual(['c']);
});

test.each([
  [{ HOME: '/h' }, '/h/.aws/config', '/h/.aws/credentials'],
  [{ HOME: '/h', AWS_CONFIG_FILE: '~/c', AWS_SHARED_CREDENTIALS_FILE: '/k' }, '/h/c', '/k'],
  [{ HOME: '/h', AWS_CONFIG_FILE: '' }, '', '/h/.aws/credentials'],
  [{ HOME: '/h', AWS_CONFIG_FILE: '$HOME/c', AWS_SHARED_CREDENTIALS_FILE: '${HOME}/$NO/k' }, '/h/c', '/h/$NO/k'],
])('finds the files of %o', (env, configFile, credentials) => {
  expect(sharedFilePaths(env)).toEqual({ config: configFile, credentials });
});

test.each([
  [{ HOME: '/h' }, '/h/.aws/login/cache'],
  [{ HOME: '/h', AWS_CONFIG_FILE: '/c', AWS_LOGIN_CACHE_DIRECTORY: '' }, '/h/.aws/login/cache'],
  [{ HOME: '/h', AWS_LOGIN_CACHE_DIRECTORY: '/l' }, '/l'],
])('finds the sign-ins of %o, wherever the config is', (env, login) => {
  expect(signInFolders(env)).toEqual({ sso: '/h/.aws/sso/cache', login });
});

test('expands only a leading ~/', () => {
  expect(expandHome('/a/~/b', { HOME: '/h' })).toBe('/a/~/b');
});

test.each([
  [{ sso_account_id: '111122223333' }, '111122223333'],
  [{ role_arn: 'arn:aws:iam::444455556666:role/x', sso_account_id: '111122223333' }, '444455556666'],
  [{ login_session: 'arn:aws:sts::111122223333:assumed-role/a/b' }, '111122223333'],
  [{ aws_account_id: '12' }, null],
  [{}, null],
])('reads the account of %o as %s', (settings, id) => {
  expect(configuredAccountId(new Map(Object.entries(settings)))).toBe(id);
});

test.skipIf(process.platform === 'win32')(
  'waits for nobody to write into a pipe that stands there, and uses no profile',
  async () => {
    execFileSync('mkfifo', [join(folder, 'config')]);
    await write('credentials', '[a]\naws_access_key_id = A\n');
    const snapshot = await config.current();
    expect(snapshot.problems).toEqual([expect.stringContaining('cannot be read: it is a pipe')]);
    expect(snapshot.incomplete).toBe(true);
  },
);

test('does not read a file that is larger than anyone’s settings, and uses no profile', async () => {
  await write('config', '[profile a]\n');
  await truncate(join(folder, 'config'), (64 << 20) + 1);
  const snapshot = await config.current();
  expect(snapshot.problems).toEqual([expect.stringContaining('cannot be read: it is larger than 64 MB')]);
  expect(snapshot.incomplete).toBe(true);
});

test.skipIf(process.platform === 'win32')(
  'takes a device in place of a file for nothing, however much it would give',
  async () => {
    await symlink('/dev/null', join(folder, 'config'));
    await symlink('/dev/zero', join(folder, 'credentials'));
    const { profiles, problems, incomplete } = await config.current();
    expect({ names: [...profiles.keys()], problems, incomplete }).toEqual({
      names: [],
      problems: [],
      incomplete: false,
    });
  },
);
