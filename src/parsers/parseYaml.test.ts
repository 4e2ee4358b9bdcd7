import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import type { JsonNode } from '../core/json/tree.ts';
import { parseYaml } from './parseYaml.ts';

/** What a tree says, every scalar as text. */
function meaning(node: JsonNode | null | undefined): unknown {
  if (node?.type === 'object') return Object.fromEntries(node.members.map(({ key, value }) => [key, meaning(value)]));
  if (node?.type === 'array') return node.items.map(meaning);
  return node?.type === 'string' ? node.value : null;
}

/** Every string of a tree, with what stands at its place. */
function written(node: JsonNode | null | undefined, text: string): readonly (readonly [string, string])[] {
  if (node?.type === 'object') return node.members.flatMap(({ value }) => written(value, text));
  if (node?.type === 'array') return node.items.flatMap(item => written(item, text));
  return node?.type === 'string' ? [[node.value, text.slice(node.start, node.end)]] : [];
}

const key = fc.stringMatching(/^[A-Za-z][\w:. -]{0,8}[A-Za-z]$/);
const { value } = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ maxLength: 30 }),
    fc.constantFrom(
      '',
      'x: y',
      '# no',
      '- a',
      '"q"',
      "it's",
      'two\nlines\n',
      '\u{1f4fc}',
      '~',
      'true',
      '12',
      '*a',
      '!b',
      '&c',
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));

describe('parseYaml', () => {
  it('reads what YAML’s own writer writes', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(0, 40), fc.boolean(), (given, lineWidth, crlf) => {
        const text = stringify(given, { lineWidth, aliasDuplicateObjects: false });
        expect(meaning(parseYaml(crlf ? text.replaceAll('\n', '\r\n') : text).root)).toEqual(given);
      }),
      { numRuns: 300 },
    );
  });

  it('knows where each string stands', () => {
    fc.assert(
      fc.property(value, given => {
        const text = stringify(given, { lineWidth: 0, aliasDuplicateObjects: false });
        for (const [string, raw] of written(parseYaml(text).root, text)) {
          if (!/^[|>]/.test(raw))
            expect(parseDocument(raw).toJS() ?? null).toEqual(parseDocument(stringify(string)).toJS());
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each<[what: string, text: string, value: unknown]>([
    [
      'short tags as CloudFormation’s long form',
      'a: !Ref b\nc: !GetAtt d.e\nf: !Condition g\nh: !Sub',
      { a: { Ref: 'b' }, c: { 'Fn::GetAtt': 'd.e' }, f: { Condition: 'g' }, h: { 'Fn::Sub': null } },
    ],
    [
      'tags of YAML as what they say anyway',
      'a: !!str 12\nb: ! c\nd: !<tag:yaml.org,2002:str> e',
      { a: '12', b: 'c', d: 'e' },
    ],
    ['aliases as values that are not known', 'a: &x b\nc: *x', { a: 'b', c: { Ref: null } }],
    ['a mapping that takes others in', 'a: {<<: *x, b: c}', { a: { Ref: null } }],
    ['keys with question marks', '? a\n: b\n? [c]\n: d\n? e', { a: 'b', e: null }],
    ['pairs in brackets', '[a: b, c]', [{ a: 'b' }, 'c']],
    ['empty items', '-\n- a\n-', [null, 'a', null]],
    ['brackets without end', '{a: [b, c', { a: ['b', 'c'] }],
    ['the first document of several', '# none\n---\na: b\n---\nc: d\n', { a: 'b' }],
    ['nothing', '', null],
    ['a comment', '# a', null],
  ])('gives %s', (_what, text, expected) => {
    expect(meaning(parseYaml(text).root)).toEqual(expected);
  });

  it.each(['[', '{a: ', '- ', '? '])('gives up on what is nested too deep, before its stack does: %s', part => {
    expect(parseYaml(part.repeat(100_000))).toEqual({ root: undefined, complete: false, duplicateKeys: [] });
  });

  it.each(['a: "b', 'a: [b', 'a: @b', "'", ']'])('says that %j is broken', text => {
    expect(parseYaml(text).complete).toBe(false);
  });
});
