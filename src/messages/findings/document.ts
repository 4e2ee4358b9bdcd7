import type { Translate } from '../../core/model/translate.ts';

/** Puts one rule's finding into words; `d` gives a piece of the finding's data as plain text, empty where absent. */
export type FindingWords = (t: Translate, d: (key: string) => string) => string;

/** The words of several rules, by id. */
export type WordTable = Readonly<Record<string, FindingWords>>;

/** What is wrong with a text that is no JSON, by the fault of its parser. */
export function syntaxText(fault: string, t: Translate): string {
  switch (fault) {
    case 'empty':
      return t('The document is empty.');
    case 'comment':
      return t('JSON has no comments; they are fine in a .jsonc file.');
    case 'trailing-comma':
      return t('JSON has no comma before a closing bracket.');
    case 'comma-expected':
      return t('Expected a comma before this.');
    case 'colon-expected':
      return t('Expected a colon between the key and its value.');
    case 'equals-expected':
      return t('This is neither JSON nor KEY=VALUE. A file is given as file://NAME.');
    case 'key-expected':
      return t('Expected a key in double quotes.');
    case 'bad-string':
      return t('This string is not closed, or contains an escape or a character that JSON does not allow.');
    case 'bad-number':
      return t('This is not a valid JSON number.');
    case 'unclosed':
      return t('This is not closed.');
    case 'too-deep':
      return t('This is nested too deeply.');
    case 'end-expected':
      return t('Expected the end of the JSON here.');
    default:
      return t('Expected a value.');
  }
}

/** A character that no value holds, by its code point. */
function character(code: string, t: Translate): string {
  switch (code) {
    case 'U+0020':
      return t('a space');
    case 'U+0009':
      return t('a tab');
    case 'U+000A':
    case 'U+000D':
      return t('a line break');
    case 'U+0022':
    case 'U+0027':
    case 'U+0060':
    case 'U+2018':
    case 'U+2019':
    case 'U+201C':
    case 'U+201D':
      return t('a quotation mark ({0})', code);
    default:
      return t('an invisible character ({0})', code);
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
    case 'array':
      return t('a list');
    case 'list of strings':
      return t('a list of strings');
    default:
      return t('an object');
  }
}

const wrongType: FindingWords = (t, d) =>
  d('key') === ''
    ? t('The document must be {0}.', type(d('wanted'), t))
    : t('“{0}” must be {1}.', d('key'), type(d('wanted'), t));

/** The types of a schema that have words. */
const TYPES: ReadonlySet<string> = new Set(['string', 'boolean', 'array', 'object']);

/** A fault against the schema; ajv's own English where no rule of ours says it better. */
const schemaText: FindingWords = (t, d) => {
  if (d('allowed') !== '') return t('{0}: must be one of {1}.', d('key'), d('allowed'));
  if (d('keyword') === 'pattern') return t('{0}: AWS expects another format here.', d('key'));
  if (d('keyword') === 'minItems') return t('{0}: choose at least one.', d('key'));
  if (d('keyword') === 'minLength') return t('{0}: this is too short.', d('key'));
  if (d('keyword') === 'maxLength') return t('{0}: at most {1} characters.', d('key'), d('limit'));
  if (d('keyword') === 'maxItems') return t('{0}: choose at most {1}.', d('key'), d('limit'));
  if (d('keyword') === 'uniqueItems') return t('{0}: the same entry appears twice.', d('key'));
  if (d('keyword') === 'propertyNames') return t('“{0}” is not a name that can be used here.', d('key'));
  if (d('keyword') === 'type' && TYPES.has(d('wanted'))) return wrongType(t, d);
  return d('key') === '' ? t('The document {0}.', d('fault')) : t('{0}: {1}.', d('key'), d('fault'));
};

