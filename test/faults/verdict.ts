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
  const acts = actsOf(entries, byKey);
  const byId = new Map(entries.map(entry => [entry.id, entry]));
  unseenOverwrites.push(...acts.flatMap(unshown), ...acts.flatMap(act => undoneOver(act, byId)));
  return {
    lostUpdates,
    unseenOverwrites,
    overwritesInWindow,
    untrueOutcomes: acts.flatMap(untrue),
    writes: seen.filter(one => one.effect === 'write' && one.by !== FOREIGN).length,
    foreignWrites: seen.filter(one => one.by === FOREIGN && one.effect === 'write').length,
  };
}

const text = ({ key, by, before, after }: Seen): string => `${key} by ${by}: ${before} → ${after}`;

/** What an entry tells, and what the emulator did for it. */
interface Act {
  readonly entry: JournalEntry;
  /** All that happened to the resource. */
  readonly history: readonly Seen[];
  /** The writes that its writer made for it. */
  readonly effects: readonly Seen[];
}

/** Between two lines of the clock's milliseconds, in which an effect may seem to be just outside. */
const SLACK_MILLISECONDS = 2;

/**
 * Every entry with its effects: the writes of its writer from its intent to its end, or to the writer's next intent for
 * the same resource where others settled it later.
 */
function actsOf(entries: readonly JournalEntry[], byKey: ReadonlyMap<string, readonly Seen[]>): readonly Act[] {
  const nextAt = new Map<string, number>();
  return entries.flatMap(entry => {
    if (entry.kind === 'push-registration') return [];
    const key = `${entry.kind} ${entry.name}`;
    const history = byKey.get(key) ?? [];
    const from = Date.parse(entry.time);
    const end = entry.outcome === null ? Number.POSITIVE_INFINITY : Date.parse(entry.outcome.time) + SLACK_MILLISECONDS;
    // Newest first: what was met before is what came next.
    const until = Math.min(end, nextAt.get(`${entry.group} ${key}`) ?? Number.POSITIVE_INFINITY);
    nextAt.set(`${entry.group} ${key}`, from);
    const isOwn = (one: Seen): boolean => one.effect === 'write' && one.by === entry.group;
    const effects = history.filter(one => isOwn(one) && one.at >= from - SLACK_MILLISECONDS && one.at <= until);
    return [{ entry, history, effects }];
  });
}

/** The first write of an entry must follow a look that showed what the entry says it replaces. */
function unshown({ entry, history, effects }: Act): readonly string[] {
  const [first] = effects;
  if (first === undefined || entry.kind === 'hub') return [];
  const looks = history.slice(0, history.indexOf(first)).filter(one => one.effect === 'read' && one.by === entry.group);
  return looks.at(-1)?.after === asText(entry.base.config) ? [] : [`${entry.id} ${text(first)}`];
}

/** An undo takes back what its change had set and nothing that came later; a hub's base is of all hubs. */
function undoneOver({ entry, effects }: Act, byId: ReadonlyMap<string, JournalEntry>): readonly string[] {
  const undone = entry.undoes === null ? undefined : byId.get(entry.undoes);
  const [first] = effects;
  if (undone === undefined || first === undefined || entry.kind === 'hub') return [];
  const isItsOwn = asText(entry.base.config) === asText(undone.goal);
  return isItsOwn ? [] : [`${entry.id} undid ${undone.id} over what came later: ${text(first)}`];
}

/** What the journal says of an entry, and what the emulator did instead. */
function untrue({ entry, history, effects }: Act): readonly string[] {
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
