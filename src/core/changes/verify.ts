import type { WriteRow } from '../kinds/kindTable.ts';
import { AccessError, isPassing } from '../model/errors.ts';
import type { Clock } from '../model/ports.ts';
import type { Live } from '../model/resource.ts';
import type { Plan } from './change.ts';
import { reached, sameBase } from './plan.ts';

/** First and longest wait between two reads, in milliseconds. */
const FIRST_WAIT_MILLISECONDS = 250;
const LONGEST_WAIT_MILLISECONDS = 10_000;

/** What verifying saw: the change, or at the end of the time something else. */
export type Verified = { readonly kind: 'seen' } | { readonly kind: 'not-yet'; readonly last: Live };

/** Equal reads of something else, which neither was there nor is wanted, after which nobody waits any longer. */
const READS_OF_ANOTHERS = 2;

/**
 * Reads until the change is seen in as many equal reads as the kind believes, or its time is over. A read that fails in
 * passing is repeated. Being stopped, or losing access, ends it as "not yet": the write itself was accepted.
 */
export async function verify(
  row: WriteRow,
  plan: Plan,
  readOnce: () => Promise<Live>,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Verified> {
  const { timeoutSeconds, equalReads } = row.kind.verification;
  const deadline = clock.elapsed() + timeoutSeconds * 1000;
  let last = plan.base;
  let equal = 0;
  let anothers = 0;
  for (let wait = FIRST_WAIT_MILLISECONDS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MILLISECONDS)) {
    try {
      last = await readOnce();
      equal = reached(row, last, plan.goal) ? equal + 1 : 0;
      if (equal >= equalReads) return { kind: 'seen' };
      // Someone wrote over it: what we wrote will not be seen any more.
      anothers = isAnothers(row, plan, last) ? anothers + 1 : 0;
      if (anothers >= READS_OF_ANOTHERS || clock.elapsed() >= deadline) return { kind: 'not-yet', last };
      await clock.sleep(Math.min(wait, Math.max(0, deadline - clock.elapsed())), signal);
    } catch (error) {
      if (!(error instanceof AccessError) || !mayPass(error) || clock.elapsed() >= deadline)
        return { kind: 'not-yet', last };
      equal = 0;
      await clock.sleep(wait, signal).catch(() => undefined);
      if (signal?.aborted === true) return { kind: 'not-yet', last };
    }
  }
}

/**
 * Reads until something else is live than the plan was made over, or until a moment of `clock.elapsed()`. Gives what was
 * last found; undefined where nothing could be read.
 *
 * @param look Reads once; undefined where that fails. It is asked at least once.
 */
export async function watch(
  row: WriteRow,
  plan: Plan,
  look: () => Promise<Live | undefined>,
  clock: Clock,
  until: number,
): Promise<Live | undefined> {
  for (let wait = FIRST_WAIT_MILLISECONDS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MILLISECONDS)) {
    const found = await look();
    if (found !== undefined && !sameBase(row, plan.base, found)) return found;
    const left = until - clock.elapsed();
    if (left <= 0) return found;
    await clock.sleep(Math.min(wait, left));
  }
}

/** A read that was cut short or answered by something else is repeated too: the write was accepted already. */
const mayPass = (error: AccessError): boolean => isPassing(error) || error.code === 'unexpected-answer';

function isAnothers(row: WriteRow, plan: Plan, { config, status }: Live): boolean {
  const { same, settling } = row.kind;
  return !same(config, plan.goal) && !same(config, plan.base.config) && !settling.includes(status);
}
