import type { Intent, Outcome } from '../../core/changes/change.ts';
import { systemClock } from '../../state/systemClock.ts';
import { askConflict, performIntent, tellOutcome, type WriteNeeds } from '../changing/performWrite.ts';
import { LiveFiles, type LiveNeeds } from './liveFiles.ts';

/** Live documents over the one road. */
export function makeLiveFiles(needs: WriteNeeds, host: Pick<LiveNeeds, 'faults' | 'memory'>): LiveFiles {
  const { t, gateway, ledger } = needs;
  return new LiveFiles({
    ...{ t, gateway, ledger, now: () => systemClock.now() },
    ...host,
    perform: intent => performSave(intent, needs),
    overwrites: conflict => askConflict(conflict, needs),
  });
}

/** VS Code tells how a save ended: with our words where it failed. That one which AWS took is not all of it, it cannot. */
function performSave(intent: Intent, needs: WriteNeeds): Promise<Outcome> {
  const tell = (outcome: Outcome): void => {
    if (outcome.kind === 'accepted' || outcome.kind === 'unrecorded') tellOutcome(outcome, intent, needs);
  };
  return performIntent(intent, needs, { tell });
}
