import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmulatorAddress, entryScope } from './emulatorAddress.ts';
import { lockFile } from './fileLock.ts';

/** A server that answers the health question as told, on a free port. */
async function answering(status: number, body: unknown): Promise<{ server: Server; endpoint: string }> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/_emulator/health' ? status : 404).end(JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const HEALTH = { emulator: 'notification-explorer', pid: process.pid, now: '2026-11-22T00:00:00.000Z' };

describe('EmulatorAddress', () => {
  let folder = '';
  let file = '';
  let address = new EmulatorAddress('');
  const servers: Server[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'emulator-address-'));
    file = join(folder, 'emulator.json');
    address = new EmulatorAddress(folder);
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(server => new Promise(resolve => server.close(resolve))));
    await rm(folder, { recursive: true });
  });
  async function running(body: object = HEALTH, status = 200) {
    const { server, endpoint } = await answering(status, body);
    servers.push(server);
    return { endpoint, pid: process.pid, startedAt: '2026-11-22T00:00:00.000Z' };
  }
  const stopped = () => new Promise(resolve => servers.pop()?.close(resolve));

  it('gives the emulator that announced itself and runs', async () => {
    const entry = { ...(await running()), data: '/data.json' };
    expect(await address.record(entry)).toEqual(entry);
    expect(await new EmulatorAddress(folder).read()).toEqual({ ...entry, answers: true, isElsewhere: false });
  });

  it('tells where its process is in another namespace, in which an id is another process’s', async () => {
    const entry = { ...(await running()), scope: 'a boot, another namespace' };
    await address.record(entry);
    const seen = (scope: string | null) =>
      new EmulatorAddress(folder, 2_000, { scope: async () => scope, isAlive: () => false, startOf: async () => null });
    expect(await seen('a boot, our namespace').read()).toEqual({ ...entry, answers: true, isElsewhere: true });
    expect(await seen(entry.scope).read()).toEqual({ ...entry, answers: true, isElsewhere: false });
  });

  it('takes a process that cannot tell its namespace for one of another, to itself as well', async () => {
    const untold = { scope: async () => null, isAlive: () => true, startOf: async () => null };
    await address.record({ ...(await running()), ...(await entryScope('linux', untold)) });
    expect(await address.read()).toMatchObject({ answers: true, isElsewhere: true });
    expect(await new EmulatorAddress(folder, 2_000, untold).read()).toMatchObject({ isElsewhere: true });
  });

  it.each(['darwin', 'win32'] as const)('takes all processes of %s for those of one namespace', async platform => {
    await address.record({ ...(await running()), ...(await entryScope(platform)) });
    expect(await address.read()).toMatchObject({ isElsewhere: false });
  });

  it('gives none before any announced itself', async () => {
    expect(await address.read()).toBeUndefined();
  });

  it('takes away what a killed emulator left', async () => {
    await address.record(await running());
    await stopped();
    expect(await address.read()).toBeUndefined();
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
    await (await lockFile(file, false)).release();
  });

  it('lets the next in at once after one that was killed', async () => {
    await address.record(await running());
    await stopped();
    const next = await running();
    expect(await address.record(next)).toEqual(next);
    expect(await address.read()).toMatchObject(next);
  });

  it('is taken back only by the process that announced it', async () => {
    const entry = await running();
    await address.record(entry);
    await address.forget({ ...entry, pid: process.pid + 1 });
    expect(await address.read()).toMatchObject(entry);
    await address.forget(entry);
    await address.forget(entry);
    expect(await address.read()).toBeUndefined();
  });

  it.each([
    ['no process id', { pid: undefined }],
    ['a process id that is a text', { pid: String(process.pid) }],
    ['a process id that is no whole number', { pid: process.pid + 0.5 }],
    ['a process id that stands for several processes', { pid: 0 }],
    ['a process id that stands for a group', { pid: -process.pid }],
    ['no time at which it began', { startedAt: undefined }],
  ])('takes an entry away with %s, though something keeps silent there', async (_what, wrong) => {
    const server = createServer(() => undefined);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await writeFile(file, JSON.stringify({ version: 1, endpoint, pid: process.pid, startedAt: 'x', ...wrong }));
    expect(await new EmulatorAddress(folder, 50).read()).toBeUndefined();
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('tells no data file that is no name', async () => {
    const entry = await running();
    await writeFile(file, JSON.stringify({ version: 1, ...entry, data: 7, scope: 7 }));
    expect(await address.read()).toEqual({ ...entry, answers: true, isElsewhere: false });
  });

  describe('where the emulator keeps silent', () => {
    async function silent(pid: number) {
      const server = createServer(() => undefined);
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      servers.push(server);
      const entry = { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, pid, startedAt: 'then' };
      const impatient = new EmulatorAddress(folder, 50);
      expect(await impatient.record(entry)).toEqual(entry);
      return { impatient, entry };
    }

    it('keeps it as the one that runs while its process is there', async () => {
      const { impatient, entry } = await silent(process.pid);
      expect(await impatient.read()).toEqual({ ...entry, answers: false, isElsewhere: false });
      const second = await running();
      expect(await impatient.record(second)).toEqual(entry);
      expect(await impatient.read()).toEqual({ ...entry, answers: false, isElsewhere: false });
    });

    it('takes it for gone once its process is', async () => {
      // Beyond what any system counts processes up to.
      const { impatient } = await silent(2 ** 30);
      expect(await impatient.read()).toBeUndefined();
    });
  });

  it('does not wait to tidy up while another process writes', async () => {
    await address.record(await running());
    await stopped();
    const held = await lockFile(file);
    expect(await address.read()).toBeUndefined();
    await held.release();
    expect(await readFile(file, 'utf8')).toContain('endpoint');
  });

  it.each([
    ['another process id', { ...HEALTH, pid: 1 }, 200],
    ['another name', { ...HEALTH, emulator: 'other' }, 200],
    ['a refusal', HEALTH, 404],
    ['no JSON object', [], 200],
  ])('does not take another server on that port for the emulator: it answers with %s', async (_what, body, status) => {
    await address.record(await running(body, status));
    expect(await address.read()).toBeUndefined();
  });

  it('keeps the first announcer while it runs, and lets the next in after it', async () => {
    const first = await running();
    const second = await running();
    await address.record(first);
    expect(await address.record(second)).toEqual(first);
    await address.forget(second);
    expect(await address.read()).toEqual({ ...first, answers: true, isElsewhere: false });
    await address.forget(first);
    expect(await address.record(second)).toEqual(second);
  });

  it.each([
    ['another machine', 'http://192.0.2.1:80'],
    ['a name that only begins like ours', 'http://localhost.example.com:80'],
    ['another protocol', 'https://127.0.0.1:1'],
    ['a path', 'http://127.0.0.1:1/x'],
    ['credentials', 'http://a:b@127.0.0.1:1'],
    ['no address', 'x'],
  ])('takes an entry away that names %s', async (_what, endpoint) => {
    await writeFile(file, JSON.stringify({ version: 1, endpoint, pid: process.pid, startedAt: 'x' }));
    expect(await address.read()).toBeUndefined();
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each(['{"endpoint":', 'null', '[]', '7'])('takes a file away that holds something else: %s', async text => {
    await writeFile(file, text);
    expect(await address.read()).toBeUndefined();
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
