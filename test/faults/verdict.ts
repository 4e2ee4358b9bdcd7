import type { JournalEntry } from '../../src/core/model/journal.ts';
import { asText, type Seen } from './witness.ts';

/** What a run showed. The lists of violations are empty where the road keeps its promises. */
export interface Verdict {
  /** Writes of ours that replaced what another of ours had written since they looked. */
  readonly lostUpdates: readonly string[];
  /** Writes of ours that replaced what another tool had set before they last looked, and did not show. */
  readonly unseenOverwrites: readonly string[];
  /** The same within the one round trip between the last look and the write, which nothing can close. */
  readonly overwritesInWindow: number;
  /** Journal entries whose end is not what the emulator did. */
  readonly untrueOutcomes: readonly string[];
  readonly writes: number;
  readonly foreignWrites: number;
}

/** The name that the other tool goes by. */
export const FOREIGN = 'foreign';

/** Holds what the emulator did against what the journal says. */
export function judge(seen: readonly Seen[], entries: readonly JournalEntry[]): Verdict {
  const byKey = new Map<string, Seen[]>();
  for (const one of seen) byKey.set(one.key, [...(byKey.get(one.key) ?? []), one]);
  const lostUpdates: string[] = [];
  const unseenOverwrites: string[] = [];
  let overwritesInWindow = 0;
  for (const history of byKey.values()) {
    for (const [index, write] of history.entries()) {
      // Hubs are read all at once, which is not told by Region; their writes replace nothing.
      if (write.effect !== 'write' || write.by === FOREIGN || write.key.startsWith('hub ')) continue;
      const looked = history.slice(0, index).findLastIndex(one => one.effect === 'read' && one.by === write.by);
      const between = history.slice(looked + 1, index).filter(one => one.effect === 'write' && one.by !== write.by);
      if (between.some(one => one.by !== FOREIGN)) lostUpdates.push(text(write));
      else if (looked < 0) unseenOverwrites.push(text(write));
      else if (between.length > 0) overwritesInWindow += 1;
    }
  }
  const journalled = entries.filter(({ kind }) => kind !== 'push-registration');
  unseenOverwrites.push(...journalled.flatMap(entry => unshown(entry, byKey)));
  return {
    lostUpdates,
    unseenOverwrites,
    overwritesInWindow,
    untrueOutcomes: journalled.flatMap(entry => untrue(entry, byKey)),
    writes: seen.filter(one => one.effect === 'write' && one.by !== FOREIGN).length,
    foreignWrites: seen.filter(one => one.by === FOREIGN && one.effect === 'write').length,
  };
}

const text = ({ key, by, before, after }: Seen): string => `${key} by ${by}: ${before} → ${after}`;

const historyOf = ({ kind, name }: JournalEntry, byKey: ReadonlyMap<string, readonly Seen[]>): readonly Seen[] =>
  byKey.get(`${kind} ${name}`) ?? [];

/** What the emulator did for an entry: the writes of its writer between its two lines. */
function effectsOf(entry: JournalEntry, history: readonly Seen[]): readonly Seen[] {
  const from = Date.parse(entry.time);
  const until = entry.outcome === null ? Number.POSITIVE_INFINITY : Date.parse(entry.outcome.time);
  return history.filter(
    one => one.effect === 'write' && one.by === entry.group && one.at >= from - 1 && one.at <= until + 1,
  );
}

/** The first write of an entry must follow a look that showed what the entry says it replaces. */
function unshown(entry: JournalEntry, byKey: ReadonlyMap<string, readonly Seen[]>): readonly string[] {
  if (entry.kind === 'hub') return [];
  const history = historyOf(entry, byKey);
  const [first] = effectsOf(entry, history);
  if (first === undefined) return [];
  const looks = history.slice(0, history.indexOf(first)).filter(one => one.effect === 'read' && one.by === entry.group);
  return looks.at(-1)?.after === asText(entry.base.config) ? [] : [`${entry.id} ${text(first)}`];
}

/** What the journal says of an entry, and what the emulator did instead. */
function untrue(entry: JournalEntry, byKey: ReadonlyMap<string, readonly Seen[]>): readonly string[] {
  const history = historyOf(entry, byKey);
  const effects = effectsOf(entry, history);
  const goal = asText(entry.goal);
  const wrong = (why: string): readonly string[] => [
    `${entry.id} ${entry.kind} ${entry.name} by ${entry.group}: ${entry.outcome?.result}, ${why}: ${effects.map(text).join('; ')}`,
  ];
  switch (entry.outcome?.result) {
    case 'done':
      return effects.at(-1)?.after === goal || wasThere(entry, history, goal) ? [] : wrong('but it was not');
    case 'failed':
      return effects.length === 0 ? [] : wrong('but it was done');
    default:
      return [];
  }
}

/** True where what was wanted was there when the entry was ended, by whomever. */
function wasThere({ outcome }: JournalEntry, history: readonly Seen[], goal: string | null): boolean {
  const until = Date.parse(outcome?.time ?? '');
  return history.findLast(one => one.at <= until)?.after === goal;
}
