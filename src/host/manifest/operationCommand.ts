import { kindOf } from '../../core/kinds/table.ts';
import type { Kind, Offered } from '../../core/model/kind.ts';
import type { OperationName } from '../../core/model/operations.ts';
import type { KindId } from '../../core/model/resource.ts';
import type { Translate } from '../../core/model/translate.ts';
import { PREFIX } from './ids.ts';

/** The command that starts an operation: `SetVaultNotifications` is `notificationExplorer.setVaultNotifications`. */
export function operationCommand(name: OperationName): string {
  return `${PREFIX}.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

/** What people read in menus and palette; an ellipsis where more is asked before anything happens. */
export function operationTitle(operation: Offered, t: Translate): string {
  return operation.effect === 'read' ? operation.title(t) : `${operation.title(t)}…`;
}

/**
 * The operations a kind's own rows offer: those that start from such a row and, where a parent can have just one of the
 * kind, those of the kind that start from the parent: the row stands for the parent's only place.
 */
export function rowOperations(kind: Kind, all: readonly Offered[]): readonly Offered[] {
  return all.filter(one => one.startsFrom === kind.id || (kind.quota === 1 && startsFromParent(kind, one)));
}

function startsFromParent(kind: Kind, operation: Offered): boolean {
  return operation.startsFrom === kind.parent && kind.operations.includes(operation);
}

/** The operations that the line above all rows of a kind offers: its own that start from no row. */
export function groupOperations(kind: KindId): readonly Offered[] {
  return kindOf(kind).operations.filter(one => one.startsFrom === 'account');
}

/** The operations that an account offers. */
export function accountOperations(all: readonly Offered[]): readonly Offered[] {
  return all.filter(one => one.startsFrom === 'account');
}
