import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sealedEnvironment } from './environment.ts';
import { projectFolder } from './paths.ts';
import { openRunFolder } from './runFolder.ts';
import { StartedProcess } from './startedProcess.ts';

const run = await openRunFolder('started-process');
const environment = sealedEnvironment(run.home);
afterAll(() => run.close());

/** A program that starts another in a session of its own, says that one's process id, and never ends. */
const restless = `
  const forever = 'setInterval(() => {}, 1000)';
  const other = require('node:child_process').spawn(process.execPath, ['-e', forever], { detached: true, stdio: 'ignore' });
  console.log('other ' + other.pid);
  process.on('SIGTERM', () => {});
  setInterval(() => {}, 1000);
`;

describe.skipIf(process.platform === 'win32')('a program that the harness started', () => {
  it('ends with all it started, though it left its group and ignores being asked', async () => {
    const started = new StartedProcess(process.execPath, ['-e', restless], { environment });
    const other = Number(await started.line(/^other (\d+)$/, 10_000));
    expect(isRunning(other)).toBe(true);
    await started.stop();
    await ended(other);
  });

  it('ends when the harness is killed', async () => {
    const supervisor = join(projectFolder, 'test', 'harness', 'supervisor.mjs');
    const harness = `
      const args = ${JSON.stringify([supervisor, `mark-${process.pid}`, process.execPath, '-e', restless])};
      const options = { stdio: ['pipe', 'inherit', 'inherit'], env: { ...process.env, HARNESS_TREE: 'mark-${process.pid}' } };
      require('node:child_process').spawn(process.execPath, args, options);
    `;
    const killed = spawn(process.execPath, ['-e', harness], { stdio: ['ignore', 'pipe', 'inherit'], env: environment });
    const [said] = await once(killed.stdout, 'data');
    const other = Number(/^other (\d+)/.exec(String(said))?.[1]);
    expect(isRunning(other)).toBe(true);
    killed.kill('SIGKILL');
    await ended(other);
  });

  it('passes on its exit code and keeps what it wrote', async () => {
    const started = new StartedProcess(process.execPath, ['-e', 'console.error("no"); process.exit(3)'], {
      environment,
    });
    await expect(started.finished()).rejects.toThrow(/ended with 3\nno/);
  });

  it('is stopped when the line that was waited for does not come in time', async () => {
    const started = new StartedProcess(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { environment });
    await expect(started.line(/^ready (.*)/, 300)).rejects.toThrow(/did not say/);
    expect(await started.exited).toBe(143);
  });
});

/** Passes once a process is gone: its id stays taken until whoever inherited it has asked for its end. */
async function ended(pid: number): Promise<void> {
  if (process.platform === 'linux') await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
