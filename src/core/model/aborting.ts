import { AccessError } from './errors.ts';

/** What is to be stopped with each signal, behind one listener on it. */
const stopped = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back once when the signal aborts; at once where it has. Thousands of calls may share one signal: each listener
 * of its own would be looked for among all others, and taken for a leak.
 *
 * @returns how to leave, which does nothing the second time or once called back.
 */
export function whenAborted(signal: AbortSignal, stop: () => void): () => void {
  if (signal.aborted) {
    stop();
    return () => undefined;
  }
  // The same function may be given twice, and is then two to be called.
  const own = (): void => stop();
  const stops = stopped.get(signal) ?? listening(signal);
  stops.add(own);
  return () => void stops.delete(own);
}

function listening(signal: AbortSignal): Set<() => void> {
  const stops = new Set<() => void>();
  stopped.set(signal, stops);
  const onAbort = (): void => {
    for (const stop of stops) {
      stops.delete(stop);
      stop();
    }
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return stops;
}

/**
 * Waits for a promise no longer than the signal allows; what is under way goes on for others.
 * @throws {AccessError} `cancelled` when the signal aborts first, else what the promise threw
 */
export function until<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise<T>((resolve, reject) => {
    const leave = whenAborted(signal, () => reject(new AccessError('cancelled', 'Cancelled.')));
    promise.then(resolve, reject).finally(leave);
  });
}
