import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { region } from '../core/model/regions.ts';
import { PushLedger } from './pushLedger.ts';

const root = resolve(import.meta.dirname, '../..');

/** Another process that records, with the ids it was told are on the disk. */
class Writer {
  readonly acknowledged: string[] = [];
  readonly child: ChildProcess;
  readonly closed: Promise<unknown>;

  constructor(folder: string, prefix: string, count: number) {
    const script = ['build/run.mjs', 'test/support/writeLedger.ts', folder, prefix, String(count)];
    this.child = spawn(process.execPath, script, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    if (this.child.stdout !== null) {
      createInterface({ input: this.child.stdout }).on('line', line => this.acknowledged.push(line));
    }
    this.closed = new Promise(done => this.child.once('close', done));
  }

  async hasWritten(count: number): Promise<void> {
    while (this.acknowledged.length < count) await new Promise(done => setTimeout(done, 5));
  }
}

describe('the ledger under several processes', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'push-ledger-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const ids = async () =>
    (await new PushLedger(folder).list('111122223333', region('eu-west-2'), null)).entries.map(
      one => one.registrationId,
    );

  it('loses nothing when two write at once', async () => {
    const [a, b] = [new Writer(folder, 'a', 40), new Writer(folder, 'b', 40)];
    await Promise.all([a.closed, b.closed]);
    expect([a.acknowledged.length, b.acknowledged.length]).toEqual([40, 40]);
    expect((await ids()).sort()).toEqual([...a.acknowledged, ...b.acknowledged].sort());
  });

  it('keeps what was acknowledged when a writer is killed in the middle, and lets the other go on', async () => {
    const [killed, other] = [new Writer(folder, 'k', 100_000), new Writer(folder, 'o', 60)];
    await Promise.all([killed.hasWritten(20), other.hasWritten(5)]);
    killed.child.kill('SIGKILL');
    await killed.closed;
    await expireLock();
    await other.closed;
    const listed = new Set(await ids());
    expect(other.acknowledged).toHaveLength(60);
    expect([...killed.acknowledged, ...other.acknowledged].filter(id => !listed.has(id))).toEqual([]);
  });

  /** Makes the lock that the killed one may have left look as old as it will be in ten seconds. */
  async function expireLock(): Promise<void> {
    const past = new Date(Date.now() - 60_000);
    await utimes(join(folder, 'push-registrations.jsonl.lock'), past, past).catch(() => undefined);
  }
});
