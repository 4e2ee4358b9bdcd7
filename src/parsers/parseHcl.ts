import { Language, type Node, Parser } from 'web-tree-sitter';
import { MAX_DEPTH } from '../core/json/parse.ts';
import type { JsonNode, Member, ObjectNode, Range } from '../core/json/tree.ts';
import type { ParsedText, TextParser } from '../core/lint/parsers.ts';

/** How often the engine asks whether to go on: a hundred characters make it ask five times, whatever they are. */
const ASKED_PER_CHARACTER = 0.2;
const ASKED_AT_LEAST = 1000;

/**
 * How long a text may take, in milliseconds: behind a fault the engine may look at all that stands before with each sign, and
 * asks no more often for it. A plain text of the greatest length takes less than half of this.
 */
const MOST_TIME = 1_250;

/** Tells milliseconds. */
type TimeTeller = () => number;

/**
 * What a text took is the less of both: the process's time counts what its other threads compile and clear away, the wall's
 * what other programs do.
 */
const timeTellers: readonly TimeTeller[] = [() => process.cpuUsage().user / 1000, () => performance.now()];

/** From each blank behind a fault the engine looks for what follows: a long run of them takes the square of its length. */
const ENDLESS_BLANKS = /(?<!\s)\s{257}/;

const UNREAD: ParsedText = { root: undefined, complete: false, duplicateKeys: [] };

/**
 * Makes the parser of Terraform's language.
 *
 * @param engine The bytes of web-tree-sitter.wasm. @param grammar Those of tree-sitter-terraform.wasm.
 * @param tellers A text took what the one of them says that says the least.
 */
export async function hclParser(
  engine: Uint8Array,
  grammar: Uint8Array,
  tellers: readonly TimeTeller[] = timeTellers,
): Promise<TextParser> {
  await Parser.init({ wasmBinary: engine });
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return (text, wanted) => {
    if (ENDLESS_BLANKS.test(text)) return UNREAD;
    let left = ASKED_AT_LEAST + text.length * ASKED_PER_CHARACTER;
    const ends = tellers.map(now => now() + MOST_TIME);
    const tree = parser.parse(text, null, {
      progressCallback: () => {
        left -= 1;
        return left < 0 || tellers.every((now, at) => now() > (ends[at] ?? 0));
      },
    });
    // One that was given up would go on where it stopped.
    if (tree === null) {
      parser.reset();
      return UNREAD;
    }
    try {
      return new Blocks(text).read(tree.rootNode, wanted);
    } finally {
      tree.delete();
    }
  };
}

/** Gives blocks in the shape that Terraform has for them in JSON. What only Terraform can work out is a variable. */
class Blocks {
  /** The blocks that are given by themselves, by the ids of their nodes. */
  #top: ReadonlySet<number> = new Set();

  constructor(readonly text: string) {}

