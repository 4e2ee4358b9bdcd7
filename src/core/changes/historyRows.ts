import {
  type ForeignEntry,
  isForeign,
  type JournalEntry,
  type JournalledChange,
  type JournalReading,
  newestFirst,
} from '../model/journal.ts';
import type { TargetKind } from '../model/resource.ts';
import type { Difference } from './change.ts';
import { differences } from './difference.ts';
import { type Undoing, undoing } from './undo.ts';

/** A row's place in the history as stable text: `change:ID`, `group:ID`, `change:ID/0`, `foreign:ID`, `unread`, `more`. */
export type HistoryPath = string;

/** One row of the history: data only. */
export type HistoryRow =
  | { readonly kind: 'change'; readonly entry: JournalEntry; readonly undo: Undoing; readonly underWay: boolean }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly entries: readonly JournalEntry[];
      readonly undoable: number;
      /** How many of them are being made right now. */
      readonly underWay: number;
    }
  | { readonly kind: 'difference'; readonly difference: Difference }
  /** A change that another version wrote. */
  | { readonly kind: 'foreign'; readonly entry: ForeignEntry }
  /** How many lines of the journal cannot be read. */
  | { readonly kind: 'unread'; readonly lines: number }
  | { readonly kind: 'more'; readonly hidden: number };

/** Which changes are shown: those of an account, or of one resource in it. */
export interface HistoryFilter {
  /** Twelve digits. */
  readonly accountId: string;
  readonly resource: { readonly region: string; readonly kind: TargetKind; readonly name: string } | null;
}

/** What rows are made of. */
export interface HistoryState extends JournalReading {
  /** Ids of changes that are being made right now. */
  readonly underWay: ReadonlySet<string>;
  readonly filter: HistoryFilter | null;
  /** Top rows shown at most. */
  readonly limit: number;
}

const NONE: HistoryState = { entries: [], foreign: [], unread: 0, underWay: new Set(), filter: null, limit: 0 };

/** True for changes that a filter lets through. */
export function passes({ accountId, region, kind, name }: JournalledChange, filter: HistoryFilter | null): boolean {
  if (filter === null) return true;
  const { resource } = filter;
  if (accountId !== filter.accountId) return false;
  return resource === null || (region === resource.region && kind === resource.kind && name === resource.name);
}

/** The rows of the history, as they follow from the journal: changes by time, those made together under one row. */
export class HistoryRows {
  /** Every change, shown or not, newest first. */
  readonly all: readonly JournalledChange[];
  readonly #rows = new Map<HistoryPath, HistoryRow>();
  readonly #children = new Map<HistoryPath | undefined, readonly HistoryPath[]>();
  readonly #parents = new Map<HistoryPath, HistoryPath>();

  constructor(readonly state: HistoryState = NONE) {
    const { unread, filter, limit } = state;
    this.all = newestFirst(state);
    const all = byGroup(this.all.filter(change => passes(change, filter)));
    const top = all.slice(0, limit).map(one => ('length' in one ? this.#top(one) : this.#foreign(one)));
    const hidden = all.length - top.length;
    if (hidden > 0) this.#rows.set('more', { kind: 'more', hidden });
    if (unread > 0) this.#rows.set('unread', { kind: 'unread', lines: unread });
    this.#children.set(undefined, [...(unread > 0 ? ['unread'] : []), ...top, ...(hidden > 0 ? ['more'] : [])]);
  }

  /** The rows below one; the top ones without a path. */
  children(path?: HistoryPath): readonly HistoryPath[] {
    const known = this.#children.get(path);
    if (known !== undefined || path === undefined) return known ?? [];
    const row = this.#rows.get(path);
    return row?.kind === 'change' ? this.#differences(path, row.entry) : [];
  }

  row(path: HistoryPath): HistoryRow | undefined {
    return this.#rows.get(path);
  }

  parent(path: HistoryPath): HistoryPath | undefined {
    return this.#parents.get(path);
  }

  /** The changes that rows stand for, newest first, each once. */
  entriesOf(paths: readonly HistoryPath[]): readonly JournalEntry[] {
    const ids = new Set(
      paths.flatMap(path => {
        // A line of a difference stands for the change above it.
        const row = this.#rows.get(path.split('/', 1)[0] ?? '');
        if (row?.kind === 'change') return [row.entry.id];
        return row?.kind === 'group' ? row.entries.map(({ id }) => id) : [];
      }),
    );
    return this.state.entries.filter(({ id }) => ids.has(id));
  }

  #top(members: readonly [JournalEntry, ...JournalEntry[]]): HistoryPath {
    const [first] = members;
    const id = first.group;
    if (members.length === 1 || id === null) return this.#change(first);
    const path = `group:${id}`;
    const inner = members.map(entry => this.#change(entry));
    for (const one of inner) this.#parents.set(one, path);
    const undoable = inner.filter(one => isUndoable(this.#rows.get(one))).length;
    const underWay = members.filter(entry => this.state.underWay.has(entry.id)).length;
    this.#rows.set(path, { kind: 'group', id, entries: members, undoable, underWay });
    this.#children.set(path, inner);
    return path;
  }

  #foreign(entry: ForeignEntry): HistoryPath {
    const path = `foreign:${entry.id}`;
    this.#rows.set(path, { kind: 'foreign', entry });
    return path;
  }

  #change(entry: JournalEntry): HistoryPath {
    const { underWay } = this.state;
    const path = `change:${entry.id}`;
    const isUnderWay = underWay.has(entry.id);
    this.#rows.set(path, { kind: 'change', entry, undo: undoing(entry, this.all), underWay: isUnderWay });
    return path;
  }

  #differences(path: HistoryPath, { base, goal }: JournalEntry): readonly HistoryPath[] {
    const paths = differences(base.config, goal).map((difference, index) => {
      const below = `${path}/${index}`;
      this.#rows.set(below, { kind: 'difference', difference });
      this.#parents.set(below, path);
      return below;
    });
    this.#children.set(path, paths);
    return paths;
  }
}

const isUndoable = (row: HistoryRow | undefined): boolean => row?.kind === 'change' && row.undo.kind === 'by';

/** Changes of one group together, where the newest of them stands; what another version wrote by itself. */
function byGroup(entries: readonly JournalledChange[]): readonly ([JournalEntry, ...JournalEntry[]] | ForeignEntry)[] {
  const groups = new Map<string, [JournalEntry, ...JournalEntry[]]>();
  const tops: ([JournalEntry, ...JournalEntry[]] | ForeignEntry)[] = [];
  for (const entry of entries) {
    if (isForeign(entry)) {
      tops.push(entry);
      continue;
    }
    const key = entry.group === null ? `change:${entry.id}` : `group:${entry.group}`;
    const known = groups.get(key);
    const group: [JournalEntry, ...JournalEntry[]] = known ?? [entry];
    if (known !== undefined) known.push(entry);
    else tops.push(group);
    groups.set(key, group);
  }
  return tops;
}
