import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InstantClock } from '../../../test/support/manualClock.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { region } from '../../core/model/regions.ts';
import { type Emulator, startEmulator } from '../../emulator/startEmulator.ts';
import { control } from '../../emulator/testing/rawRequest.ts';
import { visit } from '../../emulator/testing/signingIn.ts';
import { exclusivelyIn } from '../../state/fileLock.ts';
import { noEmulator } from '../accounts/emulatorAccess.ts';
import { type Aws, openAws } from '../openAws.ts';
import { type AwsHome, makeAwsHome } from '../testing/awsHome.ts';
import { cacheName } from './session.ts';
import type { SignInPrompt, SignInWay } from './signIn.ts';
import { registrationName } from './signIn.ts';

const START_URL = 'https://corp.awsapps.com/start';
const ID = '111122223333';
const source: AccountSource = { kind: 'sso', session: 'corp', accountId: ID, role: 'Admin' };
const target = { kind: 'session', session: 'corp' } as const;
const MINUTE = 60_000;

let home: AwsHome;
let emulator: Emulator;
let clock: InstantClock;
const windows: Aws[] = [];

beforeEach(async () => {
  home = await makeAwsHome();
  clock = new InstantClock();
  // One time for both: what the one waits, the other sees pass.
  emulator = await startEmulator({ clock: () => clock.now() });
  await plant({});
  await home.writeConfig(`[sso-session corp]\nsso_start_url = ${START_URL}\nsso_region = eu-west-1\n`);
});
afterEach(async () => {
  for (const one of windows.splice(0)) one.dispose();
  await emulator.close();
  await home.remove();
});

async function plant(sso: object) {
  const portal = { accounts: { [ID]: { name: 'prod', roles: ['Admin'] } }, ...sso };
  const places = { 'us-east-1': { sso: portal }, 'eu-west-1': { glacier: { vaults: { tapes: {} } } } };
  const answer = await control(emulator.endpoint, 'PUT', 'state', { version: 1, accounts: { [ID]: places } });
  expect(answer.status).toBe(200);
}

/** A window or a command line of the same person. */
function open(endpoint = emulator.endpoint): Aws {
  const env = { ...home.env, AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-1' };
  const aws = openAws({
    ...{ env, emulator: noEmulator, clock, random: () => 0 },
    exclusively: exclusivelyIn(join(home.folder, 'state')),
    askMfaCode: async () => {
      codes += 1;
      return '123456';
    },
  });
  windows.push(aws);
  return aws;
}

let codes = 0;
const prompts: SignInPrompt[] = [];
/** A person who does what is shown. */
async function obliging(prompt: SignInPrompt): Promise<void> {
  prompts.push(prompt);
  await follow(prompt.address);
}

async function follow(address: string): Promise<void> {
  const { headers } = await visit(address);
  if (headers.location !== undefined) await fetch(headers.location);
}

async function signIn(aws: Aws, way: SignInWay = 'browser', show = obliging) {
  return aws.signIns.signIn(target, way, show, new AbortController().signal);
}

const cacheFile = (name: string): string => join(home.folder, '.aws', 'sso', 'cache', `${name}.json`);
const kept = async () => JSON.parse(await readFile(cacheFile(cacheName('corp')), 'utf8'));
const asked = async (): Promise<Record<string, { count: number }>> =>
  JSON.parse((await control(emulator.endpoint, 'GET', 'requests')).text);
const fault = (more: object) => control(emulator.endpoint, 'POST', 'faults', [{ count: 1, kind: 'error', ...more }]);
const failed = (work: Promise<unknown>) =>
  work.then(
    () => Promise.reject(new Error('nothing was thrown')),
    error => error,
  );

describe('signing in by a code', () => {
  it('asks at the portal’s pace, and more slowly where that is too fast or the network is away', async () => {
    await plant({ intervalSeconds: 2 });
    for (const one of [{ code: 'SlowDownException' }, { kind: 'reset' }]) {
      await fault({ service: 'oidc', operation: 'CreateToken', ...one });
    }
    const aws = open();
    let shown: SignInPrompt | undefined;
    const session = await signIn(aws, 'device', async prompt => {
      shown = prompt;
      await follow(prompt.address);
    });
    expect(clock.slept).toEqual([2000, 7000, 12_000]);
    expect(shown).toMatchObject({ kind: 'device', userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/) });
    expect(session).toMatchObject({ session: 'corp', state: 'good', endsAt: null });
  });

  it('ends when the code does, after ten minutes', async () => {
    await plant({ intervalSeconds: 60 });
    const before = clock.now();
    expect(await failed(signIn(open(), 'device', async () => undefined))).toMatchObject({ code: 'not-signed-in' });
    expect((clock.now() - before) / MINUTE).toBeCloseTo(10, 1);
  });

  it('is given up where the person is not shown the code', async () => {
    const shut = new Error('the window is closed');
    expect(await failed(signIn(open(), 'device', () => Promise.reject(shut)))).toBe(shut);
  });

  it('tells where there is no such portal', async () => {
    await plant({ startUrl: 'https://other.awsapps.com/start' });
    expect(await failed(signIn(open(), 'device'))).toMatchObject({
      code: 'invalid-request',
      message: `There is no portal at ${START_URL}`,
    });
  });
});

