import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { cacheName } from '../../src/aws/sso/session.ts';
import { sourceText } from '../../src/core/model/account.ts';
import {
  credentialKinds,
  GUARDED_ROLE,
  layOut,
  OPEN_ROLE,
  PORTAL_LINES,
  sharedFiles,
  startMachine,
} from '../support/credentialKinds.ts';
import { type Act, ScriptedPrompter } from '../support/scriptedPrompter.ts';
import {
  answeredBy,
  emulator,
  eventually,
  extensionUnderTest,
  linesBelow,
  openLine,
  projectFolder,
  requestCounts,
  resetEmulator,
  runScripted,
} from './extensionUnderTest.ts';
import { afterAll, beforeAll, describe, it } from './testing.ts';

const endpoint = process.env.NOTIFICATION_EXPLORER_TEST_ENDPOINT ?? '';
const files = {
  config: process.env.AWS_CONFIG_FILE ?? '',
  credentials: process.env.AWS_SHARED_CREDENTIALS_FILE ?? '',
};
const run = promisify(execFile);
const cache = join(homedir(), '.aws', 'sso', 'cache');
const [ID, OTHER] = ['111122223333', '444455556666'];

/** Where an account without a profile is asked: its endpoints come from the environment alone. */
const SERVICES = ['SSO', 'SSO_OIDC', 'STS', 'GLACIER', 'NOTIFICATIONS', 'PINPOINT', 'CONNECT', 'SNS', 'ACCOUNT'];
const endpoints = Object.fromEntries(SERVICES.map(name => [`AWS_ENDPOINT_URL_${name}`, endpoint]));

