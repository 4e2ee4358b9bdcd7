import type { Settling } from '../../core/changes/settle.ts';
import { type NoUndoReason, undoing } from '../../core/changes/undo.ts';
import type { KindTable } from '../../core/kinds/kindTable.ts';
import { sourceFromKey, sourceText } from '../../core/model/account.ts';
import {
  type ForeignEntry,
  isForeign,
  type JournalEntry,
  type JournalledChange,
  type JournalResult,
} from '../../core/model/journal.ts';
import { plainText } from '../../core/model/plainText.ts';
import { noUndoText } from '../../messages/fleetText.ts';
import { calledName } from '../../messages/historyText.ts';
import { t } from '../language.ts';
import { accountText } from './changesText.ts';
import type { AccountView, OutcomeWord } from './changeView.ts';

/** One row of `journal list --json`: a contract with those who read it. */
export interface JournalRow {
  readonly id: string;
  readonly time: string;
  readonly account: AccountView;
  /** As in `ChangeView`. */
  readonly server?: string;
  readonly region: string;
  /** One of ours, or what another version wrote. */
  readonly kind: string;
  readonly name: string;
  readonly action: JournalEntry['action'];
  readonly outcome: OutcomeWord;
  /** Whether `journal undo` can take it back now. */
  readonly undo: boolean;
  /** Why it cannot, or null; `other-version` for a change that another version wrote and this one cannot tell whole. */
  readonly reason: NoUndoReason | 'other-version' | null;
  readonly group: string | null;
}

const WORDS: Readonly<Record<JournalResult, OutcomeWord>> = {
  done: 'done',
  failed: 'failed',
  conflict: 'conflict',
  accepted: 'unknown',
  unknown: 'unknown',
  dismissed: 'unknown',
};

/** An entry as a row. */
export function journalRow(entry: JournalEntry, all: readonly JournalledChange[]): JournalRow {
  const { id, time, source, accountId, server, region, kind, name, action, outcome, group } = entry;
  const found = undoing(entry, all);
  return {
    ...{ id, time, account: { id: accountId, source: sourceText(source) }, region, kind, name, action },
    ...(server === undefined ? {} : { server }),
    outcome: outcome === null ? 'unknown' : WORDS[outcome.result],
    undo: found.kind === 'by',
    reason: found.kind === 'by' ? null : found.reason,
    group,
  };
}

/** What another version wrote, as a row. */
function foreignRow(entry: ForeignEntry): JournalRow {
  const { id, time, source, accountId, region, kind, name, action, group, result } = entry;
  const known = sourceFromKey(source);
  const account = { id: accountId, source: known === undefined ? source : sourceText(known) };
  return {
    ...{ id, time, account, region, kind, name, action, group },
    outcome: result === null ? 'unknown' : WORDS[result],
    undo: false,
    reason: 'other-version',
  };
}

/** One change that `journal settle` or `journal dismiss` was asked about: a contract with those who read it. */
export interface SettledRow extends JournalRow {
  /** Whether it is certain now, or needs no further look. */
  readonly settled: boolean;
  /** What looking came to. */
  readonly message: string;
}

/** True where nobody needs to look at a change any more. */
export const isSettled = ({ kind }: Settling): boolean => kind === 'settled' || kind === 'not-open';

/** Any change as a row. */
export const rowOf = (change: JournalledChange, all: readonly JournalledChange[]): JournalRow =>
  isForeign(change) ? foreignRow(change) : journalRow(change, all);

/** The journal as text for people, who know a resource by one name whichever operation it was. */
export function journalText(all: readonly JournalledChange[], table: KindTable): string {
  const lines = all.map(change => {
    const row = rowOf(change, all);
    const { id, time, region, kind, action, outcome } = row;
    const name = isForeign(change) ? plainText(change.name) : calledName(change, table);
    const where = `${accountText(row)} · ${plainText(region)} · ${labelOf(kind, table)} ${name}`;
    const undo = row.reason === null ? '' : ` · ${t('no undo: {0}', reasonText(row.reason))}`;
    return `${plainText(id)}  ${plainText(time)}  ${action} ${outcome}  ${where}${undo}`;
  });
  return `${[...lines, all.length === 1 ? t('1 change.') : t('{0} changes.', `${all.length}`)].join('\n')}\n`;
}

/** AWS's word for what was changed; what another version wrote as it is. */
const labelOf = (kind: string, table: KindTable): string =>
  table.isTarget(kind) ? table.targetOf(kind).label(t) : plainText(kind);

const reasonText = (reason: NonNullable<JournalRow['reason']>): string =>
  reason === 'other-version' ? otherVersion() : noUndoText(reason, t);

/** What is to be said of a change that this version cannot tell whole. */
export const otherVersion = (): string => t('another version of this program made it.');
