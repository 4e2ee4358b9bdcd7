import type { Intent } from '../../core/changes/change.ts';
import type { CheckedResource } from '../../core/model/check.ts';
import { partitionOf } from '../../core/model/regions.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import { reportTitle } from '../../messages/preflightText.ts';
import type { HostServices } from '../services.ts';
import type { RowScope } from '../tree/rowScope.ts';

/** What is to be checked: what rows stand for, or what a change would set. */
export interface PreflightScope extends RowScope {
  /** Resources that are given and not read. */
  readonly planned?: readonly CheckedResource[];
}

/** What a change would set, as though it were there; undefined for one that takes something away. */
export function aheadOf({ t, road }: Pick<HostServices, 't' | 'road'>, intent: Intent): PreflightScope | undefined {
  const { source, accountId, region, request } = intent;
  const { write } = road.table.writeRow(intent.operation);
  const config = write.goal(request);
  if (config === null || !road.table.isChangeable(write.kind)) return undefined;
  const name = write.resourceName(request);
  const subject: CheckedResource = {
    ...{ source, accountId, region, partition: partitionOf(region), kind: write.kind, name, config },
    ...{ status: 'set', fields: new Map() },
  };
  const about = [reportTitle(subject, t), accountTitle(source, accountId, t), region].join(' · ');
  return { requests: [], planned: [subject], about };
}
