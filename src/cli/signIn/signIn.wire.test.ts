import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { sealedEnvironment } from '../../../test/harness/environment.ts';
import { cliInMemory, runInMemory } from '../../../test/support/cliInMemory.ts';
import { CliWorld } from '../../../test/support/cliWorld.ts';
import {
  type CredentialKind,
  credentialKinds,
  GUARDED_ROLE,
  layOut,
  OPEN_ROLE,
  sharedFiles,
  startMachine,
} from '../../../test/support/credentialKinds.ts';
import { sourceText } from '../../core/model/account.ts';
import { runProgram } from '../program.ts';

const START_URL = 'https://corp.awsapps.com/start';
const ids = Array.from({ length: 40 }, (_, index) => String(100000000000 + index));
const portal = {
  startUrl: START_URL,
  user: 'maria@example.com',
  accounts: Object.fromEntries(
    ids.map((id, index) => [id, { name: `team-${index}`, roles: index === 3 ? ['Admin', 'Reader'] : ['Reader'] }]),
  ),
};
const glacier = { vaults: { tapes: {} } };
const state = (sso: object = {}) => ({
  version: 1,
  accounts: {
    [ids[0] ?? '']: { 'us-east-1': { sso: { ...portal, ...sso } } },
    [ids[3] ?? '']: { 'eu-west-1': { glacier } },
  },
});

const world = await CliWorld.open();
await world.startEmulator('--seed', 'empty');
const env = {
  AWS_ENDPOINT_URL_SSO: world.endpoint,
  AWS_ENDPOINT_URL_SSO_OIDC: world.endpoint,
  AWS_ENDPOINT_URL: world.endpoint,
  AWS_REGION: 'eu-west-1',
};
/** What comes before and after a sign-in runs in this process, which takes a tenth of the time; a sign-in is the built program's. */
const run = (...args: readonly string[]) =>
  runInMemory(args, world.home.folder, '', sealedEnvironment(world.home, env));
const folder = join(world.home.folder, '.aws', 'sso', 'cache');
const cacheFile = (key: string): string => join(folder, `${createHash('sha1').update(key).digest('hex')}.json`);
const session = `[sso-session corp]\nsso_start_url = ${START_URL}\nsso_region = eu-west-1\n`;
const kept = async (key = 'corp') => JSON.parse(await readFile(cacheFile(key), 'utf8'));

/** The person: opens what is shown, as a browser does, all the way. */
async function visit(address: string): Promise<string> {
  return (await fetch(address)).text();
}

async function signIn(...args: readonly string[]) {
  const running = world.start(['sign-in', ...args], env);
  const address = args.includes('--device-code')
    ? await running.said(/code in it: (\S+)\n/)
    : await running.said(/open this address:\s+(\S+)\n/);
  return { running, address };
}

async function signedIn(...args: readonly string[]) {
  const { running, address } = await signIn(...args);
  const page = await visit(address);
  return { page, ...(await running.ended) };
}

