import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { sealedEnvironment } from '../../../test/harness/environment.ts';
import { cliInMemory, runInMemory } from '../../../test/support/cliInMemory.ts';
import { CliWorld } from '../../../test/support/cliWorld.ts';
import { UNITS_FILE } from '../../state/unitsFile.ts';
import { runProgram } from '../program.ts';

const world = await CliWorld.open();
await world.startEmulator('--seed', 'estate');
const estate = (await world.control('GET', 'state')) as object;
const environment = sealedEnvironment(world.home, { AWS_ENDPOINT_URL: world.endpoint, AWS_REGION: 'eu-west-1' });
const run = (...args: readonly string[]) => runInMemory(['accounts', ...args], world.home.folder, '', environment);

/** The management account, one in production, one that is not, and one of no organization. */
const accounts = { home: '200000000001', prod: '200000000005', dev: '200000000008', alone: '999999999999' };
const profiles = Object.entries(accounts).map(
  ([name, id]) =>
    `[profile ${name}]\naws_access_key_id = ${id}\naws_secret_access_key = none\naws_account_id = ${id}\n`,
);
const units = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await run('--units', '--json', ...args);
  const rows: readonly { readonly source: string; readonly units: readonly string[] | null }[] = JSON.parse(stdout);
  return { code, stderr, rows, by: rows.map(one => `${one.source.slice(8)}: ${one.units?.join(' / ') ?? '?'}`) };
};

beforeEach(async () => {
  await world.control('PUT', 'state', estate);
  await world.control('DELETE', 'faults');
  await world.control('DELETE', 'requests');
  await writeFile(world.home.awsConfigFile, profiles.join(''));
});
afterAll(() => world.close());

describe('accounts --units', () => {
  it('asks nothing of Organizations until an account is named to read through', async () => {
    const { code, by, stderr } = await units();
    expect([code, by.join(', ')]).toEqual([0, 'home: ?, prod: ?, dev: ?, alone: ?']);
    expect(stderr).toContain('No organizational unit is known.');
    expect(Object.keys((await world.control('GET', 'requests')) as object)).toEqual([]);
  });

  it('lists them through the management account, in sixteen calls for forty accounts in seven places', async () => {
    const { code, by } = await units('--profile', 'home');
    expect([code, by]).toEqual([0, ['home: ', 'prod: Products / Prod', 'dev: Products / Test', 'alone: ?']]);
    const requests = (await world.control('GET', 'requests')) as Record<
      string,
      { count: number; mostInFlight: number }
    >;
    const asked = Object.entries(requests).filter(([name]) => name.startsWith('organizations.'));
    expect(Object.fromEntries(asked.map(([name, { count }]) => [name, count]))).toEqual({
      'organizations.ListRoots': 1,
      'organizations.ListOrganizationalUnitsForParent': 7,
      'organizations.ListAccountsForParent': 8,
    });
    expect(Math.max(...asked.map(([, { mostInFlight }]) => mostInFlight))).toBeLessThanOrEqual(2);
  });

  it('remembers them, with since when, for who asks for no account', async () => {
    const { stdout, stderr } = await run('--units');
    expect(stdout.split('\n').map(line => line.split(/ {2,}/)[0])).toEqual([
      'UNIT',
      'Root',
      'Products / Prod',
      'Products / Test',
      '',
      '',
    ]);
    expect(stderr).toMatch(/^Organizational units as of \d{4}-\d\d-\d\dT/);
  });

  it.each([
    ['prod', /Only the management account .* AWS says: You don't have permissions/],
    ['alone', /The account is in no organization\..*AWSOrganizationsNotInUseException/],
  ])('says why nothing can be read through %s, and keeps what is known', async (profile, why) => {
    const { code, by, stderr } = await units('--profile', profile);
    expect([code, by[1], stderr]).toEqual([1, 'prod: Products / Prod', expect.stringMatching(why)]);
  });

  it('names a unit that can’t be read, and keeps what is known of its accounts', async () => {
    const refusal = { service: 'organizations', operation: 'ListAccountsForParent', code: 'AccessDeniedException' };
    await world.control('POST', 'faults', [{ ...refusal, kind: 'error' }]);
    const { code, by, stderr } = await units('--profile', 'home');
    expect([code, by[1]]).toEqual([1, 'prod: Products / Prod']);
    for (const unit of ['The root', 'Platform / Prod', 'Products']) {
      expect(stderr).toContain(`${unit} was not read to its end: `);
    }
  });

  it('keeps what is known where it is stopped on the way', async () => {
    const stop = new AbortController();
    await world.control('POST', 'faults', [
      { service: 'organizations', operation: 'ListAccountsForParent', kind: 'hang', nth: 4 },
    ]);
    const { io, kept } = cliInMemory(world.home.folder, '', environment);
    const running = runProgram(
      ['accounts', '--units', '--profile', 'home'],
      { ...io, stop: stop.signal },
      async () => '1',
    );
    await expect
      .poll(async () => JSON.stringify(await world.control('GET', 'requests')))
      .toMatch(/ListAccountsForParent":\{"count":[4-9]/);
    stop.abort();
    expect([await running, kept.stdout]).toEqual([1, '']);
    expect((await units()).by[1]).toBe('prod: Products / Prod');
  });

  it('lists the accounts without units where what is remembered can’t be read, and lists the units anew', async () => {
    await writeFile(join(world.home.stateFolder, UNITS_FILE), '{');
    const { code, by, stderr } = await units();
    expect([code, by[0], stderr]).toEqual([1, 'home: ?', expect.stringContaining('damaged')]);
    expect(await units('--profile', 'home')).toMatchObject({ code: 0, by: expect.arrayContaining(['home: ']) });
  });

  it.each([
    [['--profile', 'home'], '--units is missing'],
    [['--units', '--account', accounts.home], 'go together'],
    [['--units', '--profile', 'home', '--profile', 'prod'], '--profile is given twice'],
  ])('refuses %j', async (args, why) => {
    const { code, stderr } = await run(...args);
    expect([code, stderr]).toEqual([64, expect.stringContaining(why)]);
  });
});
