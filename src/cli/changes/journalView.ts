import { type NoUndoReason, undoing } from '../../core/changes/undo.ts';
import { kindOf } from '../../core/kinds/table.ts';
import { sourceText } from '../../core/model/account.ts';
import type { JournalEntry, JournalResult } from '../../core/model/journal.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { ChangeableKind } from '../../core/model/resource.ts';
import { noUndoText } from '../../messages/fleetText.ts';
import { english } from '../../messages/translate.ts';
import type { AccountView, OutcomeWord } from './changeView.ts';

/** One row of `journal list --json`: a contract with those who read it. */
export interface JournalRow {
  readonly id: string;
  readonly time: string;
  readonly account: AccountView;
  readonly region: string;
  readonly kind: ChangeableKind;
  readonly name: string;
  readonly action: JournalEntry['action'];
  readonly outcome: OutcomeWord;
  /** Whether `journal undo` can take it back now. */
  readonly undo: boolean;
  /** Why it cannot, or null. */
  readonly reason: NoUndoReason | null;
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
export function journalRow(entry: JournalEntry, entries: readonly JournalEntry[]): JournalRow {
  const { id, time, source, accountId, region, kind, name, action, outcome, group } = entry;
  const found = undoing(entry, entries);
  return {
    ...{ id, time, account: { id: accountId, source: sourceText(source) }, region, kind, name, action },
    outcome: outcome === null ? 'unknown' : WORDS[outcome.result],
    undo: found.kind === 'by',
    reason: found.kind === 'by' ? null : found.reason,
    group,
  };
}

/** The journal as text for people. */
export function journalText(rows: readonly JournalRow[]): string {
  const lines = rows.map(row => {
    const { id, time, account, region, kind, name, action, outcome } = row;
    const where = `${plainText(account.source ?? '')} (${account.id}) · ${region} · ${kindOf(kind).label} ${plainText(name)}`;
    const undo = row.reason === null ? '' : ` · no undo: ${noUndoText(row.reason, english)}`;
    return `${plainText(id)}  ${time}  ${action} ${outcome}  ${where}${undo}`;
  });
  return `${[...lines, `${rows.length} ${rows.length === 1 ? 'change' : 'changes'}.`].join('\n')}\n`;
}
