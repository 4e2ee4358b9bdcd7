import { EventEmitter } from 'vscode';
import { isStep } from '../../core/changes/bulk.ts';
import { type HistoryFilter, type HistoryPath, HistoryRows } from '../../core/changes/historyRows.ts';
import { kindTable } from '../../core/kinds/table.ts';
import type { JournalEntry } from '../../core/model/journal.ts';
import type { Journal, LockHolder, LockTarget } from '../../core/model/ports.ts';
import { Owner } from '../disposables.ts';
import type { ChangeHistory, HostServices } from '../services.ts';
import { watchFiles } from '../watchFiles.ts';
import { dayOf } from './historyFace.ts';

/** Top rows shown at first, and more at each demand. */
const STEP = 200;

/** Lines come in pairs, and many at once in a bulk: what follows within this time is read together. */
const GATHER_MILLISECONDS = 150;

/**
 * After a reading the next one waits four times as long as it took, and not for ever: a long history must not keep the editor
 * busy. After one that failed it waits for the longest, so that nobody is told so several times a second.
 */
const REST_PER_READING = 4;
const LONGEST_REST_MILLISECONDS = 5_000;

const isStepOfSet = (entry: JournalEntry): boolean => isStep(entry, kindTable);

/** Where the history is read. */
export interface HistoryFiles {
  readonly journal: Pick<Journal, 'read'>;
  /** Who is changing a resource right now, if anyone. */
  readonly holder: (target: LockTarget) => Promise<LockHolder | undefined>;
  readonly folder: string;
}

/** The model behind the History view: the journal, read anew whenever a window or a command line writes to it. */
export class JournalHistory extends Owner implements ChangeHistory {
  readonly #host: Pick<HostServices, 'attempt'>;
  readonly #files: HistoryFiles;
  readonly #changed = this.own(new EventEmitter<void>());
  #rows = new HistoryRows();
  #loading: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** By `performance.now()`. */
  #restsUntil = 0;
  #filter: HistoryFilter | null = null;
  #limit = STEP;

  /** Told when the rows are others. */
  readonly onDidChange = this.#changed.event;

  constructor(host: Pick<HostServices, 'attempt'>, files: HistoryFiles) {
    super();
    this.#host = host;
    this.#files = files;
    this.own(watchFiles(files.folder, 'journal*.jsonl', () => this.#gather()));
    this.onDispose(() => clearTimeout(this.#timer));
  }

  get rows(): HistoryRows {
    return this.#rows;
  }

  get entries(): readonly JournalEntry[] {
    return this.#rows.state.entries;
  }

  get filter(): HistoryFilter | null {
    return this.#filter;
  }

  show(filter: HistoryFilter | null): void {
    this.#filter = filter;
    this.#limit = STEP;
    this.#arrange({});
  }

  more(): void {
    this.#limit += STEP;
    this.#arrange({});
  }

  /** Reads what was written until now. One reading at a time: all who ask while one is under way share the next. */
  load(): Promise<void> {
    this.#next ??= this.#loading.then(() => {
      this.#next = undefined;
      return this.#load();
    });
    this.#loading = this.#next;
    return this.#next;
  }

  async entriesAt(paths: readonly HistoryPath[]): Promise<readonly JournalEntry[]> {
    await this.load();
    return this.#rows.entriesOf(paths);
  }

  #gather(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        void this.load();
      },
      GATHER_MILLISECONDS + Math.max(0, this.#restsUntil - performance.now()),
    );
  }

  async #load(): Promise<void> {
    let rest = LONGEST_REST_MILLISECONDS;
    await this.#host.attempt(async () => {
      const begun = performance.now();
      const reading = await this.#files.journal.read();
      this.#arrange({ ...reading, underWay: await this.#underWay(reading.entries) });
      rest = Math.min(REST_PER_READING * (performance.now() - begun), LONGEST_REST_MILLISECONDS);
    });
    this.#restsUntil = performance.now() + rest;
    if (this.#timer === undefined || this.closed) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#gather();
  }

  #arrange(state: Partial<Omit<HistoryRows['state'], 'filter' | 'limit'>>): void {
    if (this.closed) return;
    const view = { filter: this.#filter, limit: this.#limit, dayOf, isStep: isStepOfSet };
    this.#rows = new HistoryRows({ ...this.#rows.state, ...state, ...view });
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
    const held = await Promise.all(open.map(entry => this.#files.holder(entry)));
    return new Set(open.filter((_entry, index) => held[index] !== undefined).map(({ id }) => id));
  }
}
