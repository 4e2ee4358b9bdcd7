import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInMemory } from '../../../test/support/cliInMemory.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:444455556666:jobs';
const BODY = { SNSTopic: TOPIC, Events: ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'] };
const hub = (region: string) => JSON.stringify({ notificationHubRegion: region });

const LONG_TOKEN = `APA91bs3cr3t${'x9'.repeat(20)}`;
const BASE64_TOKEN = `APA91b/s3cr3t+${'x9'.repeat(14)}g=`;

const FILES: Readonly<Record<string, string>> = {
  'good.json': JSON.stringify(BODY),
  'notificationconfig.json': JSON.stringify({ ...BODY, Events: ['ArchiveRetrieval'] }, null, 2),
  'warning.json': JSON.stringify({ ...BODY, SNSTopic: `${TOPIC}.fifo` }),
  'package.json': '{"name": "x"}',
  'hub.template':
    'Resources:\n  Hub:\n    Type: AWS::Notifications::NotificationHub\n    Properties: {Region: eu-west-9}\n',
  'guide.adoc': '= Guide\n',
  'deploy.py': 'print("aws glacier set-vault-notifications")\n',
  LICENSE: 'Anyone may\n',
  'misspelt.push-registration.json': '{"InstanceId": "i", "DeviceTokn": "s3cr3t:abc", "DeviceType": "GCM"}',
  'misspelt.sh': `aws connect create-push-notification-registration --device-tokn s3cr3t:abc --cli-input-json '{"Devicetoken1": "s3cr3t:abc", "Odd": 1}'\n`,
  'broken.push-registration.json': `{"InstanceId": "i", "DeviceToken" "${LONG_TOKEN}", "PushToken": "${LONG_TOKEN}"}`,
  'chat.push-registration.json': '{"InstanceId": "i", "DeviceToken": "s3cr3t:abc", "DeviceType": "GCM"}',
  'push.sh': 'aws connect create-push-notification-registration --instance-id i --device-token s3cr3t:abc\n',
  'many/notificationconfig.json': JSON.stringify({
    ...BODY,
    Events: Array.from({ length: 1001 }, (_, at) => `x${at}`),
  }),
  'treacherous.json': `{\n\t"\u202e\u001b[31m": 1, "SNSTopic": "${TOPIC}", "Events": ["ArchiveRetrievalCompleted", "InventoryRetrievalCompleted"]}`,
  'deploy [1].sh': `aws notifications register-notification-hub --notification-hub-region eu-west-1 --region eu-west-1\n`,
  'hubs/a.notification-hub.json': hub('us-east-1'),
  'hubs/b.notification-hub.json': hub('eu-west-1'),
  'hubs/c.notification-hub.json': hub('eu-north-1'),
  'hubs/d.notification-hub.json': hub('eu-central-1'),
  'hubs/node_modules/x.notification-hub.json': '{}',
  'bom.notification-hub.json': `\ufeff${JSON.stringify({ notificationHubRegion: 'us-east-1', x: '😀', y: 1 })}`,
};

let cwd = '';

const lint = (args: readonly string[], stdin = '') => runInMemory(['lint', ...args], cwd, stdin);

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'lint-'));
  for (const [name, text] of Object.entries(FILES)) {
    const file = join(cwd, name);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
  }
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const rulesIn = (json: string): readonly string[] =>
  JSON.parse(json).map((row: { file: string; rule: string }) => `${row.file} ${row.rule}`);

