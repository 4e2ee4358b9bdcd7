/** Whether something holds: `unknown` where it hangs on what nobody here can see. */
export type Truth = 'yes' | 'no' | 'unknown';

/** A plain answer as a truth. */
export const truth = (holds: boolean): Truth => (holds ? 'yes' : 'no');

/** The opposite; what is unknown stays so. */
export const not = (one: Truth): Truth => (one === 'unknown' ? one : truth(one === 'no'));

/** Holds where each does. One that does not settles it, whatever is unknown beside it. */
export function every(parts: readonly Truth[]): Truth {
  if (parts.includes('no')) return 'no';
  return parts.includes('unknown') ? 'unknown' : 'yes';
}

/** Holds where one does. One that does settles it, whatever is unknown beside it. */
export function some(parts: readonly Truth[]): Truth {
  if (parts.includes('yes')) return 'yes';
  return parts.includes('unknown') ? 'unknown' : 'no';
}
