import type { Clock } from './ports.ts';

/** A moment on both clocks. */
export interface Moment {
  readonly now: number;
  readonly elapsed: number;
}

/** This moment. */
export const momentOf = (clock: Pick<Clock, 'now' | 'elapsed'>): Moment => ({
  now: clock.now(),
  elapsed: clock.elapsed(),
});

/**
 * How long ago a moment was, at least: the time of day may have been set back, and the other clock may have stood still while
 * the computer slept. Milliseconds.
 */
export function ageOf(then: Moment, clock: Pick<Clock, 'now' | 'elapsed'>): number {
  const { now, elapsed } = momentOf(clock);
  return Math.max(now - then.now, elapsed - then.elapsed);
}
