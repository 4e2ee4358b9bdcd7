import type { NoUndoReason } from '../core/changes/undo.ts';
import type { UnreachedAccount } from '../core/fleet/fleetAccounts.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import { undoReasonText } from './changeText.ts';
import { errorLine } from './errorText.ts';

/**
 * Why an account of a fleet file is not looked at.
 *
 * @param among Where accounts are looked for: profiles that were given on the command line, or accounts shown in the editor.
 */
export function unreachedText(
  { key, reason, error, about }: UnreachedAccount,
  t: Translate,
  among: 'given' | 'shown' = 'given',
): string {
  const names = about.map(plainText).join(', ');
  const why = error === null ? '' : ` ${errorLine(error, t)}`;
  const shown = among === 'shown';
  switch (reason) {
    case 'no-match':
      return shown
        ? t(
            'No account shown, and no profile in the configuration, is known to be {0}. Add it with Choose Accounts.{1}',
            plainText(key),
            why,
          )
        : t('No profile given, and none in the configuration, is known to be account {0}.{1}', plainText(key), why);
    case 'not-given':
      return t('{0} is not one of the profiles given: {1}.{2}', plainText(key), names, why);
    case 'several-matches':
      return shown
        ? t('More than one account shown is {0}: {1}. Show only one of them.', plainText(key), names)
        : t('More than one profile is account {0}: {1}. Name one of them.', plainText(key), names);
    case 'no-answer':
      return error === null ? t('{0} does not answer.', names) : errorLine(error, t);
    case 'other-account':
      return t('The credentials belong to another account than {0}: {1}.', plainText(key), names);
    case 'duplicate':
      return t('Several keys of the file refer to the same account: {0}.', names);
    default:
      return reason satisfies never;
  }
}

/** Why an entry of the journal cannot be undone. */
export function noUndoText(reason: NoUndoReason, t: Translate, since?: string): string {
  switch (reason) {
    case 'deleted':
      return since === undefined ? t('it has been deleted since.') : t('already deleted, {0}', since);
    case 'nothing-changed':
      return t('nothing was changed.');
    case 'not-certain':
      return t('its outcome is unknown.');
    case 'undone':
      return t('it has been undone.');
    default:
      return undoReasonText(reason, t);
  }
}
