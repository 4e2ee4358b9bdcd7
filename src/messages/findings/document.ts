import type { Translate } from '../../core/model/translate.ts';

/** Puts one rule's finding into words; `d` gives a piece of the finding's data as plain text, empty where absent. */
export type FindingWords = (t: Translate, d: (key: string) => string) => string;

/** The words of several rules, by id. */
export type WordTable = Readonly<Record<string, FindingWords>>;

function syntax(fault: string, t: Translate): string {
  switch (fault) {
    case 'empty':
      return t('There is no JSON here.');
    case 'comment':
      return t('JSON has no comments; they are fine in a .jsonc file.');
    case 'trailing-comma':
      return t('JSON has no comma before a closing bracket.');
    case 'comma-expected':
      return t('A comma is missing before this.');
    case 'colon-expected':
      return t('A colon belongs between a key and its value.');
    case 'equals-expected':
      return t('This is neither JSON nor KEY=VALUE. A file is given as file://NAME.');
    case 'key-expected':
      return t('A key in double quotes belongs here.');
    case 'bad-string':
      return t('This string is not closed, or holds an escape or character that JSON does not have.');
    case 'bad-number':
      return t('JSON has no such number.');
    case 'unclosed':
      return t('This is never closed.');
    case 'too-deep':
      return t('This is nested deeper than any config.');
    case 'end-expected':
      return t('The JSON has ended; nothing may follow.');
    default:
      return t('A value belongs here.');
  }
}

function lookalike(what: string, t: Translate): string {
  if (what === 'message') return t('This looks like a delivered message, not a config.');
  if (what === 'job-parameters') return t('This looks like the parameters of a job, not a config.');
  return t('This looks like the output of a list call, not a config.');
}

function type(wanted: string, t: Translate): string {
  switch (wanted) {
    case 'string':
      return t('a string');
    case 'boolean':
      return t('true or false');
    case 'list':
      return t('a list');
    case 'list of strings':
      return t('a list of strings');
    default:
      return t('an object');
  }
}

/** A fault against the schema; ajv's own English where no rule of ours says it better. */
const schemaText: FindingWords = (t, d) => {
  if (d('allowed') !== '') return t('{0}: must be one of {1}.', d('key'), d('allowed'));
  if (d('keyword') === 'pattern') return t('{0}: this has not the form that AWS takes here.', d('key'));
  if (d('keyword') === 'minItems') return t('{0}: at least one is needed.', d('key'));
  if (d('keyword') === 'minLength') return t('{0}: this is too short.', d('key'));
  return t('{0}: {1}.', d('key'), d('fault'));
};

/** Which request a key was looked for in, what that takes, and where it is not plain why the file is taken for one. */
const unknownKey: FindingWords = (t, d) => {
  const of = holder(d('of'), t);
  const sentences = [
    d('by') === 'name'
      ? t('“{0}” is not a member of {1}, which this file is by its name.', d('key'), of)
      : t('“{0}” is not a member of {1}.', d('key'), of),
  ];
  if (d('meant') !== '') sentences.push(t('Did you mean “{0}”?', d('meant')));
  else if (d('takes') !== '') sentences.push(t('It takes {0}.', d('takes')));
  return sentences.join(' ');
};

function holder(of: string, t: Translate): string {
  if (of === 'fleet') return t('a fleet file');
  if (of === 'fleet-account') return t('an account in a fleet file');
  return of === 'fleet-region' ? t('a Region in a fleet file') : of;
}

/** Findings about documents of any kind, and about ARNs. */
export const documentWords: WordTable = {
  'taken/cloudformation': (t, d) =>
    t('This file was taken for a CloudFormation template because of “{0}”.', d('because')),
  'taken/terraform-plan': (t, d) => t('This file was taken for a plan of Terraform because of “{0}”.', d('because')),
  'taken/fleet': (t, d) => t('This file was taken for a fleet file because of “{0}”.', d('because')),
  'document/syntax': (t, d) =>
    d('held') === '' ? syntax(d('fault'), t) : t('What is held as text here is to be JSON. {0}', syntax(d('fault'), t)),
  'document/size': (t, d) =>
    t('This has {0} characters and is left alone: at most {1} are read.', d('length'), d('limit')),
  'document/kind': (t, d) => lookalike(d('lookalike'), t),
  'document/unknown-key': unknownKey,
  'document/unknown-type': (t, d) =>
    d('meant') === ''
      ? t(
          'CloudFormation has no resource type “{0}”, nor any other of this service: use Terraform or the AWS CLI.',
          d('type'),
        )
      : t('CloudFormation has no resource type “{0}”. Did you mean “{1}”?', d('type'), d('meant')),
  'document/missing-key': (t, d) => t('“{0}” is missing.', d('key')),
  'document/wrong-type': (t, d) =>
    d('key') === ''
      ? t('The document must be {0}.', type(d('wanted'), t))
      : t('“{0}” must be {1}.', d('key'), type(d('wanted'), t)),
  'document/schema': schemaText,
  'document/duplicate-key': (t, d) => t('“{0}” stands here twice. The last one wins; this one is ignored.', d('key')),
  'document/placeholder': (t, d) =>
    d('kind') === 'variable'
      ? t('“{0}” is a variable: what it becomes is not checked.', d('text'))
      : t('“{0}” is still a placeholder.', d('text')),
  'arn/shape': (t, d) =>
    d('twice') !== ''
      ? t('Two services stand in this ARN, {0}; one has to go.', d('twice'))
      : d('partition') === ''
        ? t('“{0}” must be an ARN: arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE.', d('key'))
        : t('There is no partition “{0}”. Most ARNs begin with arn:aws:.', d('partition')),
  'arn/account': (t, d) => {
    if (d('account') === '') return t('This ARN names no account; it needs one of twelve digits.');
    if (d('digits') === '12')
      return t('“{0}”: an account id is written as twelve digits and nothing else.', d('account'));
    return t('The account id “{0}” has {1} digits; an account has twelve.', d('account'), d('digits'));
  },
  'arn/emulator-account': (t, d) =>
    t('{0} is the account of an emulator or of AWS’s examples. Is it meant?', d('account')),
  'arn/whitespace': (t, d) =>
    t(
      '“{0}” holds a blank, a quote or an invisible character ({1}), which AWS takes as part of it.',
      d('key'),
      d('code'),
    ),
  'fleet/account': (t, d) =>
    d('digits') === '12'
      ? t('“{0}” is taken for the name of a profile. An account id is twelve digits and nothing else.', d('key'))
      : t(
          '“{0}” has {1} digits and is taken for the name of a profile. An account id has twelve.',
          d('key'),
          d('digits'),
        ),
  'fleet/region': (t, d) =>
    d('meant') === ''
      ? t('“{0}” is not a Region.', d('key'))
      : t('“{0}” is not a Region. Did you mean {1}?', d('key'), d('meant')),
  'fleet/no-hubs': t =>
    t('A set of hubs holds at least one: AWS does not let the last one go. Leave the key out to leave hubs alone.'),
};
