import { isObject } from '../model/answer.ts';
import type { CheckedResource } from '../model/check.ts';
import type { EvidencePiece } from '../model/evidence.ts';
import type { Answer } from '../model/ports.ts';

/** Deeper than any request. */
const MAX_DEPTH = 16;

const plain = (name: string): string => name.replace(/[^a-z0-9]/gi, '').toLowerCase();

/**
 * Whether an event names a resource: a member of this name, at any depth and however it is cased (`application-id`,
 * `applicationId`), that holds the value, or one that begins with it.
 */
export function names(event: unknown, member: string, value: string | { readonly begins: string }, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(event)) return event.some(one => names(one, member, value, depth + 1));
  if (!isObject(event)) return false;
  const holds = (one: unknown): boolean =>
    typeof value === 'string' ? one === value : typeof one === 'string' && one.startsWith(value.begins);
  return Object.entries(event).some(
    ([name, one]) => (plain(name) === plain(member) && holds(one)) || names(one, member, value, depth + 1),
  );
}

/** Who changed a resource last, and when: a fact that judges nothing. */
export function lastChangePiece(
  id: string,
  operationOf: (subject: CheckedResource) => string,
  isMeant: (event: Answer, subject: CheckedResource) => boolean,
): EvidencePiece {
  return {
    id,
    gather: async (subject, look) => {
      const operation = operationOf(subject);
      const last = await look.lastChange(operation, event => isMeant(event, subject));
      if (last.at === null) return { verdict: null, data: { operation, by: '', since: last.since ?? '' }, at: null };
      return { verdict: null, data: { operation, by: last.by }, at: last.at, by: last.by };
    },
  };
}
