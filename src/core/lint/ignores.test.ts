import { describe, expect, it } from 'vitest';
import { growsWithLength } from '../../../test/support/growth.ts';
import { endOfRules } from './ignores.ts';
import { lintFile } from './lintFile.ts';
import { lintText } from './lintText.ts';

const CONTEXT = { today: '2026-11-22' };
const EVENT = '"Events": ["Wrong"]';
const TOPIC = '"SNSTopic": "arn:aws:sns:eu-west-1:444455556666:jobs.fifo"';

const told = (text: string, fileName = 'notificationconfig.jsonc') =>
  lintText(text, { fileName }, CONTEXT).findings.map(({ rule }) => rule);

describe('a comment that asks to ignore a rule', () => {
  it.each([
    ['is about the next line', `{\n  ${TOPIC},\n  // notification-explorer-ignore vault/event-name\n  ${EVENT}\n}`],
    [
      'is about its own line behind something',
      `{\n  ${TOPIC},\n  ${EVENT} // notification-explorer-ignore vault/event-name\n}`,
    ],
    [
      'is about the whole file',
      `// notification-explorer-ignore-file vault/event-name\n{\n\n  ${TOPIC},\n  ${EVENT}\n}`,
    ],
    ['may be a block', `{\n  ${TOPIC},\r\n  /* notification-explorer-ignore vault/event-name */\r\n  ${EVENT}\n}`],
    [
      'may be followed by blank lines',
      `{\n  ${TOPIC},\n  // notification-explorer-ignore vault/event-name\n\n  \n  ${EVENT}\n}`,
    ],
    ['may mean every rule', `{\n  ${TOPIC},\n  // notification-explorer-ignore *\n  ${EVENT}\n}`],
    [
      'may name several',
      `{\n  ${TOPIC},\n  // notification-explorer-ignore arn/shape, vault/event-name\n  ${EVENT}\n}`,
    ],
  ])('%s', (_name, text) => {
    expect(told(text)).toEqual(['vault/topic-fifo']);
  });

  it('says nothing about other rules and other lines', () => {
    const text = `{\n  // notification-explorer-ignore vault/event-name\n  ${TOPIC},\n  ${EVENT}\n}`;
    expect(told(text)).toEqual(['vault/topic-fifo', 'vault/event-name']);
  });

  it('is a fault of its own in plain JSON, and not obeyed less for it', () => {
    const text = `{\n  ${TOPIC},\n  // notification-explorer-ignore vault/event-name\n  ${EVENT}\n}`;
    expect(told(text, 'notificationconfig.json')).toEqual(['vault/topic-fifo', 'document/syntax']);
  });
});

const IGNORE = 'notification-explorer-ignore vault/event-name';
const ALL = '"ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"';
const JSON_BLOCK = `{"SNSTopic": "arn:aws:sns:eu-west-1:444455556666:jobs", "Events": [${ALL}, "Wrong"]}`;
const SET = 'aws glacier set-vault-notifications --account-id - --vault-name tapes --vault-notification-config';
const CALL = `${SET} '${JSON_BLOCK}'`;
const FENCE = '```';
const sh = `${FENCE}sh\ncd /tmp\n${CALL}\n${FENCE}\n`;
const STEP = `    runs-on: ubuntu-latest\n    steps:\n`;

it('is about no call behind one that was taken out by a comment', () => {
  const text = `# ${IGNORE}\n# ${CALL}\n\n${CALL}\n`;
  expect(lintFile(text, { fileName: 'a.sh' }, CONTEXT).findings.map(({ rule }) => rule)).toContain('vault/event-name');
});

/** A comment that asks to leave a rule out, and what below it that is about. */
const above: readonly (readonly [what: string, fileName: string, comment: string, below: string])[] = [
  ['a block of a shell', 'README.md', `<!-- ${IGNORE} -->`, `\n${sh}`],
  ['a block below a blank line', 'README.md', `<!-- ${IGNORE} -->`, `\n\n${sh}`],
  [
    'a block of JSON below a blank line',
    'README.md',
    `<!-- ${IGNORE} -->`,
    `\n\n${FENCE}json\n${JSON_BLOCK}\n${FENCE}\n`,
  ],
  [
    'a block of YAML',
    'README.md',
    `<!-- ${IGNORE} -->`,
    `\r\n\r\n${FENCE}yaml\r\nrun: |\r\n  cd /tmp\r\n  ${CALL}\r\n${FENCE}\r\n`,
  ],
  [
    'a step in a block of YAML',
    'README.md',
    `${FENCE}yaml\n# ${IGNORE}`,
    `\n- run: |\n    cd /tmp\n    ${CALL}\n${FENCE}\n`,
  ],
  [
    'a block in a list',
    'README.md',
    `1. Set:\n\n   <!-- ${IGNORE} -->`,
    `\n\n   ${FENCE}sh\n   ${CALL}\n   ${FENCE}\n`,
  ],
  ['a block in a quotation', 'README.md', `> <!-- ${IGNORE} -->`, `\n>\n> ${FENCE}json\n> ${JSON_BLOCK}\n> ${FENCE}\n`],
  ['a directive', 'guide.rst', `.. ${IGNORE}`, `\n.. code-block:: sh\n\n   cd /tmp\n   ${CALL}\n`],
  [
    'a directive below a blank line',
    'guide.rst',
    `.. ${IGNORE}`,
    `\n\n.. code-block:: sh\n   :linenos:\n\n   ${CALL}\n`,
  ],
  [
    'a directive of JSON below a blank line',
    'guide.rst',
    `.. ${IGNORE}`,
    `\n\n.. code-block:: json\n\n   ${JSON_BLOCK}\n`,
  ],
  ['a literal block', 'guide.rst', `.. ${IGNORE}`, `\n\nSet it::\n\n   ${CALL}\n`],
  ['a call below another tool’s comment', 'a.sh', `# ${IGNORE}`, `\n# shellcheck disable=SC2086\n${CALL}\n`],
  ['a call of a shell that is indented less', 'a.sh', `    # ${IGNORE}`, `\n\t${CALL}\n`],
  [
    'a job with a line that was taken out by a comment',
    'a.yml',
    `jobs:\n  # ${IGNORE}`,
    `\n  set:\n    runs-on: ubuntu-latest\n#    timeout-minutes: 5\n    steps:\n      - run: ${CALL}\n`,
  ],
  [
    'what a step runs',
    'a.yml',
    `jobs:\n  set:\n${STEP}      # ${IGNORE}`,
    `\n      - run: |\n          cd /tmp\n          ${CALL}\n`,
  ],
  [
    'a step',
    'a.yml',
    `jobs:\n  set:\n${STEP}      # ${IGNORE}`,
    `\n      - name: Set\n        run: |\n          cd /tmp\n          ${CALL}\n`,
  ],
  ['a job', 'a.yml', `jobs:\n  # ${IGNORE}`, `\n  set:\n${STEP}      - name: Set\n        run: |\n          ${CALL}\n`],
  ['another comment', 'README.md', `<!-- ${IGNORE} -->`, `\n<!-- notification-explorer-ignore arn/shape -->\n\n${sh}`],
  [
    'others of a script',
    'a.sh',
    `# ${IGNORE}`,
    `\n# notification-explorer-ignore arn/shape\n#notification-explorer-ignore *x\n${CALL}\n`,
  ],
  ['a call below a blank line', 'a.sh', `# ${IGNORE}`, `\n\n${SET} \\\n  '${JSON_BLOCK}'\n`],
  ['a call that is given a heredoc', 'a.sh', `# ${IGNORE}`, `\n${SET} \\\n  "$(cat <<'EOF'\n${JSON_BLOCK}\nEOF\n)"\n`],
];