  read(file: Node, wanted: (type: string) => boolean): ParsedText {
    // Behind a fault what follows may be taken for a part of what is broken.
    const body = file.namedChildren.find(({ type }) => type === 'body');
    const blocks = file.hasError ? file.descendantsOfType('block') : (body?.namedChildren ?? []);
    const top = blocks.filter(one => this.#isWanted(one, wanted));
    this.#top = new Set(top.map(({ id }) => id));
    const members = top.flatMap(one => this.#block(one, 0) ?? []);
    const root: ObjectNode = { type: 'object', start: 0, end: this.text.length, members };
    return { root, complete: !file.hasError, duplicateKeys: [] };
  }

  #isWanted(node: Node, wanted: (type: string) => boolean): boolean {
    const label = node.type === 'block' ? node.namedChildren[1] : undefined;
    return label !== undefined && wanted(this.#label(label));
  }

  /** A block: its labels are keys, one in the other. */
  #block(node: Node, depth: number): Member | undefined {
    const [name, ...parts] = node.namedChildren;
    const opening = parts.find(({ type }) => type === 'block_start');
    if (name === undefined || opening === undefined) return undefined;
    const closing = parts.findLast(({ type }) => type === 'block_end');
    const end = closing?.endIndex ?? node.endIndex;
    const body = parts.find(({ type }) => type === 'body');
    const members = body === undefined ? [] : this.#members(body, depth + 1);
    let value: JsonNode = { type: 'object', start: opening.startIndex, end, members };
    for (const label of parts.filter(({ type }) => type === 'string_lit' || type === 'identifier').reverse()) {
      const keyRange = rangeOf(label);
      const member: Member = { key: this.#label(label), keyRange, value, start: keyRange.start, end };
      value = { type: 'object', start: keyRange.start, end, members: [member] };
    }
    return { key: this.#source(name), keyRange: rangeOf(name), value, start: name.startIndex, end };
  }

  #members(body: Node, depth: number): readonly Member[] {
    if (depth > MAX_DEPTH) return [];
    return body.namedChildren.flatMap(node => {
      // One that stands in another is read once: each with all below it would be the square of the text.
      if (node.type === 'block') return this.#top.has(node.id) ? [] : (this.#block(node, depth) ?? []);
      const [name, expression] = node.type === 'attribute' ? node.namedChildren : [];
      if (name === undefined || expression === undefined) return [];
      return this.#member(this.#source(name), name, expression, node, depth);
    });
  }

  /** What is null is not set. */
  #member(key: string, name: Node, expression: Node, whole: Node, depth: number): readonly Member[] {
    const value = this.#expression(expression, depth);
    if (value.type === 'null') return [];
    return [{ key, keyRange: rangeOf(name), value, ...rangeOf(whole) }];
  }

  #expression(node: Node, depth: number): JsonNode {
    const [first, second] = node.namedChildren;
    if (first === undefined || depth > MAX_DEPTH) return variable(node);
    if (node.type !== 'expression') return variable(node);
    // A traversal, which may lead to what stands in the same file.
    if (first.type === 'variable_expr') return variable(node, this.#source(node));
    if (second !== undefined || node.hasError) return variable(node);
    switch (first.type) {
      case 'literal_value':
        return this.#literal(first);
      case 'template_expr':
        return this.#template(first);
      case 'collection_value':
        return this.#collection(first, depth + 1);
      case 'function_call':
        return this.#call(first, depth + 1);
      default:
        return variable(node);
    }
  }

  #literal(node: Node): JsonNode {
    const [literal] = node.namedChildren;
    switch (literal?.type) {
      case 'string_lit':
        return { type: 'string', value: this.#label(literal), ...rangeOf(literal) };
      case 'numeric_lit':
        return { type: 'number', ...rangeOf(literal) };
      case 'bool_lit':
        return { type: 'boolean', ...rangeOf(literal) };
      case 'null_lit':
        return { type: 'null', ...rangeOf(literal) };
      default:
        return variable(node);
    }
  }

  /** Text with interpolations: what they give stands in it as a variable. */
  #template(node: Node): JsonNode {
    const [template] = node.namedChildren;
    if (template?.type === 'heredoc_template') return this.#heredoc(template);
    if (template === undefined || template.namedChildren.some(({ type }) => type === 'template_directive')) {
      return variable(node);
    }
    const pieces = template.namedChildren.map(piece => {
      if (piece.type === 'template_literal') return unescaped(this.#source(piece));
      return piece.type === 'template_interpolation' ? VARIABLE : '';
    });
    return { type: 'string', value: pieces.join(''), ...rangeOf(template) };
  }

  /**
   * The lines of a heredoc, character by character as they stand, so that JSON in it has its place: an interpolation is a
   * variable of its own length, between quotes where it stands in no string.
   */
  #heredoc(node: Node): JsonNode {
    const [, opening, ...rest] = node.namedChildren;
    const closing = rest.at(-1);
    if (opening === undefined || closing?.type !== 'heredoc_identifier') return variable(node);
    if (rest.some(({ type }) => type === 'template_directive')) return variable(node);
    const start = this.text.indexOf('\n', opening.endIndex) + 1;
    const end = this.text.lastIndexOf('\n', closing.startIndex) + 1;
    if (start === 0 || end < start) return variable(node);
    let value = '';
    let inString = false;
    let at = start;
    for (const one of rest.filter(({ type }) => type === 'template_interpolation')) {
      const before = this.text.slice(at, one.startIndex);
      value += before;
      inString = endsInString(before, inString);
      const length = one.endIndex - one.startIndex;
      value += inString ? `\${${'x'.repeat(Math.max(0, length - 3))}}` : `"$${'x'.repeat(Math.max(0, length - 3))}"`;
      at = one.endIndex;
    }
    return { type: 'string', value: value + this.text.slice(at, end), start, end };
  }

