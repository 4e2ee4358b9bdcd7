import { type Arrangement, type IsAmiss, isFiltered, leadsTo, matcher, PLAIN, sorted } from './arrangement.ts';
import {
  type AccountNode,
  type GroupNode,
  isKnownEmpty,
  type Node,
  type NodeModel,
  type NodePath,
  type NoteNode,
  type ResourceNode,
} from './nodes.ts';
import { notePath } from './paths.ts';

/** What several rows lead to, and what is not set to lead anywhere: the line above them where they are grouped by it. */
export interface TargetNode {
  readonly type: 'target';
  readonly path: NodePath;
  /** Null for rows that lead nowhere. */
  readonly arn: string | null;
  readonly count: number;
}

/** What is not shown, and why: a line that is told so that nobody takes what is shown for all. */
export interface RemarkNode {
  readonly type: 'remark';
  readonly path: NodePath;
  readonly remark:
    | 'unsearched' // places that were not read, so that nothing is known of them
    | 'remembered-empty' // Regions that held nothing within the last day, and were not asked since
    | 'empty-regions' // Regions that AWS said hold nothing
    | 'no-match' // all was read, and nothing is as the filter asks
    | 'beyond'; // rows that are read, and too many to be shown
  /** How many of them. */
  readonly count: number;
  /** Which they are: the Regions or the rows' parent. */
  readonly about: readonly NodePath[];
}

/** A line of the view: of the model, or one that only the view has. */
export type ShownNode = Node | TargetNode | RemarkNode;

/** Of rows that were read. */
export interface RowCounts {
  /** Those that are as the filter asks. */
  readonly shown: number;
  readonly read: number;
}

const NONE: RowCounts = { shown: 0, read: 0 };

function sumOf(counts: readonly RowCounts[]): RowCounts {
  let [shown, read] = [0, 0];
  for (const one of counts) {
    shown += one.shown;
    read += one.read;
  }
  return { shown, read };
}

/** What the view is told from outside. */
export interface ShownOptions {
  readonly isAmiss: IsAmiss;
  /** True where Regions that hold nothing are left out. */
  readonly hidesEmpty: () => boolean;
  /** Rows below one line that are shown at most: VS Code keeps every line that it was given. */
  readonly most: number;
}

/**
 * What of the model is shown: filtered, grouped and sorted. Whatever could not be read, or was not, stays in sight: a filter
 * hides rows that are known not to be meant, and nothing else. Rows keep the paths that they have in the model.
 */
export class ShownTree {
  readonly #model: NodeModel;
  readonly #options: ShownOptions;
  /** Lines that only the view has, and the view's parents of rows where they are others than the model's. */
  readonly #own = new Map<NodePath, TargetNode | RemarkNode>();
  readonly #parents = new Map<NodePath, NodePath>();
  readonly #below = new Map<NodePath, readonly NodePath[]>();
  /** Rows that a person went to: shown whatever else is. */
  readonly #revealed = new Set<NodePath>();
  #arrangement = PLAIN;
  #matches = matcher(PLAIN, () => false);
  #known = new WeakMap<ResourceNode, boolean>();
  #counted = new WeakMap<GroupNode, RowCounts>();

  constructor(model: NodeModel, options: ShownOptions) {
    this.#model = model;
    this.#options = options;
  }

  get arrangement(): Arrangement {
    return this.#arrangement;
  }

