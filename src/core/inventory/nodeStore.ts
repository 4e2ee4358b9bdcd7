import type { Clock } from '../model/ports.ts';
import type { Node, NodePath } from './nodes.ts';

interface Entry {
  readonly node: Node;
  readonly parent: NodePath | undefined;
  readonly children: NodePath[];
}

/** How long changes are gathered before listeners hear of them: milliseconds. */
const GATHER_MILLISECONDS = 20;

/** The known nodes by path, and one gathered event for what changed among them. */
export class NodeStore {
  readonly #entries = new Map<NodePath, Entry>();
  readonly #listeners = new Set<(paths: readonly NodePath[] | undefined) => void>();
  readonly #changed = new Set<NodePath>();
  #roots: readonly NodePath[] = [];
  #rootsChanged = false;
  #waiting = false;

  /** @param dropped Told of each node that goes, those below it first. */
  constructor(
    readonly clock: Clock,
    readonly dropped: (path: NodePath) => void,
  ) {}

  get roots(): readonly NodePath[] {
    return this.#roots;
  }

  node(path: NodePath): Node | undefined {
    return this.#entries.get(path)?.node;
  }

  parent(path: NodePath): NodePath | undefined {
    return this.#entries.get(path)?.parent;
  }

  children(path: NodePath): readonly NodePath[] {
    return this.#entries.get(path)?.children ?? [];
  }

  onDidChange(listener: (paths: readonly NodePath[] | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Sets the roots; those that are gone go with all below them. */
  setRoots(nodes: readonly Node[]): void {
    const kept = new Set(nodes.map(node => node.path));
    for (const path of this.#roots) if (!kept.has(path)) this.#drop(path);
    for (const node of nodes) this.#put(node, undefined);
    this.#roots = nodes.map(node => node.path);
    this.#rootsChanged = true;
    this.#announce();
  }

  /** Replaces what is known of one node; its children stay. Nothing happens where the node is gone. */
  update(node: Node): void {
    const entry = this.#entries.get(node.path);
    if (entry === undefined) return;
    this.#entries.set(node.path, { ...entry, node });
    this.#changed.add(node.path);
    this.#announce();
  }

  /** Sets a node's children; those that are gone go with all below them. */
  setChildren(path: NodePath, nodes: readonly Node[]): void {
    const entry = this.#entries.get(path);
    if (entry === undefined) return;
    const paths = nodes.map(node => node.path);
    // Of thousands of rows that are read to their end, most stand as they stood.
    const firstOther = entry.children.findIndex((child, index) => child !== paths[index]);
    if (firstOther >= 0) {
      const kept = new Set(paths.slice(firstOther));
      for (const child of entry.children.slice(firstOther)) if (!kept.has(child)) this.#drop(child);
    }
    for (const node of nodes) this.#put(node, path);
    this.#entries.set(path, { ...entry, children: paths });
    this.#changed.add(path);
    this.#announce();
  }

  /**
   * Puts children in: those that are there already stay where they are, new ones come after the other rows and before the
   * note that closes them. As cheap for the last of many pages as for the first.
   */
  addChildren(path: NodePath, nodes: readonly Node[]): void {
    const entry = this.#entries.get(path);
    if (entry === undefined) return;
    const { children } = entry;
    const fresh = nodes.filter(node => this.#entries.get(node.path)?.parent !== path).map(node => node.path);
    const last = children.at(-1);
    const closing = last !== undefined && this.node(last)?.type === 'note' ? 1 : 0;
    children.splice(children.length - closing, 0, ...fresh);
    for (const node of nodes) {
      this.#put(node, path);
      this.#changed.add(node.path);
    }
    this.#changed.add(path);
    this.#announce();
  }

  /** Drops everything, and tells nobody but `dropped`. */
  dispose(): void {
    this.#listeners.clear();
    for (const path of this.#roots) this.#drop(path);
    this.#roots = [];
  }

  #put(node: Node, parent: NodePath | undefined): void {
    const entry = this.#entries.get(node.path);
    if (entry?.node === node && entry.parent === parent) return;
    this.#entries.set(node.path, { node, parent, children: entry?.children ?? [] });
  }

  #drop(path: NodePath): void {
    for (const child of this.children(path)) this.#drop(child);
    this.#entries.delete(path);
    this.#changed.delete(path);
    this.dropped(path);
  }

  #announce(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    void this.clock.sleep(GATHER_MILLISECONDS).then(
      () => this.#tell(),
      () => this.#tell(),
    );
  }

  #tell(): void {
    this.#waiting = false;
    const rootsChanged = this.#rootsChanged;
    const paths = [...this.#changed];
    this.#rootsChanged = false;
    this.#changed.clear();
    for (const listener of this.#listeners) {
      if (rootsChanged) listener(undefined);
      // Also beside that: whoever follows single nodes could not tell which of all they were.
      if (paths.length > 0) listener(paths);
    }
  }
}
