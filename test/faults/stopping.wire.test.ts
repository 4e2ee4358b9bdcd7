import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Intent } from '../../src/core/changes/change.ts';
import { performChange } from '../../src/core/changes/road.ts';
import { region } from '../../src/core/model/regions.ts';
import { type Emulator, startEmulator } from '../../src/emulator/startEmulator.ts';
import { InstantClock } from '../support/manualClock.ts';
import { atEveryPoint, Stop } from '../support/stop.ts';
import { ACCOUNT, REGION, startState, VAULTS, vaultConfig } from './estate.ts';
import { product } from './products.ts';

const operation = 'SetVaultNotifications';
const [vaultName = ''] = VAULTS;
const intent: Intent = {
  ...{ source: { kind: 'default' }, accountId: ACCOUNT, region: region(REGION), operation },
  request: { accountId: '-', vaultName, vaultNotificationConfig: vaultConfig('wanted') },
};

let folder = '';
let emulator: Emulator;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stopping-'));
  emulator = await startEmulator();
});
afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true });
});

async function control(method: string, path: string, body?: unknown) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${emulator.endpoint}/_emulator/${path}`, init);
  expect(response.ok).toBe(true);
  return response.json();
}

describe('a change that is stopped', () => {
  it.each([
    // An answer that comes is waited for longer than a busy machine takes; the one that never comes, no longer than need be.
    ['whose connection breaks each time', [{ kind: 'reset' }], 10_000],
    ['whose answer is lost', [{ kind: 'resetAfter', count: 1 }], 10_000],
    ['that hangs', [{ kind: 'hang', count: 1 }], 500],
    ['that AWS asks to slow down', [{ kind: 'throttle', count: 2, retryAfterSeconds: 1 }], 10_000],
  ])(
    '%s: reaches AWS no more, at every point, and its end is told',
    async (_what, faults, answerMs) => {
      await atEveryPoint(async point => {
        await control('DELETE', 'faults');
        await control('PUT', 'state', startState());
        await control('DELETE', 'requests');
        await control(
          'POST',
          'faults',
          faults.map(one => ({ service: 'glacier', operation, ...one })),
        );

        const clock = new InstantClock();
        const { road, gateway } = product({
          ...{
            endpoint: emulator.endpoint,
            stateFolder: folder,
            clock,
            random: () => 0.5,
            name: 'stopping',
            answerMs,
          },
        });
        let begun = 0;
        const counted: typeof gateway.openWriter = async (...args) => {
          const writer = await gateway.openWriter(...args);
          return {
            ...writer,
            write: (...call) => {
              if (!stop.came) begun += 1;
              return writer.write(...call);
            },
          };
        };
        const stop = new Stop(point, () => begun);
        const watched = stop.watchedGateway({ reader: source => gateway.reader(source), openWriter: counted });
        const needs = { ...stop.watched({ ...road, confirm: async () => true }), gateway: watched };
        const { kind } = await performChange(intent, needs, stop.signal);
        gateway.dispose();

        const requests = Object(await control('GET', 'requests'));
        expect(requests[`glacier.${operation}`]?.count ?? 0).toBeLessThanOrEqual(begun);
        const { accounts } = Object(await control('GET', 'state'));
        const set = accounts[ACCOUNT][REGION].glacier.vaults[vaultName].notifications;
        // On a busy machine a read before anything is sent may take longer than is waited for; the change then failed.
        const unset = begun === 0 ? ['cancelled', 'failed'] : ['cancelled', 'unknown'];
        expect(set === undefined ? unset : ['done', 'accepted']).toContain(kind);
        return stop;
      }, 20);
    },
    60_000,
  );
});
