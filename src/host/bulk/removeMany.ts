import type { Intent } from '../../core/changes/change.ts';
import type { NodePath } from '../../core/inventory/nodes.ts';
import type { OfferedWrite } from '../../core/model/kind.ts';
import { targetRow } from '../asking/draftOperation.ts';
import { operate } from '../changing/commands.ts';
import type { HostCommand } from '../services.ts';
import { type BulkHost, runBulk } from './runBulk.ts';

/** The command of an operation that takes something away: from one row, or from all that are selected under one plan. */
export function remove(operation: OfferedWrite): HostCommand {
  const fromOne = operate(operation);
  return async (host, call) => {
    const intents = call.selected.length > 1 ? removals(host, operation, call.selected) : [];
    if (intents.length > 1) await runBulk(host, { title: operation.title(host.t), intents });
    else await fromOne(host, call);
  };
}

/** What the operation does to each of some rows; those that it does nothing to are left out. */
function removals(
  { explorer }: Pick<BulkHost, 'explorer'>,
  operation: OfferedWrite,
  paths: readonly NodePath[],
): readonly Intent[] {
  return paths.flatMap(path => {
    const row = targetRow(explorer, path, operation);
    const place = explorer.whereabouts(path);
    if (row === null || place === undefined || place.accountId === null || place.region === null) return [];
    const { source, accountId, region } = place;
    return [{ source, accountId, region, operation: operation.name, request: operation.preset(row) }];
  });
}
