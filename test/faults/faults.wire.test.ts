import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '../../src/core/changes/change.ts';
import { settle } from '../../src/core/changes/settle.ts';
import { region } from '../../src/core/model/regions.ts';
import { type Emulator, startEmulator } from '../../src/emulator/startEmulator.ts';
import { ACCOUNT, fastClock, REGION, startState, VAULTS } from './estate.ts';
import { bundledWriter, faultRun, startWriter } from './faultRun.ts';
import { product } from './products.ts';

describe('the road', () => {
  it('keeps its promises under faults, kills and another tool’s writes', async () => {
    const result = await faultRun({ seed: 7, operations: 100, killWithin: 35 });
    expect(result).toMatchObject({ lostUpdates: [], unseenOverwrites: [], untrueOutcomes: [], notBack: [], leaks: [] });
    expect(result.operations).toBeGreaterThanOrEqual(100);
    expect(result.kills).toBeGreaterThanOrEqual(3);
    expect(result.foreignWrites).toBeGreaterThan(0);
    // A hub that is asked for as the run ends may take its twenty minutes, two of ours.
  }, 600_000);
});

describe('a writer that is killed', () => {
  let folder = '';
  let program = '';
  let emulator: Emulator;
  const start = Date.now();
  const clock = fastClock(start);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'killed-'));
    program = await bundledWriter(folder);
    emulator = await startEmulator({ seed: { document: startState() }, clock: clock.now });
  });
  afterAll(async () => {
    await emulator.close();
    await rm(folder, { recursive: true });
  });

  /** Where it is killed, and what is then found in the journal: nothing, or an entry that a look settles so. */
  const cases: readonly (readonly [Step, null | 'failed' | 'done'])[] = [
    ['validating', null],
    ['reading', null],
    ['confirming', null],
    ['locking', null],
    ['checking-account', null],
    ['writing', 'failed'],
    ['verifying', 'done'],
  ];
  it.each(cases)('while %s leaves nothing in the way, and its change is settled as %s', async (step, expected) => {
    const stateFolder = join(folder, step);
    await mkdir(stateFolder);
    const where = { endpoint: emulator.endpoint, stateFolder, name: step, start };
    const child = startWriter(program, { ...where, seed: 5, count: 1, dieAt: step });
    const [, signal] = await once(child, 'close');
    expect(signal).toBe('SIGKILL');
    const { road, gateway } = product({ ...where, clock, random: Math.random });
    const entries = await road.journal.list();
    expect(entries).toHaveLength(expected === null ? 0 : 1);
    for (const entry of entries) {
      expect(entry.outcome).toBeNull();
      let settling = await settle(entry.id, road);
      while (settling.kind === 'not-yet') {
        clock.skip(5_000);
        settling = await settle(entry.id, road);
      }
      expect(settling).toMatchObject({ kind: 'settled', entry: { outcome: { result: expected } } });
    }
    for (const name of VAULTS) {
      const locking = await road.locks.acquire({ accountId: ACCOUNT, region: region(REGION), kind: 'vault', name });
      expect(locking.kind).toBe('held');
    }
    gateway.dispose();
  });
});