  #collection(node: Node, depth: number): JsonNode {
    const [collection] = node.namedChildren;
    const parts = collection?.namedChildren ?? [];
    if (collection?.type === 'tuple') {
      const items = parts.filter(({ type }) => type === 'expression').map(item => this.#expression(item, depth));
      return { type: 'array', items, ...rangeOf(collection) };
    }
    if (collection?.type !== 'object') return variable(node);
    const members = parts.flatMap(part => {
      const [name, expression] = part.type === 'object_elem' ? part.namedChildren : [];
      const key = name === undefined ? undefined : this.#key(name);
      if (name === undefined || key === undefined || expression === undefined) return [];
      return this.#member(key, name, expression, part, depth);
    });
    return { type: 'object', members, ...rangeOf(collection) };
  }

  /** The key of an object: a text, or a word that stands for itself. */
  #key(expression: Node): string | undefined {
    const [first, second] = expression.namedChildren;
    if (first === undefined || second !== undefined) return undefined;
    if (first.type === 'variable_expr') return this.#source(first);
    const literal = first.type === 'literal_value' ? this.#literal(first) : undefined;
    return literal?.type === 'string' ? literal.value : undefined;
  }

  /** Of the functions only the one that writes JSON says what it gives. */
  #call(node: Node, depth: number): JsonNode {
    const [name, given] = node.namedChildren;
    const [value, second] = given?.namedChildren ?? [];
    const isJson = name !== undefined && this.#source(name) === 'jsonencode';
    return isJson && value !== undefined && second === undefined ? this.#expression(value, depth) : variable(node);
  }

  /** The text of a label or a string without interpolations. */
  #label(node: Node): string {
    const source = this.#source(node);
    return node.type === 'string_lit' ? unescaped(source.slice(1, -1)) : source;
  }

  #source({ startIndex, endIndex }: Node): string {
    return this.text.slice(startIndex, endIndex);
  }
}

const rangeOf = ({ startIndex, endIndex }: Node): Range => ({ start: startIndex, end: endIndex });

/** How what Terraform works out stands in a text. */
const VARIABLE = '${x}';

/** A value that only Terraform knows: the name of what it refers to, where it is nothing but that. */
function variable(node: Node, name = ''): JsonNode {
  const value = /^[\w.-]{1,200}$/.test(name) ? `\${${name}}` : VARIABLE;
  return { type: 'string', value, ...rangeOf(node) };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** A piece of a quoted text without its escapes. */
const unescaped = (source: string): string =>
  source.replace(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))|\$(?=\$\{)|%(?=%\{)/g, (_all, four, eight, other) => {
    const code = Number.parseInt(four ?? eight ?? '', 16);
    if (!Number.isNaN(code)) return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
    return other === undefined ? '' : (ESCAPES[other] ?? other);
  });

/** Whether JSON is in a string behind a piece of text. */
function endsInString(text: string, before: boolean): boolean {
  let inString = before;
  for (const [token] of text.matchAll(/\\.|"/g)) if (token === '"') inString = !inString;
  return inString;
}
