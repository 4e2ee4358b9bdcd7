import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { features } from '../../build/permissions.ts';
import { type Emulator, startEmulator } from '../../src/emulator/startEmulator.ts';
import { control } from '../../src/emulator/testing/rawRequest.ts';

const run = promisify(execFile);
let emulator: Emulator;
let home = '';
beforeAll(async () => {
  emulator = await startEmulator({ seed: 'demo' });
  home = await mkdtemp(join(tmpdir(), 'permissions-'));
});
afterEach(() => control(emulator.endpoint, 'DELETE', 'requests'));
afterAll(async () => {
  await emulator.close();
  await rm(home, { recursive: true });
});

/** The operations that a command line asked for, however it ended. */
async function asked(...args: readonly string[]): Promise<readonly string[]> {
  const env = {
    ...{ HOME: home, PATH: process.env.PATH, AWS_ENDPOINT_URL: emulator.endpoint, AWS_REGION: 'us-east-1' },
    ...{ AWS_ACCESS_KEY_ID: '111122223333', AWS_SECRET_ACCESS_KEY: 'local' },
  };
  await run(process.execPath, ['dist/cli.js', ...args], { env }).catch(() => undefined);
  const answer = await control(emulator.endpoint, 'GET', 'requests');
  const counted = answer.json();
  return Object.keys(counted).flatMap(name => (name === 'sts.GetCallerIdentity' ? [] : [name.split('.')[1] ?? '']));
}

it.each([
  ['list', ['Browse']],
  ['preflight', ['Browse', 'Ask why nothing arrives']],
] as const)('%s asks for nothing that its permissions leave out', async (command, needed) => {
  const allowed = needed.flatMap(feature => features[feature] ?? []);
  const found = await asked(command);
  expect(found).toContain('ListVaults');
  expect(found.filter(name => !allowed.some(one => one === name))).toEqual([]);
});
