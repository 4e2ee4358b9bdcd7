import { workspace } from 'vscode';
import { systemClock } from '../../state/systemClock.ts';
import { performIntent, tellOutcome, type WriteNeeds } from '../operations/performWrite.ts';
import { LiveFiles } from './liveFiles.ts';

/** Live documents over the one road, in VS Code. */
export function makeLiveFiles(needs: WriteNeeds): LiveFiles {
  const { t, gateway, ledger } = needs;
  return new LiveFiles({
    ...{ t, gateway, ledger, now: () => systemClock.now() },
    perform: (intent, manner) => performIntent(intent, needs, manner),
    tellConflict: (outcome, intent, overwrite) => tellOutcome(outcome, intent, needs, overwrite),
    saveAgain: async uri => {
      await (await workspace.openTextDocument(uri)).save();
    },
  });
}
