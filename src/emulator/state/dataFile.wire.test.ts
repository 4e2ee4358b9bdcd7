import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateVaultCommand, GlacierClient, paginateListVaults } from '@aws-sdk/client-glacier';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../startEmulator.ts';
import { clientsFor } from '../testing/clients.ts';
import { control } from '../testing/rawRequest.ts';
import { DataFileError } from './dataFileLock.ts';

let folder: string;
let program: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-'));
  program = join(folder, 'program.mjs');
  const entryPoints = [new URL('../program.ts', import.meta.url).pathname];
  await build({ entryPoints, bundle: true, platform: 'node', format: 'esm', outfile: program, logLevel: 'error' });
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Running {
  readonly child: ChildProcess;
  readonly endpoint: string;
  readonly exit: Promise<number | null>;
  readonly stderr: () => string;
}

/** Starts the program and waits for its first line; without one, gives the endpoint as ''. */
async function start(...args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let stdout = '';
  let stderr = '';
  child.stderr?.on('data', chunk => {
    stderr += chunk;
  });
  const exit = new Promise<number | null>(resolve => child.once('exit', resolve));
  const line = new Promise<string>(resolve => {
    child.stdout?.on('data', chunk => {
      stdout += chunk;
      if (stdout.includes('\n')) resolve(stdout.slice(0, stdout.indexOf('\n')));
    });
  });
  const first = await Promise.race([line, exit.then(() => '{"endpoint":""}')]);
  return { child, endpoint: JSON.parse(first).endpoint, exit, stderr: () => stderr };
}

async function names(endpoint: string): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const page of paginateListVaults({ client: clientsFor(endpoint).glacier }, { accountId: '-' })) {
    all.push(...(page.VaultList ?? []).map(vault => vault.VaultName ?? ''));
  }
  return all;
}

/**
 * Creates vaults, several at a time, until the connection ends; gives the names of those that were acknowledged.
 *
 * @param begun Called once, when the first is.
 */
async function createUntilKilled(client: GlacierClient, prefix: string, begun: () => void): Promise<readonly string[]> {
  const acknowledged: string[] = [];
  const worker = async (id: number): Promise<void> => {
    for (let index = 0; index < 300; index += 1) {
      const vaultName = `${prefix}-${id}-${index}`;
      try {
        await client.send(new CreateVaultCommand({ accountId: '-', vaultName }));
      } catch {
        return;
      }
      acknowledged.push(vaultName);
      if (acknowledged.length === 1) begun();
    }
  };
  await Promise.all([0, 1, 2, 3].map(worker));
  return acknowledged;
}

describe('--data', () => {
  it('loses nothing acknowledged, however the process is killed', async () => {
    const file = join(folder, 'killed.json');
    const expected = new Set<string>();
    for (const [round, delayMs] of [0, 55, 170].entries()) {
      const { child, endpoint, exit } = await start('--seed', 'empty', '--data', file);
      const kill = () => void setTimeout(() => child.kill('SIGKILL'), delayMs);
      const credentials = { accessKeyId: '111122223333', secretAccessKey: 'x' };
      const client = new GlacierClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
      for (const name of await createUntilKilled(client, `r${round}`, kill)) expected.add(name);
      await exit;
      expect(JSON.parse(await readFile(file, 'utf8')).version).toBe(1);
    }
    expect(expected.size).toBeGreaterThan(0);
    const { endpoint } = await start('--seed', 'demo', '--data', file);
    const kept = new Set(await names(endpoint));
    expect([...expected].filter(name => !kept.has(name))).toEqual([]);
  });

  it('is used instead of the seed where it exists, with the clock where it was', async () => {
    const file = join(folder, 'kept.json');
    const first = await start('--seed', 'demo', '--data', file);
    expect(JSON.parse(await readFile(file, 'utf8')).accounts).toHaveProperty('111122223333');
    await clientsFor(first.endpoint).glacier.send(new CreateVaultCommand({ accountId: '-', vaultName: 'zz-mine' }));
    await control(first.endpoint, 'POST', 'clock', { advanceSeconds: 3600 });
    first.child.kill('SIGTERM');
    expect(await first.exit).toBe(0);
    const second = await start('--seed', 'empty', '--data', file);
    expect(await names(second.endpoint)).toContain('zz-mine');
    expect((await control(second.endpoint, 'GET', 'state')).json().clock).toEqual({ offsetSeconds: 3600 });
  });

  it('keeps a change after which the connection was closed', async () => {
    const file = join(folder, 'reset-after.json');
    const { child, endpoint, exit } = await start('--seed', 'empty', '--data', file);
    await control(endpoint, 'POST', 'faults', [{ service: 'glacier', kind: 'resetAfter' }]);
    const { glacier } = clientsFor(endpoint);
    await expect(glacier.send(new CreateVaultCommand({ accountId: '-', vaultName: 'tapes' }))).rejects.toThrow();
    child.kill('SIGKILL');
    await exit;
    expect(await names((await start('--data', file)).endpoint)).toEqual(['tapes']);
  });

  it('belongs to one emulator at a time', async () => {
    const file = join(folder, 'shared.json');
    await start('--data', file);
    const second = await start('--data', file);
    expect(await second.exit).toBe(64);
    expect(second.stderr()).toMatch(/in use by the emulator with process id \d+/);
  });

  it.each([
    ['is no JSON', '{"version":', /does not hold JSON/],
    ['is no state', '{"version":9}', /state document is not valid/],
  ])('is left alone where it %s', async (_what, text, message) => {
    const file = join(folder, `broken-${text.length}.json`);
    await writeFile(file, text);
    const { exit, stderr } = await start('--data', file);
    expect(await exit).toBe(64);
    expect(stderr()).toMatch(message);
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it.skipIf(process.platform === 'win32')('is left alone where it is a pipe, and not waited for', async () => {
    const file = join(folder, 'pipe.json');
    execFileSync('mkfifo', [file]);
    const { exit, stderr } = await start('--data', file);
    expect(await exit).toBe(64);
    expect(stderr()).toContain('it is not a file');
  });

  it('is refused where it can not be written', async () => {
    const { exit, stderr } = await start('--data', join(folder, 'no', 'such', 'folder.json'));
    expect(await exit).toBe(64);
    expect(stderr()).toMatch(/can't be written/);
  });

  it('can be opened again in one process once it is closed', async () => {
    const dataFile = join(folder, 'again.json');
    const first = await startEmulator({ dataFile });
    await expect(startEmulator({ dataFile })).rejects.toThrow(DataFileError);
    await first.close();
    await (await startEmulator({ dataFile })).close();
  });
});

describe('the program', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('stops with 0 at %s, though a request hangs', async signal => {
    const { child, endpoint, exit } = await start('--seed', 'empty');
    await control(endpoint, 'POST', 'faults', [{ service: 'glacier', kind: 'hang' }]);
    clientsFor(endpoint)
      .glacier.send(new CreateVaultCommand({ accountId: '-', vaultName: 'x' }))
      .catch(() => undefined);
    await new Promise(resolve => setTimeout(resolve, 100));
    child.kill(signal);
    expect(await exit).toBe(0);
  });

  it('says that its port is taken, with 1', async () => {
    const { endpoint } = await start('--seed', 'empty');
    const second = await start('--port', new URL(endpoint).port);
    expect(await second.exit).toBe(1);
    expect(second.stderr()).toMatch(/--port 0/);
  });
});
