import type { StepVerdict } from '../../core/model/check.ts';
import type { Translate } from '../../core/model/translate.ts';

/** A piece of a step's data as plain text, empty where absent. */
export type Piece = (key: string) => string;

/** One check in words. */
export interface CheckWords {
  /** What the link is, in two words; absent for notes. */
  readonly link?: (t: Translate) => string;
  /** What it found. Never asked for what could not be read, which the error tells. */
  readonly says: (t: Translate, d: Piece, verdict: StepVerdict) => string;
  /** What to do about it, as one or two sentences; absent for checks that find nothing to mend. */
  readonly mend?: (t: Translate, d: Piece) => string;
}

/** The words of several checks, by id. */
export type CheckWordTable = Readonly<Record<string, CheckWords>>;

/** A time to the minute, such as `2026-11-28 06:00 UTC`. */
export const minuteText = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

/** How a statement is named: its place, and its Sid where it has one. */
export function statementName(t: Translate, d: Piece): string {
  return d('sid') === '' ? t('statement {0}', d('statement')) : t('statement {0} ({1})', d('statement'), d('sid'));
}

/** What a policy says that does not let a service in: why, as far as one statement tells. */
export function refusalReason(t: Translate, d: Piece): string {
  if (d('says') === 'denied') return t('{0} of its policy denies it.', capital(statementName(t, d)));
  if (d('says') === 'unreadable') return t('Its policy can’t be read.');
  if (d('says') === 'unknown') {
    return d('key') === ''
      ? t('{0} of its policy can’t be read.', capital(statementName(t, d)))
      : t('{0} depends on {1}, which AWS does not document that it sends.', capital(statementName(t, d)), d('key'));
  }
  if (d('element') === '') return t('No statement of its policy allows it.');
  return t('No statement of its policy allows it; {0} would, if not for {1}.', statementName(t, d), obstacleName(t, d));
}

/** What of a statement does not fit: the key of a condition, or the element. */
function obstacleName(t: Translate, d: Piece): string {
  switch (d('element')) {
    case 'Principal':
      return t('the principal that it names');
    case 'Action':
      return t('the actions that it names');
    case 'Resource':
      return t('the resource that it names');
    default:
      return d('key');
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
