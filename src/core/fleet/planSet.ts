import { type PlannedItem, plannedOver } from '../changes/bulk.ts';
import type { KindTable } from '../kinds/kindTable.ts';
import type { Place } from '../model/account.ts';
import type { FleetKind, FleetNames } from '../model/kind.ts';

/** The changes from the names that are there to those that should be, in the order that AWS allows. Asks nothing. */
export function planSet(
  place: Place,
  kind: FleetKind<FleetNames>,
  live: Readonly<Record<string, string>>,
  wanted: readonly string[],
  table: KindTable,
): readonly PlannedItem[] {
  const { source, accountId, region } = place;
  return kind.document.fleet.steps(live, wanted).map(({ does, name, before }) => {
    const change = table.setting(kind.id, name, does === 'set' ? {} : null);
    return plannedOver({ source, accountId, region, ...change }, before, table);
  });
}
