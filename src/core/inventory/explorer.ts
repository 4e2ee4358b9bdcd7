import type { AccountSource, Identity } from '../model/account.ts';
import { parseArn } from '../model/arn.ts';
import { asAccessError, isPassing } from '../model/errors.ts';
import { sameJson } from '../model/json.ts';

import type { Kind, Lifecycle } from '../model/kind.ts';
import type { AccountGateway, Clock, Ledger } from '../model/ports.ts';
import { controlPlaneOf, partitionOf, type Region, regionsOfPartition } from '../model/regions.ts';
import type { Row } from '../model/resource.ts';
import { scopeIn } from '../model/scope.ts';
import { Branch, type BranchProgress } from './branch.ts';
import { newGroup, newNote } from './makeNodes.ts';
import { NodeStore } from './nodeStore.ts';
import type { AccountNode, GroupNode, Node, NodeModel, NodePath, NoteId, ResourceNode, Whereabouts } from './nodes.ts';
import { accountPath, regionPath, rowPath } from './paths.ts';
import { SettlingWatch } from './settling.ts';

/** What the explorer shows and how it reads it. */
export interface ExplorerSources {
  readonly gateway: AccountGateway;
  readonly ledger: Pick<Ledger, 'list'>;
  readonly clock: Clock;
  readonly kinds: readonly Kind[];
  /** Rows that load by themselves before "more" is asked for. */
  readonly step: number;
  /** The account ID that a source led to when it was last met, or null; shown until AWS is asked again. */
  readonly lastKnownId?: (source: AccountSource) => string | null;
  /** True where nobody wants to hear of a notice again in that account. */
  readonly isDismissed?: (accountId: string, notice: string) => boolean;
}

const NOTE_OF_CODE: Readonly<Record<string, NoteId>> = {
  'region-not-enabled': 'region-not-enabled',
  'not-a-customer': 'not-a-customer',
};

/** The model behind the tree. Knows the kinds from their table alone; asks AWS only for what was opened. */
export class Explorer implements NodeModel {
  readonly #store: NodeStore;
  readonly #branches = new Map<NodePath, Branch>();
  readonly #asking = new Map<NodePath, AbortController>();
  /** Of accounts met: their AWS partition. */
  readonly #partitions = new Map<NodePath, string>();
  /** Of accounts: what concerns the rows read so far. */
  readonly #lifecycles = new Map<NodePath, Set<Lifecycle>>();
  readonly #settling: SettlingWatch;
  /** Groups with a row that stands otherwise than before. */
  readonly #moved = new Set<NodePath>();
  #regions: readonly Region[] = [];

  constructor(readonly from: ExplorerSources) {
    this.#store = new NodeStore(from.clock, path => this.#dropped(path));
    this.#settling = new SettlingWatch(from.clock, path => this.#load(path));
  }

  roots(): readonly NodePath[] {
    return this.#store.roots;
  }

  node(path: NodePath): Node | undefined {
    return this.#store.node(path);
  }

  parent(path: NodePath): NodePath | undefined {
    return this.#store.parent(path);
  }

