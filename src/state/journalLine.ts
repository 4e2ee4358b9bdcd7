import { isAccountId, sourceFromKey, sourceKey } from '../core/model/account.ts';
import { isObject } from '../core/model/answer.ts';
import type {
  JournalEntry,
  JournalIntent,
  JournalOutcome,
  JournalResult,
  Undo,
  UndoReason,
} from '../core/model/journal.ts';
import type { Json, JsonObject } from '../core/model/json.ts';
import { operations, type WriteOperation } from '../core/model/operations.ts';
import { parseRegion } from '../core/model/regions.ts';
import type { ChangeableKind } from '../core/model/resource.ts';
import { StateError } from '../core/model/stateErrors.ts';
import type { Line } from './lineLog.ts';

const KINDS: ReadonlySet<string> = new Set<ChangeableKind>(['hub', 'vault', 'event-stream', 'push-registration']);
const RESULTS: ReadonlySet<string> = new Set<JournalResult>([
  'done',
  'accepted',
  'failed',
  'conflict',
  'unknown',
  'dismissed',
]);
const REASONS: ReadonlySet<string> = new Set<UndoReason>(['first-hub', 'registration-token', 'base-unknown']);

/** An intent as it is written. */
export function intentLine({ source, base, undo, ...rest }: JournalIntent): JsonObject {
  return { ...rest, source: sourceKey(source), base: { ...base }, undo: { ...undo } };
}

/**
 * Adds the entries of a file's lines to those known. An id told again keeps its first place and takes its last end.
 * Throws StateError `state-damaged`.
 */
export function parseEntries(lines: readonly Line[], file: string, entries: Map<string, JournalEntry>): void {
  for (const { intent, end } of lines) {
    if (intent !== undefined) {
      const parsed = parseIntent(intent, file);
      entries.set(parsed.id, { ...parsed, outcome: entries.get(parsed.id)?.outcome ?? null });
    } else {
      const { id, outcome } = parseEnd(end, file);
      const entry = entries.get(id);
      // An end whose intent is in a file dropped meanwhile tells nothing that can be shown.
      if (entry !== undefined) entries.set(id, { ...entry, outcome });
    }
  }
}

class Reader {
  readonly #line: Line;
  readonly #file: string;

  constructor(value: unknown, file: string) {
    if (!isObject(value)) throw damaged(file);
    this.#line = value;
    this.#file = file;
  }

  text(member: string): string {
    const value = this.#line[member];
    if (typeof value !== 'string') throw damaged(this.#file);
    return value;
  }

  textOrNull(member: string): string | null {
    return this.#line[member] === null ? null : this.text(member);
  }

  object(member: string): JsonObject {
    const value = this.#line[member];
    if (!isObject(value)) throw damaged(this.#file);
    return value as { readonly [key: string]: Json };
  }

  objectOrNull(member: string): JsonObject | null {
    return this.#line[member] === null ? null : this.object(member);
  }

  within(member: string): Reader {
    return new Reader(this.#line[member], this.#file);
  }

  oneOf<T extends string>(member: string, known: ReadonlySet<string>): T {
    const value = this.text(member);
    if (!known.has(value)) throw damaged(this.#file);
    return value as T;
  }

  undo(member: string): Undo {
    const undo = this.within(member);
    if (undo.text('kind') === 'not') return { kind: 'not', reason: undo.oneOf<UndoReason>('reason', REASONS) };
    return { kind: 'by', operation: undo.write('operation'), request: undo.object('request') };
  }

  undoOrNull(member: string): Undo | null {
    return this.#line[member] === null ? null : this.undo(member);
  }

  write(member: string): WriteOperation {
    const name = this.text(member);
    const known: Readonly<Record<string, { readonly effect: string }>> = operations;
    if (!Object.hasOwn(known, name) || known[name]?.effect === 'read') throw damaged(this.#file);
    return name as WriteOperation;
  }
}

const ACTIONS: ReadonlySet<string> = new Set<JournalIntent['action']>(['create', 'replace', 'delete']);

function parseIntent(value: unknown, file: string): JournalIntent {
  const line = new Reader(value, file);
  const source = sourceFromKey(line.text('source'));
  const region = parseRegion(line.text('region'));
  const accountId = line.text('accountId');
  const base = line.within('base');
  if (source === undefined || region === undefined || !isAccountId(accountId)) throw damaged(file);
  return {
    ...{ id: line.text('id'), time: line.text('time'), source, accountId, region },
    kind: line.oneOf<ChangeableKind>('kind', KINDS),
    name: line.text('name'),
    operation: line.write('operation'),
    action: line.oneOf<JournalIntent['action']>('action', ACTIONS),
    request: line.object('request'),
    base: { config: base.objectOrNull('config'), status: base.text('status') },
    goal: line.objectOrNull('goal'),
    undo: line.undo('undo'),
    group: line.textOrNull('group'),
    undoes: line.textOrNull('undoes'),
  };
}

function parseEnd(value: unknown, file: string): { readonly id: string; readonly outcome: JournalOutcome } {
  const line = new Reader(value, file);
  const outcome = {
    time: line.text('time'),
    result: line.oneOf<JournalResult>('result', RESULTS),
    code: line.textOrNull('code'),
    undo: line.undoOrNull('undo'),
  };
  return { id: line.text('id'), outcome };
}

const damaged = (file: string): StateError =>
  new StateError('state-damaged', 'A line is not what was written there.', file);
