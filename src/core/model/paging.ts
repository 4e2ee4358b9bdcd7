import { isObject } from './answer.ts';
import { AccessError } from './errors.ts';
import type { Answer } from './ports.ts';

/** Pages of one listing that are read: 50,000 vaults at ten a page are half of it. */
export const MOST_PAGES = 10_000;

/** Pages without a row that are read one after the other: AWS may send some where it filters, but not for ever. */
export const MOST_EMPTY_PAGES = 100;

/** Rows of one listing that are taken: twice as many topics as an account may have. */
export const MOST_ROWS = 200_000;

/** Characters of one listing that are read, names of members left out: as much as one answer may hold. */
export const MOST_CHARACTERS = 1 << 26;

const rowsOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

/** How many entries the lists of an answer hold, and those of an object that it wraps. */
const rowsIn = (answer: Answer): number =>
  sum(Object.values(answer).map(value => (isObject(value) ? sum(Object.values(value).map(rowsOf)) : rowsOf(value))));

/** How many characters the texts of an answer have, each other value counted as one. */
function charactersIn(answer: Answer): number {
  let characters = 0;
  const left: unknown[] = [answer];
  while (left.length > 0) {
    const value = left.pop();
    if (Array.isArray(value)) for (const one of value) left.push(one);
    else if (isObject(value)) for (const one of Object.values(value)) left.push(one);
    else characters += typeof value === 'string' ? value.length : 1;
  }
  return characters;
}

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
  let rows = 0;
  let characters = 0;
  let token: string | null = null;
  do {
    const answer: Answer = await ask(token);
    yield answer;
    token = next(answer);
    if (token === null) return;
    if (seen.has(token)) throw unexpected('The answer leads back to a page that was read already.');
    seen.add(token);
    const more = rowsIn(answer);
    rows += more;
    characters += charactersIn(answer);
    if (characters > MOST_CHARACTERS) throw unexpected(`The list goes on after ${MOST_CHARACTERS} characters.`);
    if (rows > MOST_ROWS) throw unexpected(`The list goes on after ${MOST_ROWS} rows.`);
    empty = more === 0 ? empty + 1 : 0;
    if (empty >= MOST_EMPTY_PAGES)
      throw unexpected(`The list goes on after ${MOST_EMPTY_PAGES} pages with nothing on them.`);
  } while (seen.size < MOST_PAGES);
  throw unexpected(`The list goes on after ${MOST_PAGES} pages.`);
}
