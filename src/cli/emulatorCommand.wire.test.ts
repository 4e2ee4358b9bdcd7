import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliWorld } from '../../test/support/cliWorld.ts';
import { EmulatorAddress } from '../state/emulatorAddress.ts';

describe('emulator', () => {
  let world: CliWorld;
  beforeEach(async () => {
    world = await CliWorld.open();
  });
  afterEach(() => world.close());
  const announced = () => new EmulatorAddress(world.home.stateFolder).read();

  it('tells its endpoint first, announces itself before that, and takes the announcement back at its end', async () => {
    const data = join(world.home.folder, 'data.json');
    const emulator = await world.startEmulator('--seed', 'empty', '--data', data);
    const entry = JSON.parse(await readFile(join(world.home.stateFolder, 'emulator.json'), 'utf8'));
    expect(entry).toMatchObject({ endpoint: world.endpoint, pid: emulator.child.pid, data });
    expect(typeof entry.scope).toBe(process.platform === 'linux' ? 'string' : 'undefined');
    expect(await announced()).toMatchObject({ endpoint: world.endpoint });
    const { code, stdout, stderr } = await emulator.kill('SIGTERM');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`${JSON.stringify({ endpoint: world.endpoint })}\n`);
    await expect(readFile(join(world.home.stateFolder, 'emulator.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    [['--seed', '\u001b[31mx\u202e']],
    [['--port', '\u001b[31mx']],
    [['--data', '/nowhere/\u001b[31mx']],
    [['\u001b[31mx']],
  ])('repeats control characters of %j as what they are', async args => {
    const { stderr, ...ended } = await world.run(['emulator', ...args]);
    expect(ended).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain('\\u{1b}[31mx');
    expect([stderr.includes('\u001b'), stderr.includes('\u202e')]).toEqual([false, false]);
  });

  it('leaves the one that was first in its place', async () => {
    await world.startEmulator('--seed', 'empty');
    const first = world.endpoint;
    const second = await world.startEmulator('--seed', 'empty');
    expect((await announced())?.endpoint).toBe(first);
    expect((await second.kill('SIGINT')).stderr).toContain(first);
    expect((await announced())?.endpoint).toBe(first);
  });

  it('takes the place of one that was killed', async () => {
    const killed = await world.startEmulator('--seed', 'empty');
    await killed.kill('SIGKILL');
    await world.startEmulator('--seed', 'empty');
    expect((await announced())?.endpoint).toBe(world.endpoint);
  });

  it('refuses wrong usage with 64', async () => {
    const { code, stdout, stderr } = await world.run(['emulator', '--port', 'x']);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain('--port');
  });
});
