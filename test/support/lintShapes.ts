import { lintFile } from '../../src/core/lint/lintFile.ts';
import { timeOf } from './growth.ts';
import { allParsers } from './parsers.ts';

/** A family of documents of any length, made to be slow to read. */
export interface LintShape {
  readonly name: string;
  readonly fileName: string;
  /** A document of about so many characters. */
  readonly make: (length: number) => string;
}

const times = (part: string, length: number): string => part.repeat(Math.max(1, Math.floor(length / part.length)));

/** One part again and again, each with a number of its own in place of `#`. */
function numbered(part: string, length: number, join = ''): string {
  const count = Math.max(1, Math.floor(length / (part.length + join.length + 4)));
  return Array.from({ length: count }, (_, index) => part.replaceAll('#', String(index))).join(join);
}

const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:jobs';
const BOTH = '"ArchiveRetrievalCompleted","InventoryRetrievalCompleted"';
const HUB = 'Type: AWS::Notifications::NotificationHub';
/** A template that is YAML whatever its name, below a resource of ours. */
const template = (inside: (length: number) => string) =>
  around(`Resources:\n  Hub:\n    ${HUB}\n    Properties:\n      Region: eu-west-1\n  Z: `, '', inside);
const BODY = `{"SNSTopic":"${TOPIC}","Events":[${BOTH}]}`;
const CALL = 'aws glacier set-vault-notifications --vault-name tapes --vault-notification-config ';
const NAMED = 'notificationconfig.json';
const FLEET = 'all.notifications.json';
const VAULT = 'tapes.vault-notifications.json';
const PUSH = 'chat.push-registration.json';

const around = (before: string, after: string, inside: (length: number) => string) => (length: number) =>
  `${before}${inside(length - before.length - after.length)}${after}`;

const eventsOf = (inside: (length: number) => string) => around(`{"SNSTopic":"${TOPIC}","Events":[`, ']}', inside);
const vaultsOf = (inside: (length: number) => string) =>
  around('{"accounts":{"444455556666":{"regions":{"eu-west-1":{"vaults":{', '}}}}}}', inside);
const topicOf = (inside: (length: number) => string) => around('{"SNSTopic":"', `","Events":[${BOTH}]}`, inside);

const again = (part: string) => (length: number) => times(part, length);
const counted =
  (part: string, join = ',') =>
  (length: number) =>
    numbered(part, length, join);

/** A plain document of each language: what the others are held against. */
export const plainShapes: readonly LintShape[] = [
  { name: 'plain JSON', fileName: FLEET, make: vaultsOf(counted(`"tapes#":${BODY}`)) },
  { name: 'a plain script', fileName: 'deploy.sh', make: again(`# why\nset -e\n${CALL}'${BODY}'\n`) },
  { name: 'a plain Makefile', fileName: 'Makefile', make: again(`notify:\n\t@${CALL}'${BODY}'\n`) },
  { name: 'a plain workflow', fileName: 'ci.yml', make: again(`- name: x\n  run: |\n    ${CALL}'${BODY}'\n`) },
  {
    name: 'a plain template',
    fileName: 'a.template',
    make: length =>
      `Resources:\n${numbered(`  Hub#:\n    ${HUB}\n    Properties:\n      Region: eu-west-1\n      Other: [a, {b: c}]\n`, length)}`,
  },
  {
    name: 'a plain file of Terraform',
    fileName: 'main.tf',
    make: counted(
      `resource "aws_glacier_vault" "v#" {\n  name = "v"\n  notification {\n    sns_topic = aws_sns_topic.a.arn\n    events    = [${BOTH}]\n  }\n}\n`,
      '',
    ),
  },
  { name: 'a plain page of reStructuredText', fileName: 'a.rst', make: again(`Words::\n\n  ${CALL}'${BODY}'\n\n`) },
  { name: 'a plain page', fileName: 'README.md', make: again(`Words.\n\n\`\`\`sh\n${CALL}'${BODY}'\n\`\`\`\n`) },
];

