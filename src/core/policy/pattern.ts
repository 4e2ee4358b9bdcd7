/**
 * A text with wildcards, as policies write them, ready to be compared: a run of pieces between its `*`. A piece may hold
 * `?`, which stands for one character, and characters that are meant as they are, which `${*}`, `${?}` and `${$}` write.
 */
export type Pattern = readonly PatternPart[];

/** One character as it is, any one character, or any run of characters. */
export type PatternPart = { readonly literal: string } | 'one' | 'many';

/** A text in which `*` and `?` are wildcards. */
export function patternOf(text: string): Pattern {
  return [...text].map(one => (one === '*' ? 'many' : one === '?' ? 'one' : { literal: one }));
}

/** A text in which nothing is a wildcard. */
export function literally(text: string): Pattern {
  return [...text].map(literal => ({ literal }));
}

/** The pattern as one text, where it has no wildcard; undefined otherwise. */
export function plainPattern(pattern: Pattern): string | undefined {
  return pattern.some(part => typeof part === 'string')
    ? undefined
    : pattern.map(part => (typeof part === 'string' ? '' : part.literal)).join('');
}

/** True where the whole text fits the pattern. */
export function fits(pattern: Pattern, text: string): boolean {
  const characters = [...text];
  const pieces = piecesOf(pattern);
  const [first = [], ...rest] = pieces;
  if (!pieceAt(first, characters, 0)) return false;
  const last = rest.pop();
  if (last === undefined) return first.length === characters.length;
  let from = first.length;
  // The leftmost place of each piece leaves the most room for those behind it.
  for (const piece of rest) {
    while (from + piece.length <= characters.length && !pieceAt(piece, characters, from)) from += 1;
    from += piece.length;
  }
  const end = characters.length - last.length;
  return end >= from && pieceAt(last, characters, end);
}

type Piece = readonly Exclude<PatternPart, 'many'>[];

function piecesOf(pattern: Pattern): readonly Piece[] {
  const pieces: Exclude<PatternPart, 'many'>[][] = [[]];
  for (const part of pattern) {
    if (part === 'many') pieces.push([]);
    else pieces.at(-1)?.push(part);
  }
  return pieces;
}

const pieceAt = (piece: Piece, characters: readonly string[], from: number): boolean =>
  from + piece.length <= characters.length &&
  piece.every((part, index) => part === 'one' || part.literal === characters[from + index]);

/** The five fields of an ARN before its resource, and the resource, which may hold colons; undefined for less. */
function arnFields(pattern: Pattern): readonly Pattern[] | undefined {
  const fields: PatternPart[][] = [[]];
  for (const part of pattern) {
    if (typeof part !== 'string' && part.literal === ':' && fields.length < 6) fields.push([]);
    else fields.at(-1)?.push(part);
  }
  return fields.length === 6 ? fields : undefined;
}

/**
 * True where an ARN fits a pattern field by field, as ArnEquals and ArnLike compare: a wildcard stays within its field.
 * Undefined where the pattern has not an ARN's six fields; AWS does not say what such a pattern means.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function fitsArn(pattern: Pattern, arn: string): boolean | undefined {
  const wanted = arnFields(pattern);
  if (wanted === undefined) return undefined;
  const given = arnFields(literally(arn));
  if (given === undefined) return false;
  return wanted.every((field, index) => fits(field, plainPattern(given[index] ?? []) ?? ''));
}

/**
 * True where a resource fits a pattern of a Resource element. A `*` inside a field stays within it; one that ends a field
 * runs on over colons, so that `arn:aws:sns:us-east-1:*` is every topic there. Patterns that are no ARN are compared whole.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function fitsResource(pattern: Pattern, resource: string): boolean {
  const fields = arnFields(pattern);
  if (fields === undefined) return fits(pattern, resource);
  const crossing = fields.slice(0, 5).findIndex(field => field.at(-1) === 'many');
  const whole = fitsArn(pattern, resource) === true;
  return whole || (crossing >= 0 && fits(pattern, resource) && leadingFieldsFit(fields.slice(0, crossing), resource));
}

/** True where the fields before the one that runs on fit one to one. */
function leadingFieldsFit(fields: readonly Pattern[], resource: string): boolean {
  const given = resource.split(':');
  return fields.every((field, index) => fits(field, given[index] ?? ''));
}
