import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEmulatorArguments, UsageError } from './commandLine.ts';
import { runEmulator } from './main.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the command until it ends, or until it has written its first line. */
async function run(...argv: readonly string[]) {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const announced: (string | undefined)[] = [];
  const stop = new AbortController();
  const exit = await runEmulator(argv, {
    stdout: line => {
      stdout.push(line);
      stop.abort();
    },
    stderr: line => stderr.push(line),
    stop: stop.signal,
    announce: endpoint => announced.push(endpoint),
  });
  return { exit, stdout, stderr: stderr.join('\n'), announced };
}

describe('the arguments', () => {
  it('have defaults', () => {
    expect(parseEmulatorArguments([])).toEqual({
      port: 0,
      seed: 'demo',
      dataFile: undefined,
      latencyMs: 0,
      keepsRates: false,
      isPinpointRetired: false,
    });
  });

  it('are read in either form', () => {
    const argv = [
      '--port',
      '4580',
      '--seed=empty',
      '--data',
      'd.json',
      '--latency=20',
      '--pinpoint',
      'retired',
      '--rates=documented',
    ];
    expect(parseEmulatorArguments(argv)).toEqual({
      port: 4580,
      seed: 'empty',
      dataFile: 'd.json',
      latencyMs: 20,
      keepsRates: true,
      isPinpointRetired: true,
    });
  });

  it.each([
    [['--port', 'x']],
    [['--port', '65536']],
    [['--port', '-1']],
    [['--port']],
    [['--latency', '1.5']],
    [['--port', '4599', '--port=4600']],
    [['--data', 'a.json', '--data', 'a.json']],
    [['--pinpoint', 'alive']],
    [['--rates', 'any']],
    [['--data', '']],
    [['--seed', '']],
    [['--verbose']],
    [['now']],
  ])('%j are refused', argv => {
    expect(() => parseEmulatorArguments(argv)).toThrow(UsageError);
  });
});

describe('the command', () => {
  it('writes its endpoint as its first line, announces it, and takes that back when it stops', async () => {
    const { exit, stdout, stderr, announced } = await run('--seed', 'empty');
    const { endpoint } = JSON.parse(stdout[0] ?? '');
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect([exit, stdout.length, stderr, announced]).toEqual([0, 1, '', [endpoint, undefined]]);
  });

  it('says how it is used at --help', async () => {
    const { exit, stdout } = await run('--help');
    expect([exit, stdout[0]]).toEqual([0, expect.stringContaining('--seed demo')]);
  });

  it('ends with 64 and the usage for wrong arguments', async () => {
    const { exit, stdout, stderr, announced } = await run('--port', 'x');
    expect([exit, stdout, announced]).toEqual([64, [], []]);
    expect(stderr).toMatch(/--port must be a whole number/);
    expect(stderr).toContain('Usage: emulator');
  });

  it.each([
    ['is not there', undefined, /can't be read/],
    ['is no JSON', '{', /can't be read as JSON/],
    ['is no state', '{"version":1,"accounts":{"1":{}}}', /not valid: accounts\.1/],
  ])('ends with 64 where the seed file %s', async (_what, text, message) => {
    const file = join(folder, 'seed.json');
    await rm(file, { force: true });
    if (text !== undefined) await writeFile(file, text);
    const { exit, stderr } = await run('--seed', file);
    expect([exit, stderr]).toEqual([64, expect.stringMatching(message)]);
  });
});
