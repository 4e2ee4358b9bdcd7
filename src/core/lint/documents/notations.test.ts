import { describe, expect, it } from 'vitest';
import { allParsers } from '../../../../test/support/parsers.ts';
import { applyEdits, type TextEdit } from '../../json/edit.ts';
import type { ArrayNode, JsonNode, ObjectNode } from '../../json/tree.ts';
import type { Json } from '../../model/json.ts';
import { HCL_NOTATION } from './hclNotation.ts';
import { YAML_NOTATION } from './yamlNotation.ts';

/** The object or list that keys and numbers lead to. */
function owner(root: JsonNode | undefined, path: readonly (string | number)[]): ObjectNode | ArrayNode {
  let node: JsonNode | null | undefined = root;
  for (const step of path) {
    if (node?.type === 'object') node = node.members.find(({ key }) => key === step)?.value;
    else node = node?.type === 'array' ? node.items[Number(step)] : undefined;
  }
  if (node?.type === 'object' || node?.type === 'array') return node;
  throw new Error(`no object or list at ${path.join('/')}`);
}

const applied = (text: string, edits: readonly TextEdit[] | undefined): string | null =>
  edits === undefined ? null : applyEdits(text, edits);

describe('a fix in YAML', () => {
  it.each<readonly [Json, string, string | undefined]>([
    ['Ab', 'x', 'Ab'],
    ['a b', 'x', '"a b"'],
    ['true', 'x', '"true"'],
    ['a:', 'x', '"a:"'],
    ['1', 'x', '"1"'],
    ["it's", "'x'", "'it''s'"],
    ['Ab', '"x"', '"Ab"'],
    ['Ab', '|\n  x\n', undefined],
    ['Ab', '>-\n  x\n', undefined],
    ['Ab', 'x|', 'Ab'],
    ['Ab', "x'", 'Ab'],
    ['Ab', 'x"', 'Ab'],
    [['A', 'b c'], 'x', '[A, "b c"]'],
    [['A', 7], 'x', undefined],
    [['A'], '|\n  x\n', undefined],
    [7, 'x', undefined],
    [{ a: 'b' }, 'x', undefined],
  ])('writes %j in place of %j as %j', (value, instead, expected) => {
    expect(YAML_NOTATION.value(value, instead)).toBe(expected);
  });

  it('writes keys as values, and both as plainly as they can be where nothing stands there', () => {
    expect([YAML_NOTATION.key('Ab', "'x'"), YAML_NOTATION.key('Ab'), YAML_NOTATION.value('Ab')]).toEqual([
      ...["'Ab'", 'Ab', 'Ab'],
    ]);
  });

  it.each([
    ['a"b', '"x"', 'a\\"b'],
    ["a'b", "'x'", "a''b"],
    ['a"b', "'x'", 'a"b'],
    ['ab:c', 'x', 'ab:c'],
    ['a b', 'x', undefined],
    [' ab', 'x', undefined],
    ['ab ', 'x', undefined],
    ["a'", "x'", undefined],
    ['a"', 'x"', undefined],
    ['ab', '|\n  x', undefined],
    ['ab', 'x|', 'ab'],
  ])('writes %j inside of %j as %j', (text, whole, expected) => {
    expect(YAML_NOTATION.inside(text, whole)).toBe(expected);
  });

  it.each<readonly [string, readonly (string | number)[], readonly number[], string | null]>([
    ['a: 1\nb: 2\nc: 3\n', [], [1], 'a: 1\nc: 3\n'],
    ['a: 1\nb: 2\nc: 3\n', [], [2, 0], 'b: 2\n'],
    ['a: 1\nb: 2\n', [], [0, 1], null],
    ['a: 1\nb: 2\n', [], [7], null],
    ['a: 1\nb: 2', [], [1], 'a: 1\n'],
    ['a: 1\r\nb: 2\r\n', [], [0], 'b: 2\r\n'],
    ['a: 1 # one\nb: 2\n', [], [0], 'b: 2\n'],
    ['a: 1  # one\nb: 2\n', [], [0], 'b: 2\n'],
    ['a: "x" y\nb: 2\n', [], [0], null],
    ['l:\r\n- x\r\n- y\r\n', ['l'], [0], 'l:\r\n- y\r\n'],
    ['a: |\n  x\nb: 2\n', [], [0], 'b: 2\n'],
    ['a:\n  x: 1\n  y: 2\nb: 2\n', [], [0], 'b: 2\n'],
    ['l:\n  - x\n  -   y\n  - z\n', ['l'], [1], 'l:\n  - x\n  - z\n'],
    ['l:\n- x\n- y\n', ['l'], [0], 'l:\n- y\n'],
    ['l:\n  - a: 1\n    b: 2\n', ['l', 0], [0], null],
    ['l:\n  - a: 1\n    b: 2\n', ['l', 0], [1], 'l:\n  - a: 1\n'],
    ['l:\n  - - x\n    - y\n', ['l', 0], [0], null],
    ['l:\n  - - x\n    - y\n', ['l', 0], [0, 1], null],
    ['l: [x, y]\n', ['l'], [0], 'l: [y]\n'],
    ['l: [x,\n  # why\n  y]\n', ['l'], [0], null],
    ['l: {x: 1, y: 2} # why\n', ['l'], [1], 'l: {x: 1} # why\n'],
  ])('takes out of %j at %j what stands at %j', (text, path, indexes, expected) => {
    const { root } = allParsers.yaml(text, () => true);
    expect(applied(text, YAML_NOTATION.neighbours?.(text).removal(owner(root, path), indexes))).toBe(expected);
  });

  it('adds nothing', () => {
    const { root } = allParsers.yaml('a: 1\n', () => true);
    expect(YAML_NOTATION.neighbours?.('a: 1\n').addition(owner(root, []), 'b: 2')).toBeUndefined();
  });
});

