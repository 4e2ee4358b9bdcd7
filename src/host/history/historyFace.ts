import type { HistoryRow } from '../../core/changes/historyRows.ts';
import { entriesOf } from '../../core/changes/undo.ts';
import type { KindTable } from '../../core/kinds/kindTable.ts';
import { sourceFromKey } from '../../core/model/account.ts';
import { type ForeignEntry, isOpen, type JournalEntry, type JournalResult } from '../../core/model/journal.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Translate } from '../../core/model/translate.ts';
import { changedTitle, differenceText } from '../../messages/changeText.ts';
import { noUndoText } from '../../messages/fleetText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import { resultText, unreadTitle } from '../../messages/settlingText.ts';
import type { TooltipLine } from '../tree/nodeFace.ts';
import type { Face } from '../tree/treeItem.ts';

/** How a row of the history looks. All texts are plain. */
export interface HistoryFace extends Face {
  /** What the row offers, each between semicolons. */
  readonly contextValue: string;
}

type Sign = Pick<HistoryFace, 'icon' | 'color'>;

const SIGNS: Readonly<Record<JournalResult, Sign>> = {
  done: { icon: 'pass', color: 'charts.green' },
  accepted: { icon: 'watch', color: 'list.warningForeground' },
  failed: { icon: 'error', color: 'list.errorForeground' },
  conflict: { icon: 'warning', color: 'list.warningForeground' },
  unknown: { icon: 'question', color: 'list.warningForeground' },
  dismissed: { icon: 'circle-slash', color: 'disabledForeground' },
};
const UNDONE: Sign = { icon: 'discard', color: 'disabledForeground' };
const UNDER_WAY: Sign = { icon: 'loading~spin' };

/** How a row looks, at a time: milliseconds since 1970-01-01 UTC. */
export function historyFace(row: HistoryRow, now: number, t: Translate, table: KindTable): HistoryFace {
  switch (row.kind) {
    case 'change':
      return changeFace(row, now, t, table);
    case 'group':
      return groupFace(row, now, t, table);
    case 'difference': {
      const label = differenceText(row.difference, t);
      return { label, description: '', icon: 'diff', opens: 'never', contextValue: 'difference;' };
    }
    case 'foreign':
      return foreignFace(row.entry, now, t, table);
    case 'unread':
      return {
        label: unreadTitle(row.lines, t),
        description: t('The rest is shown.'),
        ...{ icon: 'warning', color: 'list.warningForeground', opens: 'never', contextValue: 'unread;' },
      };
    case 'more':
      return {
        label: t('Show older changes'),
        description: t('{0} more', String(row.hidden)),
        icon: 'ellipsis',
        opens: 'never',
        contextValue: 'more;',
      };
    default:
      return row satisfies never;
  }
}

/** What another version wrote, as far as it can be told: nothing can be done with it here. */
function foreignFace(entry: ForeignEntry, now: number, t: Translate, table: KindTable): HistoryFace {
  const { kind, name, operation, source, accountId, region, time } = entry;
  const known = sourceFromKey(source);
  const account =
    known === undefined ? `${plainText(source)} (${plainText(accountId)})` : accountTitle(known, accountId, t);
  const parts = [t('by another version'), timeText(time, now), plainText(operation), account, plainText(region)];
  return {
    label: `${table.isTarget(kind) ? table.targetOf(kind).label(t) : plainText(kind)} ${plainText(name)}`,
    description: parts.join(' · '),
    ...{ icon: 'question', color: 'disabledForeground', opens: 'never', contextValue: 'foreign;' },
  };
}

