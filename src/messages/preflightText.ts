import { lineFor } from '../core/changes/commandLine.ts';
import type { Remedy, StepVerdict } from '../core/model/check.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import type { ChainStep, Note, Report, ReportVerdict } from '../core/preflight/report.ts';
import { otherCheckWords } from './checks/others.ts';
import { vaultCheckWords } from './checks/vault.ts';
import type { CheckWordTable, Piece } from './checks/words.ts';
import { errorText } from './errorText.ts';

const WORDS: CheckWordTable = { ...vaultCheckWords, ...otherCheckWords };

const pieceOf =
  (data: ChainStep['data']): Piece =>
  key =>
    plainText(data[key] ?? '');

/** What a step found, in a sentence or two. */
export function stepMessage({ rule, verdict, data, needs, error }: ChainStep, t: Translate): string {
  if (needs !== null) return t('Not checked: it needs {0}.', needs);
  if (error !== null) {
    const { title, aws } = errorText(error, t);
    return t('Not checked: {0}.', [title, aws].filter(part => part !== '').join('. '));
  }
  return WORDS[rule]?.says(t, pieceOf(data), verdict) ?? rule;
}

/** What to do about a step; null where nothing is to be done. */
export function remedyText({ rule, data, needs, error, remedy }: ChainStep, t: Translate): string | null {
  if (needs !== null) return t('Ask for the permission {0}, or check with another profile.', needs);
  if (error !== null) return errorText(error, t).next;
  return remedy === null ? null : (WORDS[rule]?.mend?.(t, pieceOf(data)) ?? null);
}

/** A note, in a sentence. */
export function noteMessage({ rule, data }: Note, t: Translate): string {
  return WORDS[rule]?.says(t, pieceOf(data), 'ok') ?? rule;
}

/** A verdict as people read it. */
export function verdictWord(verdict: ReportVerdict, t: Translate): string {
  switch (verdict) {
    case 'ok':
      return t('ok');
    case 'broken':
      return t('broken');
    case 'warning':
      return t('warning');
    case 'unproven':
      return t('unproven');
    case 'not-checked':
      return t('not checked');
    case 'none':
      return t('nothing set');
    default:
      return verdict satisfies never;
  }
}

/** One character for a verdict, for lists of text. */
export const verdictMark: Readonly<Record<StepVerdict, string>> = {
  ok: '✓',
  broken: '✗',
  warning: '!',
  unproven: '?',
  'not-checked': '–',
};

/** The remedy as a line of the AWS CLI for the account of the report; null where there is none. */
export function remedyCommand({ source }: Report, { cli }: Remedy, endpoint?: string): string | null {
  return cli === null ? null : lineFor(source, ['aws', ...cli], endpoint);
}
