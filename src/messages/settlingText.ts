import type { Settling } from '../core/changes/settle.ts';
import type { KindTable } from '../core/kinds/kindTable.ts';
import { kindTable } from '../core/kinds/table.ts';
import type { JournalEntry, JournalResult } from '../core/model/journal.ts';
import type { Translate } from '../core/model/translate.ts';
import { changedTitle, holderText, type OutcomeTone, whereText } from './changeText.ts';
import { errorLine } from './errorText.ts';
import { calledName } from './historyText.ts';

/** What became of a change, in a word or two; null where its end was never written down. */
export function resultText(result: JournalResult | null, t: Translate): string {
  switch (result) {
    case 'done':
      return t('done');
    case 'accepted':
      return t('accepted, not visible yet');
    case 'failed':
      return t('failed');
    case 'conflict':
      return t('conflict');
    case 'unknown':
    case null:
      return t('outcome unknown');
    case 'dismissed':
      return t('outcome unknown, dismissed');
    default:
      return result satisfies never;
  }
}

/** What looking at a change whose end was not known came to. */
export function settlingText(
  settling: Settling,
  t: Translate,
  table: KindTable = kindTable,
): { readonly tone: Exclude<OutcomeTone, 'silent'>; readonly text: string } | null {
  switch (settling.kind) {
    case 'settled':
    case 'not-open': {
      const { entry } = settling;
      const result = entry.outcome?.result ?? null;
      return {
        tone: result === 'done' || result === 'failed' ? 'information' : 'warning',
        text: t('{0}: {1}.', changeTitle(entry, t, table), endText(result, t)),
      };
    }
    case 'not-yet':
      return {
        tone: 'warning',
        text: t('{0}: AWS may not show it yet. Check again later.', changeTitle(settling.entry, t, table)),
      };
    case 'unreadable':
      return {
        tone: 'warning',
        text: t('{0}: AWS can’t tell the outcome. You can dismiss it.', changeTitle(settling.entry, t, table)),
      };
    case 'busy':
      return { tone: 'warning', text: t('Can’t be checked now: {0}', holderText(settling.holder, t)) };
    case 'wrong-account':
      return {
        tone: 'error',
        text: t(
          'Can’t be checked: the credentials belong to account {0}, but the change was made in {1}.',
          settling.actual,
          settling.confirmed,
        ),
      };
    case 'missing':
      return { tone: 'warning', text: t('This change is no longer in the journal.') };
    case 'failed':
      return { tone: 'error', text: errorLine(settling.error, t) };
    case 'cancelled':
      return null;
    default:
      return settling satisfies never;
  }
}

/** How much of the journal cannot be read. */
export function unreadTitle(lines: number, t: Translate): string {
  return lines === 1
    ? t('1 line of the journal cannot be read')
    : t('{0} lines of the journal cannot be read', String(lines));
}

/** Which change: by the names that the History and the menus have for operation, resource and account. */
export function changeTitle(entry: JournalEntry, t: Translate, table: KindTable = kindTable): string {
  const { operation, kind } = entry;
  const what = changedTitle({ kind, name: calledName(entry, table) }, t, table);
  return [table.writeRow(operation).write.title(t), what, whereText(entry, t)].join(' · ');
}

function endText(result: JournalResult | null, t: Translate): string {
  switch (result) {
    case 'done':
      return t('done in AWS');
    case 'failed':
      return t('not done in AWS');
    case 'conflict':
      return t('AWS now shows something else');
    default:
      return resultText(result, t);
  }
}
