import type { AccessError } from '../model/errors.ts';
import { isKnownEmpty, type NodeModel, type NodePath, type NoteId } from './nodes.ts';

/** Resolves once the model is as it is awaited, or the signal aborts. */
export function awaitModel(model: NodeModel, signal: AbortSignal, isThere: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const look = (): void => {
      if (!signal.aborted && !isThere()) return;
      stop();
      signal.removeEventListener('abort', look);
      resolve();
    };
    const stop = model.onDidChange(look);
    signal.addEventListener('abort', look);
    look();
  });
}

/**
 * Reads all that is below lines of the tree and was not read yet, to the end of each list; what failed is left as it is, and
 * so are places that held nothing within the last day.
 * Resolves when nothing is on its way any more, or the signal aborts: what was begun then comes in all the same.
 *
 * @param tell Told now and then how many places are still awaited, and below how many of the lines.
 * @param everywhere Reads those that held nothing as well.
 */
export function readAll(
  model: NodeModel,
  paths: readonly NodePath[],
  signal: AbortSignal,
  tell: (waiting: number, unfinished: number) => void = () => undefined,
  everywhere = false,
): Promise<void> {
  return awaitModel(model, signal, () => {
    const each = paths.map(path => waitingBelow(model, path, everywhere));
    const waiting = each.reduce((sum, places) => sum + places, 0);
    if (waiting > 0) tell(waiting, each.filter(places => places > 0).length);
    return waiting === 0;
  });
}

/** Asks for what is not read yet; how many answers are awaited. */
function waitingBelow(model: NodeModel, path: NodePath, everywhere: boolean): number {
  const node = model.node(path);
  if (node === undefined || node.type === 'note') return 0;
  if ('state' in node) {
    if (node.type === 'resource' && !node.hasChildren) return 0;
    if (node.type === 'group' && (!node.offered || (isKnownEmpty(node) && !everywhere))) return 0;
    if (node.state === 'unasked') return model.children(path).length === 0 ? 0 : 1;
    if (node.state === 'loading') return 1;
    const last = lastNote(model, path);
    if (last === 'loading') return 1;
    if (last === 'more') {
      model.more(path);
      return 1;
    }
  }
  const children = model.children(path);
  const first = children[0] === undefined ? undefined : model.node(children[0]);
  // Of thousands of rows of a kind none has anything below where the first has not.
  if (first?.type === 'resource' && !first.hasChildren) return 0;
  return children.reduce((sum, child) => sum + waitingBelow(model, child, everywhere), 0);
}

/** What the line below all others says, if it is no resource. */
function lastNote(model: NodeModel, path: NodePath): NoteId | undefined {
  const last = model.children(path).at(-1);
  const node = last === undefined ? undefined : model.node(last);
  return node?.type === 'note' ? node.note : undefined;
}

/** How many places below a line were not read, or not to their end; those known to be empty apart. Asks nothing. */
export function unreadBelow(model: NodeModel, path: NodePath): number {
  const node = model.node(path);
  if (node === undefined || node.type === 'note') return 0;
  if (node.type === 'resource' && !node.hasChildren) return 0;
  if (node.type === 'group' && (!node.offered || isKnownEmpty(node))) return 0;
  if ('state' in node) {
    if (node.state === 'unasked') return 1;
    if (node.state === 'loading' || node.state === 'failed') return 0;
  }
  const own = lastNote(model, path) === 'more' ? 1 : 0;
  const children = model.children(path);
  const first = children[0] === undefined ? undefined : model.node(children[0]);
  if (first?.type === 'resource' && !first.hasChildren) return own;
  const below = children.reduce((sum, child) => sum + unreadBelow(model, child), 0);
  // A Region is read as a whole, whatever its services.
  return own + (node.type === 'region' ? Math.min(1, below) : below);
}

/** True while an answer is awaited below lines. Asks nothing. */
export function isAnyLoading(model: NodeModel, paths: readonly NodePath[]): boolean {
  return paths.some(path => {
    const node = model.node(path);
    if (node === undefined || node.type === 'note' || (node.type === 'resource' && !node.hasChildren)) return false;
    if ('state' in node && node.state === 'unasked') return false;
    return ('state' in node && node.state === 'loading') || isAnyLoading(model, model.children(path));
  });
}

/** How many places below a line held nothing within the last day, and were not asked since. Asks nothing. */
export function knownEmptyBelow(model: NodeModel, path: NodePath): number {
  const node = model.node(path);
  if (node?.type === 'group') return isKnownEmpty(node) ? 1 : 0;
  if (node?.type !== 'account' && node?.type !== 'region') return 0;
  if (node.type === 'account' && node.state === 'unasked') return 0;
  return model.children(path).reduce((sum, child) => sum + knownEmptyBelow(model, child), 0);
}

/** A line below which something is missing, and why. */
export interface Trouble {
  readonly path: NodePath;
  readonly error: AccessError;
}

/** Lines below others whose reading failed or was stopped, once each. Asks nothing. */
export function troubleBelow(model: NodeModel, paths: readonly NodePath[]): readonly Trouble[] {
  const found = new Map<NodePath, Trouble>();
  const look = (path: NodePath): void => {
    const node = model.node(path);
    if (node === undefined) return;
    const error = node.type === 'note' && node.note === 'error' ? node.error : null;
    const missing = node.type === 'resource' ? node.row.error : error;
    const parent = model.parent(path);
    if (missing !== null && parent !== undefined) found.set(parent, { path: parent, error: missing });
    const isOpen = node.type === 'region' || ('state' in node && node.state !== 'unasked');
    const mayHold = node.type !== 'resource' || node.hasChildren;
    if (isOpen && mayHold) for (const child of model.children(path)) look(child);
  };
  for (const path of paths) look(path);
  return [...found.values()];
}