const json: readonly (readonly [string, string, LintShape['make']])[] = [
  ['lists that objects close', VAULT, length => '['.repeat(length / 2) + '}'.repeat(length / 2)],
  ['objects that lists close', VAULT, length => '{"a":'.repeat(length / 6) + ']'.repeat(length / 6)],
  ['lists in lists', VAULT, again('[')],
  ['objects in objects', VAULT, again('{"a":')],
  ['closed lists in lists', VAULT, length => '['.repeat(length / 2) + ']'.repeat(length / 2)],
  ['closing brackets', VAULT, again(']')],
  ['quotes', VAULT, again('"')],
  ['backslashes', VAULT, again('\\')],
  ['commas', VAULT, again(',')],
  ['colons', VAULT, again(':')],
  ['blanks', VAULT, around('{', `"SNSTopic":"${TOPIC}"}`, again(' '))],
  ['empty lines', VAULT, around('{', `"SNSTopic":"${TOPIC}"}`, again('\n'))],
  ['open comments', 'a.vault-notifications.jsonc', again('/*')],
  ['comments about rules', 'a.vault-notifications.jsonc', again('// notification-explorer-ignore vault/no-events\n')],
  ['comments about rules on a line', 'a.vault-notifications.jsonc', again('/*notification-explorer-ignore a*/')],
  ['comments and faults', 'notificationconfig.jsonc', eventsOf(counted('/*notification-explorer-ignore a*/"x#"'))],
  ['unknown keys', VAULT, around('{', '}', counted('"k#":1'))],
  ['nearly known keys', VAULT, around('{', '}', counted('"vaultNam#":1'))],
  ['one key again and again', VAULT, around('{', '}', counted('"vaultName":"a"'))],
  ['keys without values', VAULT, around('{', '}', counted('"vaultName"', ' '))],
  ['unknown events', NAMED, eventsOf(counted('"x#"'))],
  ['nearly known events', NAMED, eventsOf(counted('"ArchiveRetrievalComplet#"'))],
  ['one event again and again', NAMED, eventsOf(counted('"ArchiveRetrievalCompleted"'))],
  ['events that are lists', NAMED, eventsOf(counted('[[[]]]'))],
  ['events on lines of their own', NAMED, eventsOf(counted('"x#"', ',\n'))],
  ['trailing commas', NAMED, eventsOf(counted('[#,]'))],
  ['vaults without anything', FLEET, vaultsOf(counted('"v#":{}'))],
  ['vaults without events', FLEET, vaultsOf(counted('"v#":{"SNSTopic":"a"}', ',\n'))],
  ['names that no vault can have', FLEET, vaultsOf(counted('"v #":null'))],
  ['one vault again and again', FLEET, vaultsOf(counted('"v":null'))],
  ['Regions that do not exist', FLEET, around('{"accounts":{"a":{"regions":{', '}}}}', counted('"eu-west-#":{}'))],
  ['accounts of eleven digits', FLEET, around('{"accounts":{', '}}', counted('"44445555#":{"notificationHubs":[]}'))],
  ['one hub again and again', FLEET, around('{"accounts":{"a":{"notificationHubs":[', ']}}}', counted('"eu-west-1"'))],
  ['hubs without number', FLEET, around('{"accounts":{"a":{"notificationHubs":[', ']}}}', counted('"eu-west-#"'))],
  ['variables that are never closed', NAMED, topicOf(again('${{'))],
  ['substitutions that are never closed', NAMED, topicOf(again('$(a'))],
  ['blanks to fill in', NAMED, topicOf(again('<'))],
  ['values to fill in', NAMED, eventsOf(counted('"${A#}"'))],
  ['colons in an ARN', NAMED, topicOf(length => `arn:aws:sns:${times(':', length)}`)],
  ['invisible characters', NAMED, topicOf(again('\u200b'))],
  ['characters of two units', NAMED, topicOf(again('😀'))],
  ['escapes', NAMED, topicOf(again('\\u0041'))],
  ['a token without end', PUSH, around('{"DeviceType":"GCM","DeviceToken":"', '"}', again('a'))],
  [
    'a policy in text',
    'main.tf.json',
    around(
      '{"resource":{"aws_glacier_vault":{"a":{"access_policy":"{\\"Statement\\":[',
      ']}"}}}}',
      counted('{\\"Effect\\":\\"Allow\\",\\"Principal\\":\\"*\\",\\"Action\\":\\"*\\"}'),
    ),
  ],
  [
    'statements for everybody',
    'policy.json',
    around('{"Statement":[', ']}', counted('{"Effect":"Allow","Principal":"*","Action":"glacier:*"}')),
  ],
  [
    'resources of Terraform',
    'main.tf.json',
    around('{"resource":[', ']}', counted('{"aws_notifications_notification_hub":{"h#":{"region":"x"}}}')),
  ],
  [
    'resources of a template',
    'a.json',
    around(
      '{"Resources":{',
      '}}',
      counted('"h#":{"Type":"AWS::Notifications::NotificationHub","Properties":{"Region":"x","Tags":[]}}'),
    ),
  ],
];

