import type { Intent } from '../../core/changes/change.ts';
import type { ChainStep, Report } from '../../core/preflight/report.ts';
import { tellOutcome } from '../changing/outcome.ts';
import { type ChangeHost, overWhatIsThere, performIntent, reachedAws, undoIntent } from '../changing/perform.ts';

/** The change that mends a step; undefined where nothing of ours does. */
export function mending(
  { source, accountId }: Pick<Report, 'source' | 'accountId'>,
  { verdict, remedy }: ChainStep,
): Intent | undefined {
  if (verdict === 'ok' || remedy === null || remedy.change === null || accountId === null) return undefined;
  return { source, accountId, ...remedy.change };
}

/**
 * Makes a change that mends something, on the one road, and tells how it ended; what was done can be taken back from there.
 *
 * @param changed Looks at it again, once AWS may hold something else.
 */
export async function mend(host: ChangeHost, intent: Intent, changed: () => Promise<void>): Promise<void> {
  const outcome = await performIntent(host, intent, () => false);
  if (reachedAws(outcome)) await changed();
  tellOutcome(host, outcome, intent, {
    overwrite: () => mend(host, overWhatIsThere(intent), changed),
    undo: async entry => {
      const undoes = await undoIntent(host, entry);
      if (undoes !== undefined) await mend(host, undoes, changed);
    },
  });
}
