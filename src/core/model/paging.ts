import { isObject } from './answer.ts';
import { AccessError } from './errors.ts';
import type { Answer } from './ports.ts';

/** Pages of one listing that are read: 50,000 vaults at ten a page are half of it. */
export const MOST_PAGES = 10_000;

/** Pages without a row that are read one after the other: AWS may send some where it filters, but not for ever. */
export const MOST_EMPTY_PAGES = 100;

const rowless = (value: unknown, deep: boolean): boolean => {
  if (Array.isArray(value)) return value.length === 0;
  return !deep || !isObject(value) || Object.values(value).every(inner => rowless(inner, false));
};

/** True where no list in the answer, or in the object that it wraps, holds anything. */
const isEmpty = (answer: Answer): boolean => Object.values(answer).every(value => rowless(value, true));

const unexpected = (text: string): AccessError => new AccessError('unexpected-answer', text);

/**
 * The pages of an answer, one after the other, until there is no further token. A token that comes a second time would
 * lead round in a circle, one that is always new lead on for ever, and the list could be anything but whole: AccessError
 * `unexpected-answer`, after the rows that came.
 *
 * @param ask Asks for the page of a token; null for the first.
 * @param next The token of the page after an answer, or null after the last.
 */
export async function* pagesOf(
  ask: (token: string | null) => Promise<Answer>,
  next: (answer: Answer) => string | null,
): AsyncIterable<Answer> {
  const seen = new Set<string>();
  let empty = 0;
  let token: string | null = null;
  do {
    const answer: Answer = await ask(token);
    yield answer;
    token = next(answer);
    if (token === null) return;
    if (seen.has(token)) throw unexpected('The answer leads back to a page that was read already.');
    seen.add(token);
    empty = isEmpty(answer) ? empty + 1 : 0;
    if (empty >= MOST_EMPTY_PAGES)
      throw unexpected(`The list goes on after ${MOST_EMPTY_PAGES} pages with nothing on them.`);
  } while (seen.size < MOST_PAGES);
  throw unexpected(`The list goes on after ${MOST_PAGES} pages.`);
}
