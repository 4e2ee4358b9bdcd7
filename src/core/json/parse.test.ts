import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './parse.ts';
import type { JsonNode } from './tree.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('parseJson', () => {
  it.each([
    ['', 'empty', 0, 0],
    ['{"a":1,}', 'trailing-comma', 6, 7],
    ['[1,]', 'trailing-comma', 2, 3],
    ['{"a":1 "b":2}', 'comma-expected', 7, 10],
    ['{"a" 1}', 'colon-expected', 5, 6],
    ['{"a":}', 'value-expected', 5, 6],
    ['{a:1}', 'key-expected', 1, 2],
    ['{"a":1', 'unclosed', 0, 1],
    ['{"a":"b}', 'bad-string', 5, 8],
    ['[01]', 'comma-expected', 2, 3],
    ['[1.]', 'bad-number', 1, 3],
    ['{} {}', 'end-expected', 3, 4],
    ['// x\n{}', 'comment', 0, 4],
    ['{} /*', 'unclosed', 3, 5],
    ['[1}', 'comma-expected', 2, 3],
  ] as const)('tells the first fault of %s', (text, fault, start, end) => {
    expect(parseJson(text).fault).toMatchObject({ fault, range: { start, end } });
  });

  it('allows comments and trailing commas where asked to', () => {
    const parsed = parseJson('// x\n{"a":[1,2,],}', true);
    expect(parsed.fault).toBeUndefined();
    expect(parsed.comments).toEqual([{ start: 0, end: 4 }]);
  });

  it('passes over a byte order mark', () => {
    expect(parseJson('\ufeff{"a":1}')).toMatchObject({ fault: undefined, root: { start: 1, end: 8 } });
  });

  it('goes on after a fault', () => {
    const { root } = parseJson('{"a": , "b" 1, "c": "d"');
    const keys = root?.type === 'object' ? root.members.map(({ key, value }) => [key, value?.type]) : [];
    expect(keys).toEqual([
      ['a', undefined],
      ['b', 'number'],
      ['c', 'string'],
    ]);
  });

  it('names each key that stands twice', () => {
    expect(parseJson('{"a":1,"b":2,"a":3}').duplicateKeys.map(({ index }) => index)).toEqual([0]);
  });

  it('survives nesting that would overflow a stack', () => {
    const deep = '['.repeat(20_000);
    expect(parseJson(deep).fault?.fault).toBe('too-deep');
    expect(parseJson(`${deep}${']'.repeat(20_000)}`).fault?.fault).toBe('too-deep');
  });

  it('agrees with JSON.parse on what is JSON', () => {
    const broken = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '"', '{', ']', ':', '\\', '0', '-', '\n', '/', 'e', '\u2028'),
      )
      .map(
        ([text, at, piece]) => text.slice(0, at % (text.length + 1)) + piece + text.slice((at % (text.length + 1)) + 1),
      );
    fc.assert(
      fc.property(
        fc.oneof(fc.json(), broken, fc.string({ unit: fc.constantFrom(...'{}[],:"01-.eE tfn\\u/*') })),
        text => {
          expect(parseJson(text).fault === undefined).toBe(isJson(text));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        const { root } = parseJson(text);
        expect(root && plainValue(root, text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 200 },
    );
  });
});

function plainValue(node: JsonNode, text: string): unknown {
  if (node.type === 'array') return node.items.map(item => plainValue(item, text));
  if (node.type === 'string') return node.value;
  if (node.type !== 'object') return JSON.parse(text.slice(node.start, node.end));
  return Object.fromEntries(node.members.map(({ key, value }) => [key, value && plainValue(value, text)]));
}
