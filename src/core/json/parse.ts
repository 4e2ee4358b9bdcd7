import { createScanner } from 'jsonc-parser';
import type { JsonNode, Member, ObjectNode, Range } from './tree.ts';

/** The first fault of the text's syntax. */
export interface SyntaxFault {
  readonly fault:
    | 'bad-number'
    | 'bad-string'
    | 'colon-expected'
    | 'comma-expected'
    | 'comment'
    | 'empty'
    | 'end-expected'
    | 'equals-expected'
    | 'key-expected'
    | 'too-deep'
    | 'trailing-comma'
    | 'unclosed'
    | 'value-expected';
  readonly range: Range;
  /** Where a missing comma belongs. */
  readonly after?: number;
}

/** A key that stands twice in one object. */
export interface DuplicateKey {
  readonly owner: ObjectNode;
  /** The index of the earlier member, which is ignored. */
  readonly index: number;
  /** True where none is ignored: who reads the text refuses it. */
  readonly refused?: true;
}

/** A text taken apart: what could be read of it, however broken it is. */
export interface Parsed {
  /** Undefined where there is no value at all. */
  readonly root: JsonNode | undefined;
  /** The first fault; undefined exactly where the text is JSON (or, where asked for, JSON with comments). */
  readonly fault: SyntaxFault | undefined;
  readonly duplicateKeys: readonly DuplicateKey[];
  readonly comments: readonly Range[];
}

/** jsonc-parser's kinds of token and of error; its own enums cannot be imported from isolated modules. */
const Token = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  trivia: 15,
  end: 17,
} as const;

interface ObjectFrame {
  readonly kind: 'object';
  readonly start: number;
  readonly members: Member[];
  pending: { readonly key: string; readonly range: Range } | undefined;
}

interface ArrayFrame {
  readonly kind: 'array';
  readonly start: number;
  readonly items: JsonNode[];
}

type Expected = 'value' | 'first-item' | 'item' | 'first-key' | 'key' | 'colon' | 'comma' | 'end';

/**
 * How deep a document may be nested: far deeper than any of ours, and no stack's end for whoever walks through the tree.
 * What is deeper is a fault, and left out of the tree.
 */
export const MAX_DEPTH = 200;

/**
 * Parses JSON without recursion, so that no depth of nesting overflows the stack, and goes on after a fault as well as
 * it can. With `comments`, comments and trailing commas are allowed. A byte order mark at the start is passed over.
 */
export function parseJson(text: string, comments = false): Parsed {
  return new Parser(text, comments).parse();
}

const isFirst = (members: readonly Member[], key: string, index: number): boolean => {
  for (let earlier = 0; earlier < index; earlier += 1) if (members[earlier]?.key === key) return false;
  return true;
};

class Parser {
  readonly #scanner;
  readonly #stack: (ObjectFrame | ArrayFrame)[] = [];
  readonly #duplicates: DuplicateKey[] = [];
  readonly #comments: Range[] = [];
  #root: JsonNode | undefined;
  #fault: SyntaxFault | undefined;
  #expected: Expected = 'value';
  /** Where the last value or comma ended. */
  #lastEnd = 0;
  /** How many brackets are open below what is too deep. */
  #beyond = 0;

  constructor(
    readonly text: string,
    readonly allowsComments: boolean,
  ) {
    this.#scanner = createScanner(text, false);
    if (text.charCodeAt(0) === 0xfeff) this.#scanner.setPosition(1);
  }

