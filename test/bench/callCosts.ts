/** What a call costs a process: by our way to AWS, by the SDK's client as it is published, and by Node's own HTTP, which nothing can be below. */
import { Agent, request } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { GetVaultNotificationsCommand, GlacierClient } from '@aws-sdk/client-glacier';
import { noEmulator } from '../../src/aws/accounts/emulatorAccess.ts';
import { openAws } from '../../src/aws/openAws.ts';
import { CONTROL_PLANE } from '../../src/core/model/regions.ts';
import { systemClock } from '../../src/state/systemClock.ts';

const WIDTH = 4;

/** How many calls are counted in each of so many rounds, after half as many that are not. */
interface Extent {
  readonly calls: number;
  readonly rounds: number;
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
async function cost(call: Call, { calls: count, rounds }: Extent): Promise<number> {
  await calls(call, count / 2);
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    await calls(call, count);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000 / count);
  }
  return least;
}

function plainHttp(endpoint: string): Call {
  const isSecure = endpoint.startsWith('https:');
  const agent = new (isSecure ? SecureAgent : Agent)({ keepAlive: true });
  const send = isSecure ? secureRequest : request;
  return vaultName =>
    new Promise((resolve, reject) => {
      const asked = send(`${endpoint}/-/vaults/${vaultName}/notification-configuration`, { agent }, answer => {
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

/**
 * Milliseconds of this process's processor time for a small read that a server in another process answers at once, by each of the
 * three. Each figure is the least of several rounds, since other work on the machine only adds to it.
 */
export async function callCosts(
  endpoint: string,
  extent: Extent,
): Promise<readonly (readonly [who: string, milliseconds: number])[]> {
  const costs: [string, number][] = [];
  for (const [who, call] of [
    ['our way to AWS', ours(endpoint)],
    ['the SDK’s client', publishedClient(endpoint)],
    ['Node’s HTTP alone', plainHttp(endpoint)],
  ] as const) {
    costs.push([who, await cost(call, extent)]);
  }
  return costs;
}

/** The rows of a table of costs: each in milliseconds and as a ratio to the SDK's client. */
export function costRows(costs: Awaited<ReturnType<typeof callCosts>>): string[][] {
  const sdk = costs[1]?.[1] ?? Number.NaN;
  return costs.map(([who, ms]) => [who, ms.toFixed(3), (ms / sdk).toFixed(2)]);
}
