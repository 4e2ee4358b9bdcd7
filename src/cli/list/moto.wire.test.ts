import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { ConnectClient, CreateInstanceCommand } from '@aws-sdk/client-connect';
import { CreateVaultCommand, GlacierClient } from '@aws-sdk/client-glacier';
import { CreateAppCommand, PinpointClient, PutEventStreamCommand } from '@aws-sdk/client-pinpoint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliWorld } from '../../../test/support/cliWorld.ts';

/** moto on a free port of loopback, or undefined where it is not installed. */
async function startMoto(): Promise<{ readonly child: ChildProcess; readonly endpoint: string } | undefined> {
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const address = new Promise<string>(resolve => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', chunk => {
        said += chunk;
        const endpoint = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
        if (endpoint !== undefined) resolve(endpoint);
      });
    }
  });
  const ended = once(child, 'exit').then(
    () => undefined,
    () => undefined,
  );
  const endpoint = await Promise.race([address, ended]);
  return endpoint === undefined ? undefined : { child, endpoint };
}

const moto = await startMoto();
if (moto === undefined) process.stderr.write('Skipped: there is no moto_server here to list from.\n');
process.once('exit', () => moto?.child.kill());

/** Makes one of each kind there, and gives the application's id. */
async function fill(endpoint: string): Promise<string> {
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' };
  const config = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  await new GlacierClient(config).send(new CreateVaultCommand({ accountId: '-', vaultName: 'tapes' }));
  const type = 'CONNECT_MANAGED' as const;
  const instance = { IdentityManagementType: type, InboundCallsEnabled: true, OutboundCallsEnabled: true };
  await new ConnectClient(config).send(new CreateInstanceCommand({ ...instance, InstanceAlias: 'support' }));
  const pinpoint = new PinpointClient(config);
  const made = await pinpoint.send(new CreateAppCommand({ CreateApplicationRequest: { Name: 'shop' } }));
  const ApplicationId = made.ApplicationResponse?.Id ?? '';
  const WriteEventStream = {
    DestinationStreamArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/events',
    RoleArn: 'arn:aws:iam::123456789012:role/events',
  };
  await pinpoint.send(new PutEventStreamCommand({ ApplicationId, WriteEventStream }));
  return ApplicationId;
}

describe.skipIf(moto === undefined)('a listing from moto', () => {
  let world: CliWorld;
  let rows: readonly { readonly kind: string; readonly name: string | null; readonly status: string }[];
  let app: string;

  beforeAll(async () => {
    world = await CliWorld.open();
    world.endpoint = moto?.endpoint ?? '';
    await world.writeProfiles({ moto: { account: 'AKIAIOSFODNN7EXAMPLE' } });
    app = await fill(world.endpoint);
    const { stdout } = await world.run(['list', '--json', '--profile', 'moto', '--region', 'us-east-1']);
    rows = JSON.parse(stdout);
  });
  afterAll(async () => {
    moto?.child.kill();
    await world.close();
  });

  it.each([
    ['app', () => app, 'set'],
    ['event-stream', () => app, 'set'],
    ['instance', () => expect.stringMatching(/^[0-9a-f-]{36}$/), 'ACTIVE'],
  ])('shows its %s, though moto labels JSON as HTML and writes times in its own way', (kind, name, status) => {
    expect(rows.filter(row => row.kind === kind)).toMatchObject([{ name: name(), status, error: null }]);
  });

  it('shows its vault, whose configuration moto has no way to tell, with that error', () => {
    expect(rows.filter(row => row.kind === 'vault')).toMatchObject([
      { name: 'tapes', status: 'error', error: { code: 'unexpected-answer' } },
    ]);
  });

  it('shows an error for the kind that moto lacks, and not an empty list', () => {
    expect(rows.filter(row => row.kind === 'hub')).toMatchObject([
      { name: null, status: 'error', error: { code: 'service-failure' } },
    ]);
  });
});
