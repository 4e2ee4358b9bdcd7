import { describe, expect, it } from 'vitest';
import { planted } from '../../../../test/support/planted.ts';
import { applyEdits } from '../../json/edit.ts';
import { lintFile } from '../lintFile.ts';
import { Positions } from '../positions.ts';

const lint = (fileName: string, text: string) => lintFile(text, { fileName }, { today: '2026-11-22' }).findings;

const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:jobs';
const STREAM = 'arn:aws:kinesis:eu-west-1:444455556666:stream/events';
const ROLE = 'arn:aws:iam::444455556666:role/events';
const BOTH = '"ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"';
const GOOD = `{"SNSTopic": "${TOPIC}", "Events": [${BOTH}]}`;
const WRONG = `{"SNSTopic": "${TOPIC}", "Events": [${BOTH}, «vault/event-name|"VaultRetrievalCompleted"»]}`;

const wrong: readonly (readonly [what: string, fileName: string, sample: string])[] = [
  ['a fence of JSON', 'README.md', `# Set\n\n\`\`\`json\n${WRONG}\n\`\`\`\n`],
  ['a fence that nothing closes', 'README.md', `\`\`\`json\n${WRONG}`],
  ['a fence of tildes', 'README.md', `~~~ json\n${WRONG}\n~~~\n`],
  [
    'a longer fence around a shorter one',
    'README.md',
    `\`\`\`\`json\n${WRONG}\n\`\`\`\`\n\`\`\`json\n${GOOD}\n\`\`\`\n`,
  ],
  ['lines that end in CR LF', 'README.md', `Set:\r\n\r\n\`\`\`json\r\n${WRONG}\r\n\`\`\`\r\n`],
  ['a fence in a list', 'README.md', `1. Set:\n\n   \`\`\`json\n   ${WRONG}\n   \`\`\`\n`],
  [
    'a quotation',
    'README.md',
    `> \`\`\`json\n> {\n>   "Events": [\n>     ${BOTH}, «vault/event-name|"VaultRetrieval"»\n>   ],\n>   "SNSTopic": "${TOPIC}"\n> }\n> \`\`\`\n`,
  ],
  ['a quotation that ends with its fence open', 'README.md', `> \`\`\`json\n> ${WRONG}\n\nWords.\n`],
  [
    'JSON with comments',
    'README.md',
    `\`\`\`jsonc\n{\n  // both\n  "SNSTopic": "${TOPIC}",\n  "Events": [${BOTH}, «vault/event-name|"Both"»], // all\n}\n\`\`\`\n`,
  ],
  ['a fence of no language', 'README.md', `\`\`\`\n${WRONG}\n\`\`\`\n`],
  ['an upper-case language with attributes', 'guide.mdx', `\`\`\`JSON {1,2} title="x"\n${WRONG}\n\`\`\`\n`],
  ['a second fence', 'README.md', `\`\`\`json\n{"a": 1}\n\`\`\`\n\n\`\`\`json\n${WRONG}\n\`\`\`\n`],
  [
    'a stream of the wrong kind',
    'README.md',
    `\`\`\`json\n{"ApplicationId": "0123456789abcdef0123456789abcdef",\n"WriteEventStream": {«event-stream/end-of-support|"DestinationStreamArn"»: "arn:aws:firehose:eu-west-1:444455556666:«event-stream/stream-arn|stream/events»", "RoleArn": "${ROLE}"}}\n\`\`\`\n`,
  ],
  [
    'characters of two units before it',
    'README.md',
    `\u{1f4fc} tapes\n\n\`\`\`json\n{"SNSTopic": "${TOPIC}", «document/unknown-key|"\u{1f4fc}"»: 1, "Events": [${BOTH}]}\n\`\`\`\n`,
  ],
  [
    'a missing comma',
    'README.md',
    `\`\`\`json\n{"SNSTopic": "${TOPIC}" «document/syntax|"Events"»: [${BOTH}]}\n\`\`\`\n`,
  ],
  [
    'a hub in a call and another in a fence',
    'README.md',
    `\`\`\`sh\naws notifications register-notification-hub --region us-east-1 --notification-hub-region «hub/region|eu-west-9»\n\`\`\`\n\n\`\`\`json\n{"notificationHubRegion": «hub/region|"eu-west-9"»}\n\`\`\`\n`,
  ],
  [
    'a policy for everybody',
    'README.md',
    `\`\`\`json\n{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": «vault/vault-policy-public|"*"», "Action": "glacier:InitiateJob", "Resource": "*"}]}\n\`\`\`\n`,
  ],
  [
    'a template',
    'README.md',
    `\`\`\`json\n{"Resources": {"Hub": {"Type": "AWS::Notifications::NotificationHub", "Properties": {"Region": «hub/region|"eu-west-9"»}}}}\n\`\`\`\n`,
  ],
  ['a code block of reStructuredText', 'guide.rst', `Set\n===\n\n.. code-block:: json\n\n   ${WRONG}\n\nWords.\n`],
  [
    'a code block with options',
    'guide.rst',
    `.. code-block:: json\n   :linenos:\n   :caption: notificationconfig.json\n\n   ${WRONG}\n`,
  ],
  [
    'an indented sourcecode block',
    'guide.rst',
    `* Set:\n\n  .. sourcecode:: json\n\n     {\n       "SNSTopic": "${TOPIC}",\n\n       "Events": [${BOTH}, «vault/event-name|"Both"»]\n     }\n\n* Get.\n`,
  ],
  [
    'an account with a digit too few',
    'README.md',
    `\`\`\`json\n{"SNSTopic": "arn:aws:sns:eu-west-1:«arn/account|12345678901»:topic", "Events": [${BOTH}]}\n\`\`\`\n`,
  ],
  ['a literal block', 'guide.rst', `The config is::\n\n    ${WRONG}\n\nand so on.\n`],
  [
    'a call in a literal block',
    'guide.rst',
    `Command::\n\n    aws notifications register-notification-hub --region us-east-1 --notification-hub-region «hub/region|eu-west-9»\n`,
  ],
];

