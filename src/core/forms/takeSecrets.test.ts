import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergedSecret, secretNotation } from './secretNotation.ts';
import { maskedSecrets, takeSecrets } from './takeSecrets.ts';

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
  [
    'an option of several pieces',
    "aws --device-token 'ab'\\''cd' --x 'y'",
    `aws --device-token ${NOTATION} --x 'y'`,
    "ab'cd",
  ],
  ['an option of pieces in other quotes', `aws --device-token="t0"'k' --x`, `aws --device-token=${NOTATION} --x`],
  [
    'an option in quotes inside of others',
    `sh -c 'aws --device-token "t0k"' && echo 'x'`,
    `sh -c 'aws --device-token "${NOTATION}"' && echo 'x'`,
  ],
  ['JSON in a string', '"{\\"DeviceToken\\":\\"t0k\\"}"', `"{\\"DeviceToken\\":\\"${NOTATION}\\"}"`],
  ['JSON in a comment', '// "DeviceToken": "t0k"\n{}', `// "DeviceToken": "${NOTATION}"\n{}`],
  [
    'JSON of a command line',
    `aws --cli-input-json '{"DeviceToken":"t0k"}'`,
    `aws --cli-input-json '{"DeviceToken":"${NOTATION}"}'`,
  ],
  ['an assignment', 'export DEVICE_TOKEN=t0k:a-b_c', `export DEVICE_TOKEN=${NOTATION}`, 't0k:a-b_c'],
  ['what a shell takes by default', 'T=${DEVICE_TOKEN:-t0k}', `T=\${DEVICE_TOKEN:-${NOTATION}}`],
  ['an item of DynamoDB', '{"device_token": {"S": "t0k"}}', `{"device_token": "${NOTATION}"}`],
  ['a list', '{"device-token": [\n  "t0k"\n]}', `{"device-token": "${NOTATION}"}`],
  [
    'a quote that is not closed',
    '{\n  "DeviceToken": "t0k,\n  "x": 1}',
    `{\n  "DeviceToken": "${NOTATION}",\n  "x": 1}`,
  ],
  ['an object that is not closed', '{"DeviceToken": "t0k }', `{"DeviceToken": "${NOTATION}" }`],
  ['a quote that another closes', `DeviceToken: 't0k", x`, `DeviceToken: '${NOTATION}", x`],
  ['an assignment of a longer name', 'APNS_DEVICE_TOKEN=t0k\n', `APNS_DEVICE_TOKEN=${NOTATION}\n`],
  ['shorthand', 'DeviceToken=t0k,DeviceType=GCM', `DeviceToken=${NOTATION},DeviceType=GCM`],
  ['an address', 'https://x.example/?deviceToken=t0k&a=b', `https://x.example/?deviceToken=${NOTATION}&a=b`],
  [
    'a name and its value',
    '{"Name": "DeviceToken", "Value": "t0k"}',
    `{"Name": "DeviceToken", "Value": "${NOTATION}"}`,
  ],
  ['a value and its name', '[{"Value":"t0k","Name":"DeviceToken"}]', `[{"Value":"${NOTATION}","Name":"DeviceToken"}]`],
  [
    'a name and its value among others',
    '[{"name":"a","value":"b"},{"name":"DEVICE_TOKEN","value":"t0k"},{"name":"c","value":"d"}]',
    `[{"name":"a","value":"b"},{"name":"DEVICE_TOKEN","value":"${NOTATION}"},{"name":"c","value":"d"}]`,
  ],
  [
    'a name and its value in YAML',
    '- name: DEVICE_TOKEN\n  value: t0k\n- name: x\n  value: y\n',
    `- name: DEVICE_TOKEN\n  value: ${NOTATION}\n- name: x\n  value: y\n`,
  ],
  ['a pair of shorthand', 'Name=DeviceToken,Value=t0k', `Name=DeviceToken,Value=${NOTATION}`],
  ['YAML', 'push:\n  device_token: t0k # mine\n', `push:\n  device_token: ${NOTATION} # mine\n`],
  ['a block of YAML', 'device-token: >-\n  t0k\n', `device-token: >-\n  ${NOTATION}\n`],
  ['an option cut short', 'aws --device-tok t0k --x y', `aws --device-tok ${NOTATION} --x y`],
  ['an option cut short in quotes', 'aws --device-to="t0k"', `aws --device-to="${NOTATION}"`],
  ['a list of several', '{"DeviceTokens": ["a1", "t0k"], "x": 1}', `{"DeviceTokens": "${NOTATION}", "x": 1}`],
  ['a variable of Swift', 'let deviceToken: String? = "t0k"', `let deviceToken: String? = "${NOTATION}"`],
  [
    'a variable of Swift with a call',
    'let deviceToken: Optional<String> = .some("t0k")',
    `let deviceToken: Optional<String> = .some("${NOTATION}")`,
  ],
  ['a variable of Rust', 'let device_token: &str = "t0k";', `let device_token: &str = "${NOTATION}";`],
  [
    'a constant of Rust',
    `const DEVICE_TOKEN: &'static str = "t0k";`,
    `const DEVICE_TOKEN: &'static str = "${NOTATION}";`,
  ],
  [
    'a variable of Rust with calls',
    'let device_token: String = String::from("t0k");',
    `let device_token: String = String::from("${NOTATION}");`,
  ],
  ['a variable of Go', 'deviceToken := "t0k"', `deviceToken := "${NOTATION}"`],
  ['a variable of Go with a type', 'var deviceToken string = "t0k"', `var deviceToken string = "${NOTATION}"`],
  ['a variable of Visual Basic', 'Dim deviceToken As String = "t0k"', `Dim deviceToken As String = "${NOTATION}"`],
  [
    'a variable of TypeScript',
    `const deviceToken: string | null = 't0k'`,
    `const deviceToken: string | null = '${NOTATION}'`,
  ],
  ['a variable of Objective-C', 'NSString *deviceToken = @"t0k";', `NSString *deviceToken = @"${NOTATION}";`],
  ['an assignment that begins with a sign', 'DEVICE_TOKEN=@t0k', `DEVICE_TOKEN=${NOTATION}`, '@t0k'],
  ['an array of C', 'char device_token[] = "t0k";', `char device_token[] = "${NOTATION}";`],
  ['a table', 'DeviceType,DeviceToken\nGCM,t0k\n', `DeviceType,DeviceToken\nGCM,${NOTATION}\n`],
  [
    'a table in quotes',
    '"DeviceToken";"DeviceType"\r\n"t0k";"GCM"\r\n',
    `"DeviceToken";"DeviceType"\r\n"${NOTATION}";"GCM"\r\n`,
  ],
];

