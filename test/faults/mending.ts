import { performBulk, planBulk } from '../../src/core/changes/bulk.ts';
import type { Road } from '../../src/core/changes/change.ts';
import { dismiss, settle } from '../../src/core/changes/settle.ts';
import { undoing } from '../../src/core/changes/undo.ts';
import { isOpen, type JournalEntry } from '../../src/core/model/journal.ts';
import type { FastClock } from './estate.ts';

const keyOf = ({ kind, name }: JournalEntry): string =>
  kind === 'hub' ? 'hubs' : kind === 'push-registration' ? 'registrations' : `${kind} ${name}`;

/** How far the clock is put forward where AWS may still lag: a hub has twenty minutes to appear. */
const LOOK_AGAIN_MS = 5_000;

/** Settles whatever is open, as time goes by where AWS may still lag; what cannot be known any more is dismissed. */
export async function settleAll(road: Road, clock: Pick<FastClock, 'skip'>): Promise<Readonly<Record<string, number>>> {
  const ends: Record<string, number> = {};
  for (const { id } of (await road.journal.list()).filter(isOpen)) {
    let settling = await settle(id, road);
    while (settling.kind === 'not-yet') {
      clock.skip(LOOK_AGAIN_MS);
      settling = await settle(id, road);
    }
    if (settling.kind === 'unreadable') await dismiss(id, road);
    const end = settling.kind === 'settled' ? (settling.entry.outcome?.result ?? '') : settling.kind;
    ends[end] = (ends[end] ?? 0) + 1;
  }
  return ends;
}

/** How often undoing begins again where something failed in passing, or stood behind an undo that was taken back itself. */
const MAX_ROUNDS = 20;

/**
 * Undoes all that stands, newest first. `touched` are the resources with a change that cannot be undone because its end is
 * not known or met something else.
 */
export async function undoAll(road: Road, clock: Pick<FastClock, 'skip'>) {
  const undone: Record<string, number> = {};
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const ends = await undoOnce(road);
    for (const end of ends) undone[end] = (undone[end] ?? 0) + 1;
    await settleAll(road, clock);
    if (
      ends.every(end => end === 'done' || end === 'nothing-to-do') &&
      standing(await road.journal.list()).length === 0
    )
      break;
    if (!ends.includes('done')) break;
  }
  const entries = await road.journal.list();
  const uncertain = entries.filter(({ outcome }) => outcome?.result === 'dismissed' || outcome?.result === 'conflict');
  return { undone, touched: new Set(uncertain.map(keyOf)) };
}

/**
 * What stands, newest first. An undo of a resource's last change takes that away; one of an earlier change, which found by chance
 * what that had left, is a change like any other, and is undone before those in between.
 */
function standing(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const byResource = new Map<string, JournalEntry[]>();
  for (const entry of entries.toReversed()) {
    if (entry.outcome?.result !== 'done') continue;
    const key = `${entry.kind} ${entry.name}`;
    const changes = byResource.get(key) ?? [];
    byResource.set(key, changes);
    if (entry.undoes !== null && changes.at(-1)?.id === entry.undoes) changes.pop();
    else changes.push(entry);
  }
  const ids = new Set([...byResource.values()].flat().map(({ id }) => id));
  return entries.filter(({ id }) => ids.has(id));
}

async function undoOnce(road: Road): Promise<readonly string[]> {
  const entries = await road.journal.list();
  const intents = standing(entries).flatMap(entry => {
    const undo = undoing(entry, entries);
    return undo.kind === 'by' ? [undo.intent] : [];
  });
  const results = await performBulk(await planBulk(intents, road), road, 'undo');
  return results.map(({ outcome }) => outcome.kind);
}
