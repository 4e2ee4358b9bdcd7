import { createScanner } from 'jsonc-parser';
import { applyEdits } from '../json/edit.ts';
import type { Range } from '../json/tree.ts';
import { literal, secretNotation, type TakenSecret } from './secretNotation.ts';

/** A text without literal secrets, and those that stood in it. */
export interface SecretsTaken {
  readonly text: string;
  /** In the order in which they were found; of one member the last counts. */
  readonly taken: readonly TakenSecret[];
}

/** jsonc-parser's kinds of token; its own enums cannot be imported from isolated modules. */
const Token = {
  open: [1, 3],
  close: [2, 4],
  comma: 5,
  colon: 6,
  null: 7,
  string: 10,
  passedOver: [12, 13, 14, 15],
  end: 17,
};

interface Piece extends Range {
  readonly token: number;
  readonly value: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Takes literal secrets out of a text and leaves their notation in place. The text may be anything a person types or
 * pastes, however broken: a member counts by its name in any case and at any depth, also as an option of a command line,
 * as an argument of a call, and inside another string. Empty values, null and blanks such as `<token>` are no secrets.
 *
 * @param members The names of the secret members.
 */
export function takeSecrets(text: string, members: readonly string[]): SecretsTaken {
  const taken: TakenSecret[] = [];
  const left = rewritten(text, members, found => {
    taken.push(found.secret);
    return found.text;
  });
  return { text: left, taken };
}

/** A text of the same length with stars in place of every literal secret, for showing it. Line breaks stay. */
export function maskedSecrets(text: string, members: readonly string[]): string {
  return rewritten(text, members, ({ start, end }, before) => before.slice(start, end).replace(/[^\r\n]/g, '*'));
}

function rewritten(text: string, members: readonly string[], write: (found: Found, before: string) => string): string {
  let result = text;
  for (const member of members) {
    if (!mentions(text, member)) continue;
    for (const find of [inDumps, inJson, inOtherForms, inPairs, inTables, inReach]) {
      const before = result;
      const edits = find(before, member).map(one => ({ start: one.start, end: one.end, text: write(one, before) }));
      result = applyEdits(before, edits);
    }
  }
  return result;
}

interface Found extends Range {
  readonly text: string;
  readonly secret: TakenSecret;
}

/** A member may be written with escapes, which hide its name from a plain search. */
const mentions = (text: string, member: string): boolean =>
  text.includes('\\u') || wordsOf(member).test(text) || new RegExp(optionOf(member), 'i').test(text);

/** The member's name in any case, or as the command line writes it. */
const nameOf = (member: string): RegExp => spelt(member, '[-_]?');

/** The member's name, also as properties and prose write it: `device.token`, "device token". */
const wordsOf = (member: string): RegExp => spelt(member, '[-_. ]?');

/** Of several the name ends in an s. */
const spelt = (member: string, between: string): RegExp =>
  new RegExp(`${member.replace(/(?<=[a-z])(?=[A-Z])/g, between)}s?`, 'i');

/** The option of the member, whose last word the AWS CLI takes shortened too: `--device-tok`. */
const optionOf = (member: string): string =>
  `--${nameOf(member).source.replace(/(?<=\[-_\]\?[A-Z][a-z])[a-z]+s\?$/, '[a-z]{0,20}')}`;

/** Members of JSON, or of what the scanner can make of it. */
function inJson(text: string, member: string): readonly Found[] {
  const pieces = [...scan(text)];
  const names = [member.toLowerCase(), `${member.toLowerCase()}s`];
  // Without quotes it is left to the other forms, which know what each notation takes for a value.
  const isName = ({ token, value }: Piece) =>
    names.includes((token === Token.string ? value.replace(/[-_]/, '') : value).toLowerCase());
  const found: Found[] = [];
  let brackets: Brackets | undefined;
  let doneUntil = 0;
  for (const [index, key] of pieces.entries()) {
    const first = pieces[index + 2];
    if (pieces[index + 1]?.token !== Token.colon || first === undefined || !isName(key)) continue;
    // Its value is missing, and what follows is the next member's name. A token without quotes may hold a colon.
    if (first.token === Token.string && pieces[index + 3]?.token === Token.colon) continue;
    // What stands inside of a value that was looked at goes with it.
    if (key.start < doneUntil) continue;
    const isOpen = Token.open.includes(first.token);
    if (!isOpen && !isValue(first)) continue;
    if (isOpen) brackets ??= new Brackets(pieces);
    const { start, end, held } =
      brackets !== undefined && isOpen ? brackets.inside(index + 2, key) : whole(text, first);
    const secret = isOpen || isPlain(text, first) ? literal(member, held?.value ?? '') : undefined;
    if (secret === undefined) continue;
    found.push({ start, end, text: JSON.stringify(secretNotation(member)), secret });
    doneUntil = end;
  }
  return found;
}

/** True for strings, numbers, true, false and what is no JSON; single quotes are left to the other forms. */
const isValue = ({ token, value }: Piece): boolean =>
  token > Token.null && token !== Token.end && !value.startsWith("'");

/**
 * False for what only introduces a value, as YAML's marks, types and calls of a program do: those are left to the other forms. What
 * is longer than any token is looked at no further, or a long run of names would be gone through once for each.
 */
const isPlain = (text: string, { start }: Piece): boolean => {
  BEGINNING.lastIndex = start;
  return BEGINNING.test(text);
};
const BEGINNING = /"|(?![>|!&*@=(])[^\s,\]}"'(]{1,1000}(?=[\s,\]}]|$)(?![ \t]{0,9}(?:\|[\w |]{0,60})?=)/y;
const UNQUOTED = /[^\s,\]}"]{0,1000}/y;

