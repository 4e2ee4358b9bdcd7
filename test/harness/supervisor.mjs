/**
 * Runs one program for the harness and sees that it ends: `node supervisor.mjs TREE_MARK COMMAND [ARGUMENT…]`.
 *
 * The harness holds our standard input open. When it closes it, or dies in whatever way (even by SIGKILL), the input
 * ends, and we end the program with everything it started. The program's exit code becomes ours.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const GRACE_MS = 3_000;
const [mark, command, ...rest] = process.argv.slice(2);
const windows = process.platform === 'win32';

const child = spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit'], detached: !windows });
const exited = new Promise(resolve => {
  child.once('error', error => {
    console.error(`cannot start ${command}: ${error.message}`);
    resolve(127);
  });
  child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 143)));
});
exited.then(end);

process.stdin.resume();
process.stdin.once('end', stop);
process.stdin.once('error', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

async function stop() {
  signalAll('SIGTERM');
  await Promise.race([exited, wait(GRACE_MS)]);
  end(143);
}

async function end(code) {
  for (let round = 0; round < 20 && signalAll('SIGKILL') > 0; round++) await wait(50);
  process.exit(code);
}

/** Signals the program's process group and whoever left it; returns how many processes there were to signal. */
function signalAll(signal) {
  if (windows) return spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']).status === 0 ? 1 : 0;
  const pids = markedProcesses();
  for (const target of [-child.pid, ...pids]) {
    try {
      process.kill(target, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
  return pids.length;
}

/** Processes whose environment carries our mark: the program's descendants, in whatever group. Linux only. */
function markedProcesses() {
  if (process.platform !== 'linux') return [];
  const marked = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    try {
      if (readFileSync(`/proc/${name}/environ`, 'latin1').includes(`HARNESS_TREE=${mark}\0`)) marked.push(Number(name));
    } catch {
      // Ended in between, or another person's.
    }
  }
  return marked;
}
