import { createScanner } from 'jsonc-parser';
import type { Range } from '../json/tree.ts';
import { placeholderIn } from '../model/placeholder.ts';

/** A text without literal secrets, and those that stood in it. */
export interface SecretsTaken {
  readonly text: string;
  /** In the order in which they were found; of one member the last counts. */
  readonly taken: readonly TakenSecret[];
}

/** A literal secret that stood in a text. */
export interface TakenSecret {
  /** The member's name as the request writes it. */
  readonly member: string;
  readonly value: string;
}

/** How a text names the value of a secret member without holding it. */
export const secretNotation = (member: string): string => `\${secret:${member}}`;

/** jsonc-parser's kinds of token; its own enums cannot be imported from isolated modules. */
const Token = { open: [1, 3], close: [2, 4], colon: 6, null: 7, passedOver: [12, 13, 14, 15], end: 17 };

interface Piece extends Range {
  readonly token: number;
  readonly value: string;
}

/**
 * Takes literal secrets out of a text and leaves their notation in place. The text may be anything a person types or
 * pastes, however broken: a member counts by its name in any case and at any depth, also as an option of a command line,
 * as an argument of a call, and inside another string. Empty values, null and blanks such as `<token>` are no secrets.
 *
 * @param members The names of the secret members.
 */
export function takeSecrets(text: string, members: readonly string[]): SecretsTaken {
  let result: SecretsTaken = { text, taken: [] };
  for (const member of members) {
    if (!mentions(text, member)) continue;
    for (const find of [inJson, inOtherForms]) {
      const found = find(result.text, member);
      result = { text: replaced(result.text, found), taken: [...result.taken, ...found.map(one => one.secret)] };
    }
  }
  return result;
}

/** What a field's value becomes when a text held a literal for it: the notation stands for what the field had. */
export function mergedSecret(before: string, { member, value }: TakenSecret): string {
  return value.replaceAll(secretNotation(member), () => before);
}

interface Found extends Range {
  readonly text: string;
  readonly secret: TakenSecret;
}

function replaced(text: string, found: readonly Found[]): string {
  return found.toReversed().reduce((all, { start, end, text: by }) => all.slice(0, start) + by + all.slice(end), text);
}

/** A member may be written with escapes, which hide its name from a plain search. */
const mentions = (text: string, member: string): boolean => text.includes('\\u') || nameOf(member).test(text);

/** The member's name in any case, or as the command line writes it. */
const nameOf = (member: string): RegExp => new RegExp(member.replace(/(?<=[a-z])(?=[A-Z])/g, '[-_]?'), 'i');

function literal(member: string, value: string): TakenSecret | undefined {
  const blank = placeholderIn(value);
  const whole = blank !== undefined && blank.from === 0 && blank.to === value.length;
  return value === '' || whole ? undefined : { member, value };
}

/** Members of JSON, or of what the scanner can make of it. */
function inJson(text: string, member: string): readonly Found[] {
  const pieces = [...scan(text)];
  const name = member.toLowerCase();
  const found: Found[] = [];
  for (const [index, key] of pieces.entries()) {
    const first = pieces[index + 2];
    if (key.value.toLowerCase() !== name || pieces[index + 1]?.token !== Token.colon || first === undefined) continue;
    // What stands inside of a value that is taken out goes with it.
    if (key.start < (found.at(-1)?.end ?? 0)) continue;
    const isOpen = Token.open.includes(first.token);
    if (!isOpen && !isValue(first)) continue;
    const { start, end, held } = isOpen ? inside(pieces, index + 2) : whole(text, first);
    const secret = literal(member, held?.value ?? '');
    if (secret !== undefined) found.push({ start, end, text: JSON.stringify(secretNotation(member)), secret });
  }
  return found;
}

/** True for strings, numbers, true, false and what is no JSON; single quotes are left to the other forms. */
const isValue = ({ token, value }: Piece): boolean =>
  token > Token.null && token !== Token.end && !value.startsWith("'");

/** A value that is in no brackets: what has no quotes goes on to the next space or mark, whatever it looks like. */
function whole(text: string, first: Piece): Range & { readonly held: Piece } {
  if (text.startsWith('"', first.start)) return { start: first.start, end: first.end, held: first };
  const value = /^[^\s,\]}"]*/.exec(text.slice(first.start))?.[0] ?? '';
  const end = first.start + value.length;
  return { start: first.start, end, held: { ...first, end, value } };
}

/** From a bracket to its partner, and the last value between. */
function inside(pieces: readonly Piece[], from: number): Range & { readonly held: Piece | undefined } {
  let depth = 0;
  for (let index = from; index < pieces.length; index += 1) {
    const { token = 0, end = 0 } = pieces[index] ?? {};
    if (Token.open.includes(token)) depth += 1;
    if (Token.close.includes(token)) depth -= 1;
    if (depth === 0) return { start: pieces[from]?.start ?? 0, end, held: lastValue(pieces.slice(from, index)) };
  }
  return { start: pieces[from]?.start ?? 0, end: pieces.at(-1)?.end ?? 0, held: lastValue(pieces.slice(from)) };
}

function lastValue(pieces: readonly Piece[]): Piece | undefined {
  return pieces.findLast((piece, index) => {
    const isKey = pieces[index + 1]?.token === Token.colon;
    return !isKey && isValue(piece) && literal('', piece.value) !== undefined;
  });
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
    };
  }
}

/** An option of a command line, an argument of a call, single quotes, JSON inside a string or a comment. */
function inOtherForms(text: string, member: string): readonly Found[] {
  const name = nameOf(member).source;
  const quoted = String.raw`(?<quote>\\{0,9}["'])(?<held>(?:(?!\k<quote>)[^\r\n])*)`;
  const forms = [
    String.raw`--${name}(?:\s*=\s*|[ \t]+(?:\\\r?\n\s*)?)(?:${quoted}|(?<bare>[^\s"'\\][^\s]*))`,
    String.raw`\b${name}\s*=\s*${quoted}`,
    String.raw`(?:\\{0,9}["'])?${name}(?:\\{0,9}["'])?\s*:\s*${quoted}`,
  ];
  const found = forms.flatMap(form =>
    [...text.matchAll(new RegExp(form, 'gid'))].flatMap(({ groups = {}, indices }) => {
      const [start, end] = indices?.groups?.held ?? indices?.groups?.bare ?? [0, 0];
      const secret = literal(member, groups.held ?? groups.bare ?? '');
      return secret === undefined || secret.value === secretNotation(member)
        ? []
        : [{ start, end, text: secretNotation(member), secret }];
    }),
  );
  const ordered = found.sort((a, b) => a.start - b.start);
  return ordered.filter((one, index) => index === 0 || one.start >= (ordered[index - 1]?.end ?? 0));
}
