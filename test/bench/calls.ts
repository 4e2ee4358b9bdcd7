/**
 * What a call costs this machine: processor time for a small read that a server in another process answers at once, by
 * our way to AWS, by the SDK's client as it is published, and by Node's own HTTP, which nothing can be below. Each figure
 * is the least of several rounds, since other work on the machine only adds to it.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetVaultNotificationsCommand, GlacierClient } from '@aws-sdk/client-glacier';
import { noEmulator } from '../../src/aws/accounts/emulatorAccess.ts';
import { openAws } from '../../src/aws/openAws.ts';
import { CONTROL_PLANE } from '../../src/core/model/regions.ts';
import { systemClock } from '../../src/state/systemClock.ts';
import { printTable } from './report.ts';

const CALLS = 3_000;
const ROUNDS = 7;
const WIDTH = 4;
const WARM_UP = 1_500;
const SERVER = 'NOTIFICATION_EXPLORER_BENCH_SERVER';

/** Answers everything with one vault's notifications. */
async function serve(): Promise<void> {
  const body = JSON.stringify({
    SNSTopic: 'arn:aws:sns:us-east-1:111122223333:jobs',
    Events: ['ArchiveRetrievalCompleted'],
  });
  const server = createServer((asked, answer) => {
    asked.resume();
    answer.writeHead(200, { 'content-type': 'application/json', 'x-amzn-requestid': 'bench' }).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  process.send?.((server.address() as AddressInfo).port);
  process.on('disconnect', () => process.exit());
}

type Call = (vaultName: string) => Promise<unknown>;

async function calls(call: Call, count: number): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await call(`vault-${next}`);
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, lane));
}

/** Milliseconds of processor time for one call, this process's alone. */
async function cost(call: Call): Promise<number> {
  await calls(call, WARM_UP);
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    await calls(call, CALLS);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000 / CALLS);
  }
  return least;
}

function plainHttp(endpoint: string): Call {
  const agent = new Agent({ keepAlive: true });
  return vaultName =>
    new Promise((resolve, reject) => {
      const asked = request(`${endpoint}/-/vaults/${vaultName}/notification-configuration`, { agent }, answer => {
        let text = '';
        answer.setEncoding('utf8').on('data', part => {
          text += part;
        });
        answer.on('end', () => resolve(JSON.parse(text)));
      });
      asked.on('error', reject).end();
    });
}

function publishedClient(endpoint: string): Call {
  const credentials = { accessKeyId: '111122223333', secretAccessKey: 'bench' };
  const client = new GlacierClient({ region: 'us-east-1', endpoint, credentials });
  return vaultName => client.send(new GetVaultNotificationsCommand({ accountId: '-', vaultName }));
}

function ours(endpoint: string): Call {
  const env = {
    AWS_ACCESS_KEY_ID: '111122223333',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_ENDPOINT_URL: endpoint,
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  };
  const aws = openAws({ env, emulator: noEmulator, clock: systemClock, random: Math.random });
  const reader = aws.gateway.reader({ kind: 'default' });
  const { signal } = new AbortController();
  return vaultName => reader.read('GetVaultNotifications', CONTROL_PLANE, { accountId: '-', vaultName }, { signal });
}

if (process.env[SERVER] === undefined) {
  const server = fork('build/run.mjs', ['test/bench/calls.ts'], { env: { ...process.env, [SERVER]: '1' } });
  const [port] = await once(server, 'message');
  const endpoint = `http://127.0.0.1:${port}`;
  const rows: [string, number][] = [];
  for (const [who, call] of [
    ['our way to AWS', ours(endpoint)],
    ['the SDK’s client', publishedClient(endpoint)],
    ['Node’s HTTP alone', plainHttp(endpoint)],
  ] as const) {
    rows.push([who, await cost(call)]);
  }
  const sdk = rows[1]?.[1] ?? Number.NaN;
  printTable(
    `processor time of a call, least of ${ROUNDS} rounds of ${CALLS}`,
    ['by', 'ms', 'times the SDK'],
    rows.map(([who, ms]) => [who, ms.toFixed(3), (ms / sdk).toFixed(2)]),
  );
  server.disconnect();
  process.exit();
} else {
  await serve();
}
