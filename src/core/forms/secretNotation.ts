import { placeholderIn } from '../model/placeholder.ts';

/** A literal secret that stood in a text. */
export interface TakenSecret {
  /** The member's name as the request writes it. */
  readonly member: string;
  readonly value: string;
}

/** How a text names the value of a secret member without holding it. */
export const secretNotation = (member: string): string => `\${secret:${member}}`;

/** What a field's value becomes when a text held a literal for it: the notation stands for what the field had. */
export function mergedSecret(before: string, { member, value }: TakenSecret): string {
  return value.replaceAll(secretNotation(member), () => before);
}

/** A value as a secret; undefined where it is empty, a blank such as `<token>`, or the notation or what is left of it. */
export function literal(member: string, value: string): TakenSecret | undefined {
  const blank = placeholderIn(value);
  const whole = blank !== undefined && blank.from === 0 && blank.to === value.length;
  const notation = secretNotation(member);
  if (value === '' || whole || isLeftOfNotation(notation, value)) return undefined;
  return { member, value: value.includes(notation) ? value : withoutBeginning(notation, value) };
}

/** What a person types behind a part of the notation is all of the value. */
function withoutBeginning(notation: string, value: string): string {
  let length = 0;
  while (length < notation.length && value[length] === notation[length]) length += 1;
  // One character is no beginning of it, but may be one of a value.
  return length > 1 ? value.slice(length) : value;
}

/** True for the notation, and for what is left of it while a person takes it away or a quote beside it is missing. */
function isLeftOfNotation(notation: string, value: string): boolean {
  if (value.length > notation.length + 8) return false;
  const left = value.replace(/^["'\s]+|["'\s,]+$/g, '');
  const isSame = (from: number, to: number) => left === notation.slice(0, from) + notation.slice(to);
  return /[${}]/.test(left) && [...left, ''].some((_, from) => isSame(from, from + notation.length - left.length));
}
