import { describe, expect, it } from 'vitest';
import { growsWithLength } from '../../../test/support/growth.ts';
import { Context, known } from './context.ts';
import { fits, literally } from './pattern.ts';
import { filled, inRange, numberOf, timeOf } from './values.ts';

describe('a text with variables', () => {
  const context = new Context({
    'aws:username': known('ada'),
    'aws:PrincipalTag/star': known('*'),
    'aws:TagKeys': known('a', 'b'),
    'aws:SourceVpc': { state: 'absent' },
    'aws:userid': { state: 'unknown' },
  });

  it.each<[string, string, readonly string[], readonly string[]]>([
    ['the value of a variable', 'x-${aws:username}-y', ['x-ada-y'], ['x-bob-y', 'x--y', 'x-${aws:username}-y']],
    ['the name of a variable between blanks', '${ aws:username }', ['ada'], ['']],
    ['wildcards beside a variable', '*${aws:username}?', ['ada1', 'x/ada2'], ['ada']],
    ['no wildcard that a variable holds', '${aws:PrincipalTag/star}', ['*'], ['x', '']],
    ['a default where the key is absent', "${aws:SourceVpc, 'none'}!", ['none!'], ['!']],
    ['no default where the key is there', "${aws:username, 'none'}", ['ada'], ['none']],
    ['a star that is meant as it is', 'a${*}b', ['a*b'], ['axb', 'ab']],
    ['a question mark that is meant as it is', 'a${?}b', ['a?b'], ['axb', 'ab']],
    ['a dollar that is meant as it is', 'a${$}b', ['a$b'], ['axb', 'ab']],
    ['a dollar that is no variable', 'a$b{c}', ['a$b{c}'], ['ab']],
  ])('fits %s', (_what, text, fitting, others) => {
    const pattern = filled(text, context);
    if (typeof pattern === 'string') throw new Error(pattern);
    for (const one of fitting) expect([one, fits(pattern, one)]).toEqual([one, true]);
    for (const one of others) expect([one, fits(pattern, one)]).toEqual([one, false]);
  });

  it.each([
    ['unresolved', 'a variable without a value', '${aws:SourceVpc}'],
    ['unresolved', 'one such among others', '${aws:username}${aws:SourceVpc}x'],
    ['unknown', 'a variable that nobody knows', '${aws:userid}'],
    ['unknown', 'a variable with several values', '${aws:TagKeys}'],
    ['unknown', 'a key that is not named', '${saml:sub}'],
  ])('is %s with %s', (expected, _what, text) => {
    expect(filled(text, context)).toBe(expected);
  });

  it('has no wildcards where it is read as it is', () => {
    const pattern = filled('*-${aws:username}', context, literally);
    expect(typeof pattern !== 'string' && [fits(pattern, '*-ada'), fits(pattern, 'x-ada')]).toEqual([true, false]);
  });
});

it.each<[string, string, boolean | undefined]>([
  ['203.0.113.0/24', '203.0.113.255', true],
  ['203.0.113.0/24', '203.0.114.0', false],
  ['203.0.113.7', '203.0.113.7', true],
  ['203.0.113.7', '203.0.113.6', false],
  ['0.0.0.0/0', '255.255.255.255', true],
  ['255.255.255.255/32', '255.255.255.255', true],
  ['10.0.0.0/8', '10.1.0.0/16', true],
  ['10.1.0.0/16', '10.0.0.0/8', false],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::', false],
  ['2001:DB8::1', '2001:db8:0:0:0:0:0:1', true],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0', true],
  ['::', '::', true],
  ['::1/128', '::2', false],
  ['::/0', '0.0.0.1', false],
  ['0.0.0.0/0', '::1', false],
  ['10.0.0.0/8', 'x', undefined],
  ['x', '10.0.0.0', undefined],
  ...[
    '10.0.0.0/33',
    '10.0.0.0/x',
    '10.0.0.0/8x',
    '10.0.0.0/x8',
    '10.0.0.0/',
    '10.0.0.0/8/9',
    '10.0.0.0/0008',
    '/8',
  ].map((range): [string, string, undefined] => [range, '10.0.0.1', undefined]),
  ...['10.0.0', '10.0.0.0.0', '10.0.0.256', '10.0.0.0001', '10.0.0.a', '10.0.0.a1', '10.0.0.1a', '10.0..1', ''].map(
    (range): [string, string, undefined] => [range, '10.0.0.1', undefined],
  ),
  ...[
    '1:2:3',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    'g::',
    '1g::',
    'x1::',
    ':',
    '::1/129',
  ].map((range): [string, string, undefined] => [range, '::1', undefined]),
])('the range %s, asked about %s, says %s', (range, address, expected) => {
  expect(inRange(range, address)).toBe(expected);
});

const noon = Date.parse('2026-11-28T12:00:00Z');
it.each<[string, number]>([
  ['2026-11-28T12:00:00Z', noon],
  ['2026-11-28T12:00:00', noon],
  ['2026-11-28T12:00:00.000Z', noon],
  ['2026-11-28T13:00:00+01:00', noon],
  ['2026-11-28T13:00:00+0100', noon],
  ['2026-11-28T13:00Z', noon + 3_600_000],
  ['2026-11-28', noon - 12 * 3_600_000],
  [String(noon / 1000), noon],
  [`${noon / 1000}.25`, noon + 250],
  ...[
    '',
    'now',
    ' 2026-11-28',
    '2026-11-28 ',
    '2026-11-28Z',
    '20261128T120000Z',
    '2026-11-28T12:00:00 UTC',
    '1.',
    '-1',
    '1x',
  ].map((text): [string, number] => [text, Number.NaN]),
])('the time %j is %d', (text, expected) => {
  expect(timeOf(text)).toBe(expected);
});

it.each<[string, number]>([
  ['7', 7],
  ['+7', 7],
  ['-7.50', -7.5],
  ['7.', 7],
  ['.25', 0.25],
  ['12.25', 12.25],
  ['1e3', 1_000],
  ['1E+12', 1e12],
  ['1e-2', 0.01],
  ...['', ' 7', '7 ', '0x10', '1,000', 'x7', '7x', '.', 'e3', '1e', '1e+', '--7', 'NaN', 'Infinity'].map(
    (text): [string, number] => [text, Number.NaN],
  ),
])('the number %j is %d', (text, expected) => {
  expect(numberOf(text)).toBe(expected);
});

it('a number is told from other text in time that grows with its length', () => {
  const telling = (length: number) => {
    const text = `${'0'.repeat(length)}x`;
    return () => numberOf(text);
  };
  expect(growsWithLength(telling, 2_000, 20_000)).toBe(true);
});
