import { differences } from '../core/changes/difference.ts';
import type { HistoryOutcome } from '../core/changes/historyRows.ts';
import type { KindTable } from '../core/kinds/kindTable.ts';
import { parseArn } from '../core/model/arn.ts';
import type { JournalEntry } from '../core/model/journal.ts';
import type { JsonObject } from '../core/model/json.ts';
import { plainText } from '../core/model/plainText.ts';
import type { TargetKind } from '../core/model/resource.ts';
import type { Translate } from '../core/model/translate.ts';
import { destinationOf } from './nodeText.ts';

/** What people call the resource of a change: one name, whichever operation it was. */
export function calledName({ operation, request, name }: Called, table: KindTable): string {
  const called = table.writeRow(operation).write.calledName?.(request);
  const own = called === undefined || called === '' ? name : called;
  return plainText(parseArn(own)?.resource ?? own);
}

type Called = Pick<JournalEntry, 'operation' | 'request' | 'name'>;

/** What a change did, in a few words: `tapes: vault-events → no notifications`; what it was to do, where it did not. */
export function changeWords(entry: JournalEntry, t: Translate, table: KindTable): string {
  const words = didWords(entry, t, table);
  return entry.undoes === null ? words : t('Undo: {0}', words);
}

/** What taking a change back does, in the same words. */
export const undoWords = (entry: JournalEntry, t: Translate, table: KindTable): string | undefined =>
  moveWords(entry, entry.goal, entry.base.config, t, table);

function didWords(entry: JournalEntry, t: Translate, table: KindTable): string {
  const { write } = table.writeRow(entry.operation);
  const name = calledName(entry, table);
  const moved = moveWords(entry, entry.base.config, entry.goal, t, table);
  if (moved !== undefined) return moved;
  return entry.outcome?.result === 'done' ? write.done(t, name) : t('{0}: {1}', write.title(t), name);
}

/** Where a resource sends from now on: `tapes: vault-events → no notifications`; undefined for what sends nowhere. */
export function moveWords(
  entry: Called & Pick<JournalEntry, 'kind'>,
  from: JsonObject | null,
  to: JsonObject | null,
  t: Translate,
  table: KindTable,
): string | undefined {
  const [before, after] = [destinationOf(from), destinationOf(to)];
  const isMove = table.targetOf(entry.kind).listable && (before ?? after) !== undefined;
  if (!isMove) return undefined;
  const name = calledName(entry, table);
  if (before !== after)
    return t('{0}: {1} → {2}', name, before ?? unset(entry.kind, t, table), after ?? unset(entry.kind, t, table));
  const changed = differences(from, to).map(({ path }) => plainText(path));
  return t('{0}: {1} changed', name, changed.join(', '));
}

const unset = (kind: TargetKind, t: Translate, table: KindTable): string =>
  table.rows.find(({ id }) => id === kind)?.unset?.(t) ?? t('not set');

/** What changes made together did. */
export function groupWords(
  entries: readonly [JournalEntry, ...JournalEntry[]],
  t: Translate,
  table: KindTable,
): string {
  const [first] = entries;
  const count = String(entries.length);
  if (first.file !== undefined) return t('Applied {0} ({1})', plainText(first.file), count);
  const kinds = [...new Set(entries.map(({ kind }) => table.targetOf(kind).plural(t)))];
  const words =
    exchangeWords(entries, t, table) ?? sameWords(entries, t, table) ?? titleWords(entries, kinds.join(', '), t, table);
  return first.undoes === null ? words : t('Undo: {0}', words);
}

/** Where some of a set went and others came. */
function exchangeWords(
  entries: readonly [JournalEntry, ...JournalEntry[]],
  t: Translate,
  table: KindTable,
): string | undefined {
  const fleet = table.rows.find(({ id }) => id === entries[0].kind)?.document?.fleet;
  if (fleet?.as !== 'names' || entries.some(({ kind }) => kind !== entries[0].kind)) return undefined;
  // Newest first, as the journal lists them; told in the order in which they were made.
  const names = (isGone: boolean): string =>
    entries
      .filter(({ goal }) => (goal === null) === isGone)
      .map(entry => calledName(entry, table))
      .reverse()
      .join(', ');
  const [gone, come] = [names(true), names(false)];
  return gone === '' || come === '' ? undefined : fleet.exchanged(t, gone, come);
}

/** Where all of one kind were set to the same. */
function sameWords(entries: readonly JournalEntry[], t: Translate, table: KindTable): string | undefined {
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  const goals = [...new Set(entries.map(({ goal }) => destinationOf(goal) ?? (goal === null ? '' : undefined)))];
  const [kind, goal] = [kinds[0], goals[0]];
  const sends = entries.some(
    ({ base, goal: after }) => (destinationOf(base.config) ?? destinationOf(after)) !== undefined,
  );
  if (kind === undefined || kinds.length > 1 || goal === undefined || goals.length > 1 || !sends) return undefined;
  const to = goal === '' ? unset(kind, t, table) : goal;
  return t('{0} {1} → {2}', String(entries.length), table.targetOf(kind).plural(t), to);
}

function titleWords(entries: readonly JournalEntry[], kinds: string, t: Translate, table: KindTable): string {
  const titles = [...new Set(entries.map(({ operation }) => table.writeRow(operation).write.title(t)))];
  return t('{0}: {1} {2}', titles.join(', '), String(entries.length), kinds);
}

/** An outcome as people look for it. */
export function outcomeName(outcome: HistoryOutcome, t: Translate): string {
  switch (outcome) {
    case 'done':
      return t('Done');
    case 'undone':
      return t('Undone');
    case 'failed':
      return t('Failed or in conflict');
    case 'unknown':
      return t('Outcome unknown');
    default:
      return outcome satisfies never;
  }
}