  children(path: NodePath): readonly NodePath[] {
    const node = this.node(path);
    if (node !== undefined && 'state' in node && node.state === 'unasked') this.#load(path);
    if (node?.type === 'region' && this.#store.children(path).length === 0) this.#fillRegion(path, node.region);
    return this.#store.children(path);
  }

  onDidChange(listener: (paths: readonly NodePath[] | undefined) => void): () => void {
    return this.#store.onDidChange(listener);
  }

  show(sources: readonly AccountSource[], regions: readonly Region[]): void {
    const regionsChanged = regions.join() !== this.#regions.join();
    this.#regions = regions;
    this.#store.setRoots(sources.map(source => this.node(accountPath(source)) ?? this.#newAccount(source)));
    if (regionsChanged) for (const path of this.roots()) this.#showRegions(path);
  }

  refresh(path?: NodePath): void {
    const paths = path === undefined ? this.roots() : [path];
    for (const one of paths) {
      const node = this.node(one);
      if (node === undefined) continue;
      if (node.type === 'note' && node.note !== 'lifecycle') this.refresh(this.parent(one));
      else if (node.type === 'account' && node.state !== 'unasked') this.#loadAccount(one, node, true);
      else if (node.type === 'region') for (const child of this.#store.children(one)) this.refresh(child);
      else if (node.type === 'group' && node.state !== 'unasked') this.#refreshRows(one);
      else if (node.type === 'resource') this.#refreshResource(one, node);
    }
  }

  more(path: NodePath): void {
    const branch = this.#branches.get(path);
    const note = this.#store.children(path).at(-1);
    const node = note === undefined ? undefined : this.node(note);
    if (branch === undefined || node?.type !== 'note' || node.note !== 'more') return;
    const { kind, region } = node;
    const rows = this.#store.children(path).flatMap(child => (child === note ? [] : (this.node(child) ?? [])));
    this.#store.setChildren(path, [...rows, newNote(path, 'loading', { kind, region })]);
    void branch.more();
  }

  showNotices(): void {
    for (const path of this.roots()) {
      const node = this.node(path);
      if (node?.type === 'account') this.#showNotices(node);
    }
  }

  setVisible(visible: boolean): void {
    this.#settling.setVisible(visible);
  }

  whereabouts(path: NodePath): Whereabouts | undefined {
    const node = this.node(path);
    if (node === undefined) return undefined;
    const account = this.#accountOf(path);
    if (account === undefined) return undefined;
    const kind = node.type === 'group' ? node.kind : node.type === 'resource' ? node.row.kind : null;
    return {
      source: account.source,
      accountId: account.accountId,
      region: node.type === 'account' ? null : node.region,
      kind,
      row: node.type === 'resource' ? node.row : null,
    };
  }

  dispose(): void {
    this.#store.dispose();
    this.#settling.dispose();
  }

  #newAccount(source: AccountSource): AccountNode {
    const accountId = source.kind === 'emulator' ? source.accountId : (this.from.lastKnownId?.(source) ?? null);
    return {
      type: 'account',
      path: accountPath(source),
      source,
      accountId,
      caller: null,
      state: 'unasked',
      error: null,
    };
  }

  #load(path: NodePath): void {
    const node = this.node(path);
    if (node?.type === 'account') this.#loadAccount(path, node, false);
    else if (node?.type === 'group' || node?.type === 'resource') this.#loadRows(path, node);
  }

  #refreshRows(path: NodePath): void {
    this.#settling.startOver(path);
    this.#load(path);
    for (const child of this.#store.children(path)) this.#refreshBelow(child);
  }

