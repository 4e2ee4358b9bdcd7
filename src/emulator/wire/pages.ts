/**
 * Tokens that say how many items were given already; AWS's are opaque. Each service refuses in words of its own what is
 * none of them.
 */
export function offsetOf(token: string | null | undefined, refuse: () => Error): number {
  if (token === undefined || token === null) return 0;
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw refuse();
}

/** The token of the page that begins after so many items; undefined where there are no more. */
export const tokenAfter = (given: number, count: number): string | undefined =>
  given < count ? Buffer.from(String(given)).toString('base64url') : undefined;
