import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmulatorAddress } from '../../state/emulatorAddress.ts';
import { startEmulator } from './startEmulator.ts';

const program = join(import.meta.dirname, '..', '..', '..', 'dist', 'cli.js');

describe('starting the emulator', () => {
  let folder = '';
  let address: EmulatorAddress;
  const before = process.env.NOTIFICATION_EXPLORER_HOME;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'emulator-'));
    process.env.NOTIFICATION_EXPLORER_HOME = folder;
    address = new EmulatorAddress(folder);
  });
  afterEach(async () => {
    const running = await address.read();
    if (running !== undefined) process.kill(running.pid, 'SIGTERM');
    if (before === undefined) delete process.env.NOTIFICATION_EXPLORER_HOME;
    else process.env.NOTIFICATION_EXPLORER_HOME = before;
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  const start = (more: object = {}, signal = new AbortController().signal) => {
    const dataFile = join(folder, 'kept', 'state.json');
    return startEmulator(
      { program, port: 0, dataFile, outputFile: join(folder, 'out', 'output.txt'), ...more },
      signal,
    );
  };

  it('leaves a process of its own that others find, and keeps its state in the file', async () => {
    await start();
    const entry = await address.read();
    expect(entry).toMatchObject({ endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
    expect(JSON.parse(await readFile(join(folder, 'kept', 'state.json'), 'utf8'))).toHaveProperty('accounts');
  });

  it('leaves none behind where a person cancels before it answers', async () => {
    const stop = new AbortController();
    const starting = start({}, stop.signal);
    stop.abort();
    await expect(starting).rejects.toMatchObject({ code: 'cancelled' });
    expect(await address.read()).toBeUndefined();
  });

  it('says what the program wrote when it does not start', async () => {
    await expect(start({ port: 70_000 })).rejects.toMatchObject({
      code: 'emulator-not-started',
      message: expect.stringContaining('--port must be a whole number'),
    });
  });
});
