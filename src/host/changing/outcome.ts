import type { Intent, Outcome, Plan } from '../../core/changes/change.ts';
import { reached, readLive } from '../../core/changes/plan.ts';
import { canExchangeHubs } from '../../core/kinds/hub/exchange.ts';
import { outcomeText } from '../../messages/changeText.ts';
import { errorLine } from '../../messages/errorText.ts';
import { offerSignIn } from '../accounts/signIn.ts';
import { scopeAt } from '../asking/draft.ts';
import type { NextStep } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import { type Aftermath, conflictSteps } from './conflict.ts';
import { refreshTouched } from './touched.ts';

/** What is done after a change uses of the window. */
export type AftermathHost = Pick<
  HostServices,
  't' | 'prompter' | 'explorer' | 'log' | 'road' | 'aws' | 'state' | 'trust' | 'workbench' | 'attempt' | 'exchangeHubs'
>;

/** Says how a write ended, with what can be done next. */
export function tellOutcome(
  host: AftermathHost,
  outcome: Outcome,
  intent: Intent,
  overwrite: Aftermath['overwrite'],
): void {
  const { t, prompter, road } = host;
  const { tone, text } = outcomeText(outcome, t, road.table);
  if (tone === 'silent') return;
  const tell = (next: Outcome) => tellOutcome(host, next, intent, overwrite);
  const steps = nextSteps(host, outcome, intent, { tell, overwrite });
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
  const again = (plan: Plan) => ({
    label: t('Check Again'),
    run: () => checkAgain(host, plan, intent, aftermath.tell),
  });
  switch (outcome.kind) {
    case 'accepted':
      return [again(outcome.plan)];
    case 'unknown':
      return [again(outcome.plan), showLog];
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
    case 'forbidden':
      return [trust.manage];
    case 'failed':
      return outcome.error.code === 'sign-in-needed'
        ? [{ label: t('Sign In…'), run: () => attempt(() => offerSignIn(host, intent.source)) }, showLog]
        : [refresh, showLog];
    default:
      return [];
  }
}

/** Reads live once more: says whether the change is there now, and offers to look again while it is not. */
async function checkAgain(host: AftermathHost, plan: Plan, intent: Intent, tell: Aftermath['tell']): Promise<void> {
  const { t, prompter } = host;
  const row = host.road.table.writeRow(plan.operation);
  try {
    const title = t('Looking again: {0}', plan.name);
    const seen = await prompter.busy(title, (_say, signal) =>
      readLive(row, scopeAt(host, intent, signal), intent.request),
    );
    refreshTouched(host, intent);
    tell(reached(row, seen, plan.goal) ? { kind: 'done', plan, answer: {} } : { kind: 'accepted', plan, seen });
  } catch (error) {
    prompter.tell('error', errorLine(error, t));
  }
}
