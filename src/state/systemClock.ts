import { whenAborted } from '../core/model/aborting.ts';
import { AccessError } from '../core/model/errors.ts';
import type { Clock } from '../core/model/ports.ts';

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      let leave = (): void => undefined;
      const timer = setTimeout(() => {
        leave();
        resolve();
      }, milliseconds);
      if (signal === undefined) return;
      leave = whenAborted(signal, () => {
        clearTimeout(timer);
        reject(new AccessError('cancelled', 'Cancelled.'));
      });
    }),
};
