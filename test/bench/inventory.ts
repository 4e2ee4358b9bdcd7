/**
 * How fast an inventory is: 2,000 vaults with configurations in 4 Regions at 20 ms a call, through the built command
 * line, beside the time the limiter cannot beat, a boto3 thread pool of the same width, and the AWS CLI call by call.
 * Every figure is a ratio to the ideal, taken in this run; what the machine lacks is left out with a word.
 */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sealedEnvironment } from '../harness/environment.ts';
import { CliWorld } from '../support/cliWorld.ts';
import { printTable, timed } from './report.ts';

const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-southeast-2'] as const;
const VAULTS_PER_REGION = 500;
const LATENCY_MS = 20;
const WIDTH = 4;
const PAGE = 10;
const ACCOUNT = '111122223333';

/** What no caller with so many calls in flight can beat: every Region's pages and details, WIDTH at a time. */
const callsPerRegion = VAULTS_PER_REGION / PAGE + VAULTS_PER_REGION;
const idealMs = (callsPerRegion / WIDTH) * LATENCY_MS;

const vaultName = (index: number): string => `vault-${String(index).padStart(5, '0')}`;

/** Fills the emulator over its own API, without latency. */
async function fill(endpoint: string): Promise<void> {
  const { GlacierClient, CreateVaultCommand, SetVaultNotificationsCommand } = await import('@aws-sdk/client-glacier');
  await Promise.all(
    REGIONS.map(async region => {
      const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'bench' };
      const client = new GlacierClient({ region, endpoint, credentials });
      const vaultNotificationConfig = {
        SNSTopic: `arn:aws:sns:${region}:${ACCOUNT}:jobs`,
        Events: ['ArchiveRetrievalCompleted'],
      };
      for (let index = 0; index < VAULTS_PER_REGION; index += 1) {
        const name = { accountId: '-', vaultName: vaultName(index) };
        await client.send(new CreateVaultCommand(name));
        await client.send(new SetVaultNotificationsCommand({ ...name, vaultNotificationConfig }));
      }
      client.destroy();
    }),
  );
}

/** The same sweep as boto3 users write it: a thread pool of the same width per Region. */
const BOTO = `
import sys, boto3
from botocore.config import Config
from concurrent.futures import ThreadPoolExecutor
endpoint, width, regions = sys.argv[1], int(sys.argv[2]), sys.argv[3].split(',')
def sweep(region):
    glacier = boto3.client('glacier', region_name=region, endpoint_url=endpoint, config=Config(max_pool_connections=width))
    names = [v['VaultName'] for page in glacier.get_paginator('list_vaults').paginate(accountId='-') for v in page['VaultList']]
    with ThreadPoolExecutor(width) as pool:
        return list(pool.map(lambda n: glacier.get_vault_notifications(accountId='-', vaultName=n), names))
with ThreadPoolExecutor(len(regions)) as pool:
    print(sum(len(found) for found in pool.map(sweep, regions)))
`;

interface Figure {
  readonly what: string;
  readonly milliseconds: number;
  readonly note: string;
}

function boto(endpoint: string, environment: Record<string, string>, script: string): Figure | undefined {
  const started = performance.now();
  const args = [script, endpoint, String(WIDTH), REGIONS.join(',')];
  const run = spawnSync('python3', args, { env: environment, encoding: 'utf8' });
  if (run.status !== 0 || run.stdout.trim() !== String(REGIONS.length * VAULTS_PER_REGION)) return undefined;
  return {
    what: `boto3, ${WIDTH} threads a Region`,
    milliseconds: performance.now() - started,
    note: 'start-up included',
  };
}

function awsCli(endpoint: string, environment: Record<string, string>): Figure | undefined {
  const args = ['--endpoint-url', endpoint, 'glacier', 'get-vault-notifications', '--account-id', '-', '--vault-name'];
  const times: number[] = [];
  for (let index = 0; index < 5; index += 1) {
    const started = performance.now();
    const run = spawnSync('aws', [...args, vaultName(index)], { env: environment, encoding: 'utf8' });
    if (run.status !== 0) return undefined;
    times.push(performance.now() - started);
  }
  const median = times.sort((a, b) => a - b)[2] ?? 0;
  const calls = callsPerRegion * REGIONS.length;
  const note = `${Math.round(median)} ms a call × ${calls} calls`;
  return { what: 'AWS CLI, call by call', milliseconds: median * calls, note };
}

async function ownRuns(world: CliWorld): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const regions = REGIONS.flatMap(region => ['--region', region]);
  for (let run = 1; run <= 3; run += 1) {
    const { value, milliseconds } = await timed(() =>
      world.run(['list', '--profile', 'bench', '--kind', 'vault', '--json', ...regions]),
    );
    const rows: readonly unknown[] = value.code === 0 ? JSON.parse(value.stdout) : [];
    if (rows.length !== REGIONS.length * VAULTS_PER_REGION)
      throw new Error(`run ${run}: ${rows.length} rows. ${value.stderr}`);
    figures.push({ what: `notification-explorer list, run ${run}`, milliseconds, note: 'start-up included' });
  }
  return figures;
}

const world = await CliWorld.open();
try {
  await world.startEmulator('--seed', 'empty');
  await fill(world.endpoint);
  await world.control('POST', 'faults', [{ service: 'glacier', kind: 'latency', ms: LATENCY_MS }]);
  await world.writeProfiles({ bench: { account: ACCOUNT } });

  const environment = sealedEnvironment(world.home, { AWS_PROFILE: 'bench', AWS_DEFAULT_REGION: REGIONS[0] });
  const script = join(world.home.folder, 'sweep.py');
  await writeFile(script, BOTO);
  const others = [boto(world.endpoint, environment, script), awsCli(world.endpoint, environment)];
  const figures = [...(await ownRuns(world)), ...others.filter(figure => figure !== undefined)];
  printTable(
    `inventory of ${REGIONS.length * VAULTS_PER_REGION} vaults with configs, ${REGIONS.length} Regions, ${LATENCY_MS} ms a call`,
    ['who', 'seconds', 'times the ideal', 'note'],
    [
      ['the limiter’s ideal', (idealMs / 1000).toFixed(2), '1.00', `${WIDTH} calls in flight a Region`],
      ...figures.map(({ what, milliseconds, note }) => [
        what,
        (milliseconds / 1000).toFixed(2),
        (milliseconds / idealMs).toFixed(2),
        note,
      ]),
    ],
  );
  if (others.includes(undefined)) console.log('left out: what this machine lacks (boto3 or aws)');
} finally {
  await world.close();
}
