import { describe, expect, it } from 'vitest';
import { applyEdits } from '../json/edit.ts';
import { parseJson } from '../json/parse.ts';
import type { ArrayNode, ObjectNode, StringNode } from '../json/tree.ts';
import { FixWriter, JSON_NOTATION, PartPlaces } from './edits.ts';
import { addItem, addMember, type Fix, removeItem, removeMember, replacePart, unwrap } from './model/fix.ts';

const objectIn = (text: string): ObjectNode => {
  const { root } = parseJson(text, true);
  if (root?.type !== 'object') throw new Error('no object');
  return root;
};
const listIn = (text: string): ArrayNode => {
  const { root } = parseJson(text, true);
  if (root?.type !== 'array') throw new Error('no list');
  return root;
};
const apply = (text: string, fix: Fix) => applyEdits(text, new FixWriter(text, JSON_NOTATION).edits(fix)?.edits ?? []);

describe('a fix', () => {
  it.each([
    ['{}', '{"n": 1}'],
    ['{"a":1}', '{"a":1,"n":1}'],
    ['{"a": 1}', '{"a": 1, "n": 1}'],
    ['{ "a": 1, "b": 2 }', '{ "a": 1, "b": 2, "n": 1 }'],
    ['{\n  "a": 1\n}', '{\n  "a": 1,\n  "n": 1\n}'],
    ['{\r\n\t"a" : 1\r\n}', '{\r\n\t"a" : 1,\r\n\t"n" : 1\r\n}'],
    ['{"a": 1,}', '{"a": 1, "n": 1,}'],
  ])('adds a member to %j', (text, expected) => {
    expect(apply(text, addMember(objectIn(text), 'n', 1))).toBe(expected);
  });

  it.each([
    ['{"a": 1, "b": 2, "c": 3}', 0, '{"b": 2, "c": 3}'],
    ['{"a": 1, "b": 2, "c": 3}', 1, '{"a": 1, "c": 3}'],
    ['{"a": 1, "b": 2, "c": 3}', 2, '{"a": 1, "b": 2}'],
    ['{"a": 1}', 0, '{}'],
    ['{\n  "a": 1,\n  "b": 2\n}', 1, '{\n  "a": 1\n}'],
    ['{\n  "a": 1, // of a\n  // of b\n  "b": 2\n}', 0, '{\n  // of a\n  // of b\n  "b": 2\n}'],
  ])('removes from %j member %d', (text, index, expected) => {
    const owner = objectIn(text);
    const member = owner.members[index];
    if (member === undefined) throw new Error('no member');
    expect(apply(text, removeMember(owner, member))).toBe(expected);
  });

  it('adds to and removes from lists', () => {
    expect(apply('["a"]', addItem(listIn('["a"]'), 'b'))).toBe('["a", "b"]');
    expect(apply('["a", "b"]', addItem(listIn('["a", "b"]'), 'c'))).toBe('["a", "b", "c"]');
    expect(apply('[\n  "a"\n]', addItem(listIn('[\n  "a"\n]'), 'b'))).toBe('[\n  "a",\n  "b"\n]');
    expect(apply('["a", "b"]', removeItem(listIn('["a", "b"]'), 0, 'a', false))).toBe('["b"]');
  });

  it('replaces a part of a string behind escapes, and escapes what it writes', () => {
    const text = '["\\u0061\\n\\"b:c"]';
    const [node] = listIn(text).items;
    if (node?.type !== 'string') throw new Error('no string');
    expect(node.value).toBe('a\n"b:c');
    const places = new PartPlaces(text);
    const read = (from: number, to: number): string => {
      const { start, end } = places.of({ node, from, to });
      return text.slice(start, end);
    };
    expect(read(2, 4)).toBe('\\"b');
    expect(read(0, 1)).toBe('\\u0061');
    expect(read(0, node.value.length)).toBe(text.slice(2, -2));
    expect(apply(text, replacePart({ node, from: 5, to: 6 }, '"x"', false))).toBe('["\\u0061\\n\\"b:\\"x\\""]');
  });

  it('takes a wrapper away surely only where nothing else stands in it', () => {
    const unwrapped = (text: string) => {
      const outer = objectIn(text);
      const [member] = outer.members;
      if (member?.value == null) throw new Error('no member');
      return unwrap(outer, member, member.value);
    };
    expect(unwrapped('{"a": {}}').sure).toBe(true);
    expect(unwrapped('{"a": {}, "b": 1}').sure).toBe(false);
  });

  it.each([
    ['nothing else', '{"a": {"b": 1}}', '{"b": 1}'],
    ['comments before and behind', '{/* x */ "a": /* y */ {"b": 1} // z\n}', '/* x */\n/* y */\n{"b": 1}\n// z'],
    ['a comment of several lines', '{"a": {"b": 1} /* p\nq */}', '{"b": 1}\n/* p\nq */'],
    ['a key that looks like a comment', '{"//a/*": {"b": 1}, "\\"//": 2}', '{"b": 1}'],
  ])('keeps of what is around only comments: %s', (_what, text, expected) => {
    const outer = objectIn(text);
    const [member] = outer.members;
    if (member?.value == null) throw new Error('no member');
    expect(apply(text, unwrap(outer, member, member.value))).toBe(expected);
  });

  const steps = (...all: readonly (readonly [start: number, end: number])[]): Fix => ({
    ...{ title: 'replace', text: '', sure: true },
    steps: all.map(([start, end]) => ({ kind: 'text', range: { start, end }, text: 'x' })),
  });

  it.each<[string, Fix, readonly number[] | undefined]>([
    ['in the order of the text', steps([4, 5], [0, 1]), [0, 4]],
    ['also where one ends where the next begins', steps([0, 2], [2, 3]), [0, 2]],
    ['not at all where two overlap', steps([0, 3], [2, 4]), undefined],
    ['not at all where one lies in another behind it', steps([0, 1], [2, 6], [3, 4]), undefined],
  ])('carries its steps out %s', (_what, fix, starts) => {
    expect(new FixWriter('abcdef', JSON_NOTATION).edits(fix)?.edits.map(({ start }) => start)).toEqual(starts);
  });

  describe('of a part of a string', () => {
    const partOf = (text: string) => {
      const [node] = listIn(text).items;
      if (node?.type !== 'string') throw new Error('no string');
      return node;
    };

    it.each<[string, string, number, number, string]>([
      ['in the middle', '["abc"]', 1, 2, '["aXc"]'],
      ['at its ends', '["abc"]', 0, 3, '["X"]'],
      ['behind an escape of six characters', '["\\u00e9bc"]', 1, 2, '["\\u00e9Xc"]'],
      ['that is an escape', '["a\\nb"]', 1, 2, '["aXb"]'],
      ['before an escape', '["ab\\n"]', 0, 1, '["Xb\\n"]'],
    ])('writes what stands %s', (_what, text, from, to, expected) => {
      expect(apply(text, replacePart({ node: partOf(text), from, to }, 'X', true))).toBe(expected);
    });

    it('leaves a part alone where the string is written in a way of its own, and takes it as a whole', () => {
      const text = "['a''b']";
      const node: StringNode = { type: 'string', value: "a'b", start: 1, end: 7 };
      const writer = new FixWriter(text, JSON_NOTATION);
      for (const [from, to] of [
        [0, 1],
        [1, 3],
        [1, 2],
      ] as const) {
        expect(writer.edits(replacePart({ node, from, to }, 'X', true))).toBeUndefined();
      }
      expect(writer.edits(replacePart({ node, from: 0, to: 3 }, 'X', true))?.edits).toEqual([
        { start: 1, end: 7, text: 'X' },
      ]);
    });

    it('knows a string without quotes by its length', () => {
      const node: StringNode = { type: 'string', value: 'abc', start: 4, end: 7 };
      expect(new PartPlaces('key=abc,').of({ node, from: 1, to: 2 })).toEqual({ start: 5, end: 6 });
    });
  });
});
