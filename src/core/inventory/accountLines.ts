import type { Kind, Lifecycle } from '../model/kind.ts';
import { controlPlaneOf, partitionOf, type Region, regionsOfPartition } from '../model/regions.ts';
import { newGroup, newNote } from './makeNodes.ts';
import type { NodeStore } from './nodeStore.ts';
import { type AccountNode, type GroupNode, isKnownEmpty, type Node, type NodePath, type RegionNode } from './nodes.ts';
import { regionPath } from './paths.ts';
import type { PlaceMemory } from './placeMemory.ts';

/** The lines below accounts for which AWS is not asked: notices, groups and Regions, with what is remembered of them. */
export class AccountLines {
  readonly #store: NodeStore;
  readonly #kinds: readonly Kind[];
  readonly #memory: PlaceMemory;
  readonly #isDismissed: (accountId: string, notice: string) => boolean;
  /** Of accounts met: their AWS partition. */
  readonly #partitions = new Map<NodePath, string>();
  /** Of accounts: what concerns the rows read so far. */
  readonly #lifecycles = new Map<NodePath, Set<Lifecycle>>();
  #regions: readonly Region[] = [];

  constructor(
    store: NodeStore,
    memory: PlaceMemory,
    kinds: readonly Kind[],
    isDismissed: (accountId: string, notice: string) => boolean,
  ) {
    this.#store = store;
    this.#memory = memory;
    this.#kinds = kinds;
    this.#isDismissed = isDismissed;
  }

  /** Which Regions are shown, none for all. True where they are others than before. */
  choose(regions: readonly Region[]): boolean {
    const changed = regions.join() !== this.#regions.join();
    this.#regions = regions;
    return changed;
  }

  /** An account's partition is known from now on. */
  begin(path: NodePath, partition: string): void {
    this.#partitions.set(path, partition);
    this.show(path);
  }

  /** What was known of an account holds no more. */
  forget(path: NodePath): void {
    this.#partitions.delete(path);
    this.#lifecycles.delete(path);
  }

  /** The groups and Regions of an account that was met. One that is not, or not any more, keeps saying why. */
  show(path: NodePath): void {
    const account = this.#store.node(path);
    const partition = this.#partitions.get(path);
    if (account?.type !== 'account' || partition === undefined) return;
    if (account.state !== 'ready' && account.state !== 'loading') return;
    const known = regionsOfPartition(partition);
    const wanted = this.#regions.length === 0 ? known : this.#regions.filter(one => partitionOf(one) === partition);
    const groups = this.#kinds
      .filter(kind => kind.parent === 'account')
      .map(kind => this.#group(path, path, kind, controlPlaneOf(partition)));
    const regions = this.#memory.inOrder(path, wanted).map(region => this.#regionNode(path, region));
    const none = regions.length === 0 ? [newNote(path, 'no-regions')] : [];
    this.#store.setChildren(path, [...this.#notices(account), ...groups, ...regions, ...none]);
  }

  /** Puts a Region's groups below it. */
  fillRegion(path: NodePath, region: Region): void {
    const groups = this.#groupsIn(this.#store.parent(path) ?? '', region);
    this.#store.setChildren(path, groups);
    for (const group of groups) {
      if (!group.offered) {
        const { kind } = group;
        this.#store.setChildren(group.path, [newNote(group.path, 'service-not-in-region', { kind, region })]);
      }
    }
  }

  showNotices(account: AccountNode): void {
    const { path } = account;
    const others = this.#store.children(path).flatMap(child => this.#store.node(child) ?? []);
    const rest = others.filter(node => node.type !== 'note' || node.note !== 'lifecycle');
    this.#store.setChildren(path, [...this.#notices(account), ...rest]);
  }

  /** An account was seen to use a service that something happened to. */
  concern(account: AccountNode, lifecycle: Lifecycle): void {
    const known = this.#lifecycles.get(account.path) ?? new Set();
    if (known.has(lifecycle)) return;
    this.#lifecycles.set(account.path, known.add(lifecycle));
    this.showNotices(account);
  }

  /** One line for all that happened to the services that an account was seen to use; none where all is dismissed. */
  #notices({ path, accountId }: AccountNode): readonly Node[] {
    const told = [...(this.#lifecycles.get(path) ?? [])]
      .filter(({ id }) => accountId !== null && !this.#isDismissed(accountId, id))
      .sort((a, b) => Number(b.isOver) - Number(a.isOver));
    return told.length === 0 ? [] : [newNote(path, 'lifecycle', { notices: told.map(({ id }) => id) })];
  }

  /** A group as it is known; where nobody asked for it, with what is remembered of it. */
  #group(account: NodePath, parent: NodePath, kind: Kind, region: Region): GroupNode {
    const fresh = newGroup(parent, kind, region);
    const known = this.#store.node(fresh.path);
    if (known?.type === 'group' && known.state !== 'unasked') return known;
    const before = fresh.offered ? this.#memory.of(account, kind.id, region) : undefined;
    if (before === undefined) return fresh;
    const { count, at, more = false } = before;
    return { ...fresh, count, more, readAt: at, remembered: true };
  }

  #groupsIn(account: NodePath, region: Region): readonly GroupNode[] {
    const path = regionPath(account, region);
    return this.#kinds.filter(kind => kind.parent === 'region').map(kind => this.#group(account, path, kind, region));
  }

  #regionNode(account: NodePath, region: Region): RegionNode {
    const groups = this.#groupsIn(account, region);
    for (const group of groups) if (group.state === 'unasked') this.#store.update(group);
    const times = groups.flatMap(group => (isKnownEmpty(group) ? (group.readAt ?? []) : []));
    const isEmpty = times.length > 0 && groups.every(group => !group.offered || isKnownEmpty(group));
    return { type: 'region', path: regionPath(account, region), region, emptyAt: isEmpty ? Math.min(...times) : null };
  }
}
