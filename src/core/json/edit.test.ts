import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { applyEdits, changedPart, JsonEditor } from './edit.ts';
import { parseJson } from './parse.ts';
import type { ArrayNode, ObjectNode } from './tree.ts';

const ownerIn = (text: string): ObjectNode | ArrayNode => {
  const { root } = parseJson(text, true);
  if (root?.type !== 'object' && root?.type !== 'array') throw new Error('no object or list');
  return root;
};

describe('taking out one of several', () => {
  it.each<[string, string, number, string]>([
    ['the comment behind it', '{\n  "a": 1, // why\n  "b": 2\n}', 0, '{\n  // why\n  "b": 2\n}'],
    ['the comment line before the next one', '{\n  "a": 1,\n  // of b\n  "b": 2\n}', 0, '{\n  // of b\n  "b": 2\n}'],
    ['the comment before its comma', '{\n  "a": 1 /* why */,\n  "b": 2\n}', 0, '{\n  /* why */\n  "b": 2\n}'],
    ['the comment behind the one before', '{\n  "a": 1, // of a\n  "b": 2\n}', 1, '{\n  "a": 1 // of a\n}'],
    ['a comment on the same line', '{"a": 1, /* of b */ "b": 2}', 0, '{/* of b */ "b": 2}'],
    ['a trailing comma', '[\n  1,\n  2,\n]', 1, '[\n  1,\n]'],
    ['what stands on the line before it', '{ "a": 1,\n  "b": 2 }', 1, '{ "a": 1\n  }'],
    ['blanks of the first', '{  "a": 1  ,  "b": 2}', 0, '{  "b": 2}'],
    ['a comment between it and its comma, on lines', '[\n  1\n  // why\n  ,\n  2\n]', 0, '[\n  // why\n  \n  2\n]'],
    ['a comment of several lines', '[1, /* a\nb */ 2, 3]', 1, '[1, /* a\nb */ 3]'],
    ['line ends of old Macs', '{\r\t"a": 1,\r\t"b": 2\r}', 0, '{\r\t"b": 2\r}'],
    ['line ends of Windows', '{\r\n\t"a": 1,\r\n\t"b": 2\r\n}', 0, '{\r\n\t"b": 2\r\n}'],
  ])('keeps %s', (_what, text, index, expected) => {
    expect(applyEdits(text, new JsonEditor(text).removal(ownerIn(text), [index]))).toBe(expected);
  });

  it.each<[string, readonly number[], string]>([
    ['{"a": 1, "b": 2, "c": 3}', [1, 2], '{"a": 1}'],
    ['{"a": 1, "b": 2, "c": 3}', [0, 2], '{"b": 2}'],
    ['{"a": 1, "b": 2}', [0, 1], '{}'],
    ['{"a": 1, "b": 2, "c": 3, "d": 4}', [0, 1, 2, 3], '{}'],
    ['{"a": 1, "b": 2, "c": 3, "d": 4}', [3, 1, 2], '{"a": 1}'],
    ['[\n  1,\n  2, // two\n  3\n]', [1, 2], '[\n  1\n  // two\n]'],
  ])('takes several out of %j', (text, indexes, expected) => {
    expect(applyEdits(text, new JsonEditor(text).removal(ownerIn(text), indexes))).toBe(expected);
  });

  it('does nothing where there is none', () => {
    expect(new JsonEditor('[1]').removal(ownerIn('[1]'), [1])).toEqual([]);
  });
});

describe('adding one more', () => {
  it.each<[string, string, string]>([
    ['on a line', '[1]', '[1, 9]'],
    ['without blanks where there are none', '[1,2]', '[1,2,9]'],
    ['on a line of its own', '[\n\t1\n]', '[\n\t1,\n\t9\n]'],
    ['behind the comment of the last', '[\n  1 // one\n]', '[\n  1, // one\n  9\n]'],
    ['before a trailing comma', '[\n  1,\n]', '[\n  1,\n  9,\n]'],
    ['below a comment that stands alone', '[\n  // none yet\n]', '[\n  // none yet\n  9\n]'],
    ['behind all comments of the last', '[\n  1 /* one */ // more\n]', '[\n  1, /* one */ // more\n  9\n]'],
    ['behind a comment without blanks', '[\n  1/**/\n]', '[\n  1,/**/\n  9\n]'],
    ['behind the last alone, whatever the next line says', '[\n  1\n  // of all\n]', '[\n  1,\n  9\n  // of all\n]'],
    ['before a trailing comma on a line', '[1, 2,]', '[1, 2, 9,]'],
    ['before a trailing comma behind a comment', '[\n  1 /* one */,\n]', '[\n  1 /* one */,\n  9,\n]'],
    ['below a comment on the line of the bracket', '[ // none yet\n]', '[ // none yet\n  9\n]'],
    [
      'below a comment to the end of the line, where others stand on lines together',
      '[1, 2 // two\n]',
      '[1, 2, // two\n9\n]',
    ],
    ['below such a comment behind a trailing comma', '[1, // one\n]', '[1, // one\n9,\n]'],
    ['behind a comment on one line', '[ /* none */ ]', '[ /* none */ 9]'],
    ['into nothing on lines', '[\n]', '[\n  9\n]'],
    ['into nothing below others', '{\n    "a": []\n}', '{\n    "a": [],\n    9\n}'],
    ['on a line whose text begins with a mark of its order', '\ufeff[\n 1\n]', '\ufeff[\n 1,\n 9\n]'],
    ['into nothing', '[]', '[9]'],
    ['behind a bracket that nothing closes yet', '[', '[9'],
    ['behind one below a comment, that nothing closes yet', '// why\n[ ', '// why\n[\n  9\n'],
  ])('goes %s', (_what, text, expected) => {
    expect(
      applyEdits(
        text,
        new JsonEditor(text).addition(ownerIn(text), () => '9'),
      ),
    ).toBe(expected);
  });

  it('fills an empty text on lines where asked to', () => {
    const editor = new JsonEditor('{}', { emptyOnLines: true });
    expect(
      applyEdits(
        '{}',
        editor.addition(ownerIn('{}'), () => '"a": 1'),
      ),
    ).toBe('{\n  "a": 1\n}');
  });
});