describe('lint', () => {
  it('tells nothing of a good file', async () => {
    expect(await lint(['--json', 'good.json'])).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
    expect(await lint(['good.json'])).toEqual({ code: 0, stdout: '1 file: no findings.\n', stderr: '' });
  });

  it('tells each finding with its place, zero-based', async () => {
    const { code, stdout } = await lint(['--json', 'notificationconfig.json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual([
      {
        file: 'notificationconfig.json',
        rule: 'vault/event-name',
        severity: 'error',
        message: '“ArchiveRetrieval” is not a Glacier event. Did you mean ArchiveRetrievalCompleted?',
        range: { start: { line: 3, character: 4 }, end: { line: 3, character: 22 } },
        fixes: [
          {
            title: 'Replace with ArchiveRetrievalCompleted',
            sure: false,
            edits: [
              {
                range: { start: { line: 3, character: 4 }, end: { line: 3, character: 22 } },
                newText: '"ArchiveRetrievalCompleted"',
              },
            ],
          },
        ],
      },
    ]);
  });

  it('loads the parser that a template needs, as a file and from the standard input', async () => {
    expect(rulesIn((await lint(['--json', 'hub.template', 'good.json'])).stdout)).toEqual(['hub.template hub/region']);
    const piped = await lint(['--json', '--stdin', '--stdin-filename', 'a.yml'], FILES['hub.template']);
    expect(rulesIn(piped.stdout)).toEqual(['a.yml hub/region']);
  });

  it('shows a person the line with a caret, and what was left alone', async () => {
    const { stdout } = await lint(['notificationconfig.json', 'package.json']);
    expect(stdout).toBe(
      [
        'notificationconfig.json:4:5: error: “ArchiveRetrieval” is not a Glacier event. Did you mean ArchiveRetrievalCompleted? [vault/event-name]',
        '  4 |     "ArchiveRetrieval"',
        '    |     ^^^^^^^^^^^^^^^^^^',
        '  possible fix: Replace with ArchiveRetrievalCompleted',
        '',
        '2 files: 1 error.',
        'Not checked: 1 not recognised as a config. --verbose names it.',
        '',
      ].join('\n'),
    );
  });

  it('counts what was left alone, and names it when asked to', async () => {
    const files = ['good.json', 'package.json', 'guide.adoc', 'deploy.py', 'LICENSE'];
    const { code, stdout } = await lint(files);
    expect([code, stdout]).toEqual([
      0,
      '5 files: no findings.\nNot checked: 1 not recognised as a config, 3 in a format that is not read. --verbose names them.\n',
    ]);
    expect((await lint(['--verbose', ...files])).stdout).toBe(
      [
        '5 files: no findings.',
        'package.json: not checked, not recognised as a config.',
        'guide.adoc: not checked, in a format that is not read.',
        'deploy.py: not checked, in a format that is not read.',
        'LICENSE: not checked, in a format that is not read.',
        '',
      ].join('\n'),
    );
  });

  it('exits with 64 where nothing but other formats was given, unless a kind says what they are', async () => {
    const { code, stdout, stderr } = await lint(['guide.adoc', 'deploy.py']);
    expect([code, stdout]).toEqual([64, '']);
    expect(stderr).toContain('guide.adoc: this format is not read.');
    expect((await lint(['--kind', 'hub', 'deploy.py'])).code).toBe(1);
  });

  it('shows where a device token stands and not what it is', async () => {
    for (const file of ['chat.push-registration.json', 'push.sh']) {
      const { stdout } = await lint([file]);
      expect(stdout).toContain('[push-registration/token-in-file]');
      expect(stdout).toContain('*****');
      expect(stdout).not.toContain('s3cr3t');
    }
  });

  it('gives each registration a ClientToken of its own', async () => {
    const text = `${'aws connect create-push-notification-registration --cli-input-json \'{"InstanceId": "i"}\'\n'.repeat(2)}`;
    const args = ['--fix=push-registration/client-token', '--stdin', '--stdin-filename', 'push.sh'];
    const tokens = [...(await lint(args, text)).stdout.matchAll(/"ClientToken": "([\da-f-]{36})"/g)].map(
      ([, one]) => one,
    );
    expect([tokens.length, new Set(tokens).size]).toEqual([2, 2]);
  });

  it('names the ClientToken that it would add', async () => {
    const rows = JSON.parse((await lint(['--json', 'chat.push-registration.json'])).stdout);
    const row = rows.find(({ rule }: { rule: string }) => rule === 'push-registration/client-token');
    expect(row.fixes).toMatchObject([{ title: 'Add ClientToken', sure: false }]);
  });

  it.each([
    [{ '111122223333': { production: true } }, true, ''],
    [{ '1111*': { production: true } }, true, ''],
    [{ '444455556666': { production: true }, '1*': { pinned: true } }, false, ''],
    [{ '111122223333': 'production' }, false, 'A file of the state folder is damaged'],
  ])('knows by the marks %j what is production', async (marks, isTold, problem) => {
    const folder = await mkdtemp(join(tmpdir(), 'lint-state-'));
    await writeFile(join(folder, 'marks.json'), JSON.stringify(marks));
    const args = [
      'lint',
      '--json',
      '--account',
      '111122223333',
      '--stdin',
      '--stdin-filename',
      'a.push-registration.json',
    ];
    const env = { NOTIFICATION_EXPLORER_HOME: folder };
    const { stdout, stderr } = await runInMemory(args, cwd, '{"DeviceType": "APNS_SANDBOX"}', env);
    await rm(folder, { recursive: true });
    expect(rulesIn(stdout).some(rule => rule.endsWith('push-registration/sandbox-prod'))).toBe(isTold);
    expect(stderr.slice(0, problem.length + 1)).toBe(problem === '' ? '' : `${problem} `);
  });

  it('shows no device token behind a misspelt name either', async () => {
    for (const file of ['misspelt.push-registration.json', 'misspelt.sh']) {
      const { stdout } = await lint([file]);
      expect(stdout).toContain('[document/unknown-key]');
      expect(stdout).not.toContain('s3cr3t');
    }
  });

  it('shows no device token where the text is broken, or under a name of someone’s own', async () => {
    const { stdout } = await lint(['broken.push-registration.json']);
    expect(stdout).toContain('[document/syntax]');
    expect(stdout).not.toContain('s3cr3t');
  });

  it.each([
    ['a document that is a list', 'x.push-registration.json', `["DEADBE12${'0a'.repeat(28)}"]`],
    [
      'an option of several pieces',
      'x.sh',
      "aws connect create-push-notification-registration --device-token 'abc'\\''DEADBE12' --odd 1",
    ],
    ['an option cut short', 'x.sh', 'aws connect create-push-notification-registration --device-tok DEADBE12 --odd 1'],
    [
      'what a log printed, under another name',
      'x.push-registration.json',
      `{"DeviceType": "<${Array(8).fill('DEADBE12').join(' ')}>", "ClientTokn": "{length = 4, bytes = 0xDEADBE12}"}`,
    ],
  ])('shows no device token of %s', async (_what, name, text) => {
    for (const format of [[], ['--json'], ['--sarif']]) {
      const { code, stdout } = await lint([...format, '--stdin', '--stdin-filename', name], text);
      expect([code, stdout.includes('DEADBE12')]).toEqual([1, false]);
    }
  });

  it('names no device token in a fix', async () => {
    const text = '{"InstanceId": "i", "DeviceToken": " s3cr3t:abc ", "DeviceType": "GCM"}';
    for (const format of ['--json', '--sarif']) {
      const { stdout } = await lint([format, '--stdin', '--stdin-filename', 'a.push-registration.json'], text);
      expect(stdout).toContain('arn/whitespace');
      expect(stdout).not.toContain('s3cr3t');
    }
    const call = 'aws connect create-push-notification-registration --device-token " s3cr3t:abc "';
    expect((await lint(['--json', '--stdin', '--stdin-filename', 'a.sh'], call)).stdout).not.toContain('s3cr3t');
    const fixed = await lint(['--fix', '--stdin', '--stdin-filename', 'a.push-registration.json'], text);
    expect(fixed.stdout).toBe(text.replace(' s3cr3t:abc ', 's3cr3t:abc'));
  });

  it.each([
    { DeviceToken: 'APNS', DeviceType: LONG_TOKEN },
    { DeviceToken: 'x', DeviceType: 'APNS', ContactConfiguration: { ContactId: 'c', ParticipantRole: LONG_TOKEN } },
    { DeviceToken: 'x', DeviceType: 'APNS', ContactConfiguration: { ContactId: 'c', ParticipantRole: BASE64_TOKEN } },
    { DeviceType: 'APNS', [LONG_TOKEN]: 'DeviceToken' },
    { DeviceToken: 'APNS', DeviceType: `"${LONG_TOKEN}"` },
    { DeviceToken: 'APNS', DeviceType: 'APNS', InstanceId: ` ${LONG_TOKEN}\n` },
  ])('shows no device token that stands in the place of something else: %j', async request => {
    const args = ['--stdin', '--stdin-filename', 'a.push-registration.json'];
    for (const format of [[], ['--json'], ['--sarif']]) {
      const { stdout } = await lint([...format, ...args], JSON.stringify(request));
      expect(stdout).toMatch(/device-type|participant-role|unknown-key|whitespace/);
      expect(stdout).not.toContain('s3cr3t');
    }
  });

  it('says where a rule had more to say than it may', async () => {
    const { stdout } = await lint(['many/notificationconfig.json']);
    expect(stdout).toContain('many/notificationconfig.json: vault/event-name is reported 1000 times, then no more.');
  });

  it('shows control and bidirectional characters as what they are', async () => {
    for (const args of [[], ['--json'], ['--sarif']]) {
      const { code, stdout } = await lint([...args, 'treacherous.json']);
      expect(code).toBe(1);
      expect(stdout.includes('\u202e') || stdout.includes('\u001b')).toBe(false);
    }
    const [, line = '', caret = ''] = (await lint(['treacherous.json'])).stdout.split('\n');
    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('"\\u{202e}\\u{1b}[31m"');
  });

  it('counts characters beyond the first plane as two, and a byte order mark as one', async () => {
    const [x, y] = JSON.parse((await lint(['--json', 'bom.notification-hub.json'])).stdout);
    const text = FILES['bom.notification-hub.json'] ?? '';
    expect(x.range.start.character).toBe(text.indexOf('"x"'));
    expect(y.range.start.character).toBe(text.indexOf('"y"'));
  });

  it('writes a SARIF log', async () => {
    const { code, stdout } = await lint(['--sarif', 'deploy [1].sh']);
    const [run] = JSON.parse(stdout).runs;
    expect(code).toBe(1);
    expect(run.tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(['hub/control-plane-region']);
    expect(run.results).toHaveLength(1);
    expect(run.results[0]).toMatchObject({ ruleIndex: 0, level: 'error' });
    expect(run.results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'deploy%20%5B1%5D.sh' },
      region: { startLine: 1, startColumn: 90, endLine: 1, endColumn: 99 },
    });
    expect(run.results[0].fixes).toEqual([
      {
        description: { text: 'Replace with us-east-1' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'deploy%20%5B1%5D.sh' },
            replacements: [
              {
                deletedRegion: { startLine: 1, startColumn: 90, endLine: 1, endColumn: 99 },
                insertedContent: { text: 'us-east-1' },
              },
            ],
          },
        ],
        properties: { sure: true },
      },
    ]);
  });

  it('finds files by pattern, without a shell and outside node_modules', async () => {
    const { code, stdout } = await lint(['--json', '--account', '444455556666', 'hubs/**/*.json', 'good.json']);
    expect(code).toBe(1);
    expect(rulesIn(stdout)).toEqual(
      ['a', 'b', 'c', 'd'].map(name => `hubs/${name}.notification-hub.json hub/too-many`),
    );
    expect((await lint(['--json', 'hubs/**/*.json'])).stdout).toBe('[]\n');
  });

  it('takes context, kinds and switches', async () => {
    const cases: [string[], number, string[]][] = [
      [['--region', 'us-east-1', 'good.json'], 1, ['good.json vault/topic-region']],
      [['--account', '111122223333', 'good.json'], 0, ['good.json vault/topic-account']],
      [['warning.json'], 0, ['warning.json vault/topic-fifo']],
      [['--fail-on', 'warning', 'warning.json'], 1, ['warning.json vault/topic-fifo']],
      [['--rule', 'vault/topic-fifo=off', '--fail-on', 'hint', 'warning.json'], 0, []],
      [['--rule', 'vault/topic-fifo=error', 'warning.json'], 1, ['warning.json vault/topic-fifo']],
      [
        ['--kind', 'hub', 'package.json'],
        1,
        ['package.json document/missing-key', 'package.json document/unknown-key'],
      ],
    ];
    for (const [args, code, found] of cases) {
      const result = await lint(['--json', ...args]);
      expect([result.code, [...rulesIn(result.stdout)].sort()]).toEqual([code, found]);
    }
  });

  it('read one document from standard input', async () => {
    const args = ['--json', '--stdin', '--stdin-filename', 'x.notification-hub.json'];
    const { code, stdout } = await lint(args, '{}');
    expect([code, rulesIn(stdout)]).toEqual([1, ['x.notification-hub.json document/missing-key']]);
  });

  it.each([
    [[], 'Name a file'],
    [['none.json'], 'none.json: there is no such file.'],
    [['hubs'], 'hubs: this is a folder'],
    [['/dev/null'], '/dev/null: this is a pipe or a device'],
    [['*.none'], "No file matches '*.none'."],
    [['--json', '--sarif', 'good.json'], 'not both'],
    [['--stdin', 'good.json'], 'not both'],
    [['--stdin-filename', 'x', 'good.json'], 'needs --stdin'],
    [['--kind', 'topic', 'good.json'], "'topic' is not a kind"],
    [['--account', '12', 'good.json'], "'12' is not an account ID"],
    [['--region', 'Ireland', 'good.json'], "'Ireland' is not a Region"],
    [['--rule', 'vault/none=off', 'good.json'], "There is no rule 'vault/none'."],
    [['--rule', 'vault/topic-fifo', 'good.json'], 'needs a severity'],
    [['--rule', 'vault/topic-fifo=grave', 'good.json'], 'is not one of error, warning'],
    [['--fail-on', 'never', 'good.json'], 'is not one of error, warning'],
    [['--fix=vault/none', 'good.json'], "--fix: there is no rule 'vault/none'."],
    [['--fix=', 'good.json'], "--fix: there is no rule ''."],
    [['--fix', '--stdin', '--json'], 'prints the text'],
  ])('exits with 64 for %j', async (args, text) => {
    const { code, stderr } = await lint(args);
    expect(code).toBe(64);
    expect(stderr).toContain(text);
  });
});
