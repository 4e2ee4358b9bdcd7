import type { AccountSource, Identity } from '../model/account.ts';
import { parseArn } from '../model/arn.ts';
import { asAccessError, isCancelled } from '../model/errors.ts';
import type { Kind, Scope } from '../model/kind.ts';
import type { AccountGateway, Clock, Ledger } from '../model/ports.ts';
import { CONTROL_PLANE, offers, type Region, regionsOfPartition } from '../model/regions.ts';
import type { Row } from '../model/resource.ts';
import { Branch, type BranchProgress } from './branch.ts';
import { NodeStore } from './nodeStore.ts';
import type {
  AccountNode,
  GroupNode,
  Node,
  NodeModel,
  NodePath,
  NoteId,
  NoteNode,
  Place,
  ResourceNode,
} from './nodes.ts';
import { accountPath, groupPath, notePath, regionPath, rowPath } from './paths.ts';
import { Settling } from './settling.ts';

/** What the explorer needs from outside. */
export interface ExplorerNeeds {
  readonly gateway: AccountGateway;
  readonly ledger: Pick<Ledger, 'list'>;
  readonly clock: Clock;
  readonly kinds: readonly Kind[];
  /** Rows that load by themselves before "more" is asked for. */
  readonly step: number;
  /** The account id that a source led to when it was last met, or null; shown until AWS is asked again. */
  readonly lastKnownId?: (source: AccountSource) => string | null;
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
  readonly #settling: Settling;
  #sources: readonly AccountSource[] = [];
  #regions: readonly Region[] = [];

  constructor(readonly needs: ExplorerNeeds) {
    this.#store = new NodeStore(needs.clock);
    this.#settling = new Settling(needs.clock, path => this.#load(path));
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
    const gone = this.#sources.map(accountPath).filter(path => !sources.some(source => accountPath(source) === path));
    for (const path of gone) this.#cancel(path);
    const regionsChanged = regions.join() !== this.#regions.join();
    this.#sources = sources;
    this.#regions = regions;
    this.#store.setRoots(sources.map(source => this.node(accountPath(source)) ?? this.#newAccount(source)));
    if (regionsChanged) for (const path of this.roots()) this.#showRegions(path);
  }

  refresh(path?: NodePath): void {
    const paths = path === undefined ? this.roots() : [path];
    for (const one of paths) {
      const node = this.node(one);
      if (node === undefined) continue;
      if (node.type === 'note') this.refresh(this.parent(one));
      else if (node.type === 'account' && node.state !== 'unasked') this.#loadAccount(one, node, true);
      else if (node.type === 'region') for (const child of this.#store.children(one)) this.refresh(child);
      else if (node.type === 'group' && node.state !== 'unasked') this.#refreshRows(one);
      else if (node.type === 'resource') this.#refreshResource(one, node);
    }
  }

  more(path: NodePath): void {
    void this.#branches.get(path)?.more();
  }

  setVisible(visible: boolean): void {
    this.#settling.setVisible(visible);
  }

  place(path: NodePath): Place | undefined {
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
    for (const path of this.roots()) this.#cancel(path);
    this.#settling.dispose();
    this.#store.dispose();
  }

  #newAccount(source: AccountSource): AccountNode {
    const accountId = source.kind === 'emulator' ? source.accountId : (this.needs.lastKnownId?.(source) ?? null);
    return { type: 'account', path: accountPath(source), source, accountId, state: 'unasked', error: null };
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

  #refreshResource(path: NodePath, node: ResourceNode): void {
    const group = this.parent(path);
    if (group !== undefined) this.#load(group);
    if (node.state !== 'unasked') this.#load(path);
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
    if (this.#store.children(path).length === 0) this.#store.setChildren(path, [note(path, 'loading')]);
    const { signal } = asking;
    void this.needs.gateway
      .reader(node.source)
      .identity({ signal })
      .then(
        identity => {
          if (!signal.aborted) this.#met(path, node, identity, below);
        },
        (error: unknown) => {
          if (signal.aborted || isCancelled(error)) return;
          const failure = asAccessError(error);
          this.#cancelBelow(path);
          this.#store.update({ ...node, state: 'failed', error: failure });
          this.#store.setChildren(path, [note(path, 'error', { error: failure })]);
        },
      );
  }

  /** First or renewed contact: another account behind the same source means that nothing read before holds. */
  #met(path: NodePath, node: AccountNode, identity: Identity, below: boolean): void {
    if (node.accountId !== null && node.accountId !== identity.accountId) {
      this.#cancelBelow(path);
      this.#store.setChildren(path, []);
    }
    this.#store.update({ ...node, accountId: identity.accountId, state: 'ready', error: null });
    this.#partitions.set(path, parseArn(identity.arn)?.partition ?? 'aws');
    this.#showRegions(path);
    if (below) for (const child of this.#store.children(path)) this.refresh(child);
  }

  #showRegions(path: NodePath): void {
    const partition = this.#partitions.get(path);
    if (partition === undefined) return;
    const wanted = this.#regions.length > 0 ? this.#regions : regionsOfPartition(partition);
    const groups = this.needs.kinds
      .filter(kind => kind.parent === 'account')
      .map(kind => this.#known(newGroup(path, kind, CONTROL_PLANE)));
    const regions = wanted.map(region =>
      this.#known({ type: 'region', path: regionPath(path, region), region } as const),
    );
    for (const child of this.#store.children(path)) {
      if (![...groups, ...regions].some(node => node.path === child)) this.#cancel(child);
    }
    this.#store.setChildren(path, [...groups, ...regions]);
  }

  #known(fresh: Node): Node {
    return this.node(fresh.path) ?? fresh;
  }

