import { isCancelled, isPassing } from '../model/errors.ts';
import type { Region } from '../model/regions.ts';
import type { Row } from '../model/resource.ts';
import type { BranchProgress } from './branch.ts';
import { standing } from './found.ts';
import type { NodeStore } from './nodeStore.ts';
import type { Node, NodePath, ResourceNode } from './nodes.ts';
import { rowPath } from './paths.ts';
import type { HeldPlace } from './placeMemory.ts';

/** What rows are shown in: their parent, and what they have in common. */
export interface RowsPlace {
  readonly parent: NodePath;
  readonly region: Region;
  readonly hasChildren: boolean;
}

/**
 * A row, read now. One whose details are still to come keeps showing those it had, until the new ones are there; one that
 * is known already stays the node that it is.
 *
 * @param now Milliseconds since 1970-01-01 UTC.
 * @param before What stood there before, if anything.
 */
export function resourceNode({ parent, ...about }: RowsPlace, row: Row, now: number, before?: Node): ResourceNode {
  const known = before?.type === 'resource' ? before : undefined;
  const isRead = row.status !== 'unread';
  if (known !== undefined && (!isRead || known.row === row)) return known;
  const path = known?.path ?? rowPath(parent, row.kind, row.name);
  const state = known?.state ?? 'unasked';
  return { type: 'resource', path, row, readAt: isRead ? now : null, remembered: false, state, ...about };
}

/** Rows as they are shown below a node, found in its children by their places, where they stand as before. */
export function rowNodes(
  store: Pick<NodeStore, 'node' | 'children'>,
  place: RowsPlace,
  rows: readonly Row[],
  now: number,
): readonly ResourceNode[] {
  const { parent } = place;
  const children = store.children(parent);
  return rows.map((row, index) => {
    const likely = store.node(children[index] ?? '');
    const isIt = likely?.type === 'resource' && likely.row.kind === row.kind && likely.row.name === row.name;
    return resourceNode(place, row, now, isIt ? likely : store.node(rowPath(parent, row.kind, row.name)));
  });
}

/** The rows that are known below a node. */
export function rowsBelow(store: Pick<NodeStore, 'node' | 'children'>, path: NodePath): readonly ResourceNode[] {
  return store.children(path).flatMap(child => {
    const node = store.node(child);
    return node?.type === 'resource' ? [node] : [];
  });
}

/** Where AWS could not be reached, or was not asked to the end, what it said last stays, and is told as that. */
export function stillKnown(
  store: NodeStore,
  path: NodePath,
  { rows, error, state }: BranchProgress,
): readonly ResourceNode[] {
  if (state === 'loading' || error === null || !(isPassing(error) || isCancelled(error))) return [];
  const read = new Set(rows.map(({ name }) => name));
  const old = rowsBelow(store, path).filter(({ row }) => !read.has(row.name));
  return old.map(node => ({ ...node, remembered: true }));
}

/** What a group holds by now, to be remembered; undefined where AWS did not say. */
export function heldAt(store: NodeStore, path: NodePath): HeldPlace | undefined {
  const node = store.node(path);
  if (node?.type !== 'group' || node.remembered || node.state === 'loading') return undefined;
  const { kind, region, count, error, state } = node;
  if (error !== null && error.code !== 'not-a-customer') return undefined;
  const rows = rowsBelow(store, path).flatMap(({ row }) => (row.error === null && row.mood !== 'unread' ? [row] : []));
  return {
    kind,
    region,
    count,
    rows,
    more: state === 'partial',
    status: error === null ? 'empty' : standing(error).status,
  };
}
