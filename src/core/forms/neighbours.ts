import type { ArrayNode, ObjectNode, Range } from '../model/jsonTree.ts';

/** Members of an object or items of a list. */
type Owner = ObjectNode | ArrayNode;

const neighboursOf = (owner: Owner): readonly Range[] => (owner.kind === 'object' ? owner.members : owner.items);

/** The text with a stretch of it replaced. */
export const spliced = (text: string, { start, end }: Range, by: string): string =>
  text.slice(0, start) + by + text.slice(end);

/** The line break that a text uses first; a line feed where it has none. */
export const lineBreakOf = (text: string): string => /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';

/** What the line of an offset starts with. */
export function indentAt(text: string, offset: number): string {
  const line =
    text
      .slice(0, offset)
      .split(/[\r\n]/)
      .at(-1) ?? '';
  return /^[ \t]*/.exec(line.replace(/^\ufeff/, ''))?.[0] ?? '';
}

/** The step of indentation in a text, as its first indented member shows it; two spaces where none does. */
export const indentStep = (text: string): string => /[{[]\s*?[\r\n]([ \t]+)\S/.exec(text)?.[1] ?? '  ';

/** The first offset that is in no white space and no comment. */
export function afterTrivia(text: string, from: number): number {
  const trivia = /(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*/y;
  trivia.lastIndex = from;
  return from + (trivia.exec(text)?.[0].length ?? 0);
}

/** Takes one of several neighbours out with its comma; comments stay, and so does every other line. */
export function withoutNeighbour(text: string, owner: Owner, index: number): string {
  const all = neighboursOf(owner);
  const own = all[index];
  if (own === undefined) return text;
  const next = afterTrivia(text, own.end);
  if (text[next] === ',') {
    const adjoining = /^[ \t]*$/.test(text.slice(own.end, next));
    if (adjoining) return spliced(text, tidied(text, { start: own.start, end: next + 1 }), '');
    return spliced(spliced(text, { start: next, end: next + 1 }, ''), tidied(text, own), '');
  }
  const before = all[index - 1];
  const shorter = spliced(text, tidied(text, own), '');
  if (before === undefined) return shorter;
  const comma = afterTrivia(text, before.end);
  return spliced(shorter, { start: comma, end: comma + 1 }, '');
}

/** A stretch to be cut, with its line where nothing else stands on it, else with the spaces to one side. */
function tidied(text: string, { start, end }: Range): Range {
  let left = start;
  while (text[left - 1] === ' ' || text[left - 1] === '\t') left -= 1;
  const right = end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0);
  const lineBreak = /(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(0, left - 2), left))?.[0].length ?? 0;
  const endsLine = /^(?:[\r\n]|$)/.test(text.slice(right));
  if (lineBreak > 0) return endsLine ? { start: left - lineBreak, end: right } : { start, end: right };
  return /^[}\]\r\n]/.test(text.slice(right)) ? { start: left, end } : { start, end: right };
}

/**
 * Adds one more after those that are there, laid out like them.
 *
 * @param render Writes it, given the indentation of its line; null where it stands on a line with others.
 */
export function withNeighbour(text: string, owner: Owner, render: (indent: string | null) => string): string {
  const last = neighboursOf(owner).at(-1);
  return last === undefined ? firstInside(text, owner, render) : afterLast(text, owner, last, render);
}

function afterLast(text: string, owner: Owner, last: Range, render: (indent: string | null) => string): string {
  const lead = text.slice(owner.start + 1, neighboursOf(owner)[0]?.start);
  const ownLines = /[\r\n]/.test(lead);
  const indent = indentAt(text, last.start);
  const gap = ownLines ? `${lineBreakOf(text)}${indent}` : inlineGap(text, owner);
  const next = afterTrivia(text, last.end);
  const hasComma = text[next] === ',';
  const from = hasComma ? next + 1 : last.end;
  const at = from + (/^(?:[ \t]*(?:\/\*[^\r\n]*?\*\/|\/\/[^\r\n]*))*/.exec(text.slice(from))?.[0].length ?? 0);
  const added = `${gap}${render(ownLines ? indent : null)}${hasComma ? ',' : ''}`;
  return text.slice(0, from) + (hasComma ? '' : ',') + text.slice(from, at) + added + text.slice(at);
}

/** What stands behind a comma on one line. */
function inlineGap(text: string, owner: Owner): string {
  const [first, second] = neighboursOf(owner);
  if (first !== undefined && second !== undefined) return text.slice(first.end, second.start).endsWith(',') ? '' : ' ';
  return /"\s*:\S/.test(text.slice(owner.start, owner.end)) ? '' : ' ';
}

function firstInside(text: string, owner: Owner, render: (indent: string | null) => string): string {
  const inner = text.slice(owner.start + 1, owner.end - 1);
  const kept = inner.trimEnd();
  const start = owner.start + 1 + kept.length;
  const onLines = /[\r\n]/.test(text) || (owner.start === text.search(/\S/) && kept === '');
  const endsInComment =
    kept
      .split(/[\r\n]/)
      .at(-1)
      ?.includes('//') === true;
  if (!onLines && !endsInComment) {
    return spliced(text, { start, end: owner.end - 1 }, `${kept === '' ? '' : ' '}${render(null)}`);
  }
  const outer = indentAt(text, owner.start);
  const indent = outer + indentStep(text);
  const lineBreak = lineBreakOf(text);
  return spliced(text, { start, end: owner.end - 1 }, `${lineBreak}${indent}${render(indent)}${lineBreak}${outer}`);
}
