import { type PlannedItem, plannedOver } from '../changes/bulk.ts';
import type { Intent } from '../changes/change.ts';
import type { KindTable } from '../kinds/kindTable.ts';
import type { Place } from '../model/account.ts';
import { AccessError } from '../model/errors.ts';
import type { FleetKind, FleetNames } from '../model/kind.ts';
import type { Scope } from '../model/scope.ts';

/** The changes from the names that are there to those that should be, in the order that AWS allows. Asks nothing. */
export function planSet(
  { source, accountId, region, server }: Place & Pick<Intent, 'server'>,
  kind: FleetKind<FleetNames>,
  live: Readonly<Record<string, string>>,
  wanted: readonly string[],
  table: KindTable,
): readonly PlannedItem[] {
  const place = { source, accountId, region, ...(server === undefined ? {} : { server }) };
  return kind.document.fleet.steps(live, wanted).map(({ does, name, before }) => {
    const change = table.setting(kind.id, name, does === 'set' ? {} : null);
    return plannedOver({ ...place, ...change }, before, table);
  });
}

/**
 * Asks, where something goes to make room for what comes, whether AWS would take what comes: refused, it would have cost
 * what went. Throws AccessError `region-not-enabled`.
 */
export async function checkRoomIsTaken(
  kind: FleetKind<FleetNames>,
  steps: readonly PlannedItem[],
  scope: Scope,
): Promise<void> {
  const { fleet, unset } = kind.document;
  const room = steps.findIndex(({ intent }) => intent.operation === unset);
  const comes =
    room < 0
      ? []
      : steps
          .slice(room)
          .flatMap(({ planning }) =>
            'plan' in planning && planning.plan && planning.plan.action !== 'delete' ? [planning.plan.name] : [],
          );
  if (comes.length === 0) return;
  const refused = await fleet.refused(scope, comes);
  if (refused.length === 0) return;
  throw new AccessError('region-not-enabled', `Nothing was planned to make room for ${refused.join(', ')}.`);
}