describe('what the AWS CLI left', () => {
  it('is taken: its sign-in, and its registration for the next', async () => {
    const aws = open();
    await signIn(aws);
    const { accessToken, expiresAt, ...others } = await kept();
    const registration = registrationName(
      { name: 'corp', startUrl: START_URL, region: 'eu-west-1', mayRenew: true },
      null,
    );
    // As Python's json.dumps writes it, sorted: the name that the AWS CLI gives the file.
    const named = `{"region": "eu-west-1", "scopes": null, "session_name": "corp", "startUrl": "${START_URL}", "tool": "botocore"}`;
    expect(registration).toBe(cacheName(named));
    const client = JSON.parse(await readFile(cacheFile(registration), 'utf8'));
    expect(client).toMatchObject({ clientId: others.clientId, grantTypes: ['authorization_code', 'refresh_token'] });
    await rm(dirname(cacheFile('x')), { recursive: true });
    await mkdir(dirname(cacheFile('x')), { recursive: true });
    await writeFile(cacheFile(registration), JSON.stringify(client));
    await writeFile(cacheFile(cacheName('corp')), JSON.stringify({ accessToken, expiresAt, startUrl: START_URL }));
    expect(await open().gateway.reader(source).identity()).toMatchObject({ accountId: ID });
    await control(emulator.endpoint, 'DELETE', 'requests');
    await signIn(aws);
    expect(Object.keys(await asked())).not.toContain('oidc.RegisterClient');
  });

  it.skipIf(process.platform === 'win32')(
    'is none where a pipe stands in its place, and nobody waits for it',
    async () => {
      const aws = open();
      await mkdir(dirname(cacheFile('x')), { recursive: true });
      execFileSync('mkfifo', [cacheFile(cacheName('corp'))]);
      expect(await aws.signIns.sessions()).toMatchObject([{ session: 'corp', state: 'none' }]);
      await signIn(aws);
      expect(await aws.signIns.sessions()).toMatchObject([{ session: 'corp', state: 'good' }]);
    },
  );

  it('is a code’s registration, and none for a browser', async () => {
    const aws = open();
    await signIn(aws, 'device');
    await signIn(aws, 'browser');
    await signIn(aws, 'device');
    expect((await asked())['oidc.RegisterClient']?.count).toBe(2);
  });
});