/** What a line break that a terminal put into a string leaves of it on the next lines, up to its end. */
const CONTINUED = /(?:\r?\n[ \t]*[\w:+/=.-]+)+"/y;

/** A value that is in no brackets: what has no quotes goes on to the next space or mark, whatever it looks like. */
function whole(text: string, first: Piece): Range & { readonly held: Piece } {
  if (text.startsWith('"', first.start)) {
    CONTINUED.lastIndex = first.end;
    const isOpen = first.end - first.start < 2 || text[first.end - 1] !== '"';
    const [more = ''] = (isOpen && CONTINUED.exec(text)) || [];
    if (isOpen && more === '') return openEnded(text, first);
    const value = `${first.value}${more.replace(/[\s"]/g, '')}`;
    return { start: first.start, end: first.end + more.length, held: { ...first, value } };
  }
  UNQUOTED.lastIndex = first.start;
  const value = UNQUOTED.exec(text)?.[0] ?? '';
  const end = first.start + value.length;
  return { start: first.start, end, held: { ...first, end, value } };
}

/** A string whose closing quote is missing: what ends a member or an object is no part of it. */
function openEnded(text: string, first: Piece): Range & { readonly held: Piece } {
  let { end, value } = first;
  while (end > first.start + 1 && /[\s,}\]]/.test(text[end - 1] ?? '')) end -= 1;
  value = value.slice(0, value.length - (first.end - end));
  return { start: first.start, end, held: { ...first, end, value } };
}

/** The brackets of a text, walked through once. */
class Brackets {
  /** Of each opening bracket, the index of what closes it. */
  readonly #partners = new Map<number, number>();
  /** Of each opening bracket, the index of the first comma in it that a key follows. */
  readonly #commas = new Map<number, number>();
  /** Up to each piece, the index of the last value that is no key and no blank. */
  readonly #lastValues: number[] = [];

