import { isObject } from '../model/answer.ts';
import { type Json, sameJson } from '../model/json.ts';
import type { ArrayNode, JsonNode, ObjectNode, Range } from './tree.ts';
import { jsonValue } from './values.ts';

/** One replacement in a text. */
export interface TextEdit extends Range {
  readonly text: string;
}

/** The text with edits applied. They must be in order and must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let done = 0;
  for (const edit of edits) {
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** The one edit that makes another text of a text, as small as it can be; undefined where they are the same. */
export function changedPart(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

/** Members of an object or items of a list. */
type Owner = ObjectNode | ArrayNode;

const neighboursOf = (owner: Owner): readonly Range[] => (owner.type === 'object' ? owner.members : owner.items);

/** How far back the start of a line is looked for: what stands further behind has no layout that is worth keeping. */
const LINE_REACH = 2000;

/**
 * Edits a JSON text, comments and layout kept: the only place that knows how. Places are those of the text as it was
 * parsed; what it gives are edits of that very text. Each takes time with what it touches and not with the whole text.
 */
export class JsonEditor {
  #layout: { readonly lineBreak: string; readonly step: string; readonly onLines: boolean } | undefined;

  /** @param how Whether an empty object that is the whole text is filled on lines of its own. */
  constructor(
    readonly text: string,
    readonly how: { readonly emptyOnLines: boolean } = { emptyOnLines: false },
  ) {}

  /** The line break that the text uses first; a line feed where it has none. */
  get lineBreak(): string {
    return this.#layoutOnce().lineBreak;
  }

  /** The step of indentation, as the first indented member shows it; two spaces where none does. */
  get step(): string {
    return this.#layoutOnce().step;
  }

  /** True where the text is laid out on more than one line. */
  get onLines(): boolean {
    return this.#layoutOnce().onLines;
  }

  #layoutOnce() {
    this.#layout ??= {
      lineBreak: /\r\n|\n|\r/.exec(this.text)?.[0] ?? '\n',
      step: /[{[]\s*?[\r\n]([ \t]+)\S/.exec(this.text)?.[1] ?? '  ',
      onLines: /[\r\n]/.test(this.text) || (this.how.emptyOnLines && this.text.trim() === '{}'),
    };
    return this.#layout;
  }

  /** The blanks that the line of an offset starts with. */
  indentAt(offset: number): string {
    const from = Math.max(0, offset - LINE_REACH);
    const before = this.text.slice(from, offset);
    const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
    if (start === 0 && from > 0) return '';
    return /^[ \t]*/.exec(before.slice(start).replace(/^\ufeff/, ''))?.[0] ?? '';
  }

  /** The first offset from one on that is in no white space and no comment. */
  #afterTrivia(from: number): number {
    const { text } = this;
    let at = from;
    for (;;) {
      if (/\s/.test(text[at] ?? '')) at += 1;
      else if (text.startsWith('//', at)) at = endOr(/[\r\n]/g, text, at);
      else if (text.startsWith('/*', at)) at = endOr(/\*\//g, text, at + 2, 2);
      else return at;
    }
  }

  /** Takes some of several neighbours out with their commas; comments stay, and so does every other line. */
  removal(owner: Owner, indexes: readonly number[]): readonly TextEdit[] {
    const all = neighboursOf(owner);
    const gone = new Set(indexes);
    const cuts = [...gone].flatMap(index => {
      const own = all[index];
      if (own === undefined) return [];
      const next = this.#afterTrivia(own.end);
      if (this.text[next] === ',') return this.#withComma(own, next);
      // The last one: what is left before it ends without a comma.
      let left = index - 1;
      while (gone.has(left)) left -= 1;
      const before = all[left];
      const comma = before === undefined ? undefined : this.#afterTrivia(before.end);
      return [...(comma === undefined ? [] : [{ start: comma, end: comma + 1 }]), this.#tidied(own)];
    });
    const tidied = merged(cuts).map(range => (range.end - range.start > 1 ? this.#tidied(range) : range));
    return merged(tidied).map(({ start, end }) => ({ start, end, text: '' }));
  }

  #withComma(own: Range, comma: number): readonly Range[] {
    const adjoining = /^[ \t]*$/.test(this.text.slice(own.end, comma));
    if (adjoining) return [this.#tidied({ start: own.start, end: comma + 1 })];
    return [this.#tidied(own), { start: comma, end: comma + 1 }];
  }

  /** A stretch to be cut, with its line where nothing else stands on it, else with the spaces to one side. */
  #tidied({ start, end }: Range): Range {
    const { text } = this;
    let left = start;
    while (text[left - 1] === ' ' || text[left - 1] === '\t') left -= 1;
    const right = end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0);
    const lineBreak = /(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(0, left - 2), left))?.[0].length ?? 0;
    const endsLine = /^(?:[\r\n]|$)/.test(text.slice(right, right + 1));
    if (lineBreak > 0) return endsLine ? { start: left - lineBreak, end: right } : { start, end: right };
    return /^(?:[}\]\r\n]|$)/.test(text.slice(right, right + 1)) ? { start: left, end } : { start, end: right };
  }

  /**
   * Adds one more after those that are there, laid out like them.
   *
   * @param render Writes it, given the indentation of its line; null where it stands on a line with others.
   */
  addition(owner: Owner, render: (indent: string | null) => string): readonly TextEdit[] {
    const last = neighboursOf(owner).at(-1);
    return last === undefined ? [this.#firstInside(owner, render)] : this.#afterLast(owner, last, render);
  }

  #afterLast(owner: Owner, last: Range, render: (indent: string | null) => string): readonly TextEdit[] {
    const { text } = this;
    const next = this.#afterTrivia(last.end);
    const hasComma = text[next] === ',';
    const from = hasComma ? next + 1 : last.end;
    // A comment behind the last one is about it.
    const comment = /^(?:[ \t]*(?:\/\*[^\r\n]*?\*\/|\/\/[^\r\n]*))*/.exec(text.slice(from))?.[0] ?? '';
    const at = from + comment.length;
    const lead = text.slice(owner.start + 1, neighboursOf(owner)[0]?.start);
    // What follows on the line of such a comment would be a part of it.
    const indent = /[\r\n]/.test(lead) || comment.includes('//') ? this.indentAt(last.start) : null;
    const gap = indent === null ? this.#inlineGap(owner) : `${this.lineBreak}${indent}`;
    const added = `${gap}${render(indent)}${hasComma ? ',' : ''}`;
    if (hasComma || at === from) return [{ start: at, end: at, text: `${hasComma ? '' : ','}${added}` }];
    return [
      { start: from, end: from, text: ',' },
      { start: at, end: at, text: added },
    ];
  }

  /** What stands behind a comma on one line. */
  #inlineGap(owner: Owner): string {
    const [first, second] = neighboursOf(owner);
    const { text } = this;
    if (first !== undefined && second !== undefined) {
      return text.slice(first.end, second.start).endsWith(',') ? '' : ' ';
    }
    return /"\s*:\S/.test(text.slice(owner.start, owner.end)) ? '' : ' ';
  }

  #firstInside(owner: Owner, render: (indent: string | null) => string): TextEdit {
    // While a person types, the bracket that closes it may be missing.
    const isClosed = owner.end - 1 > owner.start && /[}\]]/.test(this.text.charAt(owner.end - 1));
    const end = isClosed ? owner.end - 1 : owner.end;
    const kept = this.text.slice(owner.start + 1, end).trimEnd();
    const gap = { start: owner.start + 1 + kept.length, end };
    const endsInComment = kept.slice(Math.max(kept.lastIndexOf('\n'), kept.lastIndexOf('\r')) + 1).includes('//');
    if (!this.onLines && !endsInComment) return { ...gap, text: `${kept === '' ? '' : ' '}${render(null)}` };
    const outer = this.indentAt(owner.start);
    const indent = outer + this.step;
    return { ...gap, text: `${this.lineBreak}${indent}${render(indent)}${this.lineBreak}${outer}` };
  }

  /**
   * What makes a value that stands in the text mean other values, its layout kept wherever they are the same: the
   * smallest stretches to replace, in the order of the text.
   *
   * @param write How a value is written, without the indentation of the line it stands on.
   */
  values(node: JsonNode, value: Json, write: (value: Json) => string): readonly TextEdit[] {
    if (sameJson(jsonValue(node, this.text), value)) return [];
    const inner = node.type === 'object' && isObject(value) ? pairs(node, new Map(Object.entries(value))) : undefined;
    if (inner === undefined) {
      const indented = write(value).replaceAll('\n', `\n${this.indentAt(node.start)}`);
      return [{ start: node.start, end: node.end, text: indented }];
    }
    return inner.flatMap(([one, wanted]) => this.values(one, wanted, write));
  }
}

/** The values of an object with those that they are to be; undefined where the two have other keys. */
function pairs(
  node: ObjectNode,
  wanted: ReadonlyMap<string, unknown>,
): readonly (readonly [JsonNode, Json])[] | undefined {
  const keys = node.members.map(({ key }) => key);
  if (keys.length !== wanted.size || new Set(keys).size !== keys.length) return undefined;
  if (!keys.every(key => wanted.has(key))) return undefined;
  return node.members.flatMap(({ key, value }) => (value === null ? [] : [[value, wanted.get(key) as Json] as const]));
}

/** Stretches in order, those that meet joined. */
function merged(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const one of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last === undefined || one.start > last.end) result.push(one);
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, one.end) };
  }
  return result;
}

/** Where a pattern is found from an offset on, or behind it; the end of the text where it is not. */
function endOr(pattern: RegExp, text: string, from: number, behind = 0): number {
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match === null ? text.length : match.index + behind;
}
