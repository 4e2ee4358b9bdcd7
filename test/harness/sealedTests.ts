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
afterAll(() => run.close());
