import type { Intent, Outcome, Plan, Road, Step } from '../../core/changes/change.ts';
import { differences } from '../../core/changes/difference.ts';
import { reached, readLive } from '../../core/changes/plan.ts';
import { performChange } from '../../core/changes/road.ts';
import { canExchangeHubs } from '../../core/kinds/hub/exchange.ts';
import { writeRow } from '../../core/kinds/table.ts';
import { sourceText } from '../../core/model/account.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { OfferedWrite } from '../../core/model/kind.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Log } from '../../core/model/ports.ts';
import type { Live } from '../../core/model/resource.ts';
import { differenceText, outcomeText, planLines } from '../../messages/changeText.ts';
import { errorLine } from '../../messages/errorText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import type { Translate } from '../../messages/translate.ts';
import { type DraftNeeds, type Located, scopeOf } from '../asking/draft.ts';
import type { NextStep } from '../prompts/prompter.ts';
import { type Touched, touchedPath } from './touched.ts';

/** What a write needs beside what putting it together needs. */
export interface WriteNeeds extends DraftNeeds {
  /** All of the road but the person. */
  readonly road: Omit<Road, 'progress'>;
  readonly log: Log;
  readonly actions: WriteActions;
}

/** What a person can do after a write, beyond looking again. */
export interface WriteActions {
  showLog(): void;
  manageTrust(): void;
  signIn(place: Pick<Located, 'source'>): void;
  copy(text: string): void;
  /** Shows side by side what we planned over, what is there now, and what was wanted. */
  compare(title: string, conflict: Compared): void;
  /** Gets a hub that was refused for the hubs beside it, by exchanging one. */
  exchangeHubs(refused: Plan): void;
}

/** The three states that a conflict is about; null where nothing is set. */
export interface Compared {
  readonly planned: JsonObject | null;
  readonly found: JsonObject | null;
  readonly wanted: JsonObject | null;
}

/** A change that met something else than it was planned over. */
export type Conflict = Extract<Outcome, { kind: 'conflict' }>;

/** Where what is offered after a write leads to. */
export interface Aftermath {
  /** Tells an end that a step led to, or the same once more. */
  readonly tell: (outcome: Outcome) => void;
  /** Makes the change over what is there now, asking again. */
  readonly overwrite: (found: Live) => void | Promise<void>;
}

/** What whoever performs an intent does in a way of their own. */
export interface Manner {
  /** Tells how it ended. */
  readonly tell?: (outcome: Outcome) => void;
}

/** Performs a finished write on the one road, with a person to confirm it, and tells how it ended. */
export function performWrite(draft: Located, operation: OfferedWrite, needs: WriteNeeds): Promise<Outcome> {
  const { source, accountId, region, request } = draft;
  return performIntent({ source, accountId, region, operation: operation.name, request }, needs);
}

/** Performs an intent on the one road, with a person to confirm it, and tells how it ended. */
export async function performIntent(intent: Intent, needs: WriteNeeds, manner: Manner = {}): Promise<Outcome> {
  const { t, prompter, explorer, log } = needs;
  const { write } = writeRow(intent.operation);
  const touched = touchedBy(intent);
  const outcome = await prompter.busy(write.title, (say, signal) =>
    performChange(
      intent,
      {
        ...needs.road,
        confirm: plan => prompter.confirm(confirmation(plan, write, t)),
        progress: step => {
          say(stepText(step, t));
          // While AWS settles, the tree already shows what it says.
          if (step === 'verifying') explorer.refresh(touchedPath(touched, explorer));
        },
      },
      signal,
    ),
  );
  log.info(
    'change ended',
    `${outcome.kind} ${write.name} ${sourceText(intent.source)} ${intent.accountId} ${intent.region}`,
  );
  if (reachedAws(outcome)) explorer.refresh(touchedPath(touched, explorer));
  if (manner.tell === undefined) tellOutcome(outcome, intent, needs);
  else manner.tell(outcome);
  return outcome;
}

/** What an intent changes, as far as the tree needs to know it. */
export function touchedBy({ source, region, operation, request }: Intent): Touched {
  return { source, region, kind: writeRow(operation).write.kind, request };
}

/** False where nothing can be other than it was before. */
export function reachedAws({ kind }: Outcome): boolean {
  return !['declined', 'cancelled', 'forbidden', 'invalid'].includes(kind);
}

/** The question before a write: its head names operation and resource, its lines say all the rest. */
export function confirmation(plan: Plan, operation: OfferedWrite, t: Translate) {
  const account = accountTitle(plan.source, plan.accountId, t);
  return {
    message: t('{0} in {1}?', operation.title, account),
    detail: planLines(plan, t).join('\n'),
    verb: operation.title,
  };
}

/** What a step is called; null for the one in which the person is asked. */
export function stepText(step: Step, t: Translate): string | null {
  switch (step) {
    case 'validating':
      return t('checking the request');
    case 'reading':
      return t('reading what is there');
    case 'confirming':
      return null;
    case 'locking':
      return t('waiting for other windows');
    case 'checking-account':
      return t('checking the account');
    case 'writing':
      return t('writing');
    case 'waiting':
      return t('waiting because AWS asks to slow down');
    case 'verifying':
      return t('waiting until AWS shows it');
    default:
      return step satisfies never;
  }
}

