import { expect, test } from 'vitest';
import { parseIni } from './iniFile.ts';

const read = (text: string) => {
  const { sections, badLines } = parseIni(text);
  return { sections: sections.map(one => [one.header, Object.fromEntries(one.settings)]), badLines };
};

test.each([
  ['a plain section', '[default]\nregion = eu-west-1\n', [['default', { region: 'eu-west-1' }]]],
  [
    'Windows line ends and a byte order mark',
    '\uFEFF[default]\r\nregion=eu-west-1\r\n',
    [['default', { region: 'eu-west-1' }]],
  ],
  [
    'names with spaces, quotes and parentheses',
    '[profile "a b (c)"]\nx = 1\n[profile d e]',
    [
      ['profile "a b (c)"', { x: '1' }],
      ['profile d e', {}],
    ],
  ],
  [
    'comments on lines of their own and after a value',
    '# one\n; two\n[a] # three\nx = 1 ; four\ny = a#b',
    [['a', { x: '1', y: 'a#b' }]],
  ],
  ['values that hold an equals sign', '[a]\nsecret = a=b==', [['a', { secret: 'a=b==' }]]],
  [
    'settings nested by indentation',
    '[services s]\nglacier =\n  endpoint_url = http://g\n\n  other = 1\nsns = \n\tendpoint_url = http://s\nplain = 2',
    [
      [
        'services s',
        { 'glacier.endpoint_url': 'http://g', 'glacier.other': '1', 'sns.endpoint_url': 'http://s', plain: '2' },
      ],
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
  expect(read(text)).toEqual({ sections, badLines: [] });
});

test('names the lines it cannot read and keeps the rest', () => {
  expect(read('stray\n[a]\nx = 1\nnonsense\n[broken\ny = 2\n[b]\nz = 3')).toEqual({
    sections: [
      ['a', { x: '1' }],
      ['b', { z: '3' }],
    ],
    badLines: [1, 4, 5],
  });
});
