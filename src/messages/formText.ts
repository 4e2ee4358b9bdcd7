import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';

/** The words of the form's page that do not come from a field, a finding or an outcome. */
export const pageWords = (t: Translate) => ({ ...requestWords(t), ...reviewWords(t), ...planWords(t) });

function requestWords(t: Translate) {
  return {
    account: t('Account'),
    region: t('Region'),
    target: t('Resource'),
    notChosen: t('not chosen yet'),
    changePlace: t('Change Account, Region or Resource…'),
    fields: t('Fields'),
    request: t('Request as JSON'),
    required: t('required'),
    optional: t('optional'),
    leaveOut: t('Leave out'),
    yes: t('Yes'),
    no: t('No'),
    secretHelp: t('Used once when you apply, and never stored. Type it again when you reopen the form.'),
    secretMissing: t('Type the secret here. It is required and was not stored.'),
    secretMoved: t('The secret was moved from the JSON into its field.'),
    secretDropped: t('A secret that this request does not accept was removed from the JSON.'),
    loading: t('Loading…'),
    noChoices: t('No matches. Your text is used as typed.'),
    choices: t('Values from AWS'),
    choicesFound: t('{0} values', '{0}'),
    elsewhere: t('This field can’t show the current value. Change it in the JSON.'),
    editorHint: t(
      'Tab moves out of the editor, F8 goes to the next problem. Ctrl+Z also undoes changes made in the fields.',
    ),
    problems: t('Problems'),
    noProblems: t('No problems found.'),
    incomplete: t('Not complete yet.'),
    problemsFound: t('Problems found: {0}', '{0}'),
    fix: t('Fix'),
    explain: t('Explain {0}', '{0}'),
    goTo: t('Go to the problem'),
    jsonBroken: t('The fields update as soon as the JSON is valid.'),
    tooLong: t('This is too long for a form and was left out. Open the request as a document instead.'),
    openDocument: t('Open as JSON'),
  } as const satisfies Readonly<Record<string, string>>;
}

function reviewWords(t: Translate) {
  return {
    review: t('Review'),
    reviewTitle: t('Review the change'),
    reviewing: t('Reading current settings…'),
    stale: t('The request has changed since this review. Review it again.'),
    where: t('Where'),
    creates: t('Adds a setting (none now).'),
    replaces: t('Replaces the current setting.'),
    deletes: t('Removes the current setting.'),
    differences: t('Difference'),
    member: t('Field'),
    before: t('Current'),
    after: t('New'),
    nothing: t('nothing'),
    noDifferences: t('No fields change.'),
    findings: t('Warnings'),
    lastSet: t('Last set'),
    noUndo: t('Can’t be undone'),
    command: t('AWS CLI equivalent (bash)'),
    copyCommand: t('Copy Command'),
    copied: t('The command was copied.'),
    apply: t('Apply'),
    underWay: t('In progress…'),
    backToForm: t('Back to the Form'),
    cancel: t('Cancel'),
    outcome: t('Outcome'),
    conflict: t('Changed in AWS since'),
    planned: t('At review'),
    found: t('In AWS now'),
    wanted: t('Your change'),
    severityError: t('Error'),
    severityWarning: t('Warning'),
    severityInformation: t('Information'),
    severityHint: t('Hint'),
    offer: t('Suggestion'),
    use: t('Use It'),
    keep: t('Keep It'),
    resize: t('Resize'),
  } as const satisfies Readonly<Record<string, string>>;
}

function planWords(t: Translate) {
  return {
    plan: t('Plan'),
    everywhere: t('For all of them'),
    picked: t('{0} of {1} selected', '{0}', '{1}'),
    pickAll: t('All in {0}', '{0}'),
    to: t('to'),
    planAgain: t('This plan no longer applies. Review it again.'),
  } as const satisfies Readonly<Record<string, string>>;
}

/** The id of one of the page's words. */
export type PageWord = keyof ReturnType<typeof pageWords>;

/** What a text is that stands for a request without being one, and what can be done with it. */
export function offerText(
  kind: 'wrapped' | 'skeleton',
  t: Translate,
): { readonly message: string; readonly label: string } {
  return kind === 'wrapped'
    ? {
        message: t('This is a config or output of the AWS CLI, not a whole request.'),
        label: t('Convert to a Request'),
      }
    : { message: t('This is an empty skeleton of the AWS CLI.'), label: t('Fill In Known Values') };
}

/** Why a form cannot be reviewed or applied as it stands. */
export function hindranceText(hindrance: 'place' | 'json' | 'stale' | 'busy' | 'stopped', t: Translate): string {
  switch (hindrance) {
    case 'place':
      return t('Choose an account, a Region and a resource first.');
    case 'json':
      return t('The JSON is not valid. Fix what is underlined first.');
    case 'stale':
      return t('Something has changed since this review. Review it again.');
    case 'busy':
      return t('A change is in progress. Wait for it to finish, or cancel it.');
    case 'stopped':
      return t('Stopped. Nothing was changed.');
    default:
      return hindrance satisfies never;
  }
}

/** That a secret has no value. */
export const secretNeededText = (label: string, t: Translate): string =>
  t('{0} is required. Type it in its field: the text contains only a reference to it.', label);

/** That a secret stands in the text itself. */
export const secretInTextText = (label: string, t: Translate): string =>
  t('{0} is only taken from its field. The value here is ignored.', label);

/** What is said where a form's request names another resource than the form was opened for. */
export const strayText = (name: string, t: Translate): string =>
  t('This form is for {0}. The request is for something else.', plainText(name));

/** Why a form's account cannot be used. */
export function accountNoticeText(
  account: string,
  actual: { readonly confirmed: string; readonly accountId: string } | null,
  t: Translate,
): string {
  return actual === null
    ? t('{0} is no longer one of the accounts. Choose another one before you apply.', account)
    : t(
        'The credentials of {0} now belong to account {1}, not to {2}. Nothing can be applied.',
        account,
        actual.accountId,
        actual.confirmed,
      );
}

/** That nothing is applied from an untrusted workspace. */
export const untrustedText = (t: Translate): string =>
  t('This workspace is not trusted: the request can be reviewed, but not applied.');

/** That somebody else changed what the form is about. */
export const changedElsewhereText = (operation: string, time: string, t: Translate): string =>
  t('Changed by another form, another window or the command line: {0}, {1}.', operation, time);

/** That a form could not be brought back. */
export function unrestoredText(why: 'state' | 'session', t: Translate): string {
  return why === 'state'
    ? t('This form could not be restored: its saved state can’t be read. Close it and open a new one.')
    : t('This form could not be restored because the extension did not start. Close it and open a new one.');
}

/** That an account is in production, above a form. */
export const productionText = (account: string, t: Translate): string =>
  t('PRODUCTION: {0}. To replace or delete anything there, you type the account ID.', account);
