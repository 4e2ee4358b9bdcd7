import { type BulkItem, type BulkRoad, type PlannedItem, performBulk } from '../changes/bulk.ts';
import { concurrently } from '../changes/concurrently.ts';
import { readLive, scopeOf, writeRow } from '../changes/plan.ts';
import { sourceKey } from '../model/account.ts';

/** How long hubs that AWS is changing by itself are waited for before the first step, and between two looks. */
const PATIENCE_MILLISECONDS = 20 * 60_000;
const LOOK_MILLISECONDS = 5_000;

/**
 * Carries out a fleet's plan that was confirmed, on the road: hubs step by step, the rest some at once. Hubs that are on
 * their way are waited for first, since each step rests on the one before having settled. Never rejects.
 */
export async function applyFleet(
  items: readonly PlannedItem[],
  needs: BulkRoad,
  group: string,
  signal?: AbortSignal,
): Promise<readonly BulkItem[]> {
  const accounts = new Map(items.filter(isHub).map(item => [sourceKey(item.intent.source), item]));
  await concurrently([...accounts.values()], accounts.size, item => hubsSettled(item, needs, signal));
  return performBulk(items, needs, group, signal);
}

const isHub = ({ intent }: PlannedItem): boolean => writeRow(intent.operation).write.kind === 'hub';

/** Waits until AWS changes no hub by itself. A failure is left to the change, which meets it too and tells it. */
async function hubsSettled({ intent }: PlannedItem, needs: BulkRoad, signal?: AbortSignal): Promise<void> {
  const row = writeRow(intent.operation);
  const until = needs.clock.now() + PATIENCE_MILLISECONDS;
  try {
    const scope = scopeOf(intent, needs.gateway.reader(intent.source), needs.ledger, { signal });
    while (needs.clock.now() < until) {
      const { facts } = await readLive(row, scope, intent.request);
      const states = Object.values(Object(facts.hubs)).map(String);
      if (!states.some(status => row.kind.settling.includes(status))) return;
      await needs.clock.sleep(LOOK_MILLISECONDS, signal);
    }
  } catch {
    return;
  }
}
