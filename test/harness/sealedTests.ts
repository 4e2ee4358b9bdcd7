import { accessSync, constants } from 'node:fs';
import { afterAll } from 'vitest';
import { sealedEnvironment } from './environment.ts';
import { openRunFolder } from './runFolder.ts';

/** Seals every test file's process before the file is loaded, however vitest was started. */
const run = await openRunFolder('vitest');
const sealed = sealedEnvironment(run.home);
for (const name of Object.keys(process.env)) {
  if (/^(?:AWS_|XDG_|NOTIFICATION_EXPLORER_)/.test(name)) delete process.env[name];
}
Object.assign(process.env, sealed);
if (process.platform === 'linux' && isWritable('/dev/shm')) process.env.TMPDIR = '/dev/shm';
afterAll(() => run.close());

/** Files in memory: what tests write is flushed to the disk at every line, which a disk that others use makes slow. */
function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
