import { expect, test } from 'vitest';
import { growsWithLength } from '../../../test/support/growth.ts';
import { parseIni } from './iniFile.ts';

const read = (text: string) => parseIni(text).sections.map(one => [one.header, Object.fromEntries(one.settings)]);
const faults = (text: string) => parseIni(text).sections.flatMap(one => one.faults);

test.each([
  ['a plain section', '[default]\nregion = eu-west-1\n', [['default', { region: 'eu-west-1' }]]],
  [
    'Windows line ends and a byte order mark',
    '\uFEFF[default]\r\nregion=eu-west-1\r\n',
    [['default', { region: 'eu-west-1' }]],
  ],
  ['line ends of old Macs', '[a]\rx = 1\ry = 2\r', [['a', { x: '1', y: '2' }]]],
  [
    'names with spaces, quotes and parentheses',
    '[profile "a b (c)"]\nx = 1\n[profile d e]',
    [
      ['profile "a b (c)"', { x: '1' }],
      ['profile d e', {}],
    ],
  ],
  ['a header with something behind it', '[profile a] junk\nx = 1', [['profile a', { x: '1' }]]],
  ['a colon for an equals sign', '[a]\nx: 1\ny : a=b', [['a', { x: '1', y: 'a=b' }]]],
  [
    'names of settings in any case, nested ones included',
    '[a]\nENDPOINT_URL = http://A\nGlacier =\n  Endpoint_URL = http://B',
    [['a', { endpoint_url: 'http://A', glacier: '\nEndpoint_URL = http://B', 'glacier.endpoint_url': 'http://B' }]],
  ],
  ['comments on lines of their own', '# one\n; two\n[a]\n  # three\nx = 1', [['a', { x: '1' }]]],
  [
    'a value with all that stands on its line',
    '[a]\nx = 1 ; four\ny = a#b\ncredential_process = get "a #b"',
    [['a', { x: '1 ; four', y: 'a#b', credential_process: 'get "a #b"' }]],
  ],
  ['values that hold an equals sign', '[a]\nsecret = a=b==', [['a', { secret: 'a=b==' }]]],
  ['a setting without a value', '[a]\nx =\ny = 1', [['a', { x: '', y: '1' }]]],
  ['settings that are all indented', '[a]\n  x = 1\n  y = 2', [['a', { x: '1', y: '2' }]]],
  [
    'a value that goes on below',
    '[a]\ncredential_process = get\n  --from "a b"\n\n  --once\nx = 1\n',
    [['a', { credential_process: 'get\n--from "a b"\n\n--once', x: '1' }]],
  ],
  [
    'settings nested by indentation',
    '[services s]\nglacier =\n  endpoint_url = http://g\n\n  other = 1\nsns = \n\tendpoint_url = http://s\nplain = 2',
    [
      [
        'services s',
        {
          glacier: '\nendpoint_url = http://g\n\nother = 1',
          'glacier.endpoint_url': 'http://g',
          'glacier.other': '1',
          sns: '\nendpoint_url = http://s',
          'sns.endpoint_url': 'http://s',
          plain: '2',
        },
      ],
    ],
  ],
  [
    'nested settings by line ends that only Python has',
    '[services s]\nsts =\n  endpoint_url = http://a\u0085 other = 1',
    [
      [
        'services s',
        {
          sts: '\nendpoint_url = http://a\u0085 other = 1',
          'sts.endpoint_url': 'http://a',
          'sts.other': '1',
        },
      ],
    ],
  ],
  [
    'what is nested before the same on one line, whichever comes first',
    '[services s]\nsts.endpoint_url = http://a\nsts =\n  endpoint_url = http://b\nsns =\n  x = 1\nsns.x = 2',
    [
      [
        'services s',
        { 'sts.endpoint_url': 'http://b', sts: '\nendpoint_url = http://b', sns: '\nx = 1', 'sns.x': '1' },
      ],
    ],
  ],
  [
    'settings that hold for all sections',
    '[DEFAULT]\nx = 1\ny = 2\n[a]\ny = 3\n[b]',
    [
      ['a', { x: '1', y: '3' }],
      ['b', { x: '1', y: '2' }],
    ],
  ],
  ['an empty file', '', []],
  [
    'a header that comes twice',
    '[a]\nx=1\n[a]\ny=2',
    [
      ['a', { x: '1' }],
      ['a', { y: '2' }],
    ],
  ],
])('reads %s', (_what, text, sections) => {
  expect(read(text)).toEqual(sections);
  expect(faults(text)).toEqual([]);
});