describe('a client that the portal knows no more', () => {
  const session = { name: 'corp', startUrl: START_URL, region: 'eu-west-1', mayRenew: true };
  /** As where another portal came under the same address. */
  const outdate = async (scopes: readonly string[] | null) => {
    const file = cacheFile(registrationName(session, scopes));
    const registered = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...registered, clientId: 'gone', clientSecret: 'gone' }));
  };

  it('is registered anew for a code, and the person is asked once', async () => {
    await signIn(open(), 'device');
    await outdate(['sso:account:access']);
    prompts.length = 0;
    await signIn(open(), 'device');
    expect(prompts).toHaveLength(1);
    expect(await open().signIns.sessions()).toMatchObject([{ session: 'corp', state: 'good' }]);
  });

  it('is in the way of one sign-in by a browser, which tells the person alone, and of none after it', async () => {
    await signIn(open());
    await outdate(null);
    const stop = new AbortController();
    let page = 0;
    const givingUp = async ({ address }: SignInPrompt): Promise<void> => {
      page = (await visit(address)).status;
      stop.abort();
    };
    const aws = open();
    expect(await failed(aws.signIns.signIn(target, 'browser', givingUp, stop.signal))).toMatchObject({
      code: 'cancelled',
    });
    expect(page).toBe(400);
    await signIn(aws);
    expect(await aws.signIns.sessions()).toMatchObject([{ session: 'corp', state: 'good' }]);
  });
});

describe('renewing', () => {
  it('is done by one of all windows, and by none before it is time', async () => {
    await signIn(open());
    const first = await kept();
    clock.sleep(44 * MINUTE);
    await Promise.all([open(), open()].map(one => one.gateway.reader(source).identity()));
    expect((await kept()).accessToken).toBe(first.accessToken);
    clock.sleep(2 * MINUTE);
    await control(emulator.endpoint, 'DELETE', 'requests');
    await Promise.all([open(), open(), open()].map(one => one.gateway.reader(source).identity()));
    expect((await asked())['oidc.CreateToken']?.count).toBe(1);
    expect((await kept()).accessToken).not.toBe(first.accessToken);
  });

  it('fails as what it is where the network is away, and asks nobody to sign in', async () => {
    await signIn(open());
    clock.sleep(70 * MINUTE);
    expect(await failed(open('http://127.0.0.1:9').gateway.reader(source).identity())).toMatchObject({
      code: 'unreachable',
    });
    expect(await open().gateway.reader(source).identity()).toMatchObject({ accountId: ID });
  });

  it('ends with the portal’s session, which is told ahead', async () => {
    await plant({ sessionSeconds: 90 * 60 });
    const aws = open();
    const state = async () => (await aws.signIns.ofAccount(source))?.state;
    await signIn(aws);
    const started = clock.now();
    clock.sleep(50 * MINUTE);
    await aws.signIns.freshen(source);
    expect(await state()).toBe('good');
    clock.sleep(30 * MINUTE);
    await aws.signIns.freshen(source);
    const ending = await aws.signIns.ofAccount(source);
    expect([ending?.state, Math.round(((ending?.endsAt ?? 0) - started) / MINUTE)]).toEqual(['ending', 90]);
    clock.sleep(11 * MINUTE);
    expect(await state()).toBe('over');
    expect(await failed(aws.signIns.freshen(source))).toMatchObject({ code: 'sign-in-needed' });
  });

  it('forgets what the portal renews no more', async () => {
    const aws = open();
    await signIn(aws);
    clock.sleep(50 * MINUTE);
    await fault({ service: 'oidc', operation: 'CreateToken', code: 'InvalidGrantException' });
    await aws.signIns.freshen(source);
    expect([(await kept()).refreshToken, (await aws.signIns.ofAccount(source))?.state]).toEqual([undefined, 'ending']);
  });
});

it('accounts are waited for as long as the portal asks, up to a minute', async () => {
  const aws = open();
  await signIn(aws);
  const assignments = () => aws.signIns.assignments(target, new AbortController().signal);
  const slowDown = { service: 'sso', operation: 'ListAccounts', kind: 'throttle' };
  await fault({ ...slowDown, retryAfterSeconds: 60 });
  const before = clock.slept.length;
  expect((await assignments()).accounts).toHaveLength(1);
  expect(clock.slept.slice(before)).toEqual([MINUTE]);
  await fault({ ...slowDown, retryAfterSeconds: 3_600 });
  expect(await failed(assignments())).toMatchObject({ code: 'throttled' });
  expect(clock.slept.slice(before)).toEqual([MINUTE]);
});