const silent: readonly (readonly [what: string, fileName: string, text: string])[] = [
  ['a good config', 'README.md', `\`\`\`json\n${GOOD}\n\`\`\`\n`],
  [
    'what is to be filled in',
    'README.md',
    `\`\`\`json\n{"SNSTopic": "arn:aws:sns:<region>:<account>:jobs", "Events": [${BOTH}]}\n\`\`\`\n`,
  ],
  ...['arn:aws:sns:region:account-id:topic', 'arn:aws:sns:us-east-1:XXXXXXXXXXXX:topic', 'arn:...'].map(
    (topic): (typeof silent)[number] => [
      `words for parts of an ARN: ${topic}`,
      'guide.rst',
      `.. code-block:: json\n\n   {"SNSTopic": "${topic}", "Events": [${BOTH}]}\n`,
    ],
  ),
  [
    'words for Regions and parts of ARNs in a template',
    'README.md',
    '```yaml\nResources:\n  Hub:\n    Type: AWS::Notifications::NotificationHub\n    Properties:\n      Region: region\n```\n',
  ],
  [
    'a sample account',
    'README.md',
    `\`\`\`json\n{"SNSTopic": "arn:aws:sns:eu-west-1:111122223333:jobs", "Events": [${BOTH}]}\n\`\`\`\n`,
  ],
  ['what is left out', 'README.md', `\`\`\`json\n{"SNSTopic": "${TOPIC}", "Events": [${BOTH}], ...}\n\`\`\`\n`],
  [
    'comments in JSON',
    'README.md',
    `\`\`\`json\n{"SNSTopic": "${TOPIC}", // the topic\n"Events": [${BOTH}]}\n\`\`\`\n`,
  ],
  ...[
    ['vault', `{"vaultNotificationConfig": ${GOOD}}`],
    ['hub', '{"notificationHubRegion": "eu-west-1", "statusSummary": {"status": "ACTIVE", "reason": "x"}}'],
  ].flatMap(([kind, answer]): readonly (typeof silent)[number][] => [
    [`what AWS answers of a ${kind}`, 'README.md', `\`\`\`sh\naws help\n\`\`\`\n\n\`\`\`json\n${answer}\n\`\`\`\n`],
    [`output of a ${kind} in reStructuredText`, 'guide.rst', `Output::\n\n  ${answer}\n`],
  ]),
  [
    'a delivered message',
    'README.md',
    `\`\`\`json\n{"Action": "InventoryRetrieval", "Completed": true, "JobId": "a", "SNSTopic": "arn", "StatusCode": "x"}\n\`\`\`\n`,
  ],
  [
    'settings of others',
    'README.md',
    `\`\`\`json\n{"url": "https://example.com", "events": ["archive.created"], "secret": "x"}\n\`\`\`\n`,
  ],
  ['JSON outside of a fence', 'README.md', `${WRONG.replace(/«[^|]*\||»/g, '')}\n`],
  ['a fence of another language', 'README.md', `\`\`\`js\n${WRONG.replace(/«[^|]*\||»/g, '')}\n\`\`\`\n`],
  [
    'a comment above',
    'README.md',
    `<!-- notification-explorer-ignore vault/event-name -->\n\`\`\`json\n{"SNSTopic": "${TOPIC}", "Events": [${BOTH}, "x"]}\n\`\`\`\n`,
  ],
  [
    'a comment above, in reStructuredText',
    'guide.rst',
    `.. notification-explorer-ignore vault/event-name\n.. code-block:: json\n\n   {"SNSTopic": "${TOPIC}", "Events": [${BOTH}, "x"]}\n`,
  ],
  ['a call with a name to fill in', 'guide.rst', '::\n\n  aws glacier get-vault-notifications --vault-name <name>\n'],
  [
    'a block below another directive',
    'guide.rst',
    `.. note::\n\n   Words.\n\n.. code-block:: python\n\n   ${WRONG.replace(/«[^|]*\||»/g, '')}\n`,
  ],
  ['an empty block', 'guide.rst', '.. code-block:: json\n\nWords.\n'],
  [
    'the parameters of a role',
    'README.md',
    `\`\`\`json\n{"RoleArn": "${ROLE}", "ExternalId": "x"}\n\`\`\`\n\n\`\`\`json\n{"Stream": "${STREAM}"}\n\`\`\`\n`,
  ],
];