const shell: readonly (readonly [string, string, LintShape['make']])[] = [
  ['calls on one line', 'a.sh', again('aws glacier set-vault-notifications ')],
  ['calls with options on one line', 'a.sh', again(`${CALL}'{}' `)],
  ['services', 'a.sh', again('glacier ')],
  ['a call that never ends', 'a.sh', length => `aws glacier ${times('a-', length)}_`],
  ['openings of heredocs', 'a.sh', again('<<A ')],
  ['openings of heredocs on lines', 'a.sh', again('<<A\n')],
  ['openings of heredocs behind variables', 'a.sh', again(`${'$SUDO '.repeat(50)}read<<A\n`)],
  ['openings of heredocs behind blanks', 'a.sh', again(`read${' '.repeat(1_900)}<<A\n`)],
  ['heredocs', 'a.sh', again(`cat <<A\n${BODY}\nA\n`)],
  ['small scripts in heredocs', 'a.sh', again(`cat <<A\n${CALL}"\\$a"\nA\n`)],
  [
    'what a template fills in within a heredoc',
    'a.sh',
    length => `cat > a.json <<A\n{"SNSTopic":"x",\n${'{{ a }}'.repeat(length / 7)}\nA\n${CALL}file://a.json\n`,
  ],
  [
    'what a shell fills in within a heredoc',
    'a.sh',
    length => `cat > a.json <<A\n{"SNSTopic":"x",\n${'$a '.repeat(length / 3)}\nA\n${CALL}file://a.json\n`,
  ],
  [
    'names of a file on a line before a call',
    'a.sh',
    length => `cat > a.json <<A\n{}\nA\n${again('> a.json ')(length)} <<B\n${CALL}file://a.json\n`,
  ],
  ['moves before a call', 'a.sh', length => `cat > a.json <<A\n{}\nA\n${again('mv ')(length)}\n${CALL}file://a.json\n`],
  [
    'a comment of dashes below one',
    'a.sh',
    length => `# notification-explorer-ignore x/y\n# ${'-'.repeat(length)} a\n${CALL}'{}'\n`,
  ],
  [
    'heredocs behind a call with many options',
    'a.sh',
    length => `${CALL}'{}' ${again('--a b ')(length / 2)}\n${again('x <<A\nA\n')(length / 2)}`,
  ],
  [
    'heredocs of one name before calls',
    'a.sh',
    length => `${again('cat > a.json <<A\n{}\nA\n')(length / 2)}${again(`${CALL}file://a.json\n`)(length / 2)}`,
  ],
  [
    'small scripts in heredocs of one another',
    'a.sh',
    length =>
      `${numbered(`cat <<A#\n${CALL}"\\$a"\n`, length)}${Array.from({ length: 250 }, (_, index) => `A${249 - index}\n`).join('')}`,
  ],
  ['heredocs in heredocs', 'a.sh', length => `${numbered('<<A#\n', length / 2)}${numbered('A#\n', length / 2)}`],
  ['double quotes', 'a.sh', around('', '"', again('"a" "'))],
  ['an odd number of double quotes', 'a.sh', around('"', '', again(`${CALL}"`))],
  ['an odd number of single quotes', 'a.sh', around("'", '', again(`${CALL}'`))],
  ['ANSI quotes', 'a.sh', again("$'\\")],
  ['backticks', 'a.sh', again('`')],
  ['backslashes', 'a.sh', again('\\')],
  ['substitutions', 'a.sh', again('$(')],
  ['substitutions in quotes', 'a.sh', again('"$(')],
  ['calls in substitutions', 'a.sh', again(`${CALL}"$(`)],
  [
    'substitutions in a heredoc, with a bracket between quotes',
    'a.sh',
    around(`cat > n.json <<EOF\n{"SNSTopic":"`, `"}\nEOF\n${CALL}file://n.json\n`, length => times("$('(')", length)),
  ],
  [
    'calls on a page that open a string in broken JSON',
    'a.md',
    around('```sh\n', '```\n', length => times(`${CALL}'{"SNSTopic": x "${times('\\"', 50_000)}'\n`, length)),
  ],
  [
    'variables of a script and of others that it reads',
    'a.sh',
    length =>
      `${numbered('v#=1\n', length / 2)}${times('. x\n', length / 2)}aws notifications list-notification-hubs --region $R\n`,
  ],
  [
    'names of functions before a setting',
    'a.sh',
    length =>
      times(`${'function aaaaaaaaaa(\n'.repeat(8)} ,X=1\n`, length) +
      `aws notifications list-notification-hubs --region $R\n`,
  ],
  [
    'commands that run as somebody else before a heredoc',
    'a.sh',
    length => `${times(`${'sudo -u if -u if '.repeat(100)}cat <<A\n{"SNSTopic":"x"}\nA\n`, length)}${CALL}'{}'\n`,
  ],
  [
    'names of a file on one line before its call',
    'a.sh',
    length => `cat > a <<A\n{}\nA\n${times(';echo a', length)}\n${CALL}file://a\n`,
  ],
  ['variables of Terraform', 'a.sh', length => `echo \${a.b}\n${CALL}'${times('${a{b}', length)}'\n`],
  [
    'variables of small names',
    'a.sh',
    length => `${numbered('for ${a#} ', length / 2)}\n${numbered('b#=', length / 2, ' ')}\n`,
  ],
  ['variables of Compose', 'a.yml', length => `services:\n  a:\n    command: ${CALL}'${times('$a{${b ', length)}'\n`],
  ['variables of a workflow', 'a.sh', again(`${CALL}$\{{`)],
  ['variables of a template that are never closed', 'a.sh', length => CALL + times('{{ a', length)],
  ['variables that are never closed', 'a.sh', length => CALL + times('${{', length)],
  ['comments', 'a.sh', again('# aws glacier set-vault-notifications\n')],
  ['comments about rules on a line', 'a.sh', again('# notification-explorer-ignore a ')],
  ['shorthand', 'a.sh', length => `${CALL}SNSTopic=a,Events=${times('a,', length)}`],
  ['shorthand of alternatives', 'a.sh', length => `${CALL}a=${times('{a,', length)}`],
  ['calls on items of another program', 'a.sh', again(`xargs -I a ${CALL}a={}\n`)],
  ['variables of CircleCI', 'a.yml', length => `run: ${CALL}${times('<< a.b ', length)}`],
  ['pairs of shorthand', 'a.sh', length => CALL + times('a=b,', length)],
  ['brackets of shorthand', 'a.sh', length => `${CALL}a=${times('[', length)}`],
  ['placeholders', 'a.sh', length => CALL + times('<a', length)],
  ['continued lines', 'a.sh', length => CALL + times('\\\n', length)],
  ['options', 'a.sh', length => CALL + times('--region x ', length)],
  [
    'options that nobody knows',
    'a.sh',
    length => `aws glacier get-vault-notifications ${times('--vaultname x ', length)}`,
  ],
  [
    'one option again and again',
    'a.sh',
    length => `aws glacier get-vault-notifications ${times('--vault-name=x ', length)}`,
  ],
  ['calls without options', 'a.sh', again('aws glacier get-vault-notifications\n')],
  ['calls that go on elsewhere', 'a.sh', again('aws glacier get-vault-notifications\n\n\n')],
  ['exports', 'a.sh', around('', 'aws notifications list-x', again('export AWS_REGION=eu-west-1 A=b\n'))],
  ['exports on a line', 'a.sh', length => times('export AWS_REGION=eu-west-1;', length)],
  ['settings on a line', 'a.sh', length => `AWS_REGION=x ${times('A=b ', length)}`],
  [
    'variables',
    'a.sh',
    length => `${numbered('V#=x\n', length / 2)}${times('aws notifications list-x --region $V1\n', length / 2)}`,
  ],
  [
    'calls in a function',
    'a.sh',
    length => `f() {\n${times('export AWS_REGION=a\naws notifications list-x\n', length)}`,
  ],
  ['blocks', 'a.sh', length => `AWS_REGION=a\n${times('if { for ', length)}`],
  ['functions', 'a.sh', length => `AWS_REGION=a\n${times('a() ', length)}`],
  ['bare policies', 'a.sh', again(`aws glacier set-vault-access-policy --policy '{"Statement":[]}'\n`)],
  [
    'files of policies',
    'a.sh',
    length =>
      numbered(`cat > p# <<A\n{"Statement":[]}\nA\naws glacier set-vault-access-policy --policy file://p#\n`, length),
  ],
  ['variables of a Makefile', 'Makefile', length => `a:\n\t${CALL}${times('$(', length)}`],
  ['dollars of a Makefile', 'Makefile', length => `a:\n\t${CALL}'${times('$$', length)}'`],
  ['dashes of a list', 'a.yml', again('- ')],
  ['lines of dashes', 'a.yml', again(`${'- '.repeat(198)}#\n`)],
  ['keys', 'a.yml', again('a: ')],
  ['short lines', 'a.yml', again('a: b\n')],
  ['small blocks', 'a.yml', again('- run: |\n    aws notifications list-x\n')],
  ['small lines', 'a.yml', again('- run: aws notifications list-x\n')],
  ['small fences', 'README.md', again('```sh\naws notifications list-x\n```\n')],
  ['empty blocks', 'a.yml', again('a: |\n')],
  ['folded blocks', 'a.yml', again(`a: >\n  ${CALL}'{}'\n`)],
  ['empty lines', 'a.yml', again('\n')],
  ['fences', 'README.md', again('```\n')],
  ['fences on a line', 'README.md', again('```')],
  ['quoted lines', 'README.md', again('>')],
  ['fences of JSON', 'README.md', again(`\`\`\`json\n${BODY}\n\`\`\`\n`)],
  ['short fences of JSON', 'README.md', again('```json\n{"accounts":1}\n```\n')],
  ['quoted fences of JSON', 'README.md', length => times(`> ${BODY}\n`, length).replace('>', '> ```json\n>')],
  ['fences of brackets', 'README.md', length => `\`\`\`json\n"accounts"${times('[', length)}`],
  ['code blocks', 'a.rst', again(`.. code-block:: json\n\n   ${BODY}\n\n`)],
  ['literal blocks', 'a.rst', again('a::\n\n  {"accounts":1}\n\n')],
  ['colons', 'a.rst', again(':: ')],
  ['lines of colons', 'a.rst', again('::\n')],
  ['an open fence of calls', 'README.md', length => `\`\`\`sh\n${times(`${CALL}'{}'\n`, length)}`],
];

