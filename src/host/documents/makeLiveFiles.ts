import { systemClock } from '../../state/systemClock.ts';
import { askConflict, performIntent, type WriteNeeds } from '../operations/performWrite.ts';
import { LiveFiles } from './liveFiles.ts';

/** Live documents over the one road, in VS Code. */
export function makeLiveFiles(needs: WriteNeeds): LiveFiles {
  const { t, gateway, ledger } = needs;
  return new LiveFiles({
    ...{ t, gateway, ledger, now: () => systemClock.now() },
    perform: (intent, manner) => performIntent(intent, needs, manner),
    overwrites: conflict => askConflict(conflict, needs),
  });
}
