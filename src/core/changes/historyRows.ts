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

/** A row's place in the history as stable text: `day:DAY`, `change:ID`, `group:ID`, `change:ID/0`, `foreign:ID`, `unread`, `more`. */
export type HistoryPath = string;

/** One row of the history: data only. */
export type HistoryRow =
  /** A day, with what was changed on it below. */
  | { readonly kind: 'day'; readonly day: string; readonly count: number }
  | { readonly kind: 'change'; readonly entry: JournalEntry; readonly undo: Undoing; readonly underWay: boolean }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly entries: readonly [JournalEntry, ...JournalEntry[]];
      readonly undoable: number;
      /** How many of them were taken back. */
      readonly undone: number;
      /** How many of them are being made right now. */
      readonly underWay: number;
    }
  | { readonly kind: 'difference'; readonly difference: Difference }
  /** A change that another version wrote. */
  | { readonly kind: 'foreign'; readonly entry: ForeignEntry }
  /** How many lines of the journal cannot be read. */
  | { readonly kind: 'unread'; readonly lines: number }
  | { readonly kind: 'more'; readonly hidden: number };

/** How a change ended, as far as people look for it. */
export type HistoryOutcome = 'done' | 'undone' | 'failed' | 'unknown';

/** Which changes are shown: null lets all through. */
export interface HistoryFilter {
  /** Twelve digits. */
  readonly accountId: string | null;
  readonly resource: HistoryResource | null;
  readonly outcome: HistoryOutcome | null;
}

/** One resource of the account that is shown, under all names that its changes have. */
export interface HistoryResource {
  readonly region: string;
  readonly kind: TargetKind;
  readonly names: readonly string[];
  /** What people call it. */
  readonly called: string;
}

/** What rows are made of. */
export interface HistoryState extends JournalReading {
  /** Ids of changes that are being made right now. */
  readonly underWay: ReadonlySet<string>;
  readonly filter: HistoryFilter | null;
  /** Changes shown at most, those made together counted as one. */
  readonly limit: number;
  /** The day of a time, on the person's calendar: as `2026-11-22`; without it, UTC's. */
  readonly dayOf?: (iso: string) => string;
  /** Whether a change rests on those made before it together with it; without it, none does. */
  readonly isStep?: (entry: JournalEntry) => boolean;
}

const NONE: HistoryState = { entries: [], foreign: [], unread: 0, underWay: new Set(), filter: null, limit: 0 };

const utcDay = (iso: string): string => iso.slice(0, 'YYYY-MM-DD'.length);

function outcomeOf(change: JournalledChange, all: readonly JournalledChange[]): HistoryOutcome {
  const result = isForeign(change) ? change.result : (change.outcome?.result ?? null);
  if (result === 'failed' || result === 'conflict') return 'failed';
  if (result !== 'done') return 'unknown';
  const undo = isForeign(change) ? undefined : undoing(change, all);
  return undo?.kind === 'not' && undo.reason === 'undone' ? 'undone' : 'done';
}

/** True for changes that a filter lets through. */
export function passes(
  change: JournalledChange,
  filter: HistoryFilter | null,
  all: readonly JournalledChange[],
): boolean {
  if (filter === null) return true;
  const { accountId, region, kind, name } = change;
  const { resource, outcome } = filter;
  if (filter.accountId !== null && accountId !== filter.accountId) return false;
  if (outcome !== null && outcome !== outcomeOf(change, all)) return false;
  return resource === null || (region === resource.region && kind === resource.kind && resource.names.includes(name));
}

/** The rows of the history, as they follow from the journal: by day and time, changes made together under one row. */
export class HistoryRows {
  /** Every change, shown or not, newest first. */
  readonly all: readonly JournalledChange[];
  readonly #rows = new Map<HistoryPath, HistoryRow>();
  readonly #children = new Map<HistoryPath | undefined, readonly HistoryPath[]>();
  readonly #parents = new Map<HistoryPath, HistoryPath>();

  constructor(readonly state: HistoryState = NONE) {
    const { unread, filter, limit } = state;
    this.all = newestFirst(state);
    const all = byGroup(this.all.filter(change => passes(change, filter, this.all)));
    const shown = all.slice(0, limit).map(one => ('length' in one ? this.#top(one) : this.#foreign(one)));
    const top = this.#days(all.slice(0, limit), shown);
    const hidden = all.length - shown.length;
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
        if (row?.kind === 'day') return this.entriesOf(this.children(path)).map(({ id }) => id);
        return row?.kind === 'group' ? row.entries.map(({ id }) => id) : [];
      }),
    );
    return this.state.entries.filter(({ id }) => ids.has(id));
  }

  /** The days of rows that are newest first, each with its rows below it. */
  #days(tops: readonly Top[], paths: readonly HistoryPath[]): readonly HistoryPath[] {
    const { dayOf = utcDay } = this.state;
    const days = new Map<string, HistoryPath[]>();
    for (const [index, path] of paths.entries()) {
      const top = tops[index];
      const day = dayOf((top !== undefined && 'length' in top ? top[0] : top)?.time ?? '');
      days.set(day, days.get(day) ?? []);
      days.get(day)?.push(path);
    }
    return [...days].map(([day, below]) => {
      const path = `day:${day}`;
      this.#rows.set(path, { kind: 'day', day, count: below.length });
      this.#children.set(path, below);
      for (const one of below) this.#parents.set(one, path);
      return path;
    });
  }

  #top(members: readonly [JournalEntry, ...JournalEntry[]]): HistoryPath {
    const [first] = members;
    const id = first.group;
    if (members.length === 1 || id === null) return this.#change(first);
    const path = `group:${id}`;
    const inner = members.map(entry => this.#change(entry));
    for (const one of inner) this.#parents.set(one, path);
    const undoable = inner.filter(one => isUndoable(this.#rows.get(one))).length;
    const undone = inner.filter(one => isUndoneRow(this.#rows.get(one))).length;
    const underWay = members.filter(entry => this.state.underWay.has(entry.id)).length;
    this.#rows.set(path, { kind: 'group', id, entries: members, undoable, undone, underWay });
    const { isStep = () => false } = this.state;
    // Many are made at once and end in any order: people look for names. Steps are told as they were taken, newest first.
    const told = members.some(isStep) ? members : members.toSorted(byName);
    this.#children.set(
      path,
      told.map(({ id: one }) => `change:${one}`),
    );
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

const ORDER = new Intl.Collator('en', { numeric: true });
const byName = (a: JournalEntry, b: JournalEntry): number =>
  ORDER.compare(a.accountId, b.accountId) || ORDER.compare(a.region, b.region) || ORDER.compare(a.name, b.name);

const isUndoable = (row: HistoryRow | undefined): boolean => row?.kind === 'change' && row.undo.kind === 'by';

const isUndoneRow = (row: HistoryRow | undefined): boolean =>
  row?.kind === 'change' && row.undo.kind === 'not' && row.undo.reason === 'undone';

/** One row below a day: changes made together, one alone, or what another version wrote. */
type Top = readonly [JournalEntry, ...JournalEntry[]] | ForeignEntry;

/** Changes of one group together, where the newest of them stands; what another version wrote by itself. */
function byGroup(entries: readonly JournalledChange[]): readonly Top[] {
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