/** Long enough to be told by its looks. */
const LONG = `dQw4w9WgXcQ:APA91b${'x9'.repeat(20)}`;

const takenByLooks: readonly [name: string, written: (token: string) => string][] = [
  ['an argument of PowerShell', token => `New-CONNPush -DeviceToken ${token} -DeviceType GCM`],
  ['a variable of cmd', token => `setx DEVICE_TOKEN ${token}`],
  ['a variable of csh', token => `setenv DEVICE_TOKEN "${token}"`],
  ['an attribute of Terraform in quotes', token => `"DeviceToken" = "${token}"`],
  ['a heredoc of Terraform', token => `device_token = <<EOT\n${token}\nEOT`],
  ['a hash of Ruby', token => `:device_token => '${token}'`],
  ['a call', token => `request.setDeviceToken("${token}")`],
  ['a call around it', token => `DeviceToken: aws.String("${token}"),`],
  ['a declaration', token => `deviceToken := "${token}"`],
  ['bytes of Python', token => `params = {b"DeviceToken": b"${token}"}`],
  ['a subscript', token => `params['DeviceToken'] = '${token}'`],
  ['a pair', token => `["DeviceToken", "${token}"]`],
  ['markup', token => `<DeviceToken>${token}</DeviceToken>`],
  ['a variable of a type', token => `let deviceToken: String = "${token}"`],
  ['a property list', token => `<key>DeviceToken</key>\n<string>${token}</string>`],
  ['a table of Markdown', token => `| DeviceToken | DeviceType |\n| --- | --- |\n| ${token} | GCM |\n`],
  ['a property', token => `device.token=${token}\n`],
  ['a sentence', token => `Device token: ${token}.`],
  ['a table of one column', token => `DeviceToken\n${token}\n`],
  ['a comment', token => `// DeviceToken: ${token}\n{}`],
  ['a member without its colon', token => `{"DeviceToken" "${token}"}`],
  ['a folded text of YAML', token => `DeviceToken: >\n  ${token}\n`],
  ['a tagged text of YAML', token => `DeviceToken: !!str ${token}\n`],
];

const HEX = '740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad';
const GROUPS = HEX.replace(/.{8}(?!$)/g, '$& ');

/** As systems of Apple print a token. */
const dumps: readonly string[] = [
  `<${GROUPS}>`,
  `{length = 32, bytes = 0x${GROUPS} }`,
  `{length=32,bytes=0x${HEX}}`,
  '{length = 32, bytes = 0x740f4707 bebcf74f 9b7c25d4 8e335894 ... 462c7eaf 61bb78ad }',
];

