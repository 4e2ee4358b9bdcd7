import { AccessError } from './errors.ts';
import type { Answer } from './ports.ts';

/**
 * The pages of an answer, one after the other, until there is no further token. A token that comes a second time would
 * lead round in a circle, and the list could be anything but whole: AccessError `unexpected-answer`, after the rows that
 * came.
 *
 * @param ask Asks for the page of a token; null for the first.
 * @param next The token of the page after an answer, or null after the last.
 */
export async function* pagesOf(
  ask: (token: string | null) => Promise<Answer>,
  next: (answer: Answer) => string | null,
): AsyncIterable<Answer> {
  const seen = new Set<string>();
  let token: string | null = null;
  do {
    const answer: Answer = await ask(token);
    yield answer;
    token = next(answer);
    if (token !== null && seen.has(token)) {
      throw new AccessError('unexpected-answer', 'The answer leads back to a page that was read already.');
    }
    if (token !== null) seen.add(token);
  } while (token !== null);
}
