import type { KindTable } from '../core/kinds/kindTable.ts';
import { isAccountId, sourceFromKey, sourceKey } from '../core/model/account.ts';
import { isObject } from '../core/model/answer.ts';
import {
  type ForeignEntry,
  isOpen,
  type JournalEntry,
  type JournalIntent,
  type JournalOutcome,
  type JournalReading,
  type JournalResult,
  type Undo,
  type UndoReason,
} from '../core/model/journal.ts';
import type { Json, JsonObject } from '../core/model/json.ts';
import type { WriteOperation } from '../core/model/operations.ts';
import { parseRegion } from '../core/model/regions.ts';
import { type Line, parseLine } from './lineLog.ts';

const RESULTS: ReadonlySet<string> = new Set<JournalResult>([
  'done',
  'accepted',
  'failed',
  'conflict',
  'unknown',
  'dismissed',
]);
const REASONS: ReadonlySet<string> = new Set<UndoReason>(['first-hub', 'registration-token', 'base-unknown']);
const ACTIONS: ReadonlySet<string> = new Set<JournalIntent['action']>(['create', 'replace', 'delete']);

/** An intent as it is written. */
export function intentLine({ source, base, undo, ...rest }: JournalIntent): JsonObject {
  return { ...rest, source: sourceKey(source), base: { ...base }, undo: { ...undo } };
}

/** One change, as its lines tell it so far. `foreign` stands for what another version wrote. */
interface Told {
  readonly intent: JournalIntent | 'foreign';
  /** The last end, or null where none was written. */
  readonly outcome: JournalOutcome | 'foreign' | null;
  /** What can be shown of an intent that another version wrote; undefined where it is too strange, or ours. */
  readonly shown?: Shown | undefined;
}

type Shown = Omit<ForeignEntry, 'result'>;

/** What the lines of the journal's files come to, older files first. No line can make another unreadable. */
export class JournalContent {
  readonly #table: KindTable;
  readonly #byId = new Map<string, Told>();
  #unread = 0;

  constructor(table: KindTable) {
    this.#table = table;
  }

  /** Adds lines as they are written, without a log's first one. */
  add(lines: readonly string[]): void {
    for (const text of lines) this.#add(parseLine(text));
  }

  /** Counts a line that could not be read. */
  addUnread(): void {
    this.#unread += 1;
  }

