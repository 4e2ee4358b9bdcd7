import { describe, expect, it } from 'vitest';
import { endOfRules } from './ignores.ts';
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

  it('is looked for in time that does not grow with the line', () => {
    const took = (length: number): number => {
      const line = `// notification-explorer-ignore${' '.repeat(length)}`;
      const before = process.cpuUsage().user;
      for (let turn = 0; turn < 10; turn += 1) endOfRules(line);
      return process.cpuUsage().user - before;
    };
    expect(took(20_000)).toBeLessThan(30 * Math.max(took(2_000), 1_000));
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
