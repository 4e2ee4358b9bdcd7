import type { HistoryRow } from '../../core/changes/historyRows.ts';
import { entriesOf, type Undoing } from '../../core/changes/undo.ts';
import type { KindTable } from '../../core/kinds/kindTable.ts';
import { sourceFromKey } from '../../core/model/account.ts';
import { type ForeignEntry, isOpen, type JournalEntry, type JournalResult } from '../../core/model/journal.ts';
import type { WriteOperation } from '../../core/model/operations.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Translate } from '../../core/model/translate.ts';
import { differenceText } from '../../messages/changeText.ts';
import { noUndoText } from '../../messages/fleetText.ts';
import { calledName, changeWords, groupWords, undoWords } from '../../messages/historyText.ts';
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
    case 'day':
      return dayFace(row, now, t);
    case 'change':
      return changeFace(row, now, t, table);
    case 'group':
      return groupFace(row, t, table);
    case 'difference': {
      const label = differenceText(row.difference, t);
      return { label, description: '', icon: 'diff', opens: 'never', contextValue: 'difference;' };
    }
    case 'foreign':
      return foreignFace(row.entry, t, table);
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

/** A day, open from the start where it is this one or the one before. */
function dayFace({ day, count }: Extract<HistoryRow, { kind: 'day' }>, now: number, t: Translate): HistoryFace {
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  const isToday = day === dayOf(now);
  const isNear = isToday || day === dayOf(yesterday);
  const label = isToday ? t('Today') : isNear ? t('Yesterday') : day;
  const description = count === 1 ? t('1 change') : t('{0} changes', String(count));
  return { label, description, icon: 'calendar', opens: isNear ? 'at once' : 'on demand', contextValue: 'day;' };
}

/** What another version wrote, as far as it can be told: nothing can be done with it here. */
function foreignFace(entry: ForeignEntry, t: Translate, table: KindTable): HistoryFace {
  const { kind, name, operation, source, accountId, region, time } = entry;
  const known = sourceFromKey(source);
  const account =
    known === undefined ? `${plainText(source)} (${plainText(accountId)})` : accountTitle(known, accountId, t);
  const what = table.isTarget(kind) ? table.targetOf(kind).label(t) : plainText(kind);
  return {
    label: `${clockOf(time)} ${plainText(operation)}: ${what} ${plainText(name)}`,
    description: [account, plainText(region), t('by another version')].join(' · '),
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
  const isDeleted = undo.kind === 'not' && undo.reason === 'deleted';
  const word = underWay
    ? t('in progress')
    : isUndone
      ? t('undone')
      : isDeleted
        ? whyNot(undo, now, t)
        : result === 'done'
          ? ''
          : resultText(result, t);
  const sign = underWay ? UNDER_WAY : isUndone ? UNDONE : SIGNS[result ?? 'unknown'];
  const offers = [
    'showChange',
    'copyChangeAs',
    ...((table.offeredWrite(entry.operation)?.fields ?? []).length === 0 ? [] : ['changeInForm']),
    ...(undo.kind === 'by' ? ['undoChange'] : []),
    ...(isOpen(entry) && !underWay ? [table.targetOf(entry.kind).listable ? 'checkChange' : 'dismissChange'] : []),
  ];
  return {
    label: `${clockOf(entry.time)} ${changeWords(entry, t, table)}`,
    description: [word, ...where(entry, t)].filter(Boolean).join(' · '),
    ...sign,
    opens: 'on demand',
    contextValue: `change;${offers.join(';')};`,
  };
}

function groupFace(row: Extract<HistoryRow, { kind: 'group' }>, t: Translate, table: KindTable): HistoryFace {
  const { entries, undoable, undone, underWay } = row;
  const [first] = entries;
  const places = [...new Set(entries.map(entry => where(entry, t).join(' · ')))];
  const done = entries.filter(({ outcome }) => outcome?.result === 'done').length;
  const others = entries.length - done - underWay;
  const sign = others === 0 ? SIGNS.done : done === 0 ? SIGNS.failed : SIGNS.conflict;
  const counts = [
    underWay === 0 ? '' : t('in progress'),
    others === 0 ? '' : t('{0} done, {1} not', String(done), String(others)),
    undone === 0
      ? ''
      : undone === entries.length
        ? t('undone')
        : t('{0} of {1} undone', String(undone), String(entries.length)),
  ];
  return {
    label: `${clockOf(first.time)} ${groupWords(entries, t, table)}`,
    description: [...counts, ...(places.length === 1 ? places : [])].filter(Boolean).join(' · '),
    ...(underWay > 0 ? UNDER_WAY : undone === entries.length ? UNDONE : sign),
    opens: 'on demand',
    contextValue: undoable > 0 ? 'group;copyChangeAs;undoChange;' : 'group;copyChangeAs;',
  };
}

/** Why a change cannot be undone, with the time of the change that is the reason. */
export const whyNot = ({ reason, since }: Extract<Undoing, { kind: 'not' }>, now: number, t: Translate): string =>
  noUndoText(reason, t, since === undefined ? undefined : timeText(since, now));

const where = ({ source, accountId, server, region }: JournalEntry, t: Translate): readonly string[] => [
  accountTitle(source, accountId, t),
  ...(server === undefined ? [] : [plainText(server)]),
  region,
];

/** A time of this day as `05:10`, of another as `2026-11-21 05:10`; on the person's clock. */
export function timeText(iso: string, now: number): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return plainText(iso);
  return dayOf(time) === dayOf(now) ? clockOf(iso) : `${dayOf(time)} ${clockOf(iso)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The day on the person's calendar, as `2026-11-22`; what is no time as it is. */
export function dayOf(time: string | number | Date): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return plainText(String(time));
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The time of day on the person's clock, as `05:10`; nothing for what is no time. */
function clockOf(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? '' : `${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** What taking a change back does: where it sends then, else the operation. */
function undoSummary(entry: JournalEntry, by: WriteOperation, t: Translate, table: KindTable): string {
  return undoWords(entry, t, table) ?? t('{0}: {1}', table.writeRow(by).write.title(t), calledName(entry, table));
}

/** Everything the journal tells of a row, line by line; values are plain text. */
export function historyTooltip(
  row: HistoryRow,
  entries: readonly JournalEntry[],
  now: number,
  t: Translate,
  table: KindTable,
): readonly TooltipLine[] {
  if (row.kind !== 'change') return [];
  const { entry, undo } = row;
  const [account, region] = where(entry, t);
  const reverted = entry.undoes === null ? undefined : entriesOf(entry.undoes, entries)[0];
  return [
    [t('Change'), changeWords(entry, t, table)],
    [t('Operation'), `${table.writeRow(entry.operation).write.title(t)} (${entry.operation})`],
    [table.targetOf(entry.kind).label(t), entry.name],
    [t('Account'), account ?? ''],
    [t('Account ID'), entry.accountId],
    [t('Region'), region ?? ''],
    [t('Time'), entry.time],
    [t('Outcome'), row.underWay ? t('in progress') : resultText(entry.outcome?.result ?? null, t)],
    ...(entry.outcome?.code == null ? [] : [[t('Error'), entry.outcome.code] as const]),
    ...(reverted === undefined
      ? []
      : [[t('Undoes'), `${changeWords(reverted, t, table)}, ${timeText(reverted.time, now)}`] as const]),
    undo.kind === 'by'
      ? [t('Undo would do'), undoSummary(entry, undo.intent.operation, t, table)]
      : [t('Can’t be undone'), whyNot(undo, now, t)],
  ];
}
