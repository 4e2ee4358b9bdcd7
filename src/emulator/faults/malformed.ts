import type { Reply } from '../wire/reply.ts';

const PAGE =
  '<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in to the network</h1></body></html>';

function wrongType(value: unknown): unknown {
  if (typeof value === 'string') return { unexpected: value.length };
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (Array.isArray(value)) return 'unexpected';
  if (typeof value !== 'object' || value === null) return 0;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, wrongType(one)]));
}

/** JSON with every value of another type; XML with its texts turned into elements; an empty body becomes `[]`. */
function withWrongTypes(reply: Reply): string {
  if (reply.body === '') return '[]';
  if (reply.body.startsWith('<')) return reply.body.replace(/>([^<>]+)</g, '><unexpected>0</unexpected><');
  return JSON.stringify(wrongType(JSON.parse(reply.body)));
}

/**
 * Spoils a true answer: `html` is a network's sign-in page in its place, `truncated` its first half, `wrongTypes` its
 * members with values of other types. @param status of the page; 200 as captive portals send.
 */
export function malformed(reply: Reply, as: 'html' | 'truncated' | 'wrongTypes', status = 200): Reply {
  switch (as) {
    case 'html':
      return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: PAGE };
    case 'truncated':
      return {
        ...reply,
        status: bodied(reply.status),
        headers: typed(reply),
        body: reply.body === '' ? '{' : reply.body.slice(0, Math.ceil(reply.body.length / 2)),
      };
    case 'wrongTypes':
      return { ...reply, status: bodied(reply.status), headers: typed(reply), body: withWrongTypes(reply) };
  }
}

const typed = (reply: Reply) => ({ 'content-type': 'application/json', ...reply.headers });

/** 204 can't have a body, and so can't be spoiled as such. */
const bodied = (status: number): number => (status === 204 ? 200 : status);
