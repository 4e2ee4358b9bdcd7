/**
 * What a list of 40 accounts costs, three in four of them empty, at 20 ms a call: the first time, the second, and where
 * everything is asked again; beside what the accounts that hold something need by themselves.
 */
import { CliWorld } from '../support/cliWorld.ts';
import { printTable, timed } from './report.ts';

const ACCOUNTS = 40;
const LATENCY_MS = 20;
const REGIONS = ['us-east-1', 'eu-west-1'] as const;
const VAULTS = 5;

const accountId = (index: number): string => String(100_000_000_000 + index);
const holdsSomething = (index: number): boolean => index % 4 === 0;

function stateOf(index: number): object {
  if (!holdsSomething(index)) return {};
  const vaults = Object.fromEntries(Array.from({ length: VAULTS }, (_, at) => [`vault-${at}`, {}]));
  return Object.fromEntries(REGIONS.map(region => [region, { glacier: { vaults } }]));
}

const profile = (index: number): string => `account-${String(index).padStart(2, '0')}`;

interface Figure {
  readonly calls: number;
  readonly milliseconds: number;
  readonly rows: number;
}

async function listing(world: CliWorld, args: readonly string[]): Promise<Figure> {
  await world.control('DELETE', 'requests');
  const { value, milliseconds } = await timed(() => world.run(['list', '--json', ...args]));
  if (value.code !== 0) throw new Error(value.stderr);
  const rows: readonly { readonly kind: string }[] = JSON.parse(value.stdout);
  const counts = Object.values(Object(await world.control('GET', 'requests'))) as readonly { readonly count: number }[];
  return { calls: counts.reduce((sum, { count }) => sum + count, 0), milliseconds, rows: rows.length };
}

const world = await CliWorld.open();
try {
  await world.startEmulator('--seed', 'empty');
  const all = Array.from({ length: ACCOUNTS }, (_, index) => index);
  const accounts = Object.fromEntries(all.map(index => [accountId(index), stateOf(index)]));
  await world.control('PUT', 'state', { version: 1, accounts });
  const services = ['glacier', 'pinpoint', 'connect', 'notifications', 'sts'];
  await world.control(
    'POST',
    'faults',
    services.map(service => ({ service, kind: 'latency', ms: LATENCY_MS })),
  );
  await world.writeProfiles(Object.fromEntries(all.map(index => [profile(index), { account: accountId(index) }])));

  const first = await listing(world, ['--all-profiles']);
  const second = await listing(world, ['--all-profiles']);
  const forced = await listing(world, ['--all-profiles', '--everywhere']);
  const full = all.filter(holdsSomething).flatMap(index => ['--profile', profile(index)]);
  const needed = await listing(world, full);
  const details = (VAULTS * REGIONS.length * full.length) / 2;
  printTable(
    `list of ${ACCOUNTS} accounts, ${full.length / 2} of which hold ${VAULTS} vaults in each of ${REGIONS.length} Regions, ${LATENCY_MS} ms a call`,
    ['what', 'calls', 'an account, without resources', 'seconds', 'rows', 'times what is needed'],
    (
      [
        ['the first time', first, ACCOUNTS],
        ['the second time', second, ACCOUNTS],
        ['--everywhere', forced, ACCOUNTS],
        ['those that hold something, where it is', needed, full.length / 2],
      ] as const
    ).map(([what, { calls, milliseconds, rows }, of]) => [
      what,
      String(calls),
      ((calls - details) / of).toFixed(1),
      (milliseconds / 1000).toFixed(2),
      String(rows),
      (calls / needed.calls).toFixed(2),
    ]),
  );
} finally {
  await world.close();
}
