import { whenAborted } from '../core/model/aborting.ts';
import { AccessError } from '../core/model/errors.ts';

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
