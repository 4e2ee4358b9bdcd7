import type { Parsed, SyntaxFault } from '../../json/parse.ts';
import type { JsonNode, Member, Range, StringNode } from '../../json/tree.ts';
import type { Notation } from '../edits.ts';

/** The deepest nesting that is read; the AWS CLI's own parameters of this form have one level. */
const MAX_DEPTH = 16;

/**
 * Parses the AWS CLI's shorthand, `KEY=VALUE,KEY=A,B`, into the same tree as JSON.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
 */
export function parseShorthand(text: string): Parsed {
  return new ShorthandParser(text).parse();
}

/** How values and keys are written in shorthand. */
export const SHORTHAND_NOTATION: Notation = {
  value: value => (Array.isArray(value) ? value.map(item => plain(String(item))).join(',') : plain(String(value))),
  key: key => key,
  inside: text => text,
  separator: '=',
};

/** Commas and brackets mean something, and so do quotes. */
const plain = (text: string): string => (/[\s,'"[\]{}=]/.test(text) ? `"${text.replace(/[\\"]/g, '\\$&')}"` : text);

class ShorthandParser {
  #at = 0;
  #fault: SyntaxFault | undefined;

  constructor(readonly text: string) {}

  parse(): Parsed {
    const root = this.#pairs('', 0);
    if (this.#at < this.text.length) this.#fail('end-expected', this.#at);
    return { root, fault: this.#fault, duplicateKeys: [], comments: [] };
  }

  #fail(fault: SyntaxFault['fault'], start: number): void {
    this.#fault ??= { fault, range: { start, end: Math.min(start + 1, this.text.length) } };
  }

  #pairs(close: string, depth: number): JsonNode {
    const start = this.#at;
    const members: Member[] = [];
    while (this.#at < this.text.length && this.text[this.#at] !== close) {
      const member = this.#pair(close, depth);
      if (member === undefined) break;
      members.push(member);
      if (this.text[this.#at] !== ',') break;
      this.#at += 1;
      if (this.#at >= this.text.length) this.#fail('trailing-comma', this.#at - 1);
    }
    if (members.length === 0) this.#fail('key-expected', start);
    return { type: 'object', start, end: this.#at, members };
  }

  #pair(close: string, depth: number): Member | undefined {
    this.#skipBlanks();
    const keyRange = this.#run(/[\w.:/#-]+/y);
    if (keyRange.end === keyRange.start) {
      this.#fail('key-expected', keyRange.start);
      return undefined;
    }
    this.#skipBlanks();
    const key = this.text.slice(keyRange.start, keyRange.end);
    if (this.text[this.#at] !== '=') {
      this.#fault ??= { fault: 'equals-expected', range: keyRange };
      return undefined;
    }
    this.#at += 1;
    const value = this.#values(close, depth);
    return { key, keyRange, value, start: keyRange.start, end: value.end };
  }

  /** One value, or several between commas up to the next `KEY=`. */
  #values(close: string, depth: number): JsonNode {
    const first = this.#value(close, depth);
    const items = [first];
    while (this.text[this.#at] === ',' && !this.#pairFollows()) {
      this.#at += 1;
      items.push(this.#value(close, depth));
    }
    const last = items.at(-1) ?? first;
    return items.length === 1 ? first : { type: 'array', start: first.start, end: last.end, items };
  }

  #pairFollows(): boolean {
    const pattern = /,\s*[\w.:/#-]+\s*=/y;
    pattern.lastIndex = this.#at;
    return pattern.test(this.text);
  }

  #value(close: string, depth: number): JsonNode {
    this.#skipBlanks();
    const start = this.#at;
    const char = this.text[start] ?? '';
    if (depth >= MAX_DEPTH) this.#fail('value-expected', start);
    else if (char === '{') return this.#group(() => this.#pairs('}', depth + 1), '}');
    else if (char === '[') return this.#group(() => this.#list(depth + 1), ']');
    if (char === '"' || char === "'") return this.#quoted(char);
    const { end } = this.#run(close === '' ? /[^,]+/y : /[^,\]}]+/y);
    return { type: 'string', value: this.text.slice(start, end), start, end };
  }

  #group(inside: () => JsonNode, close: string): JsonNode {
    const start = this.#at;
    this.#at += 1;
    const node = inside();
    if (this.text[this.#at] === close) this.#at += 1;
    else this.#fail('unclosed', start);
    return { ...node, start, end: this.#at };
  }

  #list(depth: number): JsonNode {
    const start = this.#at;
    const items: JsonNode[] = [];
    while (this.#at < this.text.length && this.text[this.#at] !== ']') {
      items.push(this.#value(']', depth));
      if (this.text[this.#at] !== ',') break;
      this.#at += 1;
    }
    return { type: 'array', start, end: this.#at, items };
  }

  #quoted(quote: string): StringNode {
    const start = this.#at;
    let value = '';
    this.#at += 1;
    while (this.#at < this.text.length && this.text[this.#at] !== quote) {
      if (this.text[this.#at] === '\\' && this.#at + 1 < this.text.length) this.#at += 1;
      value += this.text[this.#at];
      this.#at += 1;
    }
    if (this.#at >= this.text.length) this.#fail('unclosed', start);
    else this.#at += 1;
    return { type: 'string', value, start, end: this.#at };
  }

  #run(pattern: RegExp): Range {
    const start = this.#at;
    pattern.lastIndex = start;
    this.#at = start + (pattern.exec(this.text)?.[0].length ?? 0);
    return { start, end: this.#at };
  }

  #skipBlanks(): void {
    while (/\s/.test(this.text[this.#at] ?? '')) this.#at += 1;
  }
}