describe('a page', () => {
  it.each(wrong)('tells what is wrong in %s', (_what, fileName, sample) => {
    const { text, mistakes } = planted(sample);
    expect(lint(fileName, text).map(({ rule, start, end }) => ({ rule, start, end }))).toEqual(mistakes);
  });

  it.each(silent)('says nothing of %s', (_what, fileName, text) => {
    expect(lint(fileName, text)).toEqual([]);
  });

  it('is fixed where the block stands, in its own indentation', () => {
    const text = `- Set:\n\n  \`\`\`json\n  {\n    "SNSTopic": "${TOPIC}",\n    "Events": [\n      "ArchiveRetrievalCompleted"\n    ]\n  }\n  \`\`\`\n`;
    const [fix] = lint('README.md', text)[0]?.fixes ?? [];
    expect(applyEdits(text, fix?.edits ?? [])).toBe(
      text.replace('Completed"\n', 'Completed",\n      "InventoryRetrievalCompleted"\n'),
    );
  });

  it('adds no line to a quotation, which would end it', () => {
    const text = `> \`\`\`json\n> {\n>   "SNSTopic": "${TOPIC}",\n>   "Events": [\n>     "ArchiveRetrievalCompleted"\n>   ]\n> }\n> \`\`\`\n`;
    const [finding] = lint('README.md', text);
    expect(finding?.rule).toBe('vault/one-event');
    expect(finding?.fixes).toEqual([]);
  });

  it('says of one rule no more than of a document, however many blocks there are', () => {
    const text = `\`\`\`json\n{"notificationHubRegion": "eu-west-9"}\n\`\`\`\n`.repeat(1100);
    expect(lint('README.md', text)).toHaveLength(1000);
  });

  it('tells lines and characters of the page', () => {
    const { text } = planted(`a\n\n> \`\`\`json\n> ${WRONG}\n`);
    const [finding] = lint('README.md', text);
    expect(finding && new Positions(text).of(finding).start.line).toBe(3);
  });
});
