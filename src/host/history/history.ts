import { EventEmitter, RelativePattern, Uri, workspace } from 'vscode';
import type { JournalEntry } from '../../core/model/journal.ts';
import type { Journal, LockHolder, LockTarget } from '../../core/model/ports.ts';
import { Owner } from '../disposables.ts';
import { type HistoryFilter, type HistoryPath, HistoryRows } from './historyRows.ts';

/** Top rows shown at first, and more at each demand. */
const STEP = 200;

/** Lines come in pairs, and many at once in a bulk: what follows within this time is read together. */
const GATHER_MILLISECONDS = 150;

/** What the history is made of. */
export interface HistoryNeeds {
  readonly journal: Pick<Journal, 'list'>;
  /** Who is changing a resource right now, if anyone. */
  readonly holder: (target: LockTarget) => Promise<LockHolder | undefined>;
  readonly stateFolder: string;
  /** Told what could not be read. */
  readonly failed: (error: unknown) => void;
}

/** The model behind the History view: the journal, read anew whenever a window or a command line writes to it. */
export class History extends Owner {
  readonly #needs: HistoryNeeds;
  readonly #changed = this.own(new EventEmitter<void>());
  #rows = new HistoryRows();
  #loading: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #filter: HistoryFilter | null = null;
  #limit = STEP;

  /** Told when the rows are others. */
  readonly onDidChange = this.#changed.event;

  constructor(needs: HistoryNeeds) {
    super();
    this.#needs = needs;
    const pattern = new RelativePattern(Uri.file(needs.stateFolder), 'journal*.jsonl');
    const watcher = this.own(workspace.createFileSystemWatcher(pattern));
    this.own(watcher.onDidCreate(() => this.#gather()));
    this.own(watcher.onDidChange(() => this.#gather()));
    this.own(watcher.onDidDelete(() => this.#gather()));
    this.onDispose(() => clearTimeout(this.#timer));
  }

  /** The rows as they were last read. */
  get rows(): HistoryRows {
    return this.#rows;
  }

  /** All changes, newest first, as they were last read. */
  get entries(): readonly JournalEntry[] {
    return this.#rows.state.entries;
  }

  get filter(): HistoryFilter | null {
    return this.#filter;
  }

  /** Shows only some changes, or all. */
  show(filter: HistoryFilter | null): void {
    this.#filter = filter;
    this.#limit = STEP;
    this.#arrange({});
  }

  /** Shows older changes too. */
  more(): void {
    this.#limit += STEP;
    this.#arrange({});
  }

  /** Reads the journal. What fails is told, and what was shown stays. */
  load(): Promise<void> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** The changes that rows stand for, as the journal tells them now. */
  async entriesAt(paths: readonly HistoryPath[]): Promise<readonly JournalEntry[]> {
    await this.load();
    return this.#rows.entriesOf(paths);
  }

  #gather(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(), GATHER_MILLISECONDS);
  }

  async #load(): Promise<void> {
    try {
      const entries = await this.#needs.journal.list();
      this.#arrange({ entries, underWay: await this.#underWay(entries) });
    } catch (error) {
      this.#needs.failed(error);
    }
  }

  #arrange(state: Partial<Pick<HistoryRows['state'], 'entries' | 'underWay'>>): void {
    if (this.closed) return;
    this.#rows = new HistoryRows({ ...this.#rows.state, ...state, filter: this.#filter, limit: this.#limit });
    this.#changed.fire();
  }

  /** Changes without an end whose resource is locked: their writer is still at it. Only the newest can be. */
  async #underWay(entries: readonly JournalEntry[]): Promise<ReadonlySet<string>> {
    const newest = new Map<string, JournalEntry>();
    for (const entry of entries) {
      const key = JSON.stringify([entry.accountId, entry.region, entry.kind, entry.name]);
      if (!newest.has(key)) newest.set(key, entry);
    }
    const open = [...newest.values()].filter(({ outcome }) => outcome === null);
    const held = await Promise.all(open.map(entry => this.#needs.holder(entry)));
    return new Set(open.filter((_entry, index) => held[index] !== undefined).map(({ id }) => id));
  }
}
