import type { DuplicateKey, Parsed, SyntaxFault } from '../../json/parse.ts';
import type { JsonNode, Member, ObjectNode, Range, StringNode } from '../../json/tree.ts';
import type { Notation } from '../edits.ts';

/** The deepest nesting that is read; the AWS CLI's own parameters of this form have one level. */
const MAX_DEPTH = 16;

/**
 * Parses the AWS CLI's shorthand, `KEY=VALUE,KEY=A,B`, into the same tree as JSON, and finds fault where the AWS CLI does.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
 * @see https://github.com/aws/aws-cli/blob/develop/awscli/shorthand.py
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

/** What is filled in before the AWS CLI sees it, whatever stands in it: `${{ secrets.TOPIC }}`, `{{ topic }}`, `${1}`, `#{topic}`. */
const FILLED_IN = String.raw`\$?\{\{[^{}]*\}\}|[$#]\{[^{}]*\}`;
const BEGINNING = new RegExp(FILLED_IN, 'y');

/** A value without quotes: the first behind a key or in brackets, and each further one of a list without brackets. */
const FIRST = new RegExp(String.raw`(?:${FILLED_IN}|\\,|[^\s"',=[{])(?:${FILLED_IN}|\\,|[^"',\]}])*`, 'y');
const FURTHER = new RegExp(String.raw`(?:${FILLED_IN}|\\,|[^\s"',=[{])(?:${FILLED_IN}|\\,|[^"',=])*`, 'y');
const KEY = /[\w.:/#-]*/y;

/** What stands in a file that only the AWS CLI reads. */
const FROM_FILE = '${file}';

class ShorthandParser {
  #at = 0;
  #fault: SyntaxFault | undefined;
  readonly #duplicateKeys: DuplicateKey[] = [];

  constructor(readonly text: string) {}

  parse(): Parsed {
    const members: Member[] = [];
    const root: ObjectNode = { type: 'object', start: 0, end: this.text.length, members };
    const seen = new Map<string, number>();
    do {
      const member = this.#pair(() => this.#values());
      if (member === undefined) break;
      const earlier = seen.get(member.key);
      if (earlier !== undefined) this.#duplicateKeys.push({ owner: root, index: earlier, refused: true });
      seen.set(member.key, members.length);
      members.push(member);
    } while (this.#comma());
    if (this.#at < this.text.length) this.#fail('comma-expected', this.#at);
    return { root, fault: this.#fault, duplicateKeys: this.#duplicateKeys, comments: [] };
  }

  #fail(fault: SyntaxFault['fault'], start: number): void {
    this.#fault ??= { fault, range: { start, end: Math.min(start + 1, this.text.length) } };
  }

  /** Steps over a comma and the blanks around it; false where none stands there. */
  #comma(): boolean {
    this.#skipBlanks();
    if (this.text[this.#at] !== ',') return false;
    this.#at += 1;
    this.#skipBlanks();
    if (this.#at >= this.text.length) this.#fail('trailing-comma', this.text.lastIndexOf(','));
    return this.#at < this.text.length;
  }

  #pair(read: () => JsonNode): Member | undefined {
    const keyRange = this.#run(KEY);
    const key = this.text.slice(keyRange.start, keyRange.end);
    this.#skipBlanks();
    const isFile = this.text[this.#at] === '@';
    if (isFile) this.#at += 1;
    if (this.text[this.#at] !== '=') {
      const end = Math.max(keyRange.end, Math.min(keyRange.start + 1, this.text.length));
      this.#fault ??= { fault: 'equals-expected', range: { start: keyRange.start, end } };
      return undefined;
    }
    if (key === '') this.#fail('key-expected', keyRange.start);
    this.#at += 1;
    this.#skipBlanks();
    const given = read();
    const value = isFile && given.type === 'string' ? { ...given, value: FROM_FILE } : given;
    return { key, keyRange, value, start: keyRange.start, end: value.end };
  }

  /** What stands behind a key: a value, a list or an object in brackets, or several values between commas. */
  #values(): JsonNode {
    const group = this.#group(0);
    if (group !== undefined) return group;
    const first = this.#text(FIRST);
    const items = [first];
    for (;;) {
      const before = this.#at;
      if (!this.#comma()) break;
      const further = this.#text(FURTHER);
      const end = this.#at;
      this.#skipBlanks();
      const isItem = further.end > further.start && [undefined, ','].includes(this.text[this.#at]);
      // Of two commas in a row behind a value, the AWS CLI passes over one.
      const isEmpty = further.end === further.start && this.text[this.#at] === ',';
      // What a key of its own begins is the next pair's.
      if (!isEmpty) this.#at = isItem ? end : before;
      if (!isItem) break;
      items.push(further);
    }
    const last = items.at(-1) ?? first;
    return items.length === 1 ? first : { type: 'array', start: first.start, end: last.end, items };
  }

  /** A list or an object in brackets; undefined where none begins there. */
  #group(depth: number): JsonNode | undefined {
    const start = this.#at;
    const opening = this.text[start] ?? '';
    BEGINNING.lastIndex = start;
    if ((opening !== '[' && opening !== '{') || BEGINNING.test(this.text)) return undefined;
    if (depth >= MAX_DEPTH) {
      this.#fail('too-deep', start);
      return undefined;
    }
    const close = opening === '[' ? ']' : '}';
    const inner = (): JsonNode => this.#group(depth + 1) ?? this.#text(FIRST);
    const items: JsonNode[] = [];
    const members: Member[] = [];
    this.#at += 1;
    this.#skipBlanks();
    while (this.#at < this.text.length && this.text[this.#at] !== close) {
      const member = opening === '{' ? this.#pair(inner) : undefined;
      if (opening === '[') items.push(inner());
      else if (member !== undefined) members.push(member);
      else break;
      this.#skipBlanks();
      if (this.text[this.#at] !== ',') break;
      this.#at += 1;
      this.#skipBlanks();
    }
    if (this.text[this.#at] === close) this.#at += 1;
    else this.#fail('unclosed', start);
    const range = { start, end: this.#at };
    return opening === '[' ? { type: 'array', items, ...range } : { type: 'object', members, ...range };
  }

  /** A text, with quotes or without; blanks at the end of one without are no part of it. */
  #text(pattern: RegExp): StringNode {
    const char = this.text[this.#at] ?? '';
    if (char === '"' || char === "'") return this.#quoted(char);
    const { start, end } = this.#run(pattern);
    const value = this.text.slice(start, end).trimEnd();
    return { type: 'string', value: value.replaceAll('\\,', ','), start, end: start + value.length };
  }

  #quoted(quote: string): StringNode {
    const start = this.#at;
    let value = '';
    this.#at += 1;
    while (this.#at < this.text.length && this.text[this.#at] !== quote) {
      const next = this.text[this.#at + 1];
      if (this.text[this.#at] === '\\' && (next === quote || next === '\\')) this.#at += 1;
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