  /** What was added so far; a change of which not even its resource can be told counts as one line. */
  reading(): JournalReading {
    const all = [...this.#byId].reverse();
    const entries = all.flatMap(([, told]) => entryOf(told) ?? []);
    const others = all.filter(([, told]) => entryOf(told) === undefined);
    const foreign = others.flatMap(([, { intent, shown = shownOf(intent), outcome }]): readonly ForeignEntry[] =>
      shown === undefined ? [] : [{ ...shown, result: outcome === 'foreign' ? null : (outcome?.result ?? null) }],
    );
    return { entries, foreign, unread: this.#unread + others.length - foreign.length };
  }

  /** True for a change of which it is not certain what became of it, or of which only another version knows. */
  isOpen(id: string): boolean {
    const told = this.#byId.get(id);
    return told !== undefined && (told.outcome === 'foreign' || isOpen({ outcome: told.outcome }));
  }

  /** An id told again keeps its first place and takes its last end. */
  #add(line: Line | 'torn' | undefined): void {
    if (line === 'torn') return;
    const id = line === undefined ? undefined : idIn(line);
    if (line === undefined || id === undefined) {
      this.#unread += 1;
    } else if (line.intent !== undefined) {
      const known = this.#byId.get(id);
      const intent = understood(() => parseIntent(line.intent, this.#table));
      const outcome = known?.outcome ?? null;
      this.#byId.set(
        id,
        intent === 'foreign' ? { intent, outcome, shown: readShown(line.intent) } : { intent, outcome },
      );
    } else {
      const known = this.#byId.get(id);
      const outcome = understood(() => parseEnd(line.end, this.#table));
      // An end whose intent is in a file dropped meanwhile tells nothing that can be shown.
      if (known !== undefined) this.#byId.set(id, { ...known, outcome });
    }
  }
}

/** The id of the change that a line is about, whichever version wrote it; undefined where it is about none. */
export function idIn({ intent, end }: Line): string | undefined {
  const about = intent ?? end;
  return isObject(about) && typeof about.id === 'string' ? about.id : undefined;
}

const entryOf = ({ intent, outcome }: Told): JournalEntry | undefined =>
  intent === 'foreign' || outcome === 'foreign' ? undefined : { ...intent, outcome };

/** Thrown where a line is not as this version writes it. */
class NotOurs extends Error {}

function understood<T>(parse: () => T): T | 'foreign' {
  try {
    return parse();
  } catch (error) {
    if (error instanceof NotOurs) return 'foreign';
    throw error;
  }
}

/** What is shown of an intent of ours whose end another version wrote. */
function shownOf(intent: Told['intent']): Shown | undefined {
  if (intent === 'foreign') return undefined;
  const { source, base: _base, goal: _goal, undo: _undo, request: _request, ...shown } = intent;
  return { ...shown, source: sourceKey(source) };
}

/** What every version can show of an intent; undefined where it is too strange. */
function readShown(value: unknown): Shown | undefined {
  const shown = understood(() => {
    const line = new Reader(value);
    return {
      ...{ id: line.text('id'), time: line.text('time'), source: line.text('source') },
      ...{ accountId: line.text('accountId'), region: line.text('region') },
      ...{ kind: line.text('kind'), name: line.text('name'), operation: line.text('operation') },
      action: line.oneOf<JournalIntent['action']>('action', ACTIONS),
      group: line.textOrNull('group'),
      undoes: line.textOrNull('undoes'),
    };
  });
  return shown === 'foreign' ? undefined : shown;
}

class Reader {
  readonly #line: Line;

  constructor(value: unknown) {
    if (!isObject(value)) throw new NotOurs();
    this.#line = value;
  }

  text(member: string): string {
    const value = this.#line[member];
    if (typeof value !== 'string') throw new NotOurs();
    return value;
  }

  textOrNull(member: string): string | null {
    return this.#line[member] === null ? null : this.text(member);
  }

  /** A member that older versions do not write, or nothing. */
  textIfAny<Member extends string>(member: Member): { readonly [M in Member]?: string } {
    return this.#line[member] === undefined ? {} : ({ [member]: this.text(member) } as { [M in Member]: string });
  }

  object(member: string): JsonObject {
    const value = this.#line[member];
    if (!isObject(value)) throw new NotOurs();
    return value as { readonly [key: string]: Json };
  }

  objectOrNull(member: string): JsonObject | null {
    return this.#line[member] === null ? null : this.object(member);
  }

  within(member: string): Reader {
    return new Reader(this.#line[member]);
  }

  oneOf<T extends string>(member: string, known: ReadonlySet<string>): T {
    const value = this.text(member);
    if (!known.has(value)) throw new NotOurs();
    return value as T;
  }

  undo(member: string, table: KindTable): Undo {
    const undo = this.within(member);
    if (undo.text('kind') === 'not') return { kind: 'not', reason: undo.oneOf<UndoReason>('reason', REASONS) };
    return { kind: 'by', operation: undo.write('operation', table), request: undo.object('request') };
  }

  undoOrNull(member: string, table: KindTable): Undo | null {
    return this.#line[member] === null ? null : this.undo(member, table);
  }

  write(member: string, table: KindTable): WriteOperation {
    const row = table.write(this.text(member));
    if (row === undefined) throw new NotOurs();
    return row.write.name;
  }
}

function parseIntent(value: unknown, table: KindTable): JournalIntent {
  const line = new Reader(value);
  const source = sourceFromKey(line.text('source'));
  const region = parseRegion(line.text('region'));
  const accountId = line.text('accountId');
  const kind = line.text('kind');
  const base = line.within('base');
  if (source === undefined || region === undefined || !isAccountId(accountId)) throw new NotOurs();
  if (!table.isTarget(kind)) throw new NotOurs();
  return {
    ...{ id: line.text('id'), time: line.text('time'), source, accountId, region, kind },
    name: line.text('name'),
    operation: line.write('operation', table),
    action: line.oneOf<JournalIntent['action']>('action', ACTIONS),
    request: line.object('request'),
    base: { config: base.objectOrNull('config'), status: base.text('status') },
    goal: line.objectOrNull('goal'),
    undo: line.undo('undo', table),
    group: line.textOrNull('group'),
    undoes: line.textOrNull('undoes'),
    ...line.textIfAny('file'),
    ...line.textIfAny('server'),
  };
}

function parseEnd(value: unknown, table: KindTable): JournalOutcome {
  const line = new Reader(value);
  return {
    time: line.text('time'),
    result: line.oneOf<JournalResult>('result', RESULTS),
    code: line.textOrNull('code'),
    undo: line.undoOrNull('undo', table),
  };
}
