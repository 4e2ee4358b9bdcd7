import type { AccountSource, Identity } from '../model/account.ts';
import { parseArn } from '../model/arn.ts';
import { AccessError, asAccessError, isCancelled, isPassing } from '../model/errors.ts';
import { sameJson } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { AccountGateway, Clock, Ledger } from '../model/ports.ts';
import type { Region } from '../model/regions.ts';
import { scopeIn } from '../model/scope.ts';
import { AccountLines } from './accountLines.ts';
import { Branch, type BranchProgress } from './branch.ts';
import { closingNotes, newNote } from './makeNodes.ts';
import { NodeStore } from './nodeStore.ts';
import {
  type AccountNode,
  type GroupNode,
  isKnownEmpty,
  type Node,
  type NodeModel,
  type NodePath,
  type RegionNode,
  type ResourceNode,
  type Whereabouts,
} from './nodes.ts';
import { OwnTurns } from './ownTurns.ts';
import { accountPath, rowPath } from './paths.ts';
import { type AccountMemory, type PlaceMemories, PlaceMemory, partitionIn } from './placeMemory.ts';
import { heldAt, resourceNode, rowNodes, rowsBelow, stillKnown } from './rowNodes.ts';
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
  /** Where it is kept what accounts held; absent where nothing is to be remembered. */
  readonly memories?: PlaceMemories;
}

/** What below an account is asked anew with it. */
interface Below {
  readonly everywhere: boolean;
}

/** The model behind the tree. Knows the kinds from their table alone; asks AWS only for what was opened. */
export class Explorer implements NodeModel {
  readonly #store: NodeStore;
  readonly #branches = new Map<NodePath, Branch>();
  readonly #asking = new Map<NodePath, AbortController>();
  readonly #lines: AccountLines;
  readonly #memory: PlaceMemory;
  readonly #settling: SettlingWatch;
  /** Groups with a row that stands otherwise than before. */
  readonly #moved = new Set<NodePath>();
  readonly #turns: OwnTurns;

