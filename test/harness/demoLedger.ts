import { isObject } from '../../src/core/model/answer.ts';
import type { Answer } from '../../src/core/model/ports.ts';
import { parseRegion } from '../../src/core/model/regions.ts';
import { PushLedger } from '../../src/state/pushLedger.ts';

/**
 * Records the push registrations of a running emulator's state in a ledger, as if they had been made from here: AWS
 * cannot list them, so that a demo would show none. One that is recorded already keeps its place.
 *
 * @param stateFolder The product's state folder.
 * @param endpoint The emulator's address.
 * @returns how many there are.
 */
export async function recordRegistrations(stateFolder: string, endpoint: string): Promise<number> {
  const response = await fetch(`${endpoint}/_emulator/state`);
  const state: unknown = await response.json();
  const ledger = new PushLedger(stateFolder);
  let count = 0;
  for (const [accountId, regions] of members(state, 'accounts')) {
    for (const [name, services] of entries(regions)) {
      const region = parseRegion(name);
      if (region === undefined) continue;
      for (const [instanceId, instance] of members(isObject(services) ? services.connect : {}, 'instances')) {
        for (const [registrationId, kept] of members(instance, 'registrations')) {
          if (!isObject(kept)) continue;
          const entry = {
            accountId,
            region,
            instanceId,
            registrationId,
            contactId: String(kept.contactId),
            pinpointAppArn: String(kept.pinpointAppArn),
            deviceType: String(kept.deviceType),
            recordedAt: new Date().toISOString(),
          };
          // As made with the emulator's own account, and with a profile that leads to it.
          for (const server of ['emulator', endpoint]) {
            await ledger.record({ ...entry, server }, String(kept.deviceToken));
          }
          count += 1;
        }
      }
    }
  }
  return count;
}

const members = (value: unknown, member: string): readonly (readonly [string, unknown])[] =>
  isObject(value) ? entries(value[member]) : [];
const entries = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) ? Object.entries(value satisfies Answer) : [];
