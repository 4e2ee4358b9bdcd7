import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealedEnvironment } from '../harness/environment.ts';
import { cacheFolder } from '../harness/paths.ts';
import { openRunFolder, type RunFolder } from '../harness/runFolder.ts';
import { StartedProcess } from '../harness/startedProcess.ts';

let run: RunFolder;
let started: StartedProcess | undefined;
beforeAll(async () => {
  run = await openRunFolder('start-tested');
});
afterAll(async () => {
  await started?.stop();
  await run.close();
});

/** The process of the emulator at an endpoint, as the emulator announced it in the folder of its own run. */
async function processAt(endpoint: string): Promise<number> {
  const runs = join(cacheFolder, 'runs');
  for (const name of await readdir(runs)) {
    const text = await readFile(join(runs, name, 'state', 'emulator.json'), 'utf8').catch(() => '{}');
    const entry: { readonly endpoint?: string; readonly pid?: number } = JSON.parse(text);
    if (entry.endpoint === endpoint && entry.pid !== undefined) return entry.pid;
  }
  throw new Error(`no emulator was announced at ${endpoint}`);
}

it('npm start goes on when its emulator is stopped, and so does VS Code', async () => {
  const script = [join('build', 'run.mjs'), join('test', 'harness', 'start.ts')];
  const vsix = join(cacheFolder, 'notification-explorer.vsix');
  const environment = sealedEnvironment(run.home);
  const demo = new StartedProcess(process.execPath, [...script, '--vsix', vsix], { environment });
  started = demo;
  const said = (pattern: RegExp) => pattern.exec(demo.output)?.[1] ?? '';
  await expect.poll(() => demo.output, { timeout: 150_000 }).toMatch(/Open in a browser:\nhttp:.*\n/);
  const address = said(/Open in a browser:\n(http:.*)\n/);
  process.kill(await processAt(said(/The emulator is at (\S+)\. /)), 'SIGTERM');
  await expect
    .poll(() => demo.output)
    .toMatch(/The emulator ended with \d+\. VS Code goes on, and can start it again\./);
  // VS Code keeps what lets a visitor in, and leads on.
  expect((await fetch(address, { redirect: 'manual' })).status).toBe(302);
  expect(demo.output).not.toMatch(/VS Code ended|^Ended/m);
}, 200_000);
