import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TREACHEROUS } from '../model/plainText.ts';
import { yamlText } from './cloudFormation.ts';
import { hclText, hclValue } from './hcl.ts';
import { powerShellWord } from './powerShell.ts';

/** Texts of what quoting is about: quotes of every sort, escapes, marks of templates, and characters that show as others. */
const names = fc
  .array(
    fc.constantFrom(...'\'"`\\$%{}()@#;&|!*?~- \n\r\t\u0000\u007f\u202e\u2018\u2019\u201a\u201b\u201c\u201d\u201eaé😀'),
  )
  .map(chars => chars.join(''));

/** A word of PowerShell read by its rules on quoting; undefined where the text goes on behind it. */
function readPowerShell(word: string): string | undefined {
  const single = /^'((?:[^'\u2018-\u201b]|(['\u2018-\u201b])['\u2018-\u201b])*)'$/.exec(word);
  if (single !== null) return single[1]?.replace(/(['\u2018-\u201b])['\u2018-\u201b]/g, '$1');
  const double = /^"((?:[^"`$\u201c-\u201e]|`u\{[\da-f]+\}|`["`$\u201c-\u201e])*)"$/.exec(word)?.[1];
  return double?.replace(/`(?:u\{([\da-f]+)\}|([\s\S]))/g, (_all, code: string | undefined, char: string) =>
    code === undefined ? char : String.fromCodePoint(Number.parseInt(code, 16)),
  );
}

/** A string of HCL read by its rules; undefined where it is a template. */
function readHcl(text: string): string | undefined {
  const inner = /^"((?:[^"\\\n]|\\[\s\S])*)"$/.exec(text)?.[1];
  if (inner === undefined || /[$%]\{/.test(inner.replace(/(\$\$|%%)\{/g, ' '))) return undefined;
  const plain = inner.replace(/(\$)\$\{|(%)%\{/g, '$1$2{');
  return plain.replace(
    /\\(?:u([\da-f]{4})|U([\da-f]{8})|([\s\S]))/g,
    (_all, four?: string, eight?: string, char?: string) =>
      char === undefined ? String.fromCodePoint(Number.parseInt(four ?? eight ?? '', 16)) : char,
  );
}

describe('a text as a word', () => {
  it.each([
    ['of PowerShell', powerShellWord, readPowerShell],
    ['of HCL', hclText, readHcl],
    [
      'of YAML, which reads it as JSON does',
      yamlText,
      (text: string) => JSON.parse(text.replace(/\\U[\da-f]{8}/g, '')),
    ],
  ] as const)('%s means itself, and shows what is in it', (_name, write, read) => {
    fc.assert(
      fc.property(names, name => {
        const word = write(name);
        expect(read(word)).toBe(name);
        expect(word.replaceAll('\n', '')).not.toMatch(TREACHEROUS);
      }),
    );
  });

  it('of HCL stays a text where a mark stands before one that is doubled', () => {
    expect(readHcl(hclText('%%{{'))).toBe('%%{{');
    expect(readHcl(hclText('$$${'))).toBe('$$${');
  });

  it.each([
    ['a name', "it's", "'it''s'"],
    ['a typographic quote, which ends a string too', 'it’s', "'it’’s'"],
    ['a line break', 'a\nb$c', '"a`u{a}b`$c"'],
  ])('of PowerShell is right for %s', (_name, text, word) => expect(powerShellWord(text)).toBe(word));

  it.each([
    ['a template', 'a ${b} %{c}', '"a $${b} %%{c}"'],
    ['a dollar before a template', '$${b}', '"$$${b}"'],
    ['marks that begin nothing', '$ % {', '"$ % {"'],
  ])('of HCL is right for %s', (_name, text, word) => expect(hclText(text)).toBe(word));
});

it('lays out values as terraform fmt does', () => {
  const value = { a: 1, long: ['b', 'c'], 'x:y': { z: null, for: true }, list: [{ k: '' }], none: {}, last: 2 };
  expect(hclValue(value)).toBe(
    [
      '{',
      '  a    = 1',
      '  long = ["b", "c"]',
      '  "x:y" = {',
      '    z     = null',
      '    "for" = true',
      '  }',
      '  list = [',
      '    {',
      '      k = ""',
      '    },',
      '  ]',
      '  none = {}',
      '  last = 2',
      '}',
    ].join('\n'),
  );
});
