/**
 * How fast a fleet file is applied: 3 hubs, 300 vaults and 40 event streams in 2 Regions at 20 ms a call, through the built
 * command line, beside the time that the limiter cannot beat for the calls that were made. Hubs settle as soon as the
 * emulator is asked again, so that what is measured is not AWS's own time.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliWorld } from '../support/cliWorld.ts';
import { printTable, timed } from './report.ts';

const REGIONS = ['us-east-1', 'eu-west-1'] as const;
const VAULTS_PER_REGION = 150;
const APPS_PER_REGION = 20;
const LATENCY_MS = 20;
const WIDTH = 4;
const ACCOUNT = '111122223333';
const CHANGES = 2 + REGIONS.length * (VAULTS_PER_REGION + APPS_PER_REGION);

const vaultName = (index: number): string => `vault-${String(index).padStart(3, '0')}`;
const appId = (region: string, index: number): string =>
  `${index}`.padStart(2, '0').padEnd(32, region === 'us-east-1' ? 'a' : 'b');
const named = <T>(length: number, name: (index: number) => string, value: T): Readonly<Record<string, T>> =>
  Object.fromEntries(Array.from({ length }, (_, index) => [name(index), value]));

/** One hub, and vaults and applications without anything set. */
const seed = {
  [ACCOUNT]: Object.fromEntries(
    REGIONS.map(region => [
      region,
      {
        ...(region === 'us-east-1' ? { notifications: { hubs: { 'us-east-1': { status: 'ACTIVE' } } } } : {}),
        glacier: { vaults: named(VAULTS_PER_REGION, vaultName, {}) },
        pinpoint: { apps: named(APPS_PER_REGION, index => appId(region, index), { name: 'app' }) },
      },
    ]),
  ),
};

const fleet = {
  accounts: {
    [ACCOUNT]: {
      notificationHubs: ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
      regions: Object.fromEntries(
        REGIONS.map(region => [
          region,
          {
            vaults: named(VAULTS_PER_REGION, vaultName, {
              SNSTopic: `arn:aws:sns:${region}:${ACCOUNT}:jobs`,
              Events: ['ArchiveRetrievalCompleted'],
            }),
            eventStreams: named(APPS_PER_REGION, index => appId(region, index), {
              DestinationStreamArn: `arn:aws:kinesis:${region}:${ACCOUNT}:stream/events`,
              RoleArn: `arn:aws:iam::${ACCOUNT}:role/pinpoint`,
            }),
          },
        ]),
      ),
    },
  },
};

/** How many calls of operations with such names were made since the counts were cleared. */
async function calls(world: CliWorld, names: RegExp): Promise<number> {
  const counts = (await world.control('GET', 'requests')) as Readonly<Record<string, { readonly count: number }>>;
  return Object.entries(counts).reduce((sum, [name, { count }]) => (names.test(name) ? sum + count : sum), 0);
}

const WRITES = /\.(Set|Put|Delete|Register|Deregister|Create)/;

const world = await CliWorld.open();
const settling = setInterval(() => {
  if (world.endpoint !== '') void world.control('POST', 'clock', { advanceSeconds: 60 }).catch(() => undefined);
}, 200);
try {
  await world.startEmulator('--seed', 'empty');
  await world.writeProfiles({ bench: { account: ACCOUNT } });
  const state = Object(await world.control('GET', 'state'));
  await world.control('PUT', 'state', { ...state, accounts: seed });
  const latency = ['glacier', 'pinpoint', 'notifications', 'sts'];
  await world.control(
    'POST',
    'faults',
    latency.map(service => ({ service, kind: 'latency', ms: LATENCY_MS })),
  );
  const file = join(world.home.folder, 'bench.notifications.json');
  await writeFile(file, JSON.stringify(fleet));

  const rows: (readonly string[])[] = [];
  const run = async (what: string, args: readonly string[], code: number): Promise<void> => {
    await world.control('DELETE', 'requests');
    const { value, milliseconds } = await timed(() => world.run([...args, '--profile', 'bench', '--json']));
    if (value.code !== code)
      throw new Error(`${what} ended with ${value.code}: ${value.stderr} ${value.stdout.slice(0, 2000)}`);
    const [glacier, pinpoint, hubs] = [
      await calls(world, /^glacier/),
      await calls(world, /^pinpoint/),
      await calls(world, /^notifications/),
    ];
    const idealMs = (Math.max(glacier, pinpoint) / REGIONS.length / WIDTH) * LATENCY_MS;
    rows.push([
      what,
      (milliseconds / 1000).toFixed(2),
      (idealMs / 1000).toFixed(2),
      (milliseconds / idealMs).toFixed(2),
      `${glacier} glacier, ${pinpoint} pinpoint, ${hubs} notifications; ${await calls(world, WRITES)} writes`,
    ]);
  };
  await run('plan: all differs', ['plan', file], 2);
  await run(`apply: ${CHANGES} changes`, ['apply', file, '--yes'], 0);
  await run('plan: nothing to do', ['plan', file], 0);
  printTable(
    `a fleet file of 3 hubs, ${REGIONS.length * VAULTS_PER_REGION} vaults and ${REGIONS.length * APPS_PER_REGION} event streams in ${REGIONS.length} Regions, ${LATENCY_MS} ms a call`,
    ['what', 'seconds', 'ideal', 'times the ideal', 'calls'],
    rows,
  );
  console.log(
    `  The ideal: the calls made to the busiest service, ${WIDTH} in flight in each Region. Start-up is included.`,
  );
} finally {
  clearInterval(settling);
  await world.close();
}
