import type { Outcome } from '../../core/changes/change.ts';
import { differences } from '../../core/changes/difference.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Live } from '../../core/model/resource.ts';
import { differenceText, outcomeText } from '../../messages/changeText.ts';
import type { NextStep } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import type { LookedAgain } from './settling.ts';

/** A change that met something else than it was planned over. */
export type Conflict = Extract<Outcome, { kind: 'conflict' }>;

/** Where what is offered after a write leads to. */
export interface Aftermath {
  /** Tells an end that a step led to, or the same once more. */
  readonly tell: (outcome: Outcome) => void;
  /** Tells what looking again at a change of unknown end found. */
  readonly found: (found: LookedAgain) => void;
  /** Makes the change over what is there now, asking again. */
  readonly overwrite: (found: Live) => unknown;
  /** Takes the change back, by its id in the journal. */
  readonly undo: (entry: string) => unknown;
}

type ConflictHost = Pick<HostServices, 't' | 'prompter' | 'workbench' | 'attempt'>;

/** Compare, overwrite. Comparing decides nothing, so the end is told again. */
export function conflictSteps(
  host: ConflictHost,
  conflict: Conflict,
  { tell, overwrite }: Aftermath,
): readonly NextStep[] {
  const { t } = host;
  const compare = () => {
    compareConflict(host, conflict);
    tell(conflict);
  };
  return [
    { label: t('Compare'), run: compare },
    { label: t('Overwrite…'), run: async () => void (await overwrite(conflict.found)) },
  ];
}

/** Shows the three states of a conflict side by side. */
function compareConflict({ t, workbench, attempt }: ConflictHost, { plan, found }: Conflict): void {
  const states = { planned: plan.base.config, found: found.config, wanted: plan.goal };
  void attempt(() => workbench.compareConflict(t('{0}: conflict', plainText(plan.name)), states));
}

/**
 * Asks in the middle of a change what to do about a conflict, after saying what changed meanwhile. True where what is there
 * now is to be overwritten; comparing leaves it, and shows both.
 */
export async function askConflict(host: ConflictHost, conflict: Conflict): Promise<boolean> {
  const { t, prompter } = host;
  const { plan, found } = conflict;
  const [compare, overwrite] = [t('Compare'), t('Overwrite…')] as const;
  const moved = differences(plan.base.config, found.config).map(one => differenceText(one, t));
  const chosen = await prompter.choose({
    message: outcomeText(conflict, t).text,
    detail: [t('Changed in the meantime:'), ...moved].join('\n'),
    verbs: [compare, overwrite],
  });
  if (chosen === compare) compareConflict(host, conflict);
  return chosen === overwrite;
}