  /** Arranges anew; whoever shows it reads all of it again. */
  arrange(arrangement: Arrangement): void {
    this.#arrangement = arrangement;
    this.#matches = matcher(arrangement, this.#options.isAmiss);
    for (const lines of [this.#revealed, this.#own, this.#parents, this.#below]) lines.clear();
    this.forget();
  }

  /** What checks say is other by now. */
  forget(): void {
    this.#known = new WeakMap();
    this.#counted = new WeakMap();
  }

  /** Shows a row that a person goes to, whatever is filtered. */
  reveal(path: NodePath): void {
    this.#revealed.add(path);
  }

  /** True where lines may come and go with what is read: filtered, or grouped otherwise than the model. */
  get isArranged(): boolean {
    return isFiltered(this.#arrangement) || this.#arrangement.grouping !== 'region' || this.#options.hidesEmpty();
  }

  node(path: NodePath): ShownNode | undefined {
    return this.#own.get(path) ?? this.#model.node(path);
  }

  parent(path: NodePath): NodePath | undefined {
    return this.#parents.get(path) ?? this.#model.parent(path);
  }

  children(path?: NodePath): readonly NodePath[] {
    if (path === undefined) return this.#model.roots();
    const known = this.node(path);
    switch (known?.type) {
      case 'account':
        return this.#ofAccount(known);
      case 'region':
        return this.#withoutRows(this.#model.children(path));
      case 'target':
        return this.#below.get(path) ?? [];
      case 'group':
      case 'resource':
        return this.#rows(path, this.#model.children(path));
      default:
        return [];
    }
  }

  /** How many rows of all that were read are as the filter asks. */
  counts(): RowCounts {
    return sumOf(this.#model.roots().map(root => this.#count(root)));
  }

  /** Thousands of rows of a group are counted once for each state of the group: it is told anew when they are all there. */
  #count(path: NodePath): RowCounts {
    const node = this.#model.node(path);
    const known = node?.type === 'group' ? this.#counted.get(node) : undefined;
    if (known !== undefined) return known;
    const below = this.#readBelow(node);
    const own = node?.type === 'resource' ? { shown: this.#isMeant(node) ? 1 : 0, read: 1 } : NONE;
    const counts = sumOf([own, ...below.map(child => this.#count(child))]);
    const first = this.#model.node(below[0] ?? '');
    if (node?.type === 'group' && first?.type === 'resource' && !first.hasChildren) this.#counted.set(node, counts);
    return counts;
  }

  #ofAccount(account: AccountNode): readonly NodePath[] {
    const { path } = account;
    const all = this.#model.children(path);
    const regions = all.filter(child => this.#model.node(child)?.type === 'region');
    const others = this.#withoutRows(all.filter(child => this.#model.node(child)?.type !== 'region'));
    const unread = regions.filter(region => !this.#isRead(region));
    const isByTarget = this.#arrangement.grouping === 'target';
    const filtered = isFiltered(this.#arrangement);
    if (isByTarget) {
      const targets = this.#targets(account, regions);
      const troubled = regions.filter(region => this.#hasTrouble(region));
      const remembered = regions.filter(region => this.#isRememberedEmpty(region) && !troubled.includes(region));
      const remarks = this.#remarks(path, { unread, remembered, empty: [] }, [...others, ...targets, ...troubled]);
      return [...others, ...targets, ...troubled, ...remarks];
    }
    const empty = this.#options.hidesEmpty() ? regions.filter(region => this.#isEmpty(region)) : [];
    const kept = regions.filter(
      region => !empty.includes(region) && (!filtered || this.#hasTrouble(region) || this.#hasMeant(region)),
    );
    const left = filtered ? regions.filter(region => !kept.includes(region) && !empty.includes(region)) : [];
    const remembered = left.filter(region => this.#isRememberedEmpty(region));
    const remarks = this.#remarks(path, { unread: filtered ? unread : [], remembered, empty }, [...others, ...kept]);
    return [...others, ...kept, ...remarks];
  }

  /** What an account's lines leave out. */
  #remarks(
    account: NodePath,
    { unread, remembered, empty }: Readonly<Record<'unread' | 'remembered' | 'empty', readonly NodePath[]>>,
    shown: readonly NodePath[],
  ): readonly NodePath[] {
    const isAsked = this.#model.node(account)?.type === 'account';
    const filtered = isFiltered(this.#arrangement);
    const nothing = filtered && isAsked && unread.length === 0 && !shown.some(path => this.#isContent(path));
    return [
      ...(nothing ? [this.#remark(account, 'no-match', 0, [])] : []),
      ...(unread.length === 0 ? [] : [this.#remark(account, 'unsearched', unread.length, unread)]),
      ...(remembered.length === 0 ? [] : [this.#remark(account, 'remembered-empty', remembered.length, remembered)]),
      ...(empty.length === 0 ? [] : [this.#remark(account, 'empty-regions', empty.length, empty)]),
    ];
  }

  /** True for lines that are more than a notice. */
  #isContent(path: NodePath): boolean {
    const node = this.node(path);
    return node?.type !== 'note' || node.note !== 'lifecycle';
  }

  /** Groups, of which a filter leaves those that hold a row that is meant or do not say all that they hold; and notes. */
  #withoutRows(paths: readonly NodePath[]): readonly NodePath[] {
    if (!isFiltered(this.#arrangement)) return paths;
    return paths.filter(path => {
      const node = this.#model.node(path);
      if (node?.type !== 'group') return true;
      // What was never asked for is counted, and not shown group by group.
      return node.state !== 'unasked' && (this.#isOpen(node) || this.#hasMeant(path));
    });
  }

  /** The rows below a line, in order and within the limit, then its notes. */
  #rows(path: NodePath, children: readonly NodePath[]): readonly NodePath[] {
    const rows: ResourceNode[] = [];
    const notes: NoteNode[] = [];
    const parent = this.#model.node(path);
    // Below a row that is meant itself everything is.
    const all = parent?.type === 'resource' && this.#isMeant(parent);
    for (const child of children) {
      const node = this.#model.node(child);
      if (node?.type === 'note') notes.push(node);
      else if (node?.type === 'resource' && (all || this.#revealed.has(child) || this.#isShown(node))) rows.push(node);
    }
    const shown = this.#within(path, sorted(rows, this.#arrangement.sorting));
    const told =
      isFiltered(this.#arrangement) && rows.length === 0 ? notes.filter(note => note.note !== 'empty') : notes;
    return [...shown, ...told.map(note => note.path)];
  }

  /** So many rows as VS Code can take, and how many are beyond; those that a person went to are among them. */
  #within(path: NodePath, nodes: readonly ResourceNode[]): readonly NodePath[] {
    const { most } = this.#options;
    const paths = nodes.map(node => node.path);
    if (paths.length <= most) return paths;
    const first = paths.slice(0, most);
    const others = paths.slice(most).filter(one => this.#revealed.has(one));
    return [...first, ...others, this.#remark(path, 'beyond', paths.length - first.length - others.length, [path])];
  }

  #remark(parent: NodePath, remark: RemarkNode['remark'], count: number, about: readonly NodePath[]): NodePath {
    const path = notePath(parent, remark);
    this.#own.set(path, { type: 'remark', path, remark, count, about });
    this.#parents.set(path, parent);
    return path;
  }

  /** The rows of an account's Regions by what they lead to; rows that are only opened for others have none of their own. */
  #targets({ path }: AccountNode, regions: readonly NodePath[]): readonly NodePath[] {
    const byTarget = new Map<string, ResourceNode[]>();
    const collect = (at: NodePath): void => {
      const node = this.#model.node(at);
      if (node?.type === 'resource' && !node.hasChildren && (this.#revealed.has(at) || this.#isMeant(node))) {
        const target = leadsTo(node.row) ?? '';
        const others = byTarget.get(target);
        if (others === undefined) byTarget.set(target, [node]);
        else others.push(node);
      }
      for (const child of this.#readBelow(node)) collect(child);
    };
    for (const region of regions) collect(region);
    const arns = [...byTarget.keys()].sort(
      (a, b) => Number(a === '') - Number(b === '') || Number(a > b) - Number(a < b),
    );
    return arns.map(arn => this.#target(path, arn, byTarget.get(arn) ?? []));
  }

  #target(account: NodePath, arn: string, nodes: readonly ResourceNode[]): NodePath {
    const path = notePath(account, `target:${encodeURIComponent(arn)}`);
    this.#own.set(path, { type: 'target', path, arn: arn === '' ? null : arn, count: nodes.length });
    this.#parents.set(path, account);
    const shown = this.#within(path, sorted(nodes, this.#arrangement.sorting));
    for (const child of shown) this.#parents.set(child, path);
    this.#below.set(path, shown);
    return path;
  }

  #isMeant(node: ResourceNode): boolean {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const meant = this.#matches(node);
    this.#known.set(node, meant);
    return meant;
  }

  /** Meant itself, or the way to a row that is, or to something that is not known yet. */
  #isShown(node: ResourceNode): boolean {
    if (this.#isMeant(node)) return true;
    if (!node.hasChildren || !isFiltered(this.#arrangement)) return false;
    // What hangs below a row is opened with it: a filter must not keep it from being read.
    return this.#model.children(node.path).some(child => {
      const below = this.#model.node(child);
      return below?.type === 'note' ? isTelling(below) : below?.type === 'resource' && this.#isMeant(below);
    });
  }

  #hasMeant(path: NodePath): boolean {
    return this.#readBelow(this.#model.node(path)).some(child => {
      const node = this.#model.node(child);
      if (node?.type === 'resource' && (this.#revealed.has(child) || this.#isShown(node))) return true;
      return node?.type === 'group' && this.#hasMeant(child);
    });
  }

  /** What is below a line as far as it was read; nothing is asked. */
  #readBelow(node: Node | undefined): readonly NodePath[] {
    if (node === undefined || node.type === 'note') return [];
    if ('state' in node && node.state === 'unasked') return [];
    return node.type === 'resource' && !node.hasChildren ? [] : this.#model.children(node.path);
  }

  /** True for a group that does not say all that it holds: it is being read, failed, or has more. */
  #isOpen({ offered, state }: GroupNode): boolean {
    return offered && state !== 'ready' && state !== 'unasked';
  }

  /** True where something of a Region failed, is on its way, or was read in part. */
  #hasTrouble(region: NodePath): boolean {
    return this.#groups(region).some(group => this.#isOpen(group));
  }

  /** True where all of a Region's groups were asked for, or held nothing within the last day. */
  #isRead(region: NodePath): boolean {
    return this.#groups(region).every(group => group.state !== 'unasked' || isKnownEmpty(group));
  }

  /** True where AWS said of all that a Region offers that there is none. What failed or was not read says nothing. */
  #isEmpty(region: NodePath): boolean {
    return this.#groups(region).every(
      group => !group.offered || isKnownEmpty(group) || (group.state === 'ready' && group.count === 0),
    );
  }

  /** The same of which, in part at least, nobody asked since: something may be there by now. */
  #isRememberedEmpty(region: NodePath): boolean {
    return this.#isEmpty(region) && this.#groups(region).some(isKnownEmpty);
  }

  #groups(region: NodePath): readonly GroupNode[] {
    return this.#model.children(region).flatMap(child => {
      const node = this.#model.node(child);
      return node?.type === 'group' ? [node] : [];
    });
  }
}

/** Notes that say that not all is known. */
const isTelling = ({ note }: NoteNode): boolean => note === 'loading' || note === 'error' || note === 'more';