const yaml: readonly (readonly [string, LintShape['make']])[] = [
  ['resources', length => `Resources:\n${numbered(`  h#: {${HUB}, Properties: {Region: x, Tags: []}}\n`, length)}`],
  [
    'properties on lines',
    length => `Resources:\n  h:\n    ${HUB}\n    Properties:\n${numbered('      k#: 1\n', length)}`,
  ],
  [
    'one property again and again',
    length => `Resources:\n  h:\n    ${HUB}\n    Properties:\n${times('      Region: x\n', length)}`,
  ],
  ['properties in braces', length => `Resources: {h: {${HUB}, Properties: {${numbered('k#: 1', length, ', ')}}}}`],
  ['short types', length => `Resources:\n${numbered('  h#: {Type: "AWS::Notifications::Hub"}\n', length)}`],
  ['brackets', template(again('['))],
  ['braces', template(again('{'))],
  ['closed brackets', template(again('[]'))],
  ['pairs without keys', template(length => `{${times(': ', length)}`)],
  ['commas', template(length => `[${times(',', length)}`)],
  ['dashes', template(again('- '))],
  ['question marks', template(again('? '))],
  ['keys', template(again('a: '))],
  ['anchors', template(again('&a '))],
  ['tags', template(again('!a '))],
  ['aliases', template(again('\n    - *a'))],
  ['aliases of lists of aliases', template(length => numbered('\n    - &a# [*a#, *a#]', length))],
  ['merged mappings', template(again('\n    <<: *a'))],
  ['double quotes', template(again('"'))],
  ['single quotes', template(again("'"))],
  ['a string without end', template(length => `"${times('x ', length)}`)],
  ['a string over lines', template(length => `"${times('x\n    ', length)}"`)],
  ['a plain scalar over lines', template(again('x\n    '))],
  ['a block', template(length => `|\n${times('    x\n', length)}`)],
  ['a folded block', template(length => `>\n${times('    x\n', length)}`)],
  ['empty blocks', template(again('\n    - |'))],
  ['comments', template(again('# x\n'))],
  ['comments about rules', template(again('# notification-explorer-ignore a/b\n'))],
  ['empty lines', template(again('\n'))],
  ['blanks', template(again(' '))],
  ['tabs', template(again('\t'))],
  ['documents', template(again('\n---\na: b'))],
  ['documents first', length => `${times('---\n', length)}${HUB}`],
  ['directives', length => `${times('%a b\n', length)}--- ${HUB}`],
  ['escapes', template(length => `"${times('\\u0041', length)}"`)],
  ['colons', template(again(':'))],
  ['a key without end', template(again('k'))],
];

const vaultIn = (inside: (length: number) => string) =>
  around('resource "aws_glacier_vault" "a" {\n  name = ', '\n}\n', inside);
const hcl: readonly (readonly [string, LintShape['make']])[] = [
  [
    'vaults in one another, and a fault',
    around('', '=', length => {
      const [opening, closing] = ['resource "aws_glacier_vault" "a" {\n', '}\n'];
      const whole = Math.floor(length / (opening.length + closing.length));
      return opening.repeat(whole) + closing.repeat(whole);
    }),
  ],
  ['hubs', counted('resource "aws_notifications_notification_hub" "h#" {\n  region = "x"\n}\n', '')],
  [
    'arguments',
    length => `resource "aws_glacier_vault" "a" {\n  notification {\n${numbered('    k# = 1\n', length)}  }\n}\n`,
  ],
  [
    'events',
    length =>
      `resource "aws_glacier_vault" "a" {\n  notification {\n    events = [${numbered('"x#"', length, ', ')}]\n  }\n}\n`,
  ],
  [
    'policies',
    counted('resource "aws_glacier_vault" "v#" {\n  access_policy = <<EOF\n{"Statement": []}\nEOF\n}\n', ''),
  ],
  [
    'data sources',
    counted(
      'data "aws_iam_policy_document" "d#" {\n  statement {}\n}\nresource "aws_glacier_vault" "v#" {\n  access_policy = data.aws_iam_policy_document.d#.json\n}\n',
      '',
    ),
  ],
  [
    'statements',
    length =>
      `data "aws_iam_policy_document" "d" {\n${numbered('  statement {\n    actions = ["glacier:*"]\n    principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }\n  }\n', length)}}\nresource "aws_glacier_vault" "v" {\n  access_policy = data.aws_iam_policy_document.d.json\n}\n`,
  ],
  ['brackets', vaultIn(again('['))],
  ['braces', vaultIn(again('{'))],
  ['parentheses', vaultIn(again('('))],
  ['blocks in blocks', vaultIn(again('1\n  a {\n'))],
  ['interpolations', vaultIn(again('"${'))],
  ['directives', vaultIn(length => `"${times('%{if a}', length)}`)],
  ['openings of heredocs', vaultIn(again('<<A\n'))],
  ['heredocs that open on a line', vaultIn(again('<<A '))],
  ['arguments that are heredocs without end', vaultIn(again('1\n  a = <<A\n'))],
  ['interpolations in a heredoc', vaultIn(length => `<<A\n${times('${a}"', length)}\nA`)],
  ['quotes', vaultIn(again('"'))],
  ['quotes and blanks', vaultIn(again('" '))],
  ['quotes on lines', vaultIn(again('"\n'))],
  ['values without names on lines', vaultIn(again('1\n = '))],
  ['a string', vaultIn(length => `"${times('x', length)}"`)],
  ['escapes', vaultIn(length => `"${times('\\"', length)}"`)],
  ['comments', vaultIn(length => `1\n${times('# x\n', length)}`)],
  ['open comments', vaultIn(again('/*'))],
  ['signs', vaultIn(again('-'))],
  ['conditions', vaultIn(again('a ? '))],
  ['calls', vaultIn(again('f('))],
  ['traversals', vaultIn(length => `a${times('.b', length)}`)],
  ['closing braces', vaultIn(again('}'))],
  ['faults', vaultIn(again('@ '))],
  ['faults on lines', vaultIn(again('1\n  a = ]\n'))],
  ['empty lines', vaultIn(again('\n'))],
];

/** Shapes in which readers of text have been slow, or could be. */
export const lintShapes: readonly LintShape[] = [
  ...json,
  ...shell,
  ...yaml.map(([name, make]) => [name, 'a.template', make] as const),
  ...hcl.map(([name, make]) => [name, 'main.tf', make] as const),
].map(([name, fileName, make]) => ({
  name: `${name} in ${fileName}`,
  fileName,
  make,
}));

/** How long a shape takes, as a multiple of what a plain document of its language and length takes. */
export interface ShapeTime {
  readonly name: string;
  readonly ratio: number;
}

/** In microseconds: the least of several. */
function took({ fileName, make }: LintShape, length: number, tries: number): number {
  const text = make(length);
  const once = (): number => timeOf(() => lintFile(text, { fileName, parsers: allParsers }, CONTEXT));
  return Math.min(...Array.from({ length: tries }, once));
}

const CONTEXT = { today: '2026-11-22', account: '444455556666', region: 'eu-west-1' };

const extensionOf = ({ fileName }: LintShape): string => /[^.]*$/.exec(fileName)?.[0].replace('jsonc', 'json') ?? '';

/** What each shape, or each of some, takes against the plain document of its language, both of one length. */
export function shapeTimes(length: number, tries: number, shapes = lintShapes): readonly ShapeTime[] {
  const plain = new Map<string, number>();
  return shapes.map(shape => {
    const language = extensionOf(shape);
    const plainShape = plainShapes.find(one => extensionOf(one) === language);
    if (plainShape === undefined) throw new RangeError(`no plain document for ${shape.fileName}`);
    const least = plain.get(language) ?? took(plainShape, length, tries);
    plain.set(language, least);
    return { name: shape.name, ratio: took(shape, length, tries) / Math.max(least, 1) };
  });
}