/** Sets variables of the window's process. Returns how to put back what was there. */
function setVariables(variables: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(variables).map(name => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

/** Signs in as a person does who is shown a code, and confirms it in a browser. */
async function signIn(acts: readonly Act[], path?: string): Promise<ScriptedPrompter> {
  const person = new ScriptedPrompter([...acts]);
  const back = await answeredBy(person);
  try {
    const running = Promise.resolve(
      vscode.commands.executeCommand('notificationExplorer.signIn', ...(path ? [path] : [])),
    );
    const code = await eventually(() => {
      const found = /[A-Z]{4}-[A-Z]{4}/.exec(person.chosen[0]?.message ?? '');
      assert.ok(found);
      return found[0];
    });
    assert.equal((await fetch(`${endpoint}/device?user_code=${code}`)).status, 200);
    await running;
    assert.equal(await vscode.env.clipboard.readText(), code);
  } finally {
    back();
  }
  return person;
}

/** Adds to both accounts the roles that profiles lead to. */
async function addRoles(): Promise<void> {
  const state = Object(await emulator('GET', 'state'));
  for (const id of [ID, OTHER]) {
    for (const role of [OPEN_ROLE, GUARDED_ROLE]) state.accounts[id]['us-east-1'].iam.roles[role.name] = role;
  }
  await emulator('PUT', 'state', state);
}

/** Named to run after the tests that count calls: another configuration makes the tree ask anew. */
describe('a sign-in to IAM Identity Center', () => {
  const COPY = { press: 'Copy Code' };
  const file = join(cache, `${cacheName('corp')}.json`);
  const kept = () => JSON.parse(readFileSync(file, 'utf8'));
  const keep = (token: object): void => writeFileSync(file, JSON.stringify(token));
  const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
  const production = async () => (await linesBelow()).filter(({ text }) => text.startsWith('Production'));
  let putBack = (): void => undefined;

  beforeAll(async () => {
    putBack = setVariables(endpoints);
    mkdirSync(dirname(files.config), { recursive: true });
    writeFileSync(files.config, `[sso-session corp]\n${PORTAL_LINES}`);
    await resetEmulator();
  });
  afterAll(async () => {
    putBack();
    for (const file of Object.values(files)) rmSync(file, { force: true });
    rmSync(dirname(cache), { recursive: true, force: true });
    await resetEmulator();
  });

  it('gives every account and role by one code, and what is picked is shown without a profile', async () => {
    const person = await signIn([{ pick: 'corp' }, COPY, { tick: ['Production', 'Production'] }]);
    assert.deepEqual(person.asked.at(-1)?.offered, ['[ ] Production', '[ ] Production', '[ ] Staging', '[ ] Staging']);
    assert.deepEqual(person.told, []);
    await eventually(async () => {
      const lines = (await production()).map(({ text }) => text);
      assert.deepEqual(lines, [`Production | AdministratorAccess · ${ID}`, `Production | ReadOnlyAccess · ${ID}`]);
    });
  });

  it('leads to rows, which are changed as this account alone', async () => {
    const row = await openLine('Production', 'us-east-1', 'Vaults', 'cctv-retention');
    await emulator('DELETE', 'requests');
    const person = await runScripted('deleteVaultNotifications', row.path);
    assert.match(person.confirmed[0]?.detail ?? '', new RegExp(ID));
    assert.deepEqual(await emulator('GET', 'writes'), { [ID]: { 'glacier.DeleteVaultNotifications': 1 } });
  });

  it('is renewed once, by this window or a command line, when all of them see that it ends soon', async () => {
    const before = kept();
    keep({ ...before, expiresAt: inMinutes(1) });
    await emulator('DELETE', 'requests');
    await emulator('POST', 'faults', [{ service: 'oidc', operation: 'CreateToken', kind: 'latency', ms: 1000 }]);
    const { portal } = await (await extensionUnderTest()).host();
    const program = [join(projectFolder, 'dist', 'cli.js'), 'accounts', '--json'];
    const lists = [1, 2].map(() => run(process.execPath, program));
    await Promise.all([
      portal.freshen({ kind: 'sso', session: 'corp', accountId: ID, role: 'ReadOnlyAccess' }),
      ...lists,
    ]);
    assert.equal((await requestCounts())['oidc.CreateToken'], 1);
    assert.notEqual(kept().refreshToken, before.refreshToken);
    await emulator('DELETE', 'faults');
  });

  it('is told ahead where it can be renewed no more, in its rows and the status bar and by no message', async () => {
    const { refreshToken, ...before } = kept();
    const { signIns } = await (await extensionUnderTest()).host();
    const person = new ScriptedPrompter();
    const back = await answeredBy(person);
    try {
      keep({ ...before, expiresAt: inMinutes(10) });
      await eventually(async () => {
        // As each minute. VS Code tells of files in a folder that is new only after some seconds.
        await signIns.look();
        const [line] = await production();
        assert.match(line?.text ?? '', /sign-in ends at/);
        assert.match(line?.contextValue ?? '', /;signIn;/);
        assert.deepEqual(
          signIns.ending.map(({ session }) => session.session),
          ['corp'],
        );
      });
      keep({ ...before, refreshToken });
      await eventually(async () => {
        await signIns.look();
        assert.doesNotMatch((await production())[0]?.text ?? '', /sign-in ends at/);
        assert.deepEqual(signIns.ending, []);
      });
      assert.deepEqual([person.told, person.asked, person.chosen], [[], [], []]);
    } finally {
      back();
    }
  });

  it('stands beside every other kind of credentials, each of which reaches its account', async () => {
    const machine = await startMachine(OTHER);
    const role = 'ReadOnlyAccess';
    const place = { folder: homedir(), endpoint, machine: machine.url, mine: ID, other: OTHER, role };
    try {
      await addRoles();
      await layOut(place);
      const texts = sharedFiles(place);
      writeFileSync(files.config, texts.config);
      writeFileSync(files.credentials, texts.credentials);
      const { portal, aws } = await (await extensionUnderTest()).host();
      const older = { kind: 'profile', name: 'older session' } as const;
      const visit = async (prompt: { readonly address: string }) => void (await fetch(prompt.address));
      await portal.signIn(older, 'device', visit, new AbortController().signal);
      const kinds = credentialKinds(place);
      const reached: unknown[] = [];
      for (const { source, env = {}, asks } of kinds) {
        const person = new ScriptedPrompter(asks ? [{ type: '123456' }] : []);
        const back = [await answeredBy(person), setVariables(env)];
        const identity = await (await aws.gateway.reader(source)).identity().catch(String);
        reached.push([sourceText(source), typeof identity === 'string' ? identity : identity.accountId]);
        assert.deepEqual(person.unused, []);
        for (const undo of back) undo();
      }
      assert.deepEqual(
        reached,
        kinds.map(({ source, account }) => [sourceText(source), account]),
      );
    } finally {
      machine.stop();
    }
  });

  it('is told as over where it stands, and one click begins another', async () => {
    await emulator('POST', 'clock', { advanceSeconds: 9 * 3600 });
    rmSync(cache, { recursive: true, force: true });
    const { portal, explorer } = await (await extensionUnderTest()).host();
    await portal.forgetEnded();
    const [account] = await production();
    assert.ok(account);
    explorer.refresh(account.path);
    const offersSignIn = async () => {
      const line = (await linesBelow()).find(({ path }) => path === account.path);
      return /;signIn;/.test(line?.contextValue ?? '');
    };
    await eventually(async () => assert.ok(await offersSignIn()));
    const person = await signIn([COPY], account.path);
    assert.deepEqual([person.told, person.asked], [[], []]);
    await eventually(async () => assert.ok(!(await offersSignIn())));
  });

  it('ends everywhere when a person signs out', async () => {
    const person = await runScripted('signOut', undefined, [{ pick: 'corp' }]);
    assert.deepEqual(person.told, []);
    await eventually(async () => {
      assert.ok((await production()).some(({ contextValue }) => contextValue.includes(';signIn;')));
    });
    const { aws } = await (await extensionUnderTest()).host();
    const refused = await (await aws.gateway.reader({ kind: 'profile', name: 'session' })).identity().catch(String);
    assert.match(String(refused), /sign-in-needed/);
  });
});
