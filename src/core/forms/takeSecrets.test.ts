import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergedSecret, secretNotation, takeSecrets } from './takeSecrets.ts';

const MEMBER = 'DeviceToken';
const NOTATION = '${secret:DeviceToken}';
const take = (text: string) => {
  const { text: left, taken } = takeSecrets(text, [MEMBER]);
  return [left, ...taken.map(({ value }) => value)];
};

const taken: readonly [name: string, before: string, after: string, value?: string][] = [
  ['a member', '{"DeviceToken": "t0k"}', `{"DeviceToken": "${NOTATION}"}`],
  [
    'a member in angle brackets, as logs print it',
    '{"DeviceToken": "<740f4707 bebcf74f 9b7c25d4>"}',
    `{"DeviceToken": "${NOTATION}"}`,
    '<740f4707 bebcf74f 9b7c25d4>',
  ],
  ['a member in another case', '{"deviceToken": "t0k"}', `{"deviceToken": "${NOTATION}"}`],
  ['a member deep inside', '{"Input": [{"DeviceToken":"t0k"}]}', `{"Input": [{"DeviceToken":"${NOTATION}"}]}`],
  ['a member whose name is escaped', '{"Device\\u0054oken": "t0k"}', `{"Device\\u0054oken": "${NOTATION}"}`],
  [
    'a member with comments around',
    '{"DeviceToken" /* a */ : /* b */ "t0k"}',
    `{"DeviceToken" /* a */ : /* b */ "${NOTATION}"}`,
  ],
  ['a member that is not closed', '{"DeviceToken": "t0k', `{"DeviceToken": "${NOTATION}"`],
  ['a member without quotes', '{DeviceToken: "t0k"}', `{DeviceToken: "${NOTATION}"}`],
  ['a list', '{"DeviceToken": ["t0k"], "x": 1}', `{"DeviceToken": "${NOTATION}", "x": 1}`],
  ['an object', '{"DeviceToken": {"value": "t0k", "type": "string"}}', `{"DeviceToken": "${NOTATION}"}`],
  ['one in another', '{"DeviceToken": {"DeviceToken": "t0k"}, "x": 1}', `{"DeviceToken": "${NOTATION}", "x": 1}`],
  ['single quotes', "{'DeviceToken': 't0k'}", `{'DeviceToken': '${NOTATION}'}`],
  ['an argument', "create(DeviceToken='t0k', x=1)", `create(DeviceToken='${NOTATION}', x=1)`],
  ['an option', 'aws --device-token t0k --x y', `aws --device-token ${NOTATION} --x y`],
  ['an option in quotes', 'aws --device-token="t0k"', `aws --device-token="${NOTATION}"`],
  ['JSON in a string', '"{\\"DeviceToken\\":\\"t0k\\"}"', `"{\\"DeviceToken\\":\\"${NOTATION}\\"}"`],
  ['JSON in a comment', '// "DeviceToken": "t0k"\n{}', `// "DeviceToken": "${NOTATION}"\n{}`],
  [
    'JSON of a command line',
    `aws --cli-input-json '{"DeviceToken":"t0k"}'`,
    `aws --cli-input-json '{"DeviceToken":"${NOTATION}"}'`,
  ],
];

describe('literal secrets in a text', () => {
  it.each(taken)('are taken out of %s', (_name, before, after, value = 't0k') => {
    expect(take(before)).toEqual([after, value]);
  });

  it.each([
    `{"DeviceToken": "${NOTATION}"}`,
    '{"DeviceToken": ""}',
    '{"DeviceToken": null}',
    '{"DeviceToken": "<token>"}',
    '{"DeviceToken": "string"}',
    '{"DeviceToken": ',
    '{"DeviceToken": }',
    '// the DeviceToken: see the wiki\n{}',
    '{"DeviceType": "APNS"}',
  ])('are not seen in %s', text => {
    expect(take(text)).toEqual([text]);
  });

  it('without quotes are taken whole, as they are written', () => {
    expect(take('{"DeviceToken": 0a1f, "x": 1}')).toEqual([`{"DeviceToken": "${NOTATION}", "x": 1}`, '0a1f']);
    expect(take('{"DeviceToken": 123}')).toEqual([`{"DeviceToken": "${NOTATION}"}`, '123']);
  });

  it('keep what the field had where the notation stands in them', () => {
    const [one] = takeSecrets(`{"DeviceToken": "${NOTATION}b"}`, [MEMBER]).taken;
    expect(one && mergedSecret('$&a', one)).toBe('$&ab');
  });

  it('never stay in a text, and are taken once', () => {
    const secret = fc
      .string({ unit: fc.constantFrom(...'abz09:+/=_"\\ é'), minLength: 6, maxLength: 30 })
      .map(one => `q9${one}`);
    const around = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(secret, around, fc.constantFrom(undefined, 2), fc.nat(12), (value, other, indent, cut) => {
        const whole = JSON.stringify({ other, DeviceToken: value, in: [{ devicetoken: value }] }, null, indent);
        const text = whole.slice(0, whole.length - cut);
        const left = takeSecrets(text, [MEMBER]);
        expect(left.text).not.toContain(JSON.stringify(value).slice(1, -1));
        expect(takeSecrets(left.text, [MEMBER])).toEqual({ text: left.text, taken: [] });
        if (cut > 0) return;
        expect(left.taken.map(one => one.value)).toEqual([value, value]);
        const notation = secretNotation(MEMBER);
        expect(JSON.parse(left.text)).toEqual(
          JSON.parse(JSON.stringify({ other, DeviceToken: notation, in: [{ devicetoken: notation }] })),
        );
      }),
      { numRuns: 100, seed: 5 },
    );
  });
});

it('is done in no time with texts that are made to take long', () => {
  const many = 20_000;
  for (const text of [
    `DeviceToken ${'\\'.repeat(many)}`,
    `DeviceToken:${' '.repeat(many)}x`,
    '"DeviceToken":['.repeat(many / 20),
    `DeviceToken="${"'".repeat(many)}`,
    `--device-token ${'\\\n'.repeat(many / 2)}`,
  ]) {
    expect(() => takeSecrets(text, [MEMBER])).not.toThrow();
  }
});