describe('signing out', () => {
  it('is seen by other windows, which forget the credentials that they had', async () => {
    const [one, other] = [open(), open()];
    await signIn(one);
    await other.gateway.reader(source).identity();
    expect(await one.signIns.signOut(target, new AbortController().signal)).toBe(true);
    await other.signIns.forgetEnded();
    expect(await failed(other.gateway.reader(source).identity())).toMatchObject({ code: 'sign-in-needed' });
  });
});

describe('signing in as somebody else', () => {
  it('is seen by other windows, which ask anew for what the sign-in gives, and only then', async () => {
    const [one, other] = [open(), open()];
    await signIn(one);
    const given = async () => {
      await other.signIns.forgetEnded();
      await other.gateway.reader(source).identity();
      return (await asked())['sso.GetRoleCredentials']?.count;
    };
    // The first look after credentials were found does not know which sign-in they are from.
    await given();
    const before = await given();
    expect(await given()).toBe(before);
    await signIn(one);
    expect(await given()).toBe((before ?? 0) + 1);
    expect(await given()).toBe((before ?? 0) + 1);
  });
});

describe('a folder of sign-ins that is not as it should be', () => {
  const signOut = () => open().signIns.signOut(target, new AbortController().signal);

  it('is told with its path where a sign-in cannot be kept, and holds none', async () => {
    const folder = dirname(cacheFile('x'));
    await mkdir(dirname(folder), { recursive: true });
    await writeFile(folder, '');
    const error = await failed(signIn(open()));
    expect(error).toMatchObject({ code: 'failed-here', message: expect.stringContaining(folder) });
    // What is told in words would otherwise be the cause.
    expect(error.cause).toBeUndefined();
    expect(await signOut()).toBe(false);
  });

  it('is told with the file where a sign-in cannot be removed', async () => {
    const file = cacheFile(cacheName('corp'));
    await mkdir(file, { recursive: true });
    expect(await failed(signOut())).toMatchObject({ code: 'failed-here', message: expect.stringContaining(file) });
  });
});

describe('two hours of work', () => {
  it('cost a sign-in when the session ends, a code an hour for a role, and no write', async () => {
    await plant({ sessionSeconds: 75 * 60 });
    const role = `arn:aws:iam::${ID}:role/deployer`;
    await home.writeConfig(
      `[sso-session corp]\nsso_start_url = ${START_URL}\nsso_region = eu-west-1\n[profile base]\nsso_session = corp\nsso_account_id = ${ID}\nsso_role_name = Admin\n[profile dev]\nrole_arn = ${role}\nsource_profile = base\nmfa_serial = arn:aws:iam::${ID}:mfa/maria\n`,
    );
    const aws = open();
    prompts.length = 0;
    codes = 0;
    await signIn(aws);
    const sources = [source, { kind: 'profile', name: 'dev' }] as const;
    let writes = 0;
    for (const started = clock.now(); clock.now() - started < 120 * MINUTE; clock.sleep(5 * MINUTE)) {
      await aws.signIns.freshen(source);
      const { state } = (await aws.signIns.ofAccount(source)) ?? {};
      // The person does the one thing that is offered, ahead of the end.
      if (state === 'ending') await signIn(aws);
      expect(state).not.toBe('over');
      for (const each of sources) {
        const writer = await aws.gateway.openWriter(each, { accountId: ID });
        const config = { SNSTopic: `arn:aws:sns:eu-west-1:${ID}:t${writes}`, Events: ['ArchiveRetrievalCompleted'] };
        const input = { vaultName: 'tapes', vaultNotificationConfig: config };
        await writer.write('SetVaultNotifications', region('eu-west-1'), input);
        writer.close();
        writes += 1;
      }
    }
    // An MFA code holds for an hour, and no longer.
    expect([writes, prompts.length, codes]).toEqual([48, 2, 3]);
    const requests = await asked();
    expect(requests['glacier.SetVaultNotifications']?.count).toBe(48);
    // Credentials of an hour, by sign-in and by role: found anew when they are soon over, and no oftener.
    expect(requests['sso.GetRoleCredentials']?.count).toBeLessThanOrEqual(6);
  });
});