/** Says how a write ended, with what can be done next. */
export function tellOutcome(outcome: Outcome, intent: Intent, needs: WriteNeeds): void {
  const { t, prompter } = needs;
  const { tone, text } = outcomeText(outcome, t);
  if (tone === 'silent') return;
  const tell = (next: Outcome) => tellOutcome(next, intent, needs);
  const overwrite = () => performOver(intent, needs);
  const steps = nextSteps(outcome, intent, needs, { tell, overwrite });
  // A message goes when one of its buttons is pressed, so comparing asks again, and there is a way to be done with it.
  const cancel = { label: t('Cancel'), run: () => undefined };
  prompter.tell(tone, text, outcome.kind === 'conflict' ? [...steps, cancel] : steps);
}

/** Plans the change over whatever is there now, shows it, and asks. */
async function performOver({ over: _before, ...intent }: Intent, needs: WriteNeeds): Promise<void> {
  await performIntent(intent, needs);
}

/** What can be done after a write ended so. */
export function nextSteps(
  outcome: Outcome,
  intent: Intent,
  needs: WriteNeeds,
  aftermath: Aftermath,
): readonly NextStep[] {
  const { t, actions, explorer } = needs;
  const refresh = {
    label: t('Refresh'),
    run: () => explorer.refresh(touchedPath(touchedBy(intent), explorer)),
  };
  const showLog = { label: t('Show Log'), run: () => actions.showLog() };
  const again = (plan: Plan) => ({ label: t('Check Again'), run: () => checkAgain(plan, intent, needs, aftermath) });
  switch (outcome.kind) {
    case 'accepted':
      return [again(outcome.plan)];
    case 'unknown':
      return [again(outcome.plan), showLog];
    case 'unrecorded': {
      const id = outcome.answer.RegistrationId;
      const copy = { label: t('Copy RegistrationId'), run: () => actions.copy(String(id)) };
      return typeof id === 'string' ? [copy, showLog] : [showLog];
    }
    case 'conflict':
      return conflictSteps(outcome, needs, aftermath);
    case 'blocked': {
      const { plan } = outcome;
      return canExchangeHubs(plan) ? [{ label: t('Exchange Hubs…'), run: () => actions.exchangeHubs(plan) }] : [];
    }
    case 'wrong-account':
      return [refresh];
    case 'forbidden':
      return [{ label: t('Manage Workspace Trust'), run: () => actions.manageTrust() }];
    case 'failed':
      return outcome.error.code === 'sign-in-needed'
        ? [{ label: t('Sign In…'), run: () => actions.signIn(intent) }, showLog]
        : [refresh, showLog];
    default:
      return [];
  }
}

/** Compare, overwrite. Comparing decides nothing, so the end is told again. */
function conflictSteps(conflict: Conflict, needs: WriteNeeds, { tell, overwrite }: Aftermath): readonly NextStep[] {
  const { t } = needs;
  const compare = () => {
    compareConflict(conflict, needs);
    tell(conflict);
  };
  return [
    { label: t('Compare'), run: compare },
    { label: t('Overwrite…'), run: () => overwrite(conflict.found) },
  ];
}

/** Shows the three states of a conflict side by side. */
function compareConflict({ plan, found }: Conflict, { t, actions }: WriteNeeds): void {
  const states = { planned: plan.base.config, found: found.config, wanted: plan.goal };
  actions.compare(t('{0}: conflict', plainText(plan.name)), states);
}

/**
 * Asks in the middle of a change what to do about a conflict, after saying what changed meanwhile. True where what is there
 * now is to be overwritten; comparing leaves it, and shows both.
 */
export async function askConflict(conflict: Conflict, needs: WriteNeeds): Promise<boolean> {
  const { t, prompter } = needs;
  const { plan, found } = conflict;
  const [compare, overwrite] = [t('Compare'), t('Overwrite…')] as const;
  const moved = differences(plan.base.config, found.config).map(one => differenceText(one, t));
  const chosen = await prompter.choose({
    message: outcomeText(conflict, t).text,
    detail: [t('What changed meanwhile:'), ...moved].join('\n'),
    verbs: [compare, overwrite],
  });
  if (chosen === compare) compareConflict(conflict, needs);
  return chosen === overwrite;
}

/** Reads live once more: says whether the change is there now, and offers to look again while it is not. */
async function checkAgain(plan: Plan, intent: Intent, needs: WriteNeeds, { tell }: Aftermath): Promise<void> {
  const { t, prompter, explorer } = needs;
  const row = writeRow(plan.operation);
  try {
    const title = t('Looking again: {0}', plan.name);
    const seen = await prompter.busy(title, (_say, signal) =>
      readLive(row, scopeOf(intent, needs, signal), intent.request),
    );
    explorer.refresh(touchedPath(touchedBy(intent), explorer));
    const outcome: Outcome = reached(row, seen, plan.goal)
      ? { kind: 'done', plan, answer: {} }
      : { kind: 'accepted', plan, seen };
    tell(outcome);
  } catch (error) {
    prompter.tell('error', errorLine(error, t));
  }
}