const block = (inside: string): string => `resource "aws_glacier_vault" "a" {\n${inside}}\n`;
/** Longer than a line is looked at. */
const LONG = '  # and so on\n'.repeat(200);
const IN_BLOCK = ['resource', 'aws_glacier_vault', 'a'];

describe('a fix in Terraform', () => {
  it.each<readonly [Json, string | undefined, string, string | undefined]>([
    ['Ab', '"x"', '', '"Ab"'],
    ['${a} %{b} $c %d', '"x"', '', '"$${a} %%{b} $c %d"'],
    ['Ab', undefined, '', '"Ab"'],
    ['Ab', 'a line\n', '', undefined],
    ['Ab', '', '', undefined],
    ['Ab', '[\n  "x"\n]', '', '"Ab"'],
    [['A', 'B'], '"x"', '', '["A", "B"]'],
    [['A', 7], '"x"', '', undefined],
    [{ a: 'b', c: '${d}' }, '"x"', 'Principal = ', '{"a": "b", "c": "$${d}"}'],
    [{ a: 'b' }, '"x"', 'Principal:', '{"a": "b"}'],
    [{ a: 'b' }, '"x"', 'Principal: \t ', '{"a": "b"}'],
    [{ a: 'b' }, '"x"', 'identifiers = [', undefined],
    [{ a: 'b' }, '"x"', 'a = b', undefined],
    [{ a: 7 }, '"x"', 'Principal = ', undefined],
    [7, '"x"', 'a = ', undefined],
    [null, '"x"', 'a = ', undefined],
  ])('writes %j in place of %j behind %j as %j', (value, instead, before, expected) => {
    expect(HCL_NOTATION.value(value, instead, before)).toBe(expected);
  });

  it('writes an object nowhere but behind its key', () => {
    expect(HCL_NOTATION.value({ a: 'b' })).toBeUndefined();
  });

  it.each([
    ['events', 'x', 'events'],
    ['events', '"x"', '"events"'],
    ['a b', 'x', '"a b"'],
    ['1a', 'x', '"1a"'],
    ['a b', '', '"a b"'],
    ['events', '', 'events'],
    ['events', 'x"', 'events'],
  ])('writes the key %j in place of %j as %j', (key, instead, expected) => {
    expect(HCL_NOTATION.key(key, instead)).toBe(expected);
  });

  it('writes a part of a string only between quotes', () => {
    const inside = [
      HCL_NOTATION.inside('a"${b}', '"x"'),
      HCL_NOTATION.inside('ab', 'x"'),
      HCL_NOTATION.inside('a', 'x'),
    ];
    expect(inside).toEqual(['a\\"$${b}', undefined, undefined]);
    expect(HCL_NOTATION.key('events')).toBe('events');
  });

  it.each<readonly [string, readonly (string | number)[], readonly number[], string | null]>([
    [block('  a = 1\n  b = 2\n  c = 3\n'), IN_BLOCK, [1], block('  a = 1\n  c = 3\n')],
    [block('  a = 1\n  b = 2\n  c = 3\n'), IN_BLOCK, [2, 0], block('  b = 2\n')],
    [block('  a = 1 # one\n  b = 2 // two\n'), IN_BLOCK, [0, 1], block('')],
    [block('  a = 1\r\n  b = 2\r\n'), IN_BLOCK, [0], block('  b = 2\r\n')],
    [block('  a = 1\n'), IN_BLOCK, [7], null],
    [block('  a = 1 /* one */\n  b = 2\n'), IN_BLOCK, [0], null],
    [block('  o = { a = 1, b = 2 }\n'), [...IN_BLOCK, 'o'], [0], null],
    [block('  o = { a = 1,\n    b = 2 }\n'), [...IN_BLOCK, 'o'], [1], null],
    [block('  o = { a = 1,\n    b = 2 }\n'), [...IN_BLOCK, 'o'], [0], null],
    [block(`  a = 1\n  b = 2\n${LONG}`), IN_BLOCK, [0], block(`  b = 2\n${LONG}`)],
    [block('  o = {\n    a = 1,\n    b = 2\n  }\n'), [...IN_BLOCK, 'o'], [0], block('  o = {\n    b = 2\n  }\n')],
    [block('  # why\n  l = ["a", "b"]\n'), [...IN_BLOCK, 'l'], [0], block('  # why\n  l = ["b"]\n')],
    [block('  l = ["a", # why\n  "b"]\n'), [...IN_BLOCK, 'l'], [0], null],
  ])('takes out of %j at %j what stands at %j', (text, path, indexes, expected) => {
    const { root } = allParsers.hcl(text, () => true);
    expect(applied(text, HCL_NOTATION.neighbours?.(text).removal(owner(root, path), indexes))).toBe(expected);
  });

  it.each<readonly [string, readonly (string | number)[], string | null]>([
    [block('  a = 1\n'), IN_BLOCK, block('  a = 1\n  NEW\n')],
    [block('  a = 1\n').replaceAll('\n', '\r\n'), IN_BLOCK, block('  a = 1\n  NEW\n').replaceAll('\n', '\r\n')],
    [block('\ta = 1 # one\n'), IN_BLOCK, block('\ta = 1 # one\n\tNEW\n')],
    [block('  o = {}\n'), [...IN_BLOCK, 'o'], block('  o = { NEW }\n')],
    [block('  o = {\n\n  }\n'), [...IN_BLOCK, 'o'], block('  o = { NEW }\n')],
    [block('  o = { # why\n  }\n'), [...IN_BLOCK, 'o'], null],
    [block('  o = { # {\n  }\n'), [...IN_BLOCK, 'o'], null],
    [block('  o = { a = 1 }\n'), [...IN_BLOCK, 'o'], null],
    [block('  o = { a = 1,\n    b = 2 }\n'), [...IN_BLOCK, 'o'], null],
    [block('  o = { a = 1\n  }\n'), [...IN_BLOCK, 'o'], null],
    [block('  # why\n  l = ["a"]\n'), [...IN_BLOCK, 'l'], block('  # why\n  l = ["a", NEW]\n')],
    [block('  l = ["a" # why\n  ]\n'), [...IN_BLOCK, 'l'], null],
  ])('adds to %j at %j', (text, path, expected) => {
    const { root } = allParsers.hcl(text, () => true);
    expect(applied(text, HCL_NOTATION.neighbours?.(text).addition(owner(root, path), 'NEW'))).toBe(expected);
  });
});
