import type { Intent } from '../../core/changes/change.ts';
import { undoing } from '../../core/changes/undo.ts';
import { newestFirst } from '../../core/model/journal.ts';
import type { ChainStep, Report } from '../../core/preflight/report.ts';
import { outcomeText } from '../../messages/changeText.ts';
import { noUndoText } from '../../messages/fleetText.ts';
import { changeTitle } from '../../messages/settlingText.ts';
import { tellOutcome } from '../changing/outcome.ts';
import { type ChangeHost, performIntent, reachedAws } from '../changing/perform.ts';
import type { NextStep } from '../prompts/prompter.ts';

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
  if (outcome.kind !== 'done') return tellOutcome(host, outcome, intent, () => mend(host, intent, changed));
  const { t, prompter, road } = host;
  const { tone, text } = outcomeText(outcome, t, road.table);
  const next: readonly NextStep[] = [{ label: t('Undo…'), run: () => undo(host, outcome.entry, changed) }];
  if (tone !== 'silent') prompter.tell(tone, text, next);
}

/** Takes back a change of the journal. */
async function undo(host: ChangeHost, id: string, changed: () => Promise<void>): Promise<void> {
  const { t, prompter, road } = host;
  const reading = await road.journal.read();
  const entry = reading.entries.find(one => one.id === id);
  const found = entry && undoing(entry, newestFirst(reading));
  if (found?.kind === 'by') return mend(host, found.intent, changed);
  const why = found === undefined ? '' : noUndoText(found.reason, t);
  prompter.tell('warning', t('{0} cannot be undone: {1}', entry === undefined ? id : changeTitle(entry, t), why));
}