describe('a comment above', () => {
  const toldOf = (fileName: string, text: string) =>
    lintFile(text, { fileName }, CONTEXT).findings.map(({ rule }) => rule);

  it.each(above)('%s is about all of it', (_what, fileName, comment, below) => {
    const other = comment.replace('vault/event-name', 'vault/no-events');
    expect(toldOf(fileName, other + below)).toEqual(['vault/event-name']);
    expect(toldOf(fileName, comment + below)).toEqual([]);
  });

  it.each([
    ['another block', 'README.md', `<!-- ${IGNORE} -->\n\n${FENCE}sh\nls\n${FENCE}\n\n${sh}`],
    ['words', 'README.md', `<!-- ${IGNORE} -->\n\nWords.\n\n${sh}`],
    ['another directive', 'guide.rst', `.. ${IGNORE}\n.. note:: Words.\n\n.. code-block:: sh\n\n   ${CALL}\n`],
    ['another step', 'a.yml', `steps:\n  # ${IGNORE}\n  - run: ls\n  - run: |\n      ${CALL}\n`],
    [
      'another key of a step',
      'a.yml',
      `steps:\n  - name: Set\n    # ${IGNORE}\n    shell: bash\n    run: |\n      ${CALL}\n`,
    ],
    [
      'the step behind its own',
      'a.yml',
      `steps:\n  - run: |\n      ls\n      # ${IGNORE}\n\n  - run: |\n      ${CALL}\n`,
    ],
    ['another command of a block', 'README.md', `${FENCE}sh\n# ${IGNORE}\nls\n${CALL}\n${FENCE}\n`],
  ])('%s is about nothing else', (_what, fileName, text) => {
    expect(toldOf(fileName, text)).toEqual(['vault/event-name']);
  });
});

describe('the place for a further rule in a comment', () => {
  it.each([
    ['  // notification-explorer-ignore arn/shape', ''],
    [
      '// notification-explorer-ignore arn/shape, vault/one-event because the topic is new',
      ' because the topic is new',
    ],
    ['// notification-explorer-ignore: arn/shape  ', '  '],
  ])('is behind the rules that are named: %j', (line, rest) => {
    expect(line.slice(endOfRules(line))).toBe(rest);
  });

  it.each([
    '// notification-explorer-ignore',
    '// notification-explorer-ignore-file arn/shape',
    '"a": 1, // notification-explorer-ignore arn/shape',
    '"notification-explorer-ignore arn/shape"',
  ])('is not in %j', line => {
    expect(endOfRules(line)).toBeUndefined();
  });

  it('is looked for in time that grows with the line alone', () => {
    const looking = (length: number) => {
      const line = `// notification-explorer-ignore${' '.repeat(length)}`;
      return () => endOfRules(line);
    };
    expect(growsWithLength(looking, 2_000, 20_000)).toBe(true);
  });
});

describe('a rule that is switched', () => {
  it('off says nothing, and otherwise has the severity it was given', () => {
    const text = `{${TOPIC}, ${EVENT}}`;
    const rules = { 'vault/event-name': 'off', 'vault/topic-fifo': 'hint' } as const;
    const { findings } = lintText(text, { fileName: 'notificationconfig.json', rules }, CONTEXT);
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['vault/topic-fifo', 'hint']]);
  });

  it('and one that others report for the text is left out', () => {
    const { findings } = lintText('{"Events": ["Wrong"],}', { kind: 'vault', leaveOut: ['document/syntax'] }, CONTEXT);
    expect(findings.map(({ rule }) => rule)).toEqual(['document/missing-key', 'vault/event-name']);
  });
});