describe('literal secrets in a text', () => {
  it.each(dumps)('are taken whole as a log prints them: %s', dump => {
    for (const [before, after = ''] of [['Device token: '], ['deviceToken = '], ['{"DeviceToken": "', '"}']]) {
      expect(take(`${before}${dump}${after}`)).toEqual([`${before}${NOTATION}${after}`, dump]);
    }
  });

  it.each([
    ['quotes', `device_tokens = ["${LONG}",\n  "${HEX}"]`],
    ['YAML', `device_tokens:\n  - ${LONG}\n  - ${HEX}\n`],
    ['Objective-C', `deviceTokens = @[@"${LONG}", @"${HEX}"];`],
  ])('are all taken out of a list of several in %s', (_name, text) => {
    expect(take(text)).toEqual([text.replace(LONG, NOTATION).replace(HEX, NOTATION), LONG, HEX]);
  });

  it.each(takenByLooks)('that are as long as tokens are taken out of %s', (_name, written) => {
    expect(take(written(LONG))).toEqual([written(NOTATION), LONG]);
  });

  it('that are bytes in Base64 are taken out of markup', () => {
    const token = Buffer.from(HEX, 'hex').toString('base64');
    expect(take(`<DeviceToken>${token}</DeviceToken>`)).toEqual([`<DeviceToken>${NOTATION}</DeviceToken>`, token]);
  });

  it('are taken whole where a terminal broke their line', () => {
    expect(take(`{"DeviceToken": "${LONG}\n  ab12\ncd", "x": 1}`)).toEqual([
      `{"DeviceToken": "${NOTATION}", "x": 1}`,
      `${LONG}ab12cd`,
    ]);
  });

  it.each([
    `{"DeviceToken": "${NOTATION}", "ClientToken": "${LONG}"}`,
    `{"DeviceToken": "", "Digest": "${LONG}"}`,
    `// the DeviceToken of arn:aws:x:${LONG}`,
    `aws --device-token $T --client-token ${LONG}`,
    '// DeviceToken: see https://wiki.example.com/mobile/device-tokens-of-the-apps-of-2024-and-later',
    `DeviceToken is in the wiki, below the page of the release that was made from ${LONG}`,
  ])('are not taken for what belongs to another name: %s', text => {
    expect(take(text)[0]).toBe(text);
  });

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
    'DEVICE_TOKEN=$TOKEN',
    'DEVICE_TOKEN=$(cat token)',
    'if (deviceToken == other) return',
    'let deviceToken: String? = nil',
    'func register(deviceToken: Data) -> String { "x" }',
    'aws --device-type GCM',
    '{"Name": "DeviceToken", "ValueFrom": "x"}',
    '- name: DEVICE_TOKEN\n- name: x\n  value: y\n',
    'DeviceToken,DeviceType',
    '{\n  "DeviceToken",\n  "DeviceType": "GCM",\n  "ContactConfiguration": {\n    "ContactId": "a"\n  }\n}',
    '{\n  "DeviceToken": \n  "DeviceType": "GCM"\n}',
    '{"DeviceToken":"DeviceType":"GCM"}',
    "{'DeviceToken': 'DeviceType': 'GCM'}",
    '"{\\"DeviceToken\\": \\"DeviceType\\": \\"GCM\\"}"',
    `{\n  "DeviceToken": {"${NOTATION}",\n  "DeviceType": "GCM",\n  "ContactConfiguration": {\n    "ContactId": "a"\n  }\n}`,
    '{\n  "DeviceToken": [,\n  "DeviceType": "GCM"\n}',
    '{"required": [\n    "ContactId", "DeviceToken",\n    "DeviceType", "InstanceId"\n  ]\n}',
    '["ContactId",\n  "DeviceType", "DeviceToken"\n  ],\n  "InstanceId": "a"\n}',
    '{\n  "x": "y",DeviceToken=\n  "DeviceType": "GCM"\n}',
  ])('are not seen in %s', text => {
    expect(take(text)).toEqual([text]);
  });

  it('are taken alone where the bracket before them has no partner', () => {
    expect(take('{\n  "DeviceToken": ["t0k",\n  "DeviceType": "GCM"\n}')).toEqual([
      `{\n  "DeviceToken": "${NOTATION}",\n  "DeviceType": "GCM"\n}`,
      't0k',
    ]);
    expect(
      take('{\n  "DeviceToken": {\n    "type": "string",\n    "value": "t0k",\n  "DeviceType": 1}')[0],
    ).not.toContain('t0k');
  });

  it.each([
    '{\n  "DeviceToken": "N,\n  "DeviceType": "GCM"\n}',
    '{"DeviceToken":"N,"DeviceType":"GCM"}',
    '{\n  "DeviceToken": N",\n  "DeviceType": "GCM"\n}',
    '{\n  "DeviceToken": N,\n  "DeviceType": "GCM"\n}',
    `{\n  "DeviceToken": '"N", // mine\n  "DeviceType": "GCM"\n}`,
    `{"DeviceToken":'"N","DeviceType":"GCM"}`,
    '{"DeviceToken":["N","DeviceType":"GCM","ContactConfiguration":{"ContactId":"a"}}',
    '{"DeviceToken":{"N","DeviceType":"GCM","ContactConfiguration":{"ContactId":"a"}}',
    ...Array.from(NOTATION, (_, at) => `{"DeviceToken": "${NOTATION.slice(0, at)}${NOTATION.slice(at + 1)}"}`),
    ...Array.from(NOTATION.slice(1), (_, at) => `{"DeviceToken": "${NOTATION.slice(at + 1)}"}`),
    ...Array.from(NOTATION.slice(1), (_, at) => `{"DeviceToken": "${NOTATION.slice(0, at + 1)}", "x": 1}`),
  ])('are what the field had, and nothing else, while their notation is typed over: %s', text => {
    const before = text.replace(/N(?=[",])/, NOTATION);
    expect(take(before)).toEqual([before]);
  });

  it('without quotes are taken whole, as they are written', () => {
    expect(take('{"DeviceToken": 0a1f, "x": 1}')).toEqual([`{"DeviceToken": "${NOTATION}", "x": 1}`, '0a1f']);
    expect(take('{"DeviceToken": 123}')).toEqual([`{"DeviceToken": "${NOTATION}"}`, '123']);
  });

  it('are what stands behind a part of the notation', () => {
    expect(take(`{"DeviceToken": "${NOTATION.slice(0, -1)}t0k"}`)).toEqual([`{"DeviceToken": "${NOTATION}"}`, 't0k']);
    expect(take('{"DeviceToken": "$t0k:1"}')[1]).toBe('$t0k:1');
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

const times = (part: string, length: number): string => part.repeat(Math.floor(length / part.length));

/** Texts made to take long. */
const shapes: readonly ((length: number) => string)[] = [
  length => `DeviceToken ${times('\\', length)}`,
  length => `DeviceToken:${times(' ', length)}x`,
  length => times('"DeviceToken":[', length),
  length => times('{"DeviceToken":', length),
  length => times('{"DeviceToken":1,', length),
  length => `DeviceToken="${times("'", length)}`,
  length => `--device-token ${times('\\\n', length)}`,
  length => times('DeviceToken:', length),
  // Without a quote at its end it would be one value.
  length => `${times('DeviceToken:-', 2 * length)}"`,
  length => times('DeviceToken=', length),
  length => times('DeviceToken,', length),
  length => times('Name=DeviceToken,', length),
  length => times('DeviceToken,a\n', length),
  length => times('device_token: >\n ', length),
  length => `[${times('{"Name":"DeviceToken","Value":"a"},', length)}`,
  length => times('DeviceToken a1-', length),
  length => `DeviceToken:"${times('a1\n', length)}`,
  length => times('DeviceToken:"a1\n', length),
  length => `DeviceToken,a\n${times(' ', length)}"`,
  length => `DeviceToken;a\n${times('\t', length)}"x`,
  length => times('DeviceToken: a ', length),
  length => times('DeviceToken as a|', length),
  length => `DeviceToken: a<${times('a', length)}`,
  length => times('--device-to', length),
  length => `DeviceToken ${times('740f4707 ', length)}z`,
  length => times('DeviceToken {length = 1, bytes = 0x740f4707', length),
];

it('takes time that grows with the length of a text alone', () => {
  const took = (text: string): number => {
    const before = process.cpuUsage().user;
    takeSecrets(text, [MEMBER]);
    return process.cpuUsage().user - before;
  };
  const plain = Math.max(took(`[${times('{"DeviceType":"GCM","DeviceToken":"abc"},', 100_000)}`), 5_000);
  const isSlow = (make: (typeof shapes)[number]) => took(make(100_000)) / plain > 25;
  // Where each place looks at the whole text it is more than fifty times as much.
  const slow = shapes.filter(make => Array.from({ length: 5 }).every(() => isSlow(make)));
  expect(slow.map(make => make(40))).toEqual([]);
});

it('masks secrets without moving anything', () => {
  const text = '{"DeviceToken": "t0k",\n "DeviceType": "GCM"}';
  const masked = maskedSecrets(text, [MEMBER]);
  expect(masked).toBe('{"DeviceToken": *****,\n "DeviceType": "GCM"}');
  expect(maskedSecrets(masked, [MEMBER])).toHaveLength(text.length);
});