beforeEach(async () => {
  await world.control('PUT', 'state', state());
  await world.control('DELETE', 'requests');
  await world.control('DELETE', 'faults');
  await writeFile(world.home.awsConfigFile, session);
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => world.close());

const ACCOUNT = ['--sso-session', 'corp', '--account', ids[3] ?? '', '--role', 'Admin'];

describe('signing in', () => {
  it.each([
    ['a browser', ['--sso-session', 'corp', '--no-browser'], /You are signed in/],
    ['a code', ['--sso-session', 'corp', '--device-code', '--no-browser'], /Request approved/],
    ['the only session there is', ['--no-browser'], /You are signed in/],
  ])('goes by %s, and leads to an account without a profile', async (_what, args, said) => {
    const { code, stdout, page } = await signedIn(...args);
    expect([code, stdout]).toEqual([0, 'Signed in to corp. Renewed automatically for as long as the portal allows.\n']);
    expect(page).toMatch(said);
    const listed = await run('list', ...ACCOUNT, '--region', 'eu-west-1', '--kind', 'vault', '--json');
    expect([listed.code, JSON.parse(listed.stdout)]).toEqual([
      0,
      [
        expect.objectContaining({
          account: { id: ids[3], source: `sso:corp/${ids[3]}/Admin` },
          name: 'tapes',
        }),
      ],
    ]);
  });

  it('is kept as the AWS CLI keeps it, for this person alone, with the client it was made by', async () => {
    await signedIn('--sso-session', 'corp', '--no-browser');
    const token = await kept();
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const text = expect.stringMatching(/./);
    expect(token).toEqual({
      startUrl: START_URL,
      region: 'eu-west-1',
      ...{ accessToken: text, expiresAt: time, clientId: text, clientSecret: text },
      ...{ registrationExpiresAt: time, refreshToken: text },
    });
    const files = await readdir(folder);
    expect(files.every(name => /^[\da-f]{40}\.json$/.test(name))).toBe(true);
    const modes = await Promise.all(files.map(async name => (await stat(join(folder, name))).mode & 0o777));
    if (process.platform !== 'win32') expect(new Set(modes)).toEqual(new Set([0o600]));
    // A second sign-in needs no other client.
    await world.control('DELETE', 'requests');
    await signedIn('--sso-session', 'corp', '--no-browser');
    expect(Object.keys(Object(await world.control('GET', 'requests')))).not.toContain('oidc.RegisterClient');
  });

  it('replaces a link in its place, and leaves alone what that leads to', async () => {
    const elsewhere = join(world.home.folder, 'elsewhere.json');
    await mkdir(folder, { recursive: true });
    await writeFile(elsewhere, 'mine');
    await symlink(elsewhere, cacheFile('corp'));
    await signedIn('--sso-session', 'corp', '--no-browser');
    expect(await readFile(elsewhere, 'utf8')).toBe('mine');
    expect((await kept()).accessToken).toMatch(/./);
  });

  it('needs no config where the portal’s address is given', async () => {
    await writeFile(world.home.awsConfigFile, '');
    const { code } = await signedIn('--start-url', START_URL, '--sso-region', 'eu-west-1', '--no-browser');
    expect([code, (await kept(START_URL)).region]).toEqual([0, 'eu-west-1']);
    const account = ['--sso-session', START_URL, ...ACCOUNT.slice(2)];
    const listed = await run('list', ...account, '--region', 'eu-west-1', '--kind', 'vault', '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject([
      { account: { source: `sso:${START_URL}/${ids[3]}/Admin` }, name: 'tapes' },
    ]);
    await run('sign-out', '--start-url', START_URL, '--sso-region', 'eu-west-1');
    await expect(stat(cacheFile(START_URL))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    ['in the browser', ['--no-browser']],
    ['of a code', ['--device-code', '--no-browser']],
  ])('ends with 1 and keeps nothing where the person refuses %s', async (_what, args) => {
    const { running, address } = await signIn('--sso-session', 'corp', ...args);
    await visit(`${address}&answer=deny`);
    const { code, stderr } = await running.ended;
    expect([code, stderr]).toEqual([1, expect.stringContaining('refused in the browser')]);
    await expect(stat(cacheFile('corp'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('waits on where something else knocks, and takes no code of a sign-in that it did not begin', async () => {
    const { running, address } = await signIn('--sso-session', 'corp', '--no-browser');
    const back = new URL(address).searchParams.get('redirect_uri') ?? '';
    expect((await fetch(`${back}?code=stolen&state=guessed`)).status).toBe(404);
    expect((await fetch(`${back}?state=guessed&error=access_denied`)).status).toBe(404);
    await visit(address);
    expect((await running.ended).code).toBe(0);
  });

  it('ends with the signal that stops it, and keeps nothing', async () => {
    const { running } = await signIn('--sso-session', 'corp', '--device-code', '--no-browser');
    expect(await running.kill('SIGINT')).toMatchObject({ code: 130, stdout: '' });
    await expect(stat(cacheFile('corp'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says nothing of any secret', async () => {
    const { stdout, stderr } = await signedIn('--sso-session', 'corp', '--device-code', '--no-browser');
    const { accessToken, refreshToken, clientSecret } = await kept();
    for (const secret of [accessToken, refreshToken, clientSecret]) {
      expect(`${stdout}${stderr}`.includes(secret)).toBe(false);
    }
  });
});

describe('signing out', () => {
  it('ends the session at the portal and here', async () => {
    await signedIn('--sso-session', 'corp', '--no-browser');
    const { accessToken } = await kept();
    expect(await run('sign-out', '--sso-session', 'corp')).toMatchObject({ code: 0, stdout: 'Signed out.\n' });
    await expect(stat(cacheFile('corp'))).rejects.toMatchObject({ code: 'ENOENT' });
    const asked = await fetch(`${world.endpoint}/assignment/accounts`, {
      headers: { 'x-amz-sso_bearer_token': accessToken },
    });
    expect(asked.status).toBe(401);
    expect(await run('sign-out')).toMatchObject({ code: 0, stdout: 'Nobody was signed in.\n' });
    const listed = await run('list', ...ACCOUNT, '--kind', 'vault', '--json');
    expect([listed.code, JSON.parse(listed.stdout)[0].error.code]).toEqual([1, 'sign-in-needed']);
  });

  it('ends here where the portal cannot be told, and says so', async () => {
    await signedIn('--sso-session', 'corp', '--no-browser');
    await world.control('POST', 'faults', [
      { service: 'sso', operation: 'Logout', kind: 'error', code: 'InvalidRequestException', count: 1 },
    ]);
    const ended = await run('sign-out');
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('could not be reached')]);
    await expect(stat(cacheFile('corp'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the accounts of a sign-in', () => {
  const accounts = async () => {
    const { code, stdout, stderr } = await run('accounts', '--json');
    return { code, stderr, rows: JSON.parse(stdout) };
  };

  it('are all there, with what is marked, and are remembered', async () => {
    const profile = `[profile dev]\nsso_session = corp\nsso_account_id = ${ids[3]}\nsso_role_name = Admin\n`;
    await writeFile(world.home.awsConfigFile, session + profile);
    await run('marks', 'set', ids[3] ?? '', '--production');
    await signedIn('--sso-session', 'corp', '--no-browser');
    const { code, rows } = await accounts();
    expect([code, rows.length]).toEqual([0, 42]);
    expect(rows.filter((row: { accountId: string }) => row.accountId === ids[3])).toEqual(
      [
        { source: 'profile dev', role: 'Admin' },
        { source: `sso:corp/${ids[3]}/Admin`, role: 'Admin' },
        { source: `sso:corp/${ids[3]}/Reader`, role: 'Reader' },
      ].map(one => ({ ...one, accountId: ids[3], name: 'team-3', session: 'corp', production: true, readOnly: false })),
    );
    await run('marks', 'clear', ids[3] ?? '');
    await run('sign-out', '--sso-session', 'corp');
    const later = await accounts();
    expect([later.code, later.rows.length]).toEqual([0, 42]);
    expect(later.stderr).toContain('Its accounts are shown as of');
  });

  it('are asked for again where the portal asks to slow down, and what cannot be read is told', async () => {
    await signedIn('--sso-session', 'corp', '--no-browser');
    await world.control('POST', 'faults', [
      { service: 'sso', operation: 'ListAccountRoles', kind: 'throttle', count: 3 },
    ]);
    expect((await accounts()).rows).toHaveLength(41);
    await world.control('POST', 'faults', [
      { service: 'sso', operation: 'ListAccountRoles', kind: 'error', code: 'InvalidRequestException', nth: 1 },
    ]);
    const { code, stderr } = await accounts();
    expect([code, stderr]).toEqual([1, expect.stringMatching(/The roles in team-\d+ \(\d{12}\) cannot be read/)]);
  });
});

describe('each kind of credentials', () => {
  const [mine = '', other = ''] = [ids[3], ids[4]];
  const list = ['list', '--region', 'eu-west-1', '--kind', 'vault', '--json'];
  const asking = (kinds: readonly CredentialKind[]) => [
    ...list,
    ...kinds.flatMap(({ source }) => (source.kind === 'profile' ? ['--profile', source.name] : [])),
  ];

  /** What the built program lists where nobody can be asked for a code. */
  const listed = (kinds: readonly CredentialKind[]) =>
    world.run(asking(kinds), Object.assign({}, env, ...kinds.map(kind => kind.env ?? {})));

  /** The same of a person at a terminal, who is asked for codes. */
  async function listedAsking(kinds: readonly CredentialKind[]) {
    const { io, kept: printed } = cliInMemory(world.home.folder, '', sealedEnvironment(world.home, env));
    const questions: string[] = [];
    const askSecret = async (question: string) => {
      questions.push(question);
      return '123456';
    };
    await runProgram(asking(kinds), { ...io, askSecret }, async () => '1.2.3');
    expect(questions).toEqual(kinds.map(() => `MFA code of arn:aws:iam::${mine}:mfa/maria for profile mfa: `));
    return printed;
  }

  it('reaches its account beside a sign-in', async () => {
    const machine = await startMachine(other);
    const { folder } = world.home;
    const place = { folder, endpoint: world.endpoint, machine: machine.url, mine, other, role: 'Admin' };
    const kinds = credentialKinds(place);
    try {
      await layOut(place);
      const { config, credentials } = sharedFiles(place);
      await writeFile(world.home.awsConfigFile, config);
      await writeFile(world.home.awsCredentialsFile, credentials);
      const roles = { [OPEN_ROLE.name]: OPEN_ROLE, [GUARDED_ROLE.name]: GUARDED_ROLE };
      const each = { 'us-east-1': { iam: { roles } }, 'eu-west-1': { glacier } };
      await world.control('PUT', 'state', {
        ...state(),
        accounts: { ...state().accounts, [mine]: each, [other]: each },
      });
      await signedIn('--sso-session', 'corp', '--no-browser');
      await signedIn('--profile', 'older session', '--no-browser');
      // Those of a variable that another takes the place of are asked for by themselves.
      const isAlone = ({ source }: CredentialKind) => ['default', 'profile instance'].includes(sourceText(source));
      const quiet = kinds.filter(({ asks }) => asks !== true);
      const outputs = await Promise.all([
        listed(quiet.filter(kind => !isAlone(kind))),
        ...quiet.filter(isAlone).map(kind => listed([kind])),
        listedAsking(kinds.filter(({ asks }) => asks)),
      ]);
      const rows = outputs.flatMap(({ stdout }) => JSON.parse(stdout));
      const reached = rows.map(({ account, name, error }) => [account.source, account.id, name ?? error]);
      const expected = kinds.map(({ source, account }) => [sourceText(source), account, 'tapes']);
      expect(reached.sort()).toEqual(expected.sort());
    } finally {
      machine.stop();
      await rm(world.home.awsCredentialsFile, { force: true });
    }
  });
});

describe('profiles for what a sign-in gave', () => {
  it('are shown first, and added at the end of the config only when asked', async () => {
    await signedIn('--sso-session', 'corp', '--no-browser');
    await run('accounts');
    const add = ['accounts', 'add-profiles', '--sso-session', 'corp', '--account', ids[3] ?? '', '--role', 'Admin'];
    const shown = await run(...add);
    expect([shown.code, shown.stdout]).toEqual([
      2,
      `${world.home.awsConfigFile}\n+\n+ [profile team-3-Admin]\n+ sso_session = corp\n+ sso_account_id = ${ids[3]}\n+ sso_role_name = Admin\n`,
    ]);
    expect(await readFile(world.home.awsConfigFile, 'utf8')).toBe(session);
    expect(await run(...add, '--yes')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/1 profile added\.\n$/),
    });
    expect((await readFile(world.home.awsConfigFile, 'utf8')).startsWith(session)).toBe(true);
    const listed = await run('list', '--profile', 'team-3-Admin', '--region', 'eu-west-1', '--kind', 'vault', '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject([{ account: { id: ids[3] }, name: 'tapes' }]);
    expect(await run(...add, '--yes')).toMatchObject({ code: 0, stdout: 'Each of them has a profile already.\n' });
    expect(await run('accounts', 'add-profiles', '--account', '999999999999')).toMatchObject({ code: 64 });
  });
});

const hasBotocore = spawnSync('python3', ['-c', 'import botocore']).status === 0;
if (!hasBotocore) process.stderr.write('Skipped: there is no botocore here to share sign-ins with.\n');

/** Runs Python in the person's place, as any tool over botocore would find it. */
function python(code: string): string {
  const all = sealedEnvironment(world.home, env);
  const { stdout, stderr, status } = spawnSync('python3', ['-c', code], { env: all, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

describe.runIf(hasBotocore)('botocore', () => {
  const profile = `[profile dev]\nsso_session = corp\nsso_account_id = ${ids[3]}\nsso_role_name = Admin\n`;
  const token = `import botocore.session
session = botocore.session.Session(profile='dev')
from botocore.tokens import SSOTokenProvider
print(SSOTokenProvider(session).load_token().get_frozen_token().token)`;
  const identity = `import boto3
print(boto3.Session(profile_name='dev', region_name='us-east-1').client('sts').get_caller_identity()['Arn'])`;

  it('takes our sign-in, and credentials by it', async () => {
    await writeFile(world.home.awsConfigFile, session + profile);
    await signedIn('--sso-session', 'corp', '--no-browser');
    expect(python(token)).toBe((await kept()).accessToken);
    expect(python(identity)).toMatch(new RegExp(`sts::${ids[3]}:assumed-role/AWSReservedSSO_Admin_`));
  });

  it('renews our sign-in, and we go on with what it kept', async () => {
    await writeFile(world.home.awsConfigFile, session + profile);
    await signedIn('--sso-session', 'corp', '--no-browser');
    const before = await kept();
    await writeFile(cacheFile('corp'), JSON.stringify({ ...before, expiresAt: new Date(Date.now() + 60_000) }));
    expect(python(token)).not.toBe(before.accessToken);
    const after = await kept();
    expect(after.refreshToken).not.toBe(before.refreshToken);
    const listed = await run('list', '--profile', 'dev', '--region', 'eu-west-1', '--kind', 'vault', '--json');
    expect([listed.code, (await kept()).accessToken]).toEqual([0, after.accessToken]);
  });
});
