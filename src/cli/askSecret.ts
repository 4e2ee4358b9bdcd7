import { createInterface } from 'node:readline';
import { type Readable, Writable } from 'node:stream';
import { whenAborted } from '../core/model/aborting.ts';
import { AccessError } from '../core/model/errors.ts';

const withdrawn = (): AccessError => new AccessError('cancelled', 'No answer was given.');

/**
 * A line that a person types on a terminal and that is not shown. Rejects with an AccessError `cancelled` where none comes:
 * the input ends, the signal aborts, or the person interrupts, of which `interrupt` is told, since a terminal that does not
 * show what is typed sends no signal by itself.
 */
export async function askSecret(input: Readable, signal: AbortSignal, interrupt: () => void): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: unseen, terminal: true, historySize: 0 });
  let leave = (): void => undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('close', () => reject(withdrawn()));
      lines.once('SIGINT', () => {
        reject(withdrawn());
        interrupt();
      });
      leave = whenAborted(signal, () => reject(withdrawn()));
    });
  } finally {
    leave();
    lines.close();
  }
}
