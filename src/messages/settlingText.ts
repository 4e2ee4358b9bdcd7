import type { Settling } from '../core/changes/settle.ts';
import type { KindTable } from '../core/kinds/kindTable.ts';
import { kindTable } from '../core/kinds/table.ts';
import type { JournalEntry, JournalResult } from '../core/model/journal.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import { holderText, type OutcomeTone } from './changeText.ts';
import { errorLine } from './errorText.ts';

/** What became of a change, in a word or two; null where its end was never written down. */
export function resultText(result: JournalResult | null, t: Translate): string {
  switch (result) {
    case 'done':
      return t('done');
    case 'accepted':
      return t('accepted, not seen yet: check');
    case 'failed':
      return t('not made');
    case 'conflict':
      return t('conflict');
    case 'unknown':
    case null:
      return t('unknown: check');
    case 'dismissed':
      return t('unknown, dismissed');
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
        text: t('{0}: AWS cannot tell what became of it. You can dismiss it.', changeTitle(settling.entry, t, table)),
      };
    case 'busy':
      return { tone: 'warning', text: t('It cannot be checked now: {0}', holderText(settling.holder, t)) };
    case 'wrong-account':
      return {
        tone: 'error',
        text: t(
          'It cannot be checked: the credentials belong to account {0}, and the change was made in {1}.',
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

/** Which change. */
export function changeTitle(
  { operation, kind, name, accountId, region }: JournalEntry,
  t: Translate,
  table: KindTable = kindTable,
): string {
  return `${operation} · ${table.targetOf(kind).label(t)} ${plainText(name)} · ${accountId} · ${region}`;
}

function endText(result: JournalResult | null, t: Translate): string {
  switch (result) {
    case 'done':
      return t('AWS carried it out');
    case 'failed':
      return t('AWS did not carry it out');
    case 'conflict':
      return t('something else is there now');
    default:
      return resultText(result, t);
  }
}
