import { type BulkItem, type BulkRoad, isStep, type PlannedItem, performBulk } from '../changes/bulk.ts';
import type { Intent } from '../changes/change.ts';
import { concurrently } from '../changes/concurrently.ts';
import { sourceKey } from '../model/account.ts';
import type { Kind } from '../model/kind.ts';
import { scopeIn } from '../model/scope.ts';
import { mustAnswer } from '../model/server.ts';

/** How long what AWS is changing by itself is waited for before the first step, and between two looks. */
const PATIENCE_MILLISECONDS = 20 * 60_000;
const LOOK_MILLISECONDS = 5_000;

/**
 * Carries out a fleet's plan that was confirmed, on the road: steps of an account, such as of its hubs, one by one, the
 * rest some at once. What is on its way is waited for before the first step, since each rests on the one before having
 * settled. Never rejects.
 */
export async function applyFleet(
  items: readonly PlannedItem[],
  road: BulkRoad,
  group: string,
  signal?: AbortSignal,
): Promise<readonly BulkItem[]> {
  const steps = items.flatMap(({ intent }) => (isStep(intent, road.table) ? [intent] : []));
  const sets = new Map(steps.map(intent => [`${sourceKey(intent.source)}\n${kindIn(intent, road).id}`, intent]));
  await concurrently([...sets.values()], sets.size, intent => settled(intent, road, signal));
  return performBulk(items, road, group, signal);
}

const kindIn = ({ operation }: Intent, { table }: BulkRoad): Kind => table.ofOperation(operation);

/** Waits until AWS changes none of the set by itself. A failure is left to the change, which meets it too and tells it. */
async function settled(intent: Intent, road: BulkRoad, signal?: AbortSignal): Promise<void> {
  const kind = kindIn(intent, road);
  const until = road.clock.elapsed() + PATIENCE_MILLISECONDS;
  try {
    const reader = road.gateway.reader(intent.source);
    mustAnswer(intent.server, await reader.server(kind.service));
    const scope = scopeIn(intent, reader, road.ledger, { signal });
    while (road.clock.elapsed() < until) {
      const states: string[] = [];
      for await (const rows of kind.list(scope, null)) states.push(...rows.map(({ status }) => status));
      if (!states.some(status => kind.settling.includes(status))) return;
      await road.clock.sleep(LOOK_MILLISECONDS, signal);
    }
  } catch {
    return;
  }
}
