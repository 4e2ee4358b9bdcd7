import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';

/** The words of the form's page that do not come from a field, a finding or an outcome. */
export const pageWords = (t: Translate) => ({ ...requestWords(t), ...reviewWords(t) });

function requestWords(t: Translate) {
  return {
    account: t('Account'),
    region: t('Region'),
    target: t('Resource'),
    notChosen: t('not chosen yet'),
    changePlace: t('Change Account, Region or Resource…'),
    fields: t('Fields'),
    request: t('Request as JSON'),
    required: t('needed'),
    optional: t('optional'),
    leaveOut: t('Leave out'),
    yes: t('Yes'),
    no: t('No'),
    secretHelp: t('Used once when you apply, and kept nowhere. It has to be typed again after the form was closed.'),
    secretMissing: t('Type the secret here. It is needed, and was not kept.'),
    secretMoved: t('The secret was moved from the JSON into its field.'),
    secretDropped: t('A secret that this request does not take was taken out of the JSON.'),
    loading: t('Loading…'),
    noChoices: t('Nothing that fits. What you type is taken as it is.'),
    choices: t('Values from AWS'),
    choicesFound: t('{0} values', '{0}'),
    elsewhere: t('What stands here is no value that this field can show. Change it in the JSON.'),
    editorHint: t('Tab leaves the editor, F8 goes to the next problem, Ctrl+Z undoes, also what a field did.'),
    problems: t('Problems'),
    noProblems: t('No problems found.'),
    incomplete: t('Not complete yet.'),
    problemsFound: t('Problems found: {0}', '{0}'),
    fix: t('Fix'),
    explain: t('Explain {0}', '{0}'),
    goTo: t('Go to the problem'),
    jsonBroken: t('The JSON cannot be read yet, so the fields wait for it.'),
    tooLong: t('That is longer than a form takes, and was left out. Open the request as a document for it.'),
    openDocument: t('Open as Document'),
  } as const satisfies Readonly<Record<string, string>>;
}

function reviewWords(t: Translate) {
  return {
    review: t('Review'),
    reviewTitle: t('Review the change'),
    reviewing: t('Reading what is there now…'),
    stale: t('The request was changed since this review. Review it again.'),
    where: t('Where'),
    creates: t('Sets something new: nothing is there now.'),
    replaces: t('Replaces what is there now.'),
    deletes: t('Deletes what is there now.'),
    differences: t('Difference'),
    member: t('Member'),
    before: t('Now'),
    after: t('Then'),
    nothing: t('nothing'),
    noDifferences: t('No member changes.'),
    findings: t('What to know'),
    lastSet: t('Last set'),
    noUndo: t('Cannot be undone'),
    command: t('AWS CLI equivalent (bash)'),
    copyCommand: t('Copy Command'),
    copied: t('The command was copied.'),
    apply: t('Apply'),
    underWay: t('Under way…'),
    backToForm: t('Back to the Form'),
    cancel: t('Cancel'),
    outcome: t('Outcome'),
    conflict: t('Someone else changed it'),
    planned: t('Was there when you reviewed'),
    found: t('Is there now'),
    wanted: t('What you want'),
    severityError: t('Error'),
    severityWarning: t('Warning'),
    severityInformation: t('Information'),
    severityHint: t('Hint'),
    offer: t('Suggestion'),
    use: t('Use It'),
    keep: t('Keep as It Is'),
    resize: t('Resize'),
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
        message: t('This is a config, or what the AWS CLI printed, and not the whole request.'),
        label: t('Make It the Request'),
      }
    : { message: t('This is an empty skeleton of the AWS CLI.'), label: t('Fill In What Is Known') };
}

/** Why a form cannot be reviewed or applied as it stands. */
export function hindranceText(hindrance: 'place' | 'json' | 'stale' | 'busy' | 'stopped', t: Translate): string {
  switch (hindrance) {
    case 'place':
      return t('Choose account, Region and resource first.');
    case 'json':
      return t('The JSON cannot be read yet: mend what is underlined first.');
    case 'stale':
      return t('Something was changed since this review. Review it again.');
    case 'busy':
      return t('A change is under way. Wait for its end, or cancel it.');
    case 'stopped':
      return t('Stopped. Nothing was changed.');
    default:
      return hindrance satisfies never;
  }
}

/** That a secret has no value. */
export const secretNeededText = (label: string, t: Translate): string =>
  t('{0} is needed. Type it in its field: the text holds only what stands for it.', label);

/** That a secret stands in the text itself. */
export const secretInTextText = (label: string, t: Translate): string =>
  t('{0} is taken from its field alone. What stands here is not used.', label);

/** What is said where a form's request names another resource than the form was opened for. */
export const strayText = (name: string, t: Translate): string =>
  t('This form was opened for {0}. The request is about another one.', plainText(name));

/** Why a form's account cannot be used. */
export function accountNoticeText(
  account: string,
  actual: { readonly confirmed: string; readonly accountId: string } | null,
  t: Translate,
): string {
  return actual === null
    ? t('{0} is no longer among the accounts. Nothing can be applied until another one is chosen.', account)
    : t(
        'The credentials of {0} belong to account {1} by now, not to {2}. Nothing can be applied.',
        account,
        actual.accountId,
        actual.confirmed,
      );
}

/** That nothing is applied from an untrusted workspace. */
export const untrustedText = (t: Translate): string =>
  t('Changes are not made from an untrusted workspace. The request can be reviewed.');

/** That somebody else changed what the form is about. */
export const changedElsewhereText = (operation: string, time: string, t: Translate): string =>
  t('Another form, window or command line changed this meanwhile: {0}, {1}.', operation, time);

/** That a form could not be brought back. */
export function unrestoredText(why: 'state' | 'session', t: Translate): string {
  return why === 'state'
    ? t('This form could not be brought back: what was kept of it cannot be read. Close it, and open a new one.')
    : t('This form could not be brought back, because the extension could not start. Close it, and open a new one.');
}

/** That an account is in production, above a form. */
export const productionText = (account: string, t: Translate): string =>
  t('PRODUCTION: {0}. What replaces or deletes something there is confirmed by typing the account ID.', account);