  constructor(readonly from: ExplorerSources) {
    this.#turns = new OwnTurns(from.clock);
    this.#store = new NodeStore(from.clock, path => this.#dropped(path));
    this.#memory = new PlaceMemory(from, path => heldAt(this.#store, path));
    const isDismissed = (accountId: string, notice: string) => from.isDismissed?.(accountId, notice) === true;
    this.#lines = new AccountLines(this.#store, this.#memory, from.kinds, isDismissed);
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
    if (node?.type === 'region' && this.#store.children(path).length === 0) this.#lines.fillRegion(path, node.region);
    return this.#store.children(path);
  }

  onDidChange(listener: (paths: readonly NodePath[] | undefined) => void): () => void {
    return this.#store.onDidChange(listener);
  }

  show(sources: readonly AccountSource[], regions: readonly Region[]): void {
    const regionsChanged = this.#lines.choose(regions);
    this.#store.setRoots(sources.map(source => this.node(accountPath(source)) ?? this.#newAccount(source)));
    if (regionsChanged) for (const path of this.roots()) this.#lines.show(path);
  }

  refresh(path?: NodePath, everywhere = false): void {
    const paths = path === undefined ? this.roots() : [path];
    for (const one of paths) {
      const node = this.node(one);
      if (node === undefined) continue;
      if (node.type === 'note' && node.note !== 'lifecycle') this.refresh(this.parent(one), everywhere);
      else if (node.type === 'account' && node.state !== 'unasked') this.#loadAccount(one, node, { everywhere });
      else if (node.type === 'region') this.#refreshRegion(one, node, everywhere);
      else if (node.type === 'group' && (node.state !== 'unasked' || (everywhere && isKnownEmpty(node))))
        this.#refreshRows(one);
      else if (node.type === 'resource') this.#refreshResource(one, node);
    }
  }

  stop(): void {
    for (const branch of this.#branches.values()) branch.stop();
    for (const path of this.roots()) {
      const node = this.node(path);
      if (node?.type !== 'account' || node.state !== 'loading') continue;
      this.#asking.get(path)?.abort();
      // Who it is was known before it was asked anew.
      if (node.caller !== null) this.#store.update({ ...node, state: 'ready' });
      else this.#unmet(path, node, new AccessError('cancelled', 'Stopped before AWS said whose the credentials are.'));
    }
  }

  more(path: NodePath, toTheEnd = false): void {
    const branch = this.#branches.get(path);
    const note = this.#store.children(path).at(-1);
    const node = note === undefined ? undefined : this.node(note);
    if (branch === undefined || node?.type !== 'note' || node.note !== 'more') return;
    const { kind, region } = node;
    const rows = this.#store.children(path).flatMap(child => (child === note ? [] : (this.node(child) ?? [])));
    this.#store.setChildren(path, [...rows, newNote(path, 'loading', { kind, region })]);
    void branch.more(toTheEnd);
  }

  showNotices(): void {
    for (const path of this.roots()) {
      const node = this.node(path);
      if (node?.type === 'account') this.#lines.showNotices(node);
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
    void this.#memory.flush();
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
    if (node?.type === 'account') this.#loadAccount(path, node);
    else if (node?.type === 'group' || node?.type === 'resource') this.#loadRows(path, node);
  }

  #refreshRegion(path: NodePath, { emptyAt }: RegionNode, everywhere: boolean): void {
    const children = everywhere && emptyAt !== null ? this.children(path) : this.#store.children(path);
    for (const child of children) this.refresh(child, everywhere);
  }

  #refreshRows(path: NodePath): void {
    this.#settling.startOver(path);
    this.#load(path);
    for (const child of this.#store.children(path)) {
      const node = this.node(child);
      if (node?.type === 'resource' && node.hasChildren && node.state !== 'unasked') this.#load(child);
    }
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

  /** @param below Absent where nothing below it is to be asked anew. */
  #loadAccount(path: NodePath, node: AccountNode, below?: Below): void {
    this.#asking.get(path)?.abort();
    const asking = new AbortController();
    this.#asking.set(path, asking);
    this.#store.update({ ...node, state: 'loading', error: null });
    if (this.#store.children(path).length === 0) this.#store.setChildren(path, [newNote(path, 'loading')]);
    const { signal } = asking;
    if (node.state === 'unasked' && node.accountId !== null) void this.#showLastKnown(node, node.accountId, signal);
    void this.from.gateway
      .reader(node.source)
      .identity({ signal })
      .then(
        async identity => {
          const memory = await this.#memory.recall(node.source, identity.accountId);
          if (below !== undefined) await this.#turns.take();
          if (!signal.aborted) this.#met(path, node, identity, memory, below);
        },
        (thrown: unknown) => {
          // Whoever was asked for a code and gave none has to see that nothing is there because of it.
          if (!signal.aborted) this.#unmet(path, node, asAccessError(thrown));
        },
      );
  }

  #unmet(path: NodePath, node: AccountNode, error: AccessError): void {
    this.#store.update({ ...node, state: 'failed', error });
    this.#store.setChildren(path, [newNote(path, 'error', { error })]);
  }

  /** Before AWS has said whose the credentials are: what the account that they led to last time held then. */
  async #showLastKnown({ path, source }: AccountNode, accountId: string, signal: AbortSignal): Promise<void> {
    const memory = await this.#memory.recall(source, accountId);
    const partition = memory === undefined ? undefined : partitionIn(memory);
    const now = this.node(path);
    if (signal.aborted || now?.type !== 'account' || now.state !== 'loading' || partition === undefined) return;
    this.#memory.begin(path, memory);
    this.#lines.begin(path, partition);
  }

