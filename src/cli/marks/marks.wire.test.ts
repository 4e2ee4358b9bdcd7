import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sealedEnvironment } from '../../../test/harness/environment.ts';
import { runInMemory } from '../../../test/support/cliInMemory.ts';
import { CliWorld } from '../../../test/support/cliWorld.ts';

const id = '111122223333';
const other = '444455556666';
const config = (name: string) => ({
  SNSTopic: `arn:aws:sns:us-east-1:${id}:${name}`,
  Events: ['ArchiveRetrievalCompleted'],
});
const vaults = { glacier: { vaults: { tapes: { notifications: config('old') }, films: {} } } };

let world: CliWorld;
let seed: unknown;
beforeAll(async () => {
  world = await CliWorld.open();
  await world.startEmulator('--seed', 'empty');
  await world.writeProfiles({ prod: { account: id }, staging: { account: other } });
  const empty = Object(await world.control('GET', 'state'));
  seed = { ...empty, accounts: { [id]: { 'us-east-1': vaults }, [other]: { 'us-east-1': vaults } } };
});
afterAll(() => world.close());
const home = () => join(world.home.folder, 'marked');
/** In this process, since what is tried here is no business of processes. */
const run = (...args: readonly string[]) => runWith({}, ...args);
const runWith = (env: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const own = sealedEnvironment(world.home, { NOTIFICATION_EXPLORER_HOME: home(), ...env });
  return runInMemory(args, world.home.folder, '', own);
};
const mark = (...args: readonly string[]) => run('marks', 'set', ...args);

beforeEach(async () => {
  await world.control('PUT', 'state', seed);
  await world.control('DELETE', 'requests');
  for (const key of [id, 'prod', '*']) await run('marks', 'clear', key);
});

/** How often a vault was set or unset. */
async function writes(): Promise<number> {
  const requests = Object(await world.control('GET', 'requests'));
  return ['Set', 'Delete'].reduce((sum, verb) => sum + (requests[`glacier.${verb}VaultNotifications`]?.count ?? 0), 0);
}

async function document(name: string, value: unknown): Promise<string> {
  const path = join(world.home.folder, name);
  await writeFile(path, JSON.stringify(value));
  return path;
}
const setTapes = (name = 'new') =>
  document('tapes.vault-notifications.json', {
    accountId: '-',
    vaultName: 'tapes',
    vaultNotificationConfig: config(name),
  });
const setFilms = () =>
  document('films.vault-notifications.json', {
    accountId: '-',
    vaultName: 'films',
    vaultNotificationConfig: config('new'),
  });

describe('marks', () => {
  it('are set, listed and cleared, for whoever comes after', async () => {
    expect((await mark(id, '--production', '--read-only', '--group', 'Payments', '--colour', 'red')).code).toBe(0);
    await mark('*', '--pinned');
    const listed = await run('marks', 'list', '--json');
    expect(JSON.parse(listed.stdout)).toEqual([
      { account: id, production: true, readOnly: true, group: 'Payments', colour: 'red', pinned: false, hidden: false },
      { account: '*', production: false, readOnly: false, group: null, colour: null, pinned: true, hidden: false },
    ]);
    await run('marks', 'clear', id, '--read-only', '--group');
    expect((await run('marks', 'list')).stdout).toBe(`${id}  production, red\n*             pinned\n`);
  });

  it('of a profile that there is not are set, and told', async () => {
    const { code, stderr } = await mark('prd', '--production');
    expect([code, stderr]).toEqual([0, 'The shared config has no profile prd: it marks no account now.\n']);
    await run('marks', 'clear', 'prd');
  });

  it.each<readonly [string, readonly string[]]>([
    ['no account', ['set', '--production']],
    ['no mark', ['set', id]],
    ['a mark that there is not', ['set', id, '--frozen']],
    ['a colour that there is not', ['set', id, '--colour', 'pink']],
    ['two accounts', ['set', id, other, '--production']],
    ['an account for the list', ['list', id]],
    ['what can be no key', ['set', ' prod', '--production']],
    ['no verb', []],
  ])('refuse %s as wrong usage', async (_what, args) => {
    expect(await run('marks', ...args)).toMatchObject({ code: 64, stdout: '' });
  });
});

