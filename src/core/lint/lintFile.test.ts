import { describe, expect, it } from 'vitest';
import { formatsIn, lintFile } from './lintFile.ts';

const CONTEXT = { today: '2026-11-22' };
const CALL = 'aws notifications list-notification-hubs --region eu-west-1\n';
const SHELL = `\`\`\`sh\n${CALL}\`\`\`\n`;
const JSON_FENCE = '```json\n{"notificationHubRegion": "eu-west-9"}\n```\n';
const BOTH = 'Type: AWS::Notifications::NotificationHub\nresource "aws_glacier_vault" "a" {}\n';

const rulesIn = (fileName: string, text: string, options: object = {}) =>
  lintFile(text, { fileName, ...options }, CONTEXT).findings.map(({ rule }) => rule);

describe('the formats that a text needs a parser for', () => {
  it.each<[string, readonly string[]]>([
    ['a.yml', ['yaml']],
    ['a.template', ['yaml']],
    ['main.tf', ['hcl']],
    ['main.tofu', ['hcl']],
    ['README.md', ['yaml', 'hcl']],
    ['a.rst', ['yaml', 'hcl']],
    ['deploy.sh', []],
    ['a.json', []],
    ['a.txt', []],
  ])('are, for %s, %j', (fileName, expected) => {
    expect(formatsIn(BOTH, { fileName })).toEqual(expected);
    expect(formatsIn('nothing of ours', { fileName })).toEqual([]);
  });

  it.each([' {}', '\ufeff[', '\n\n{', ''])('are none for a template that is JSON: %j', begin => {
    expect(formatsIn(begin === '' ? '' : `${begin}\n${BOTH}`, { fileName: 'a.template' })).toEqual([]);
  });

  it('are told by the language, whatever the name says', () => {
    expect(formatsIn(BOTH, { language: 'hcl' })).toEqual(['hcl']);
    expect(formatsIn(BOTH, { fileName: 'a.json', language: 'yaml' })).toEqual(['yaml']);
  });
});

describe('a file', () => {
  it.each<[string, string]>([
    ['deploy.sh', CALL],
    ['README.md', SHELL],
    ['README.md', JSON_FENCE],
    ['a.yml', `- run: ${CALL}`],
  ])('named %s is held to the rules that are asked for', (fileName, text) => {
    const [rule = '', ...others] = rulesIn(fileName, text);
    expect([rule !== '', others]).toEqual([true, []]);
    expect(rulesIn(fileName, text, { leaveOut: [rule] })).toEqual([]);
    expect(rulesIn(fileName, text, { rules: { [rule]: 'off' } })).toEqual([]);
  });

  it('has what several readers found of it told in the order of the text', () => {
    for (const text of [SHELL + JSON_FENCE, JSON_FENCE + SHELL]) {
      const { findings } = lintFile(text, { fileName: 'README.md' }, CONTEXT);
      const starts = findings.map(({ start }) => start);
      expect([starts.length, starts]).toEqual([2, starts.toSorted((a, b) => a - b)]);
    }
  });

  it.each(['notes', 'folder.d/notes'])('without an ending is read where it begins as JSON: %s', fileName => {
    expect(lintFile('{"notificationHubRegion": "eu-west-9"}', { fileName }, CONTEXT).kind).toBe('hub');
    expect(lintFile('notes', { fileName }, CONTEXT)).toEqual({ kind: null, findings: [], leftFor: 'format' });
  });
});