/** Which request a key was looked for in, what that takes, and where it is not plain why the file is taken for one. */
const unknownKey: FindingWords = (t, d) => {
  const of = holder(d('of'), t);
  if (of === '') return t('“{0}” is not a known key.', d('key'));
  const sentences = [
    d('by') === 'name'
      ? t('“{0}” is not a key of {1}, which this file is according to its name.', d('key'), of)
      : t('“{0}” is not a key of {1}.', d('key'), of),
  ];
  if (d('meant') !== '') sentences.push(t('Did you mean “{0}”?', d('meant')));
  else if (d('takes') !== '') sentences.push(t('It accepts {0}.', d('takes')));
  return sentences.join(' ');
};

function holder(of: string, t: Translate): string {
  if (of === 'fleet') return t('a fleet file');
  if (of === 'fleet-account') return t('an account in a fleet file');
  return of === 'fleet-region' ? t('a Region in a fleet file') : of;
}

/** Findings about documents of any kind, and about ARNs. */
export const documentWords: WordTable = {
  'taken/cloudformation': (t, d) => t('This file is read as a CloudFormation template because of “{0}”.', d('because')),
  'taken/terraform-plan': (t, d) => t('This file is read as a Terraform plan because of “{0}”.', d('because')),
  'taken/fleet': (t, d) => t('This file is read as a fleet file because of “{0}”.', d('because')),
  'document/syntax': (t, d) =>
    d('held') === ''
      ? syntaxText(d('fault'), t)
      : t('The text in this string must be JSON. {0}', syntaxText(d('fault'), t)),
  'document/size': (t, d) =>
    d('limit') === ''
      ? t('Not checked: reading this would take too long. Fix what is broken in it, and remove long runs of spaces.')
      : t('Too long to be checked: {0} characters, and at most {1} are read.', d('length'), d('limit')),
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
  'document/wrong-type': wrongType,
  'document/schema': schemaText,
  'document/duplicate-key': (t, d) =>
    d('refused') === ''
      ? t('“{0}” appears twice. The last one wins; this one is ignored.', d('key'))
      : t('The AWS CLI refuses this call: “{0}” appears twice. Several values are written {0}=A,B.', d('key')),
  'document/placeholder': (t, d) =>
    d('kind') === 'variable'
      ? t('“{0}” is a variable: its value is not checked.', d('text'))
      : t('“{0}” is still a placeholder.', d('text')),
  'arn/shape': (t, d) =>
    d('twice') !== ''
      ? t('This ARN names two services, {0}. Remove one.', d('twice'))
      : d('partition') === ''
        ? t('“{0}” must be an ARN: arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE.', d('key'))
        : t('“{0}” is not a partition. Most ARNs begin with arn:aws:.', d('partition')),
  'arn/account': (t, d) => {
    if (d('account') === '') return t('This ARN names no account; it needs one of twelve digits.');
    if (d('digits') === '12')
      return t('“{0}”: an account ID is written as twelve digits and nothing else.', d('account'));
    return t('The account ID “{0}” has {1} digits; an account ID has twelve.', d('account'), d('digits'));
  },
  'arn/emulator-account': (t, d) =>
    t('{0} is the account of an emulator or of AWS’s examples. Is that intended?', d('account')),
  'arn/whitespace': (t, d) =>
    t('“{0}” contains {1}. AWS would treat it as part of the value.', d('key'), character(d('code'), t)),
  'fleet/account': (t, d) =>
    d('digits') === '12'
      ? t('“{0}” is read as the name of a profile. An account ID is twelve digits and nothing else.', d('key'))
      : t(
          '“{0}” has {1} digits and is read as the name of a profile. An account ID has twelve.',
          d('key'),
          d('digits'),
        ),
  'fleet/region': (t, d) =>
    d('meant') === ''
      ? t('“{0}” is not a Region.', d('key'))
      : t('“{0}” is not a Region. Did you mean {1}?', d('key'), d('meant')),
  'fleet/no-hubs': t =>
    t(
      'List at least one hub: AWS does not let an account deregister its last one. Leave out the key to leave hubs unchanged.',
    ),
};