describe('an account marked read-only', () => {
  it.each([
    ['its id', id],
    ['its profile', 'prod'],
    ['a pattern', '*'],
  ])('is not written to by apply, by %s, and the error names the mark and how it is lifted', async (_by, key) => {
    await mark(key, '--read-only');
    const { code, stdout } = await run('apply', await setTapes(), '--profile', 'prod', '--yes', '--confirm', id);
    expect([code, await writes()]).toEqual([1, 0]);
    expect(stdout).toContain(`marked read-only (mark on ${key})`);
    expect(stdout).toContain(`marks clear ${key} --read-only`);
    await run('marks', 'clear', key, '--read-only');
    expect((await run('apply', await setTapes(), '--profile', 'prod', '--yes')).code).toBe(0);
  });

  it('is not written to by a saved plan, an undo or a fleet file, while another account is', async () => {
    const plan = join(world.home.folder, 'tapes.plan');
    await run('plan', await setTapes(), '--profile', 'prod', '--out', plan);
    await run('apply', await setFilms(), '--profile', 'prod', '--yes');
    const [entry] = JSON.parse((await run('journal', 'list', '--json')).stdout);
    const fleet = await document('estate.notifications.json', {
      accounts: Object.fromEntries(
        [id, other].map(one => [one, { regions: { 'us-east-1': { vaults: { tapes: null } } } }]),
      ),
    });
    await mark(id, '--read-only');
    await world.control('DELETE', 'requests');
    expect((await run('apply', plan, '--yes')).code).toBe(1);
    expect((await run('journal', 'undo', entry.id, '--yes')).code).toBe(1);
    expect(await writes()).toBe(0);
    const applied = await run('apply', fleet, '--profile', 'prod', '--profile', 'staging', '--yes', '--json');
    const { changes } = JSON.parse(applied.stdout);
    expect(changes.map((one: { account: { id: string }; outcome: string }) => [one.account.id, one.outcome])).toEqual([
      [id, 'failed'],
      [other, 'done'],
    ]);
    expect([applied.code, await writes()]).toEqual([1, 1]);
  });

  it('is planned and listed as before, and the plan says that it would be refused', async () => {
    await mark(id, '--read-only');
    const { code, stdout } = await run('plan', await setTapes(), '--profile', 'prod', '--json');
    expect([code, JSON.parse(stdout).changes[0].findings.map((one: { rule: string }) => one.rule)]).toEqual([
      2,
      expect.arrayContaining(['account/read-only']),
    ]);
    expect((await run('list', '--profile', 'prod', '--region', 'us-east-1', '--kind', 'vault')).code).toBe(0);
  });

  it('is not reached by a chain that takes the profile that was marked', async () => {
    await mark('prod', '--read-only');
    expect((await runWith({ AWS_PROFILE: 'prod' }, 'apply', await setTapes(), '--yes')).code).toBe(1);
    expect(await writes()).toBe(0);
  });
});

describe('marks that cannot be read', () => {
  it('let nothing be written, and are not written over', async () => {
    await mark(id, '--read-only');
    const file = join(home(), 'marks.json');
    const whole = await readFile(file, 'utf8');
    const damaged = whole.replace('readOnly', 'readonly');
    await writeFile(file, damaged);
    const { code, stdout } = await run('apply', await setTapes(), '--profile', 'staging', '--yes');
    expect([code, await writes()]).toEqual([1, 0]);
    expect(stdout).toContain('A file of the state folder is damaged');
    expect(stdout).toContain('has a “readonly” that is no mark');
    expect((await mark(other, '--pinned')).code).toBe(1);
    expect(await readFile(file, 'utf8')).toBe(damaged);
    await writeFile(file, whole);
  });
});

describe('an account marked as production', () => {
  beforeEach(() => mark(id, '--production'));

  it.each<readonly [string, readonly string[], number]>([
    ['without its id', [], 1],
    ['with the id of another', ['--confirm', other], 1],
    ['with its id', ['--confirm', id], 0],
    ['with its id among others', ['--confirm', other, '--confirm', id], 0],
  ])('has something replaced %s only as it should', async (_how, confirm, expected) => {
    const { code, stdout } = await run('apply', await setTapes(), '--profile', 'prod', '--yes', ...confirm);
    expect([code, await writes()]).toEqual([expected, 1 - expected]);
    if (expected === 1) expect(stdout).toContain(`--confirm ${id}`);
  });

  it('takes what adds something with --yes alone', async () => {
    expect((await run('apply', await setFilms(), '--profile', 'prod', '--yes')).code).toBe(0);
  });

  it('has nothing of a fleet file applied where the id of one account is wanting', async () => {
    const set = { regions: { 'us-east-1': { vaults: { films: config('new'), tapes: null } } } };
    const fleet = await document('both.notifications.json', { accounts: { [id]: set, [other]: set } });
    const args = ['apply', fleet, '--profile', 'prod', '--profile', 'staging', '--yes', '--json'];
    const refused = await run(...args);
    const outcomes = JSON.parse(refused.stdout).changes.map((one: { outcome: string }) => one.outcome);
    expect([refused.code, outcomes.sort(), await writes()]).toEqual([
      1,
      ['failed', 'skipped', 'skipped', 'skipped'],
      0,
    ]);
    expect((await run(...args, '--confirm', id)).code).toBe(0);
    expect(await writes()).toBe(4);
  });

  it('has an undo that deletes something confirmed likewise', async () => {
    await run('apply', await setFilms(), '--profile', 'prod', '--yes');
    const [entry] = JSON.parse((await run('journal', 'list', '--json')).stdout);
    expect((await run('journal', 'undo', entry.id, '--yes')).code).toBe(1);
    expect((await run('journal', 'undo', entry.id, '--yes', '--confirm', id)).code).toBe(0);
  });

  it.each([
    ['apply', ['apply', 'FILE', '--yes', '--confirm', 'prod']],
    ['plan, which changes nothing', ['plan', 'FILE', '--confirm', id]],
    ['journal list', ['journal', 'list', '--confirm', id]],
  ])('is confirmed by no id that is none, and for %s as it should', async (_what, args) => {
    const path = await setTapes();
    expect((await run(...args.map(one => (one === 'FILE' ? path : one)))).code).toBe(64);
  });
});
