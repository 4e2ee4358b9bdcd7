import type { Node, NodePath, NoteNode } from '../../core/inventory/nodes.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import { eventStream } from '../../core/kinds/eventStream/eventStream.ts';
import { pinpointEnded } from '../../core/kinds/eventStream/retirement.ts';
import { formOperation } from '../../core/kinds/formOperations.ts';
import { kindOf, kindTable, offered } from '../../core/kinds/table.ts';
import type { AccessError } from '../../core/model/errors.ts';
import type { Offered } from '../../core/model/kind.ts';
import { isLiveKind } from './liveResource.ts';
import { accountOperations, groupOperations, rowOperations } from './operationCommand.ts';

/** What can be done with a node beside AWS's operations. */
export type NodeAction =
  | 'refresh'
  | 'openConsole'
  | 'copyArn'
  | 'copyId'
  | 'copyJson'
  | 'signIn'
  | 'startEmulator'
  | 'loadMore'
  | 'openForm'
  | 'openLive'
  | 'compareResources'
  | 'applyToMany'
  | 'exportAs'
  | 'copyAs'
  | 'preflight'
  | 'exitReport'
  | 'dismissNotices'
  | 'markAccount'
  | 'chooseRegions';

/** The `when` clause of a menu entry: true on nodes whose context value holds the operation or action. */
export const whenOffered = (view: string, token: string): string => `view == ${view} && viewItem =~ /;${token};/`;

/**
 * A node's context value: what it is, then everything it offers, each between semicolons. `kind:vault;refresh;copyId;
 * SetVaultNotifications;` is matched by `viewItem =~ /;SetVaultNotifications;/`.
 *
 * @param isEnding True for an account whose sign-in is soon over, which offers another
 */
export function contextValue(node: Node, isEnding = false): string {
  const [is, operations, own] = parts(node);
  const actions: readonly NodeAction[] = isEnding ? ['signIn', ...own] : own;
  const form = operations.some(({ name }) => formOperation(name) !== undefined) ? ['openForm'] : [];
  return `${[is, ...actions, ...form, ...operations.map(one => one.name)].join(';')};`;
}

/** The AWS operations that a node offers. */
export const operationsAt = (node: Node): readonly Offered[] => parts(node)[1];

function parts(node: Node): readonly [is: string, operations: readonly Offered[], actions: readonly NodeAction[]] {
  switch (node.type) {
    case 'account':
      return [
        'account',
        accountOperations(offered),
        [
          ...cures(node.error),
          'refresh',
          'preflight',
          'exitReport',
          'markAccount',
          ...(node.accountId === null ? [] : ['copyId' as const]),
          ...(hasConsole(node.path) ? ['openConsole' as const] : []),
          'exportAs',
          'copyAs',
        ],
      ];
    case 'region':
      return [
        'region',
        [],
        [
          ...(['refresh', 'preflight', 'copyId', 'exportAs', 'copyAs'] as const),
          ...(hasConsole(node.path) ? ['openConsole' as const] : []),
        ],
      ];
    case 'group':
      if (!node.offered) return ['group:absent', [], []];
      return [
        `group:${node.kind}`,
        groupOperations(node.kind),
        [
          ...(['refresh', 'preflight', 'exportAs', 'copyAs'] as const),
          ...(isLiveKind(node.kind, kindTable) ? ['applyToMany' as const] : []),
          ...(node.kind === eventStream.parent ? ['exitReport' as const] : []),
        ],
      ];
    case 'resource': {
      const { kind, arn } = node.row;
      const copies: readonly NodeAction[] = arn === null ? ['copyId', 'copyJson'] : ['copyArn', 'copyId', 'copyJson'];
      const asDocument: readonly NodeAction[] = isLiveKind(kind, kindTable) ? ['compareResources', 'applyToMany'] : [];
      const console: readonly NodeAction[] = hasConsole(node.path) ? ['openConsole'] : [];
      return [
        `kind:${kind}`,
        rowOperations(kindOf(kind), offered),
        ['refresh', 'preflight', 'openLive', ...console, ...copies, 'exportAs', 'copyAs', ...asDocument],
      ];
    }
    case 'note':
      return [`note:${node.note}`, creations(node), noteActions(node)];
    default:
      return node satisfies never;
  }
}

/** The emulator has no console. */
const hasConsole = (path: NodePath): boolean => !path.startsWith(EMULATED);

const EMULATED = accountPath({ kind: 'emulator', accountId: '' });

function noteActions(node: NoteNode): readonly NodeAction[] {
  if (node.note === 'more') return ['loadMore'];
  if (node.note === 'lifecycle')
    return node.notices.includes(pinpointEnded.id) ? ['exitReport', 'dismissNotices'] : ['dismissNotices'];
  const elsewhere: readonly NodeAction[] = isOneOfRegions(node) ? ['chooseRegions'] : [];
  return node.error === null ? elsewhere : ['refresh', ...cures(node.error), ...elsewhere];
}

/** True where there is nothing in this Region, and may be in others. */
function isOneOfRegions({ note, kind }: NoteNode): boolean {
  if (note === 'empty') return kind !== null && kindOf(kind).parent === 'region';
  return note === 'no-regions' || note === 'region-not-enabled' || note === 'service-not-in-region';
}

/** Where there is none of a kind: what makes the first. */
function creations({ note, kind }: NoteNode): readonly Offered[] {
  if (kind === null || (note !== 'empty' && note !== 'none-recorded')) return [];
  const { operations, parent } = kindOf(kind);
  return operations.filter(({ effect, startsFrom }) => effect === 'create' && startsFrom === parent);
}

/** What a person can do about a failure, beside looking again. */
function cures(error: AccessError | null): readonly NodeAction[] {
  if (error?.code === 'sign-in-needed') return ['signIn'];
  return error?.code === 'emulator-stopped' ? ['startEmulator'] : [];
}
