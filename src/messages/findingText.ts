import type { Fix } from '../core/lint/model/fix.ts';
import type { StepVerdict } from '../core/model/check.ts';
import type { Finding } from '../core/model/finding.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import { checkWords } from './checks/checkWords.ts';
import { accountMarkWords } from './findings/account.ts';
import { commandWords } from './findings/command.ts';
import { documentWords, type WordTable } from './findings/document.ts';
import { eventStreamWords } from './findings/eventStream.ts';
import { hubWords } from './findings/hub.ts';
import { preflightWords } from './findings/preflight.ts';
import { pushRegistrationWords } from './findings/pushRegistration.ts';
import { remedyWords } from './findings/remedy.ts';
import { vaultWords } from './findings/vault.ts';

/** One sentence or two for each rule. */
const WORDS: WordTable = {
  ...documentWords,
  ...commandWords,
  ...hubWords,
  ...vaultWords,
  ...eventStreamWords,
  ...pushRegistrationWords,
  ...remedyWords,
  ...preflightWords,
  ...accountMarkWords,
};

/** What the words are made from; a finding may know more, such as its place. */
type Said = Pick<Finding, 'rule' | 'data'> & Partial<Finding>;

/** A finding in words, values shown as plain text; the rule's id where it has no words. */
export function findingText(finding: Said, t: Translate): string {
  const datum = (key: string): string => plainText(finding.data[key] ?? '');
  const { checked } = finding.data;
  if (checked !== undefined) return checkedText(finding.rule, checked as StepVerdict, datum, t);
  const words = WORDS[finding.rule];
  const text = words === undefined ? finding.rule : words(t, datum);
  // A document that its keys alone told says by which.
  const taken = WORDS[`taken/${finding.data.takenFor ?? ''}`];
  return taken === undefined ? text : `${text} ${taken(t, datum)}`;
}

/** What a live check found, and what mends it: where something is amiss, a check has words for both. */
function checkedText(rule: string, verdict: StepVerdict, datum: (key: string) => string, t: Translate): string {
  const words = checkWords[rule];
  const says = words?.says(t, datum, verdict) ?? rule;
  return [says, words?.mend?.(t, datum) ?? ''].filter(part => part !== '').join(' ');
}

/** A notice of a row, which is a rule's id without a place. */
export function noticeText(notice: string, t: Translate): string {
  return findingText({ rule: notice, data: {} }, t);
}

/** What a fix does, in words. */
export function fixText(fix: Pick<Fix, 'title' | 'text'>, t: Translate): string {
  const text = plainText(fix.text);
  switch (fix.title) {
    case 'add':
      return t('Add {0}', text);
    case 'insert-text':
      return t('Insert {0}', text);
    case 'remove':
      return t('Remove {0}', text);
    case 'rename':
      return t('Rename to {0}', text);
    case 'replace':
      return t('Replace with {0}', text);
    case 'request':
      return t('Convert to a request');
    case 'trim':
      return t('Remove spaces, quotes and invisible characters');
    case 'unwrap':
      return t('Keep only what is inside {0}', text);
    case 'wrap':
      return t('Move it under {0} as text', text);
    default:
      return fix.title satisfies never;
  }
}