  parse(): Parsed {
    for (;;) {
      const token: number = this.#scanner.scan();
      const start = this.#scanner.getTokenOffset();
      // The scanner steps one past the end of the text in a comment that is never closed.
      const range = { start, end: Math.min(start + this.#scanner.getTokenLength(), this.text.length) };
      if (token === Token.end) break;
      if (token >= Token.lineComment && token <= Token.trivia) this.#passOver(token, range);
      else this.#take(token, range);
    }
    this.#finish();
    return { root: this.#root, fault: this.#fault, duplicateKeys: this.#duplicates, comments: this.#comments };
  }

  #passOver(token: number, range: Range): void {
    if (token !== Token.lineComment && token !== Token.blockComment) return;
    this.#comments.push(range);
    if (this.#scanner.getTokenError() !== 0) this.#fail('unclosed', range);
    else if (!this.allowsComments) this.#fail('comment', range);
  }

  #take(token: number, range: Range): void {
    const { start } = range;
    if (this.#beyond > 0) this.#passBeyond(token, range);
    else if (token === Token.string) this.#string(range);
    else if (token === Token.comma) this.#comma(range);
    else if (token === Token.colon) this.#colon(range);
    else if (token === Token.openBrace) this.#open({ kind: 'object', start, members: [], pending: undefined }, range);
    else if (token === Token.openBracket) this.#open({ kind: 'array', start, items: [] }, range);
    else if (token === Token.closeBrace) this.#close('object', range);
    else if (token === Token.closeBracket) this.#close('array', range);
    else if (token === Token.number) this.#number(range);
    else if (token === Token.null) this.#scalar('null', range);
    else if (token === Token.true || token === Token.false) this.#scalar('boolean', range);
    else this.#fail(this.#wanted(), range);
  }

  #wanted(): SyntaxFault['fault'] {
    if (this.#expected === 'first-key' || this.#expected === 'key') return 'key-expected';
    if (this.#expected === 'colon') return 'colon-expected';
    if (this.#expected === 'comma') return 'comma-expected';
    return this.#expected === 'end' ? 'end-expected' : 'value-expected';
  }

  #fail(fault: SyntaxFault['fault'], range: Range, after?: number): void {
    this.#fault ??= after === undefined ? { fault, range } : { fault, range, after };
  }

  /** Makes room for a value; false where none can stand here. */
  #admit(range: Range): boolean {
    switch (this.#expected) {
      case 'value':
      case 'first-item':
      case 'item':
        return true;
      case 'comma':
        this.#fail('comma-expected', range, this.#lastEnd);
        return this.#stack.at(-1)?.kind === 'array';
      case 'colon':
        this.#fail('colon-expected', range);
        return true;
      default:
        this.#fail(this.#wanted(), range);
        return false;
    }
  }

  #open(frame: ObjectFrame | ArrayFrame, range: Range): void {
    const admitted = this.#admit(range);
    // A container that cannot stand here is still followed to its end, or its inside would be read as ours.
    if (!admitted && this.#expected === 'end') {
      this.#scanner.setPosition(this.text.length);
      return;
    }
    if (this.#stack.length >= MAX_DEPTH) {
      this.#fail('too-deep', range);
      this.#beyond = 1;
      return;
    }
    this.#stack.push(frame);
    this.#expected = frame.kind === 'object' ? 'first-key' : 'first-item';
    this.#lastEnd = range.end;
  }

  /** Steps over what is too deep, up to its end: an empty list stands for it. */
  #passBeyond(token: number, range: Range): void {
    if (token === Token.openBrace || token === Token.openBracket) this.#beyond += 1;
    else if (token === Token.closeBrace || token === Token.closeBracket) this.#beyond -= 1;
    if (this.#beyond === 0) this.#attach({ type: 'array', start: range.start, end: range.end, items: [] });
  }

  #close(kind: 'object' | 'array', range: Range): void {
    const top = this.#stack.at(-1);
    if (top?.kind !== kind) {
      this.#fail(this.#wanted(), range);
      if (!this.#stack.some(frame => frame.kind === kind)) return;
      while (this.#stack.at(-1)?.kind !== kind) this.#pop(range.start);
    } else if (this.#expected === 'key' || this.#expected === 'item') {
      if (!this.allowsComments) this.#fail('trailing-comma', { start: this.#lastEnd - 1, end: this.#lastEnd });
    } else if (this.#expected === 'value' || this.#expected === 'colon') this.#fail(this.#wanted(), range);
    this.#pop(range.end);
  }

  #pop(end: number): void {
    const frame = this.#stack.pop();
    if (frame === undefined) return;
    const { start } = frame;
    if (frame.kind === 'array') this.#attach({ type: 'array', start, end, items: frame.items });
    else {
      if (frame.pending !== undefined) this.#endMember(frame, null);
      const object = { type: 'object', start, end, members: frame.members } as const;
      this.#findDuplicates(object);
      this.#attach(object);
    }
  }

  #findDuplicates(owner: ObjectNode): void {
    const { members } = owner;
    // Most objects are small, and comparing each with each makes nothing that has to be thrown away.
    if (members.length <= 8 && members.every(({ key }, index) => isFirst(members, key, index))) return;
    if (new Set(members.map(({ key }) => key)).size === members.length) return;
    const last = new Map<string, number>();
    for (const [index, { key }] of owner.members.entries()) {
      const earlier = last.get(key);
      if (earlier !== undefined) this.#duplicates.push({ owner, index: earlier });
      last.set(key, index);
    }
  }

  #attach(node: JsonNode): void {
    const frame = this.#stack.at(-1);
    this.#lastEnd = node.end;
    if (frame === undefined) {
      this.#root ??= node;
      this.#expected = 'end';
      return;
    }
    if (frame.kind === 'array') frame.items.push(node);
    else if (frame.pending !== undefined) this.#endMember(frame, node);
    this.#expected = 'comma';
  }

  #endMember(frame: ObjectFrame, value: JsonNode | null): void {
    const { pending } = frame;
    if (pending === undefined) return;
    const end = value?.end ?? pending.range.end;
    frame.members.push({ key: pending.key, keyRange: pending.range, value, start: pending.range.start, end });
    frame.pending = undefined;
  }

