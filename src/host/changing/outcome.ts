import type { Intent, Outcome } from '../../core/changes/change.ts';
import { canExchangeHubs } from '../../core/kinds/hub/exchange.ts';
import { outcomeText } from '../../messages/changeText.ts';
import { preflightTellsMore } from '../../messages/meanings/table.ts';
import type { NextStep } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import { markStep } from './confirm.ts';
import { type Aftermath, conflictSteps } from './conflict.ts';
import { checkChange } from './settling.ts';
import { refreshTouched } from './touched.ts';

/** What is done after a change uses of the window. */
export type AftermathHost = Pick<
  HostServices,
  | 't'
  | 'prompter'
  | 'explorer'
  | 'log'
  | 'road'
  | 'aws'
  | 'signIn'
  | 'trust'
  | 'workbench'
  | 'attempt'
  | 'exchangeHubs'
  | 'marks'
  | 'checkAhead'
>;

/** Says how a write ended, with what can be done next. */
export function tellOutcome(
  host: AftermathHost,
  outcome: Outcome,
  intent: Intent,
  after: Pick<Aftermath, 'overwrite' | 'undo'>,
): void {
  const { t, prompter, road } = host;
  const { tone, text } = outcomeText(outcome, t, road.table);
  if (tone === 'silent') return;
  const tell = (next: Outcome) => tellOutcome(host, next, intent, after);
  const found: Aftermath['found'] = ({ tone: grave, text: said, next }) => prompter.tell(grave, said, next);
  const steps = nextSteps(host, outcome, intent, { tell, found, ...after });
  // A message goes when one of its buttons is pressed, so comparing asks again, and there is a way to be done with it.
  const cancel = { label: t('Cancel'), run: () => undefined };
  prompter.tell(tone, text, outcome.kind === 'conflict' ? [...steps, cancel] : steps);
}

/** What can be done after a write ended so. */
export function nextSteps(
  host: AftermathHost,
  outcome: Outcome,
  intent: Intent,
  aftermath: Aftermath,
): readonly NextStep[] {
  const { t, attempt, workbench, log, trust } = host;
  const refresh = { label: t('Refresh'), run: () => refreshTouched(host, intent) };
  const showLog = { label: t('Show Log'), run: () => log.show() };
  const again = (entry: string) => ({
    label: t('Check Again'),
    run: async () => {
      await checkChange(host, entry, aftermath.found);
      refreshTouched(host, intent);
    },
  });
  switch (outcome.kind) {
    case 'done': {
      // What took a change back is redone from the history, where it says what that would be.
      const canUndo = outcome.plan.undo.kind === 'by' && intent.undoes === undefined;
      return canUndo ? [{ label: t('Undo'), run: () => attempt(() => aftermath.undo(outcome.entry)) }] : [];
    }
    case 'accepted':
      return [again(outcome.entry)];
    case 'unknown':
      return [again(outcome.entry), showLog];
    case 'unrecorded': {
      const id = outcome.answer.RegistrationId;
      const copy = { label: t('Copy RegistrationId'), run: () => attempt(() => workbench.copy(String(id))) };
      return typeof id === 'string' ? [copy, showLog] : [showLog];
    }
    case 'conflict':
      return conflictSteps(host, outcome, aftermath);
    case 'blocked': {
      const { plan } = outcome;
      const exchange = () => attempt(() => host.exchangeHubs(plan));
      return canExchangeHubs(plan) ? [{ label: t('Exchange Hubs…'), run: exchange }] : [];
    }
    case 'wrong-account':
      return [refresh];
    case 'marked':
      return outcome.as === 'read-only' ? [markStep(host, outcome.plan)] : [];
    case 'forbidden':
      return [trust.manage];
    case 'failed': {
      const { error } = outcome;
      const signIn = { label: t('Sign In…'), run: () => attempt(() => host.signIn(intent.source)) };
      const preflight = { label: t('Run Preflight'), run: () => attempt(() => host.checkAhead(intent)) };
      if (error.code === 'sign-in-needed') return [signIn, showLog];
      return [...(preflightTellsMore(error) ? [preflight] : []), refresh, showLog];
    }
    default:
      return [];
  }
}
