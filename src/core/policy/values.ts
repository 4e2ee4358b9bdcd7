import type { Context } from './context.ts';
import { literally, type Pattern, type PatternPart, patternOf } from './pattern.ts';

/**
 * A text of a policy with its variables filled in. `unresolved` where a variable's key is absent and has no default: AWS
 * then matches nothing. `unknown` where a variable's key or value is.
 */
export type Filled = Pattern | 'unresolved' | 'unknown';

const VARIABLE = /\$\{([^{}]*)\}/g;
const WITH_DEFAULT = /^([^,]*),\s*'(.*)'\s*$/s;

/**
 * Fills the variables of a text: `${aws:SourceAccount}`, `${aws:username, 'nobody'}`, and `${*}`, `${?}`, `${$}` for the
 * characters themselves. What a variable holds has no wildcards.
 * @param read How the text around variables is read: with wildcards, or as it is.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function filled(text: string, context: Context, read: (text: string) => Pattern = patternOf): Filled {
  const parts: PatternPart[] = [];
  let from = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const value = variable(match[1] ?? '', context);
    if (typeof value !== 'object') return value;
    parts.push(...read(text.slice(from, match.index)), ...value);
    from = match.index + match[0].length;
  }
  return [...parts, ...read(text.slice(from))];
}

function variable(text: string, context: Context): Filled {
  if (text === '*' || text === '?' || text === '$') return literally(text);
  const [, name = text, fallback] = WITH_DEFAULT.exec(text) ?? [];
  const key = context.get(name.trim());
  if (key.state === 'absent') return fallback === undefined ? 'unresolved' : literally(fallback);
  const [value, ...others] = key.state === 'known' ? key.values : [];
  return value === undefined || others.length > 0 ? 'unknown' : literally(value);
}

/** A range of addresses: the bits that count, and how many of how many they are. */
interface Addresses {
  readonly bits: bigint;
  readonly prefix: number;
  readonly width: 32 | 128;
}

/** True where an address lies in a range such as `203.0.113.0/24` or `2001:db8::/32`; undefined where one is neither. */
export function inRange(range: string, address: string): boolean | undefined {
  const [wanted, given] = [addressesOf(range), addressesOf(address)];
  if (wanted === undefined || given === undefined) return undefined;
  if (wanted.width !== given.width || given.prefix < wanted.prefix) return false;
  const rest = BigInt(wanted.width - wanted.prefix);
  return wanted.bits >> rest === given.bits >> rest;
}

function addressesOf(text: string): Addresses | undefined {
  const [address = '', prefixText, ...more] = text.split('/');
  const width = address.includes(':') ? 128 : 32;
  const bits = width === 32 ? bitsOfFour(address) : bitsOfSix(address);
  const prefix = prefixText === undefined ? width : /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : Number.NaN;
  return bits === undefined || more.length > 0 || !(prefix <= width) ? undefined : { bits, prefix, width };
}

function bitsOfFour(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function bitsOfSix(text: string): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::');
  const groups = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
  const [front, back] = [groups(head), groups(tail ?? '')];
  const missing = 8 - front.length - back.length;
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return undefined;
  const all = [...front, ...Array.from({ length: missing }, () => '0'), ...back];
  if (!all.every(group => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return all.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

/** Milliseconds since 1970 of an ISO 8601 time, in UTC where it names no zone, or of seconds since 1970; NaN for anything else. */
export function timeOf(text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  const parts = /^(\d{4}-\d{2}-\d{2})(?:(T[\d:.]+)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  if (parts === null) return Number.NaN;
  const [, day, time, zone = 'Z'] = parts;
  return Date.parse(time === undefined ? `${day}` : `${day}${time}${zone}`);
}

/** A number as policies write it; NaN for anything else. */
export function numberOf(text: string): number {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