describe('a text with other values in it', () => {
  const beside = (text: string, value: Json) => {
    const { root } = parseJson(text, true);
    return root === undefined
      ? ''
      : applyEdits(
          text,
          new JsonEditor(text).values(root, value, one => JSON.stringify(one, null, 2)),
        );
  };

  it.each<[string, string, Json, string]>([
    ['nothing where all is the same', '{ "a": [1, 2] } // so', { a: [1, 2] }, '{ "a": [1, 2] } // so'],
    ['the value alone', '{\n  "a": 1, "b": [1]\n}', { b: [1], a: 2 }, '{\n  "a": 2, "b": [1]\n}'],
    ['a list as a whole', '{\n  "a": ["x"]\n}', { a: ['y'] }, '{\n  "a": [\n    "y"\n  ]\n}'],
    [
      'an object of as many other keys',
      '{"o": {"a": 1, "b": 2}}',
      { o: { a: 1, c: 2 } },
      '{"o": {\n  "a": 1,\n  "c": 2\n}}',
    ],
    ['an object of more keys', '{"o": {"a": 1}}', { o: { a: 1, b: 2 } }, '{"o": {\n  "a": 1,\n  "b": 2\n}}'],
    ['an object of fewer keys', '{"o": {"a": 1, "b": 2}}', { o: { a: 1 } }, '{"o": {\n  "a": 1\n}}'],
    [
      'an object that says a key twice',
      '{"o": {"a": 1, "a": 2}}',
      { o: { a: 1, b: 3 } },
      '{"o": {\n  "a": 1,\n  "b": 3\n}}',
    ],
    ['an object that becomes a list', '{"o": {"a": 1}}', { o: [1] }, '{"o": [\n  1\n]}'],
    ['a list that becomes an object', '{"o": [1]}', { o: { a: 1 } }, '{"o": {\n  "a": 1\n}}'],
    ['an object whose keys differ', '{"o": {"a": 1}}', { o: { b: 1 } }, '{"o": {\n  "b": 1\n}}'],
  ])('changes %s', (_what, text, value, expected) => {
    expect(beside(text, value)).toBe(expected);
  });
});

describe('the part that changed', () => {
  it.each<[string, string, ReturnType<typeof changedPart>]>([
    ['abc', 'abc', undefined],
    ['abc', 'axc', { start: 1, end: 2, text: 'x' }],
    ['aa', 'aaa', { start: 2, end: 2, text: 'a' }],
    ['', 'a', { start: 0, end: 0, text: 'a' }],
    ['a', '', { start: 0, end: 1, text: '' }],
    ['aa', 'a', { start: 1, end: 2, text: '' }],
    ['abcabc', 'abc', { start: 3, end: 6, text: '' }],
    ['xabc', 'yabc', { start: 0, end: 1, text: 'y' }],
    ['abcx', 'abcy', { start: 3, end: 4, text: 'y' }],
    ['axxb', 'axb', { start: 2, end: 3, text: '' }],
  ])('between %j and %j is as small as can be', (before, after, expected) => {
    expect(changedPart(before, after)).toEqual(expected);
  });
});

describe('the layout of a text', () => {
  it.each<[string, string, string, boolean]>([
    ['{"a": 1}', '\n', '  ', false],
    ['{\n\t"a": 1\n}', '\n', '\t', true],
    ['{\r\n    "a": 1\r\n}', '\r\n', '    ', true],
    ['[\r   1\r]', '\r', '   ', true],
    ['\n\n    // so\n{\n  "a": 1\n}', '\n', '  ', true],
    ['{   \n\n   "a": 1}', '\n', '   ', true],
    [' {} ', '\n', '  ', false],
  ])('%j is shown by its first lines', (text, lineBreak, step, onLines) => {
    const editor = new JsonEditor(text);
    expect([editor.lineBreak, editor.step, editor.onLines]).toEqual([lineBreak, step, onLines]);
  });

  it.each([' {} ', '{}\n'])('of the empty %j is on lines where that is asked for', text => {
    expect(new JsonEditor(text, { emptyOnLines: true }).onLines).toBe(true);
    expect(new JsonEditor('{"a": {}}', { emptyOnLines: true }).onLines).toBe(false);
  });

  it.each<[string, string, number, string]>([
    ['the blanks of its line', '{\n \t"a": 1}', 5, ' \t'],
    ['none on the first line', '{  "a": 1}', 4, ''],
    ['those on a first line that begins with them', '  {"a": 1}', 5, '  '],
    ['those behind a mark of the order of bytes', '\ufeff  {"a": 1}', 5, '  '],
    ['none of a line that begins too far away to look', `{\n  ${'x'.repeat(3_000)}`, 2_900, ''],
    ['those of a line that begins near enough', `{\n  ${'x'.repeat(3_000)}`, 1_900, '  '],
  ])('has as indentation %s', (_what, text, offset, expected) => {
    expect(new JsonEditor(text).indentAt(offset)).toBe(expected);
  });
});