  constructor(readonly pieces: readonly Piece[]) {
    const open: number[] = [];
    let last = -1;
    for (const [index, piece] of pieces.entries()) {
      if (Token.open.includes(piece.token)) open.push(index);
      if (Token.close.includes(piece.token)) this.#partners.set(open.pop() ?? -1, index);
      const around = open.at(-1);
      const isBeforeKey = piece.token === Token.comma && pieces[index + 2]?.token === Token.colon;
      if (isBeforeKey && around !== undefined && !this.#commas.has(around)) this.#commas.set(around, index);
      const isKey = pieces[index + 1]?.token === Token.colon;
      if (!isKey && isValue(piece) && literal('', piece.value) !== undefined) last = index;
      this.#lastValues.push(last);
    }
  }

  /**
   * From a bracket to its partner, or to the end where it has none, and the last value between. A key is the next member's
   * where it stands below the bracket's own, and no further right, or where the bracket begins a list or with no key: the
   * bracket was just typed, or its partner is missing.
   */
  inside(from: number, key: Piece): Range & { readonly held: Piece | undefined } {
    const comma = this.#commas.get(from) ?? this.pieces.length;
    const next = this.pieces[comma + 1];
    const isBelow = next !== undefined && next.line > key.line && next.column <= key.column;
    const isOutside = isBelow || (next !== undefined && this.pieces[from + 2]?.token !== Token.colon);
    const to = isOutside ? comma - 1 : (this.#partners.get(from) ?? this.pieces.length - 1);
    const last = this.#lastValues[to] ?? -1;
    const held = last > from ? this.pieces[last] : undefined;
    return { start: this.pieces[from]?.start ?? 0, end: this.pieces[to]?.end ?? 0, held };
  }
}

function* scan(text: string): Iterable<Piece> {
  const scanner = createScanner(text, false);
  for (;;) {
    const token: number = scanner.scan();
    if (token === Token.end) return;
    if (Token.passedOver.includes(token)) continue;
    const start = scanner.getTokenOffset();
    yield {
      token,
      start,
      end: Math.min(start + scanner.getTokenLength(), text.length),
      value: scanner.getTokenValue(),
      line: scanner.getTokenStartLine(),
      column: scanner.getTokenStartCharacter(),
    };
  }
}

/** A value between quotes; where they are not closed, up to a quote that closes something or the end of the line. */
const QUOTED = String.raw`(?<quote>\\{0,9}["'])(?<held>(?:(?!\k<quote>|["'][ \t]{0,9}(?:[,}\]\r\n]|$))[^\r\n])*)`;

/** The same, where it is no name with a value of its own. */
const QUOTED_VALUE = String.raw`${QUOTED}(?!\k<quote>\s*:)(?=\k<quote>|["'\r\n]|$)`;

/** A shell's word of several pieces, the first between quotes: `'a'\''b'`. */
const PIECES = String.raw`(?<word>(?:'[^'\s]*'|"[^"\\\s]*")(?:'[^'\s,;(){}[\]]*'|"[^"\\\s,;(){}[\]]*"|\\["']|[\w:/+=.~%@-])+)`;

/** A value without quotes; what is filled in or computed later is none. */
const BARE = String.raw`(?<bare>(?![$<(=>\x60]|@(?!\w))[^\s"'\\,;&|(){}\[\]]+)`;

/** The type that a language tells of a variable before its value: `: String?`, `: &str`, ` As String`, ` string`. */
const TYPE = String.raw`(?:(?:[ \t]{0,9}:[ \t]{0,9}|[ \t]{1,9}as[ \t]{1,9})(?:&(?:'\w{1,20}[ \t]{1,9})?)?[a-z][\w.]{0,60}(?:<[^<>\r\n"=]{0,60}>)?(?:[ \t]?\|[ \t]?[\w.]{1,60}){0,3}[?!]?|[ \t]{1,9}string)(?=[ \t]{0,9}=)`;

/** An option, an assignment, what a shell takes by default, an argument, single quotes, YAML, JSON inside a string or a comment. */
function inOtherForms(text: string, member: string): readonly Found[] {
  const name = nameOf(member).source;
  const forms = [
    String.raw`${optionOf(member)}(?:\s*=\s*|[ \t]+(?:\\\r?\n\s*)?)(?:${PIECES}|${QUOTED}|(?<bare>[^\s"'\\][^\s]*))`,
    String.raw`(?<![A-Za-z0-9-])${name}\s*=\s*(?:${QUOTED_VALUE}|${BARE})`,
    String.raw`${name}(?:${TYPE}|\[\])?\s*:?=\s*(?:@|\.?[a-z][\w.:]{0,30}\()?${QUOTED_VALUE}`,
    String.raw`\$\{\w{0,50}${name}:?[-=](?:${QUOTED}|${BARE})`,
    String.raw`(?:\\{0,9}["'])?${name}(?:\\{0,9}["'])?\s*:\s*${QUOTED_VALUE}`,
    String.raw`^[ \t]*(?:-[ \t]+)*${name}[ \t]*:[ \t]+(?:[!&]\S*[ \t]+)*(?:[|>][-+\d]*[ \t]*\r?\n[ \t]+)?${BARE}(?=[ \t]*(?:#|\r|$))`,
  ];
  return inOrder(
    forms.flatMap(form => [...text.matchAll(new RegExp(form, 'gimd'))].flatMap(match => foundIn(match, 0, member))),
  );
}

/** What a match of one of the forms holds; `offset` is where the text that was searched starts. */
function foundIn({ groups = {}, indices }: RegExpMatchArray, offset: number, member: string): readonly Found[] {
  const [start, end] = indices?.groups?.held ?? indices?.groups?.bare ?? indices?.groups?.word ?? [0, 0];
  const word = groups.word?.replace(/\\(.)|["']/g, '$1');
  const secret = literal(member, groups.held ?? groups.bare ?? word ?? '');
  if (secret === undefined) return [];
  return [{ start: start + offset, end: end + offset, text: secretNotation(member), secret }];
}

/** In the order of the text; of two that touch the first. */
function inOrder(found: readonly Found[]): readonly Found[] {
  let done = -1;
  return found
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      if (start < done) return false;
      done = end;
      return true;
    });
}

/** How far around a name its value is looked for. */
const PAIR_REACH = 400;

/** A name and its value as two members: `{"Name": "DeviceToken", "Value": "…"}`, in either order and any notation. */
function inPairs(text: string, member: string): readonly Found[] {
  const name = nameOf(member).source;
  const quote = String.raw`(?:\\{0,9}["'])?`;
  const named = new RegExp(String.raw`(?:name|key)${quote}\s{0,9}[:=]\s{0,9}${quote}${name}(?![\w-])${quote}`, 'gi');
  const value = new RegExp(String.raw`value${quote}\s{0,9}[:=]\s{0,9}(?:${QUOTED}|${BARE})`, 'gid');
  return inOrder(
    [...text.matchAll(named)].flatMap(match => {
      const end = match.index + match[0].length;
      const after = /^(?:(?!\n[ \t]*-[ \t])[^}])*/.exec(text.slice(end, end + PAIR_REACH))?.[0] ?? '';
      const [first] = after.matchAll(value);
      if (first !== undefined) return foundIn(first, end, member);
      const from = Math.max(0, match.index - PAIR_REACH);
      const before = text.slice(from, match.index);
      const opened = Math.max(before.lastIndexOf('{'), before.lastIndexOf('}')) + 1;
      const last = [...before.slice(opened).matchAll(value)].at(-1);
      return last === undefined ? [] : foundIn(last, from + opened, member);
    }),
  );
}

/** How far behind a name, in whatever notation, a token is still taken for its value, and no shorter than what. */
const NEAR = 60;
const TOKEN = /(?<![\w:/.@-])[A-Za-z0-9][\w:-]{39,}(?![\w:/@-])|(?<![\w:/.@+-])[A-Za-z\d+/]{40,}={1,2}(?![\w=])/g;

/**
 * How systems of Apple print the bytes of a token, with a space between each four and cut short or not:
 * `<740f4707 bebcf74f …>`, `{length = 32, bytes = 0x740f4707 … 61bb78ad }`.
 */
export const DUMP =
  /(?<!\w)(?:\{ ?length ?= ?\d{1,4}, ?bytes ?= ?0x[\da-f]{8}[\da-f .]{0,200}\}?|<?(?:0x)?[\da-f]{8}(?: [\da-f]{8}){3,50}(?!\w)>?)/gi;

const inDumps = (text: string, member: string): readonly Found[] => near(text, member, text.matchAll(DUMP));

/** What looks like a token, shortly behind the name in any notation that no form above knows: markup, a table, a call. */
const inReach = (text: string, member: string): readonly Found[] =>
  near(
    text,
    member,
    [...text.matchAll(TOKEN)].filter(([one]) => /\d/.test(one) && !one.startsWith('arn:')),
  );

/** Those of some tokens that stand shortly behind the name, and what follows them in a list of several. */
function near(text: string, member: string, tokens: Iterable<RegExpMatchArray & { index: number }>): readonly Found[] {
  const names = [...text.matchAll(new RegExp(wordsOf(member), 'gi'))];
  const found: Found[] = [];
  let at = 0;
  for (const { 0: value, index: start } of tokens) {
    while ((names[at + 1]?.index ?? start) < start) at += 1;
    const name = names[at];
    const end = name === undefined ? start : name.index + name[0].length;
    const between = end < start && start - end <= NEAR ? text.slice(end, start) : undefined;
    const last = found.at(-1)?.end ?? -1;
    const isListed = last > end && start - last <= NEAR && /^[\s"'@,-]+$/.test(text.slice(last, start));
    const isIts = isListed || (between !== undefined && !isOfAnother(between));
    const secret = isIts ? literal(member, value) : undefined;
    if (secret !== undefined) {
      found.push({ start, end: start + value.length, text: secretNotation(member), secret });
    }
  }
  return found;
}

/** True where another name, another option, or a value that was taken already stands between a name and what follows. */
const isOfAnother = (between: string): boolean =>
  /\$\{|--[a-z]|token|[A-Za-z][\w-]*["']?\s*(?::(?!:)|=)/i.test(
    between.replace(new RegExp(`^${TYPE}`, 'i'), '').replace(/\bvalue\b/i, ''),
  );

/** One text, quoted or not. A line that ends in a comma behind quotes goes on below, as lists and members of JSON do. */
const CELL = /^(?:"[^"]*"|'[^']*'|[^"'{}[\]]*)$/;
const isRow = (cells: readonly string[]): boolean =>
  cells.every(cell => CELL.test(cell.trim())) && (cells.at(-1)?.trim() !== '' || !/["']/.test(cells.join('')));

/** A column of a table, under its name: comma, semicolon or tab between the cells. What is no row ends it. */
function inTables(text: string, member: string): readonly Found[] {
  const header = new RegExp(String.raw`^(["']?)${nameOf(member).source}\1$`, 'i');
  const found: Found[] = [];
  let column = -1;
  let separator = '';
  let at = 0;
  for (const line of text.split('\n')) {
    const cells = separator === '' ? [] : line.split(separator);
    const cell = isRow(cells) ? cells[column] : undefined;
    if (cell === undefined) {
      separator = /[,;\t]/.exec(line)?.[0] ?? '';
      const names = separator === '' || /[{}=]/.test(line) ? [] : line.split(separator);
      column = isRow(names) ? names.findIndex(one => header.test(one.trim())) : -1;
      if (column === -1) separator = '';
    } else {
      const [, lead = '', held = ''] = /^(\s*["']?)([^"'\r]*)/.exec(cell) ?? [];
      const secret = literal(member, held.trimEnd());
      const start = at + cells.slice(0, column).reduce((all, one) => all + one.length + 1, 0) + lead.length;
      if (secret !== undefined) {
        found.push({ start, end: start + secret.value.length, text: secretNotation(member), secret });
      }
    }
    at += line.length + 1;
  }
  return found;
}
