import { describe, expect, it } from 'vitest';
import type { JsonNode } from '../../json/tree.ts';
import { parseShorthand } from './parseShorthand.ts';

/** What a tree says. */
function meaning(node: JsonNode | null | undefined): unknown {
  if (node?.type === 'object') return Object.fromEntries(node.members.map(({ key, value }) => [key, meaning(value)]));
  if (node?.type === 'array') return node.items.map(meaning);
  return node?.type === 'string' ? node.value : null;
}

describe('the shorthand of the AWS CLI', () => {
  it.each<[text: string, value: unknown]>([
    ['a=b', { a: 'b' }],
    ['a=b,c', { a: ['b', 'c'] }],
    ['a=b,c,d=e', { a: ['b', 'c'], d: 'e' }],
    ['a=b, c , d = e ', { a: ['b', 'c'], d: 'e' }],
    ['a=[b],d=[]', { a: ['b'], d: [] }],
    ['a=[ b , "c,d" , ],e=f', { a: ['b', 'c,d'], e: 'f' }],
    ['a={b=c,d=[e]},f=g', { a: { b: 'c', d: ['e'] }, f: 'g' }],
    ["a='b,c' ,d=e", { a: 'b,c', d: 'e' }],
    ['a="b\\"c\\\\d\\n"', { a: 'b"c\\d\\n' }],
    ['a=b\\,c', { a: 'b,c' }],
    ['a=b=c', { a: 'b=c' }],
    ['a=,b=c', { a: '', b: 'c' }],
    ['a=b,,c=d', { a: 'b', c: 'd' }],
    ['a=b,c, ,d=e', { a: ['b', 'c'], d: 'e' }],
    ['a=[b,,c]', { a: ['b', '', 'c'] }],
    ['a@=file://b,c=d', { a: '${file}', c: 'd' }],
    ['a=${{ secrets.A }},c=${1},d=#{e},f=$${g}', { a: '${{ secrets.A }}', c: '${1}', d: '#{e}', f: '$${g}' }],
    [
      'a=b:${{ vars.C }}:d,{{ e }},${f},g=[${{ h }}],i={{ j }}',
      {
        ...{ a: ['b:${{ vars.C }}:d', '{{ e }}', '${f}'], g: ['${{ h }}'], i: '{{ j }}' },
      },
    ],
  ])('says in %j what the AWS CLI takes it for', (text, value) => {
    const { root, fault, duplicateKeys } = parseShorthand(text);
    expect([meaning(root), fault, duplicateKeys]).toEqual([value, undefined, []]);
  });

  it.each<[text: string, fault: string, at: number]>([
    ['', 'equals-expected', 0],
    ['a', 'equals-expected', 0],
    [' a=b', 'equals-expected', 0],
    ['a=b,', 'trailing-comma', 3],
    ['a=b,,', 'trailing-comma', 4],
    ['a=b,,c', 'equals-expected', 5],
    ['a=b,,,c=d', 'equals-expected', 5],
    ['a={b=c,,d=e}', 'equals-expected', 7],
    ['a=[b', 'unclosed', 2],
    ['a="b', 'unclosed', 2],
    ['a=b]', 'comma-expected', 3],
    ['a="b"c', 'comma-expected', 5],
    ['a=b"c"', 'comma-expected', 3],
    ['a=[b],c', 'equals-expected', 6],
    ['a=b,c d=e', 'equals-expected', 4],
  ])('has a fault in %j where the AWS CLI finds one', (text, fault, at) => {
    const parsed = parseShorthand(text).fault;
    expect([parsed?.fault, parsed?.range.start]).toEqual([fault, at]);
  });

  it('is refused for a key that stands twice', () => {
    expect(parseShorthand('a=b,c=d,a=e,a=f').duplicateKeys).toMatchObject([
      { index: 0, refused: true },
      { index: 2, refused: true },
    ]);
    expect(parseShorthand('a={b=c,b=d}').duplicateKeys).toEqual([]);
  });

  it('ends a value before the blanks behind it', () => {
    const { root } = parseShorthand('a=b  , c=d');
    expect(root).toMatchObject({ members: [{ value: { start: 2, end: 3 } }, { keyRange: { start: 7, end: 8 } }] });
  });
});