function changeFace(
  row: Extract<HistoryRow, { kind: 'change' }>,
  now: number,
  t: Translate,
  table: KindTable,
): HistoryFace {
  const { entry, undo, underWay } = row;
  const isUndone = undo.kind === 'not' && undo.reason === 'undone';
  const result = entry.outcome?.result ?? null;
  const word = underWay ? t('in progress') : isUndone ? t('undone') : result === 'done' ? '' : resultText(result, t);
  const sign = underWay ? UNDER_WAY : isUndone ? UNDONE : SIGNS[result ?? 'unknown'];
  const offers = [
    'showChange',
    'copyChangeAs',
    ...((table.offeredWrite(entry.operation)?.fields ?? []).length === 0 ? [] : ['changeInForm']),
    ...(undo.kind === 'by' ? ['undoChange'] : []),
    ...(isOpen(entry) && !underWay ? [table.targetOf(entry.kind).listable ? 'checkChange' : 'dismissChange'] : []),
  ];
  return {
    label: changedTitle(entry, t, table),
    description: [word, timeText(entry.time, now), what(entry, t, table), ...where(entry, t)]
      .filter(Boolean)
      .join(' · '),
    ...sign,
    opens: 'on demand',
    contextValue: `change;${offers.join(';')};`,
  };
}

function groupFace(
  row: Extract<HistoryRow, { kind: 'group' }>,
  now: number,
  t: Translate,
  table: KindTable,
): HistoryFace {
  const { entries, undoable, underWay } = row;
  const [first] = entries;
  const done = entries.filter(({ outcome }) => outcome?.result === 'done').length;
  const others = entries.length - done - underWay;
  const kinds = [...new Set(entries.map(({ kind }) => table.targetOf(kind).plural(t)))].join(', ');
  const sign = others === 0 ? SIGNS.done : done === 0 ? SIGNS.failed : SIGNS.conflict;
  const counts = [
    underWay === 0 ? '' : t('in progress'),
    others === 0 ? '' : t('{0} done, {1} not', String(done), String(others)),
  ];
  const parts = first === undefined ? [] : [timeText(first.time, now), what(first, t, table)];
  return {
    label: `${entries.length} ${kinds}`,
    description: [...counts, ...parts].filter(Boolean).join(' · '),
    ...(underWay > 0 ? UNDER_WAY : undoable === 0 && others === 0 ? UNDONE : sign),
    opens: 'on demand',
    contextValue: undoable > 0 ? 'group;copyChangeAs;undoChange;' : 'group;copyChangeAs;',
  };
}

/** The operation by the name that people see; an undo says so. */
function what({ operation, undoes }: JournalEntry, t: Translate, table: KindTable): string {
  const title = table.writeRow(operation).write.title(t);
  return undoes === null ? title : t('Undo: {0}', title);
}

const where = ({ source, accountId, region }: JournalEntry, t: Translate): readonly string[] => [
  accountTitle(source, accountId, t),
  region,
];

/** A time of this day as `05:10`, of another as `2026-11-21 05:10`; on the person's clock. */
export function timeText(iso: string, now: number): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return plainText(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = (date: Date): string => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}`;
  return day(time) === day(new Date(now)) ? clock : `${day(time)} ${clock}`;
}

/** Everything the journal tells of a row, line by line; values are plain text. */
export function historyTooltip(
  row: HistoryRow,
  entries: readonly JournalEntry[],
  t: Translate,
  table: KindTable,
): readonly TooltipLine[] {
  if (row.kind !== 'change') return [];
  const { entry, undo } = row;
  const [account, region] = where(entry, t);
  const reverted = entry.undoes === null ? undefined : entriesOf(entry.undoes, entries)[0];
  return [
    [t('Change'), what(entry, t, table)],
    [table.targetOf(entry.kind).label(t), entry.name],
    [t('Account'), account ?? ''],
    [t('Account ID'), entry.accountId],
    [t('Region'), region ?? ''],
    [t('Time'), entry.time],
    [t('Outcome'), row.underWay ? t('in progress') : resultText(entry.outcome?.result ?? null, t)],
    ...(entry.outcome?.code == null ? [] : [[t('Error'), entry.outcome.code] as const]),
    ...(reverted === undefined ? [] : [[t('Undoes'), `${reverted.operation} ${reverted.time}`] as const]),
    undo.kind === 'by' ? [t('Undone by'), undo.intent.operation] : [t('Can’t be undone'), noUndoText(undo.reason, t)],
  ];
}
