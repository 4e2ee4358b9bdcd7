/** Characters that a short text of the page may have. */
const MOST = 4_000;

/** A text that fits the page: a longer one ends in an ellipsis. */
export const clipped = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);
