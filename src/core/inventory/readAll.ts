import { whenAborted } from '../model/aborting.ts';
import type { AccessError } from '../model/errors.ts';
import { isKnownEmpty, type LoadState, type NodeModel, type NodePath, type NoteId } from './nodes.ts';

/** Resolves once the model is as it is awaited, or the signal aborts. */
export function awaitModel(model: NodeModel, signal: AbortSignal, isThere: () => boolean): Promise<void> {
  return new Promise(resolve => {
    let leave = (): void => undefined;
    const look = (): void => {
      if (!signal.aborted && !isThere()) return;
      stop();
      leave();
      resolve();
    };
    const stop = model.onDidChange(look);
    leave = whenAborted(signal, look);
    look();
  });
}

/**
 * Places that are begun while others are awaited: more than calls can be under way, and few enough that beginning them is no
 * task that anybody would feel.
 */
const MOST_BEGUN = 96;

/** How far something is: places still awaited, and below how many of the lines. */
export type TellProgress = (waiting: number, unfinished: number) => void;

/**
 * Asks anew for all below lines of the tree that was read before, one line after the other as answers come in. Resolves when the last
 * is begun, or the signal aborts.
 */
export async function readAnew(
  model: NodeModel,
  paths: readonly NodePath[],
  signal: AbortSignal,
  tell: TellProgress = () => undefined,
): Promise<void> {
  let open: readonly NodePath[] = [];
  for (const [index, path] of paths.entries()) {
    await awaitModel(model, signal, () => {
      let begun = 0;
      open = open.filter(one => {
        const loading = loadingBelow(model, [one]);
        begun += loading;
        return loading > 0;
      });
      tell(begun + paths.length - index, paths.length);
      return begun < MOST_BEGUN;
    });
    if (signal.aborted) return;
    model.refresh(path);
    open = [...open, path];
  }
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
  tell: TellProgress = () => undefined,
  everywhere = false,
): Promise<void> {
  // Looking through all takes longer than anything else here: it is done of what is under way, and not of what is finished,
  // or has to wait.
  let open = paths;
  const last = new Map<NodePath, number>();
  return awaitModel(model, signal, () => {
    const reading = { model, everywhere, begun: 0 };
    let waiting = 0;
    open = open.filter(path => {
      const isFull = reading.begun >= MOST_BEGUN;
      const below = isFull ? (last.get(path) ?? 1) : waitingBelow(reading, path);
      last.set(path, below);
      waiting += below;
      return below > 0;
    });
    if (waiting > 0) tell(waiting, open.length);
    return waiting === 0;
  });
}

interface Reading {
  readonly model: NodeModel;
  readonly everywhere: boolean;
  /** Places that are seen to be on their way. */
  begun: number;
}

/** Begins with what is not read yet, as far as not too much is on its way; how many answers are awaited. */
function waitingBelow(reading: Reading, path: NodePath): number {
  const { model, everywhere } = reading;
  const node = model.node(path);
  if (node === undefined || node.type === 'note') return 0;
  if ('state' in node) {
    if (node.type === 'resource' && !node.hasChildren) return 0;
    if (node.type === 'group' && (!node.offered || (isKnownEmpty(node) && !everywhere))) return 0;
    const last = lastNote(node.state, model, path);
    if (node.state === 'unasked' || last === 'more') {
      if (reading.begun >= MOST_BEGUN) return 1;
      if (last === 'more') model.more(path, true);
      else if (model.children(path).length === 0) return 0;
    }
    if (node.state === 'unasked' || node.state === 'loading' || last === 'more' || last === 'loading') {
      reading.begun += 1;
      return 1;
    }
  }
  const children = model.children(path);
  const first = children[0] === undefined ? undefined : model.node(children[0]);
  // Of thousands of rows of a kind none has anything below where the first has not.
  if (first?.type === 'resource' && !first.hasChildren) return 0;
  return children.reduce((sum, child) => sum + waitingBelow(reading, child), 0);
}

/** What the line below all others says, if it is no resource. Asks nothing. */
function lastNote(state: LoadState, model: NodeModel, path: NodePath): NoteId | undefined {
  if (state === 'unasked') return undefined;
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
  const own = 'state' in node && lastNote(node.state, model, path) === 'more' ? 1 : 0;
  const children = model.children(path);
  const first = children[0] === undefined ? undefined : model.node(children[0]);
  if (first?.type === 'resource' && !first.hasChildren) return own;
  const below = children.reduce((sum, child) => sum + unreadBelow(model, child), 0);
  // A Region is read as a whole, whatever its services.
  return own + (node.type === 'region' ? Math.min(1, below) : below);
}

/** How many places below lines are on their way. Asks nothing. */
export function loadingBelow(model: NodeModel, paths: readonly NodePath[]): number {
  return paths.reduce((sum, path) => {
    const node = model.node(path);
    if (node === undefined || node.type === 'note' || (node.type === 'resource' && !node.hasChildren)) return sum;
    if ('state' in node && node.state === 'unasked') return sum;
    if ('state' in node && node.state === 'loading') return sum + 1;
    return sum + loadingBelow(model, model.children(path));
  }, 0);
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