  #fillRegion(path: NodePath, region: Region): void {
    const groups = this.needs.kinds.filter(kind => kind.parent === 'region').map(kind => newGroup(path, kind, region));
    this.#store.setChildren(path, groups);
    for (const group of groups) {
      if (!group.offered) {
        const { kind } = group;
        this.#store.setChildren(group.path, [note(group.path, 'service-not-in-region', { kind, region })]);
      }
    }
  }

  #loadRows(path: NodePath, node: GroupNode | ResourceNode): void {
    const account = this.#accountOf(path);
    const kind = this.needs.kinds.find(one =>
      node.type === 'group' ? one.id === node.kind : one.parent === node.row.kind,
    );
    if (account?.accountId == null || kind === undefined) return;
    const { accountId, source } = account;
    this.#branches.get(path)?.cancel();
    const reader = this.needs.gateway.reader(source);
    const makeScope = (signal: AbortSignal): Scope => ({
      accountId,
      region: node.region,
      read: (operation, input) => reader.read(operation, node.region, input, { signal }),
      ledger: this.needs.ledger,
    });
    const parentRow = node.type === 'resource' ? node.row : null;
    const before = this.#store.children(path).filter(child => this.node(child)?.type === 'resource');
    const branch = new Branch(kind, makeScope, parentRow, this.needs.step, (progress, changed) =>
      this.#told(path, kind, progress, changed, before),
    );
    this.#branches.set(path, branch);
    this.#store.update({ ...node, state: 'loading' });
    if (before.length === 0)
      this.#store.setChildren(path, [note(path, 'loading', { kind: kind.id, region: node.region })]);
    void branch.load();
  }

  #told(path: NodePath, kind: Kind, progress: BranchProgress, changed: Row | null, before: readonly NodePath[]): void {
    const node = this.node(path);
    if (node?.type !== 'group' && node?.type !== 'resource') return;
    if (changed !== null) this.#tellRow(path, kind, node.region, changed);
    else this.#tellRows(path, kind, node.region, progress, before);
    const { state, error, rows } = progress;
    const fresh = this.node(path);
    if (fresh?.type === 'group' && (changed === null || fresh.state !== state)) {
      this.#store.update({ ...fresh, state, error, count: rows.length });
    } else if (fresh?.type === 'resource' && changed === null) this.#store.update({ ...fresh, state });
    if (state === 'ready')
      this.#settling.watch(
        path,
        rows.some(row => kind.settling.includes(row.status)),
      );
  }

  #tellRow(path: NodePath, kind: Kind, region: Region, row: Row): void {
    const node = this.node(rowPath(path, kind.id, row.name));
    if (node?.type === 'resource') this.#store.update({ ...node, row, region });
  }

  #tellRows(path: NodePath, kind: Kind, region: Region, progress: BranchProgress, before: readonly NodePath[]): void {
    const { rows, state, error } = progress;
    const nodes: Node[] = rows.map(row => this.#rowNode(path, kind, region, row));
    const about = { kind: kind.id, region };
    if (state === 'loading') {
      const fresh = new Set(nodes.map(node => node.path));
      const kept = before.filter(old => !fresh.has(old)).flatMap(old => this.node(old) ?? []);
      nodes.push(...kept);
      if (before.length === 0) nodes.push(note(path, 'loading', about));
    } else if (error !== null) {
      nodes.push(note(path, NOTE_OF_CODE[error.code] ?? 'error', { ...about, error }));
    } else if (progress.more) nodes.push(note(path, 'more', { ...about, shown: rows.length }));
    else if (rows.length === 0) nodes.push(note(path, kind.listable ? 'empty' : 'none-recorded', about));
    this.#store.setChildren(path, nodes);
  }

  /** A row whose details are still to come keeps showing those it had, until the new ones are there. */
  #rowNode(path: NodePath, kind: Kind, region: Region, row: Row): ResourceNode {
    const at = rowPath(path, kind.id, row.name);
    const old = this.node(at);
    const known = old?.type === 'resource' ? old : undefined;
    return {
      type: 'resource',
      path: at,
      region,
      row: row.status === 'unread' && known !== undefined ? known.row : row,
      state: known?.state ?? 'unasked',
      hasChildren: this.needs.kinds.some(child => child.parent === kind.id),
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

  #cancel(path: NodePath): void {
    this.#asking.get(path)?.abort();
    this.#branches.get(path)?.cancel();
    this.#settling.watch(path, false);
    this.#cancelBelow(path);
  }

  #cancelBelow(path: NodePath): void {
    for (const child of this.#store.children(path)) this.#cancel(child);
  }
}

function newGroup(parent: NodePath, kind: Kind, region: Region): GroupNode {
  const offered = kind.regional === null || offers(kind.regional, region);
  const state = offered ? 'unasked' : 'ready';
  return {
    type: 'group',
    path: groupPath(parent, kind.id),
    kind: kind.id,
    region,
    state,
    count: 0,
    offered,
    error: null,
  };
}

function note(parent: NodePath, id: NoteId, about: Partial<NoteNode> = {}): NoteNode {
  return {
    type: 'note',
    path: notePath(parent, id),
    note: id,
    kind: null,
    region: null,
    error: null,
    shown: 0,
    ...about,
  };
}