  /** First or renewed contact: another account behind the same source means that nothing read before holds. */
  #met(
    path: NodePath,
    node: AccountNode,
    identity: Identity,
    memory: AccountMemory | undefined,
    below: Below | undefined,
  ): void {
    if (node.accountId !== null && node.accountId !== identity.accountId) {
      this.#store.setChildren(path, []);
      this.#lines.forget(path);
    }
    const { accountId, arn: caller } = identity;
    this.#store.update({ ...node, accountId, caller, state: 'ready', error: null });
    this.#memory.begin(path, memory);
    this.#lines.begin(path, parseArn(identity.arn)?.partition ?? 'aws');
    if (below === undefined) return;
    for (const child of [...this.#store.children(path)]) this.refresh(child, below.everywhere);
  }

  #loadRows(path: NodePath, node: GroupNode | ResourceNode): void {
    const account = this.#accountOf(path);
    const kind = this.#kindBelow(node);
    if (account?.accountId == null || kind === undefined) return;
    const { region } = node;
    const place = { accountId: account.accountId, region };
    this.#branches.get(path)?.cancel();
    const reader = this.from.gateway.reader(account.source);
    const before = rowsBelow(this.#store, path).length;
    const branch: Branch = new Branch(
      kind,
      signal => scopeIn(place, reader, this.from.ledger, { signal, background: true }),
      node.type === 'resource' ? node.row : null,
      // What was loaded on demand stays in sight.
      Math.max(this.from.step, before),
      this.from.step,
      (progress, detail) => (detail ? this.#toldDetail(path, kind, progress) : this.#told(path, kind, progress)),
    );
    this.#branches.set(path, branch);
    this.#store.update({ ...node, state: 'loading' });
    if (before === 0) {
      const last =
        node.type === 'group' && node.remembered ? this.#memory.of(account.path, kind.id, region) : undefined;
      const shownIn = { parent: path, region, hasChildren: this.#hasBelow(kind) };
      const rows = last?.rows.map(row => resourceNode(shownIn, row, last.at)) ?? [];
      this.#store.setChildren(path, [
        ...rows.map(row => ({ ...row, remembered: true })),
        newNote(path, 'loading', { kind: kind.id, region }),
      ]);
    }
    const around = this.node(this.parent(path) ?? '');
    if (around?.type === 'region' && around.emptyAt !== null) this.#store.update({ ...around, emptyAt: null });
    void branch.load();
  }

  /** A page came, or the loading ended. While it goes on, rows that it has not come to yet stay where they are. */
  #told(path: NodePath, kind: Kind, progress: BranchProgress): void {
    const node = this.node(path);
    if (node?.type !== 'group' && node?.type !== 'resource') return;
    const { rows, fresh, state, error } = progress;
    const account = this.#accountOf(path);
    if (account !== undefined && kind.lifecycle !== undefined && rows.some(kind.lifecycle.concerns)) {
      this.#lines.concern(account, kind.lifecycle);
    }
    const now = this.from.clock.now();
    const shownIn = { parent: path, region: node.region, hasChildren: this.#hasBelow(kind) };
    const kept = stillKnown(this.#store, path, progress);
    if (state === 'loading') this.#store.addChildren(path, rowNodes(this.#store, shownIn, fresh, now));
    else {
      const notes = closingNotes(path, kind, node.region, progress);
      this.#store.setChildren(path, [...rowNodes(this.#store, shownIn, rows, now), ...kept, ...notes]);
    }
    if (node.type === 'resource') this.#store.update({ ...node, state });
    else if (state === 'loading')
      this.#store.update({ ...node, state, error, count: Math.max(node.count, rows.length) });
    else {
      const isOld = rows.length === 0 && kept.length > 0;
      const known = isOld ? { readAt: node.readAt, remembered: true } : { readAt: now, remembered: false };
      const part = kept.length > 0 ? 'partial' : state;
      this.#store.update({ ...node, state: part, error, count: rows.length + kept.length, ...known });
    }
    this.#note(path, node);
    if (state === 'ready') {
      const settles = rows.some(row => kind.settling.includes(row.status));
      this.#settling.watch(path, settles);
    } else if (error !== null && isPassing(error)) this.#settling.lookAgain(path);
  }

  #toldDetail(path: NodePath, kind: Kind, { fresh, settled }: BranchProgress): void {
    for (const row of fresh) {
      const node = this.node(rowPath(path, kind.id, row.name));
      if (node?.type !== 'resource') continue;
      if (isCancelled(row.error) && node.row.status !== 'unread') {
        this.#store.update({ ...node, remembered: true });
        continue;
      }
      this.#store.update({ ...node, row, readAt: this.from.clock.now(), remembered: false });
      if (node.row.mood !== row.mood || !sameJson(node.row.config, row.config)) this.#moved.add(path);
    }
    // Whoever counts how the rows stand counts them once, when all are there.
    const group = settled ? this.node(path) : undefined;
    if (group === undefined) return;
    this.#note(path, group);
    if (this.#moved.delete(path)) this.#store.update(group);
  }

  /** Remembers what a group holds, where AWS can be asked for it: what this computer recorded is recorded. */
  #note(path: NodePath, node: Node): void {
    const account = node.type === 'group' ? this.#accountOf(path) : undefined;
    if (account !== undefined) this.#memory.note(account.path, path);
  }

  /** Apart from where a branch is made: what it is told with would keep the node before, and with its error all branches before. */
  #kindBelow(node: GroupNode | ResourceNode): Kind | undefined {
    return this.from.kinds.find(one => (node.type === 'group' ? one.id === node.kind : one.parent === node.row.kind));
  }

  #hasBelow({ id }: Kind): boolean {
    return this.from.kinds.some(child => child.parent === id);
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
    this.#moved.delete(path);
    this.#lines.forget(path);
    this.#memory.forget(path);
    this.#settling.watch(path, false);
  }
}
