import { AccessError } from './errors.ts';
import type { Answer } from './ports.ts';

/** Readers of an untrusted answer: each gives the member in its type or throws AccessError `unexpected-answer`. */
const wrong = (member: string, wanted: string): AccessError =>
  new AccessError('unexpected-answer', `The answer's ${member} is not ${wanted}.`);

/** True for a plain JSON object. */
export function isObject(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** A member that must be a list of objects. */
export function objects(answer: Answer, member: string): readonly Answer[] {
  const value = answer[member];
  if (!Array.isArray(value)) throw wrong(member, 'a list');
  return value.map(item => {
    if (!isObject(item)) throw wrong(`${member} item`, 'an object');
    return item;
  });
}

/** A member that must be a list of strings. */
export function texts(answer: Answer, member: string): readonly string[] {
  const value = answer[member];
  if (!Array.isArray(value)) throw wrong(member, 'a list');
  return value.map(item => {
    if (typeof item !== 'string') throw wrong(`${member} item`, 'a string');
    return item;
  });
}

/** A member that must be an object. */
export function object(answer: Answer, member: string): Answer {
  const value = answer[member];
  if (!isObject(value)) throw wrong(member, 'an object');
  return value;
}

/** A member that must be a string. */
export function text(answer: Answer, member: string): string {
  const value = answer[member];
  if (typeof value !== 'string') throw wrong(member, 'a string');
  return value;
}

/** A member that may be absent or null, and is a string otherwise. Dates become ISO 8601. */
export function optionalText(answer: Answer, member: string): string | null {
  const value = answer[member];
  if (value === undefined || value === null) return null;
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw wrong(member, 'a time');
    return value.toISOString();
  }
  if (typeof value !== 'string') throw wrong(member, 'a string');
  return value;
}

/** As `optionalText`, and seconds since 1970 as ISO 8601: other servers give them where AWS gives text. */
export function optionalTime(answer: Answer, member: string): string | null {
  const value = answer[member];
  return typeof value === 'number'
    ? optionalText({ [member]: new Date(value * 1000) }, member)
    : optionalText(answer, member);
}

/** A member that may be absent or null, and is a finite number otherwise. */
export function optionalNumber(answer: Answer, member: string): number | null {
  const value = answer[member];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(member, 'a number');
  return value;
}

/** A member that may be absent or null, and is true or false otherwise. */
export function optionalFlag(answer: Answer, member: string): boolean | null {
  const value = answer[member];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'boolean') throw wrong(member, 'true or false');
  return value;
}

/** A member that must be true or false. */
export function flag(answer: Answer, member: string): boolean {
  const value = optionalFlag(answer, member);
  if (value === null) throw wrong(member, 'true or false');
  return value;
}

/** A paging token: absent, null and empty all mean the last page. */
export function pageToken(answer: Answer, member: string): string | null {
  const value = optionalText(answer, member);
  return value === '' ? null : value;
}