  #comma(range: Range): void {
    const frame = this.#stack.at(-1);
    if (this.#expected !== 'comma') this.#fail(this.#wanted(), range);
    if (frame === undefined) return;
    if (frame.kind === 'object') this.#endMember(frame, null);
    this.#expected = frame.kind === 'object' ? 'key' : 'item';
    this.#lastEnd = range.end;
  }

  #colon(range: Range): void {
    if (this.#expected === 'colon') this.#expected = 'value';
    else this.#fail(this.#wanted(), range);
  }

  #string(range: Range): void {
    const value = this.#scanner.getTokenValue();
    if (this.#scanner.getTokenError() !== 0) this.#fail('bad-string', range);
    const frame = this.#stack.at(-1);
    const atKey =
      frame?.kind === 'object' && frame.pending === undefined && this.#expected !== 'value' && this.#expected !== 'end';
    if (atKey) {
      if (this.#expected === 'comma') this.#fail('comma-expected', range, this.#lastEnd);
      frame.pending = { key: value, range };
      this.#expected = 'colon';
      this.#lastEnd = range.end;
    } else if (this.#admit(range)) this.#attach({ type: 'string', value, start: range.start, end: range.end });
  }

  #number(range: Range): void {
    if (this.#scanner.getTokenError() !== 0) this.#fail('bad-number', range);
    this.#scalar('number', range);
  }

  #scalar(kind: 'number' | 'boolean' | 'null', range: Range): void {
    if (this.#admit(range)) this.#attach({ type: kind, start: range.start, end: range.end });
  }

  #finish(): void {
    const end = this.text.length;
    const innermost = this.#stack.at(-1);
    if (innermost !== undefined) this.#fail('unclosed', { start: innermost.start, end: innermost.start + 1 });
    else if (this.#root === undefined) this.#fail('empty', { start: 0, end: Math.min(1, end) });
    while (this.#stack.length > 0) this.#pop(end);
  }
}
