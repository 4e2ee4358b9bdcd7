import { describe, expect, it } from 'vitest';
import { applyEdits } from '../json/edit.ts';
import { parseJson } from '../json/parse.ts';
import type { ArrayNode, ObjectNode } from '../json/tree.ts';
import { FixWriter, JSON_NOTATION, PartPlaces } from './edits.ts';
import { addItem, addMember, type Fix, removeItem, removeMember, replacePart } from './model/fix.ts';

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
});