test.each([
  ['a line that is no setting', '[a]\nendpoint_url http://127.0.0.1\nx = 1', { kind: 'unreadable', line: 2 }],
  ['a line without a name', '[a]\n= 1', { kind: 'unreadable', line: 2 }],
  ['a nested line that is no setting', '[a]\nsns =\n  endpoint_url: x', { kind: 'unreadable', line: 3 }],
  ['a setting that the section has', '[a]\nx = 1\nX = 2', { kind: 'repeated', line: 3 }],
  ['a setting that is part of the one above', '[a]\nx = 1\n  endpoint_url = y', { kind: 'indented', line: 3 }],
  ['a header that is part of the setting above', '[a]\nx = 1\n  [b]', { kind: 'indented', line: 3 }],
])('finds the fault in a section with %s', (_what, text, fault) => {
  expect(faults(`${text}\n[other]\nz = 3\n`)).toEqual([fault]);
});

test('takes what goes on below a name with a blank for part of its value', () => {
  const text = '[a]\nendpoint_url http://127.0.0.1\n  [b]\n';
  expect(parseIni(text).sections.map(({ header }) => header)).toEqual(['a']);
});

test('keeps the rest of a file whose lines stand outside any section', () => {
  const text = 'stray\n[a]\nx = 1\n[broken\ny = 2\n[b]\nz = 3';
  expect(read(text)).toEqual([
    ['a', { x: '1' }],
    ['b', { z: '3' }],
  ]);
  expect(parseIni(text).strays).toEqual([1, 4, 5].map(line => ({ kind: 'unreadable', line })));
});

test.each(['[b', '[]', 'b]', 'profile b', 'profile b]', 'sso-session b', '[services b # x'])(
  'takes %j for a header that lost its brackets, and what is below it for nobody’s',
  header => {
    const text = `[a]\nx = 1\n${header}\ny = 2\n`;
    expect(read(text)).toEqual([['a', { x: '1' }]]);
    expect(faults(text)).toEqual([]);
    expect(parseIni(text).strays).toEqual([3, 4].map(line => ({ kind: 'unreadable', line })));
  },
);

test('takes what is wrong in the settings for all sections for a fault of each, and of those that are not there', () => {
  expect(parseIni('[DEFAULT]\nnonsense\n').strays).toEqual([{ kind: 'unreadable', line: 2 }]);
  expect(faults('[DEFAULT]\nnonsense\n[a]\n[b]')).toEqual([
    { kind: 'unreadable', line: 2 },
    { kind: 'unreadable', line: 2 },
  ]);
});

test('takes of [DEFAULT] nothing that is nested below a setting of the section’s own', () => {
  const text = '[DEFAULT]\nsts =\n  endpoint_url = http://a\nsns =\n  x = 1\n[services s]\nsts =\n  y = 2\n';
  const [section] = parseIni(text).sections;
  expect([...(section?.settings ?? [])]).toEqual(
    Object.entries({ sns: '\nx = 1', 'sns.x': '1', sts: '\ny = 2', 'sts.y': '2' }),
  );
});

test.each(['\u001c', '\u001f', '\u0085', '\u00a0', '\u3000'])('takes %j for blank, as Python does', blank => {
  const text = `${blank}[profile a]${blank}\n${blank}region${blank}=${blank}eu-west-1${blank}\n${blank}${blank}\n`;
  const { sections, strays } = parseIni(text);
  expect(strays).toEqual([]);
  expect(sections).toEqual([
    { header: 'profile a', line: 1, settings: new Map([['region', 'eu-west-1']]), faults: [] },
  ]);
});

test.each([
  ['settings', 'x = 1\n', (index: number) => `x${index} = 1\n`],
  ['indented lines', '', () => '  more\n'],
  ['blanks', '', () => ' '.repeat(40)],
  ['brackets', '', () => ']['],
  ['broken headers', '', () => '[\n'],
  ['headers', '', (index: number) => `[a${index}]\n`],
])('takes time that grows with the number of %s alone', (_what, first, piece) => {
  const reading = (count: number) => {
    const text = `[a]\n${first}${Array.from({ length: count }, (_, index) => piece(index)).join('')}`;
    return () => parseIni(text);
  };
  expect(growsWithLength(reading, 500, 8_000)).toBe(true);
});
