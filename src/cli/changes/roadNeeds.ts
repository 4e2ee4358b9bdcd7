import { randomUUID } from 'node:crypto';
import type { BulkRoad } from '../../core/changes/bulk.ts';
import type { FleetRoad } from '../../core/fleet/planFleet.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { lintRequest } from '../../core/lint/lintRequest.ts';
import { systemClock } from '../../state/systemClock.ts';
import type { Services } from '../services.ts';

/** What the road needs, from the command line's services. Here a person says yes by `--yes`. */
export function roadNeeds({ aws, ledger, journal, locks }: Services): BulkRoad & FleetRoad {
  return {
    table: kindTable,
    ...{ gateway: aws.gateway, directory: aws.directory, ledger, journal, locks },
    clock: systemClock,
    newId: randomUUID,
    validate: async (operation, request, { accountId, region }) =>
      lintRequest(operation, request, { account: accountId, region, today: new Date().toISOString().slice(0, 10) }),
    forbidden: () => null,
  };
}