  /** Asks for one row anew where its kind can, for the whole list otherwise; and for what hangs below it. */
  #refreshResource(path: NodePath, node: ResourceNode): void {
    const group = this.parent(path);
    if (group === undefined) return;
    if (node.state !== 'unasked') this.#load(path);
    const rereading = this.#branches.get(group)?.reread(node.row.name) ?? Promise.resolve(false);
    void rereading.then(found => {
      if (!found && this.node(path) !== undefined) this.#load(group);
    });
  }

  #refreshBelow(path: NodePath): void {
    const node = this.node(path);
    if (node?.type === 'resource' && node.hasChildren && node.state !== 'unasked') this.#load(path);
  }

  #loadAccount(path: NodePath, node: AccountNode, below: boolean): void {
    this.#asking.get(path)?.abort();
    const asking = new AbortController();
    this.#asking.set(path, asking);
    this.#store.update({ ...node, state: 'loading', error: null });
    if (this.#store.children(path).length === 0) this.#store.setChildren(path, [newNote(path, 'loading')]);
    const { signal } = asking;
    void this.from.gateway
      .reader(node.source)
      .identity({ signal })
      .then(
        identity => {
          if (!signal.aborted) this.#met(path, node, identity, below);
        },
        (thrown: unknown) => {
          // Whoever was asked for a code and gave none has to see that nothing is there because of it.
          if (signal.aborted) return;
          const error = asAccessError(thrown);
          this.#store.update({ ...node, state: 'failed', error });
          this.#store.setChildren(path, [newNote(path, 'error', { error })]);
        },
      );
  }

  /** First or renewed contact: another account behind the same source means that nothing read before holds. */
  #met(path: NodePath, node: AccountNode, identity: Identity, below: boolean): void {
    if (node.accountId !== null && node.accountId !== identity.accountId) {
      this.#store.setChildren(path, []);
      this.#lifecycles.delete(path);
    }
    const { accountId, arn: caller } = identity;
    this.#store.update({ ...node, accountId, caller, state: 'ready', error: null });
    this.#partitions.set(path, parseArn(identity.arn)?.partition ?? 'aws');
    this.#showRegions(path);
    if (below) for (const child of [...this.#store.children(path)]) this.refresh(child);
  }

  /** The groups and Regions of an account that was met. One that is not, or not any more, keeps saying why. */
  #showRegions(path: NodePath): void {
    const account = this.node(path);
    const partition = this.#partitions.get(path);
    if (account?.type !== 'account' || account.state !== 'ready' || partition === undefined) return;
    const known = regionsOfPartition(partition);
    const wanted = this.#regions.length === 0 ? known : this.#regions.filter(one => partitionOf(one) === partition);
    const groups = this.from.kinds
      .filter(kind => kind.parent === 'account')
      .map(kind => this.#known(newGroup(path, kind, controlPlaneOf(partition))));
    const regions = wanted.map(region =>
      this.#known({ type: 'region', path: regionPath(path, region), region } as const),
    );
    const none = regions.length === 0 ? [newNote(path, 'no-regions')] : [];
    this.#store.setChildren(path, [...this.#notices(account), ...groups, ...regions, ...none]);
  }

  /** One line for all that happened to the services that an account was seen to use; none where all is dismissed. */
  #notices({ path, accountId }: AccountNode): readonly Node[] {
    const told = [...(this.#lifecycles.get(path) ?? [])]
      .filter(({ id }) => accountId !== null && this.from.isDismissed?.(accountId, id) !== true)
      .sort((a, b) => Number(b.isOver) - Number(a.isOver));
    return told.length === 0 ? [] : [newNote(path, 'lifecycle', { notices: told.map(({ id }) => id) })];
  }

  #showNotices(account: AccountNode): void {
    const { path } = account;
    const others = this.#store.children(path).flatMap(child => this.node(child) ?? []);
    const rest = others.filter(node => node.type !== 'note' || node.note !== 'lifecycle');
    this.#store.setChildren(path, [...this.#notices(account), ...rest]);
  }

  #concern(path: NodePath, lifecycle: Lifecycle): void {
    const account = this.#accountOf(path);
    if (account === undefined) return;
    const known = this.#lifecycles.get(account.path) ?? new Set();
    if (known.has(lifecycle)) return;
    this.#lifecycles.set(account.path, known.add(lifecycle));
    this.#showNotices(account);
  }

  #known(fresh: Node): Node {
    return this.node(fresh.path) ?? fresh;
  }

  #fillRegion(path: NodePath, region: Region): void {
    const groups = this.from.kinds.filter(kind => kind.parent === 'region').map(kind => newGroup(path, kind, region));
    this.#store.setChildren(path, groups);
    for (const group of groups) {
      if (!group.offered) {
        const { kind } = group;
        this.#store.setChildren(group.path, [newNote(group.path, 'service-not-in-region', { kind, region })]);
      }
    }
  }

  #loadRows(path: NodePath, node: GroupNode | ResourceNode): void {
    const account = this.#accountOf(path);
    const kind = this.from.kinds.find(one =>
      node.type === 'group' ? one.id === node.kind : one.parent === node.row.kind,
    );
    if (account?.accountId == null || kind === undefined) return;
    const { region } = node;
    const place = { accountId: account.accountId, region };
    this.#branches.get(path)?.cancel();
    const reader = this.from.gateway.reader(account.source);
    const before = this.#store.children(path).filter(child => this.node(child)?.type === 'resource').length;
    const branch: Branch = new Branch(
      kind,
      signal => scopeIn(place, reader, this.from.ledger, { signal }),
      node.type === 'resource' ? node.row : null,
      // What was loaded on demand stays in sight.
      Math.max(this.from.step, before),
      this.from.step,
      (progress, detail) => (detail ? this.#toldDetail(path, kind, progress) : this.#told(path, kind, progress)),
    );
    this.#branches.set(path, branch);
    this.#store.update({ ...node, state: 'loading' });
    if (before === 0) this.#store.setChildren(path, [newNote(path, 'loading', { kind: kind.id, region })]);
    void branch.load();
  }

  /** A page came, or the loading ended. While it goes on, rows that it has not come to yet stay where they are. */
  #told(path: NodePath, kind: Kind, progress: BranchProgress): void {
    const node = this.node(path);
    if (node?.type !== 'group' && node?.type !== 'resource') return;
    const { rows, fresh, state, error } = progress;
    if (kind.lifecycle !== undefined && rows.some(kind.lifecycle.concerns)) this.#concern(path, kind.lifecycle);
    const hasChildren = this.from.kinds.some(child => child.parent === kind.id);
    const rowNode = (row: Row): ResourceNode => this.#rowNode(path, node.region, row, hasChildren);
    if (state === 'loading') this.#store.addChildren(path, fresh.map(rowNode));
    else this.#store.setChildren(path, [...rows.map(rowNode), ...this.#closing(path, kind, node.region, progress)]);
    if (node.type === 'group') {
      const count = state === 'loading' ? Math.max(node.count, rows.length) : rows.length;
      const readAt = state === 'loading' ? node.readAt : this.from.clock.now();
      this.#store.update({ ...node, state, error, count, readAt });
    } else this.#store.update({ ...node, state });
    if (state === 'ready') {
      const settles = rows.some(row => kind.settling.includes(row.status));
      this.#settling.watch(path, settles);
    } else if (error !== null && isPassing(error)) this.#settling.lookAgain(path);
  }

  #toldDetail(path: NodePath, kind: Kind, { fresh, settled }: BranchProgress): void {
    for (const row of fresh) {
      const node = this.node(rowPath(path, kind.id, row.name));
      if (node?.type !== 'resource') continue;
      this.#store.update({ ...node, row, readAt: this.from.clock.now() });
      if (node.row.mood !== row.mood || !sameJson(node.row.config, row.config)) this.#moved.add(path);
    }
    // Whoever counts how the rows stand counts them once, when all are there.
    const group = settled && this.#moved.delete(path) ? this.node(path) : undefined;
    if (group !== undefined) this.#store.update(group);
  }

  /** What stands after the rows: why there are no more of them, or that there can be. */
  #closing(path: NodePath, kind: Kind, region: Region, { rows, error, more }: BranchProgress): readonly Node[] {
    const about = { kind: kind.id, region };
    if (error !== null) return [newNote(path, NOTE_OF_CODE[error.code] ?? 'error', { ...about, error })];
    if (more) return [newNote(path, 'more', { ...about, shown: rows.length })];
    return rows.length > 0 ? [] : [newNote(path, kind.listable ? 'empty' : 'none-recorded', about)];
  }

  /** A row whose details are still to come keeps showing those it had, until the new ones are there. */
  #rowNode(path: NodePath, region: Region, row: Row, hasChildren: boolean): ResourceNode {
    const at = rowPath(path, row.kind, row.name);
    const old = this.node(at);
    const known = old?.type === 'resource' ? old : undefined;
    const isRead = row.status !== 'unread';
    return {
      type: 'resource',
      path: at,
      region,
      row: isRead || known === undefined ? row : known.row,
      readAt: isRead ? this.from.clock.now() : (known?.readAt ?? null),
      state: known?.state ?? 'unasked',
      hasChildren,
    };
  }

  #accountOf(path: NodePath): AccountNode | undefined {
    let at: NodePath | undefined = path;
    while (at !== undefined) {
      const node = this.node(at);
      if (node?.type === 'account') return node;
      at = this.parent(at);
    }
    return undefined;
  }

  /** Stops whatever is asked for a node that is no longer there. */
  #dropped(path: NodePath): void {
    this.#asking.get(path)?.abort();
    this.#asking.delete(path);
    this.#branches.get(path)?.cancel();
    this.#branches.delete(path);
    this.#partitions.delete(path);
    this.#moved.delete(path);
    this.#lifecycles.delete(path);
    this.#settling.watch(path, false);
  }
}
