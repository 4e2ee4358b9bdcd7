import type { Intent, Outcome, Plan, RoadNeeds, Step } from '../../core/changes/change.ts';
import { reached, readLive, writeRow } from '../../core/changes/plan.ts';
import { performChange } from '../../core/changes/road.ts';
import { sourceText } from '../../core/model/account.ts';
import type { OfferedWrite } from '../../core/model/kind.ts';
import type { Log } from '../../core/model/ports.ts';
import { outcomeText, planLines } from '../../messages/changeText.ts';
import { errorLine } from '../../messages/errorText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import type { Translate } from '../../messages/translate.ts';
import type { NextStep } from '../prompts/prompter.ts';
import { type DraftNeeds, type Located, scopeOf } from './draft.ts';
import { type Touched, touchedPath } from './touched.ts';

/** What a write needs beside what putting it together needs. */
export interface WriteNeeds extends DraftNeeds {
  /** All of the road but the person. */
  readonly road: Omit<RoadNeeds, 'confirm' | 'progress'>;
  readonly log: Log;
  readonly actions: WriteActions;
}

/** What a person can do after a write, beyond looking again. */
export interface WriteActions {
  showLog(): void;
  manageTrust(): void;
  signIn(draft: Located): void;
  copy(text: string): void;
  /** Shows two documents side by side: what we planned over, and what was found. */
  compare(title: string, planned: unknown, found: unknown): void;
}

/** Performs a finished write on the one road, with a person to confirm it, and tells how it ended. */
export async function performWrite(draft: Located, operation: OfferedWrite, needs: WriteNeeds): Promise<Outcome> {
  const { t, prompter, explorer, log } = needs;
  const intent: Intent = { ...pick(draft), operation: operation.name, request: draft.request };
  const touched: Touched = { ...pick(draft), kind: operation.kind, request: draft.request };
  const outcome = await prompter.busy(operation.title, (say, signal) =>
    performChange(
      intent,
      {
        ...needs.road,
        confirm: plan => prompter.confirm(confirmation(plan, operation, t)),
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
    `${outcome.kind} ${operation.name} ${sourceText(draft.source)} ${draft.accountId} ${draft.region}`,
  );
  if (reachedAws(outcome)) explorer.refresh(touchedPath(touched, explorer));
  tellOutcome(outcome, draft, touched, needs);
  return outcome;
}

const pick = ({ source, accountId, region }: Located) => ({ source, accountId, region });

function reachedAws({ kind }: Outcome): boolean {
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
function stepText(step: Step, t: Translate): string | null {
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
export function tellOutcome(outcome: Outcome, draft: Located, touched: Touched, needs: WriteNeeds): void {
  const { t, prompter } = needs;
  const { tone, text } = outcomeText(outcome, t);
  if (tone !== 'silent') prompter.tell(tone, text, nextSteps(outcome, draft, touched, needs));
}

function nextSteps(outcome: Outcome, draft: Located, touched: Touched, needs: WriteNeeds): readonly NextStep[] {
  const { t, actions, explorer } = needs;
  const refresh = { label: t('Refresh'), run: () => explorer.refresh(touchedPath(touched, explorer)) };
  const showLog = { label: t('Show Log'), run: () => actions.showLog() };
  const again = (plan: Plan) => ({ label: t('Check Again'), run: () => checkAgain(plan, draft, touched, needs) });
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
    case 'conflict': {
      const { plan, found } = outcome;
      const compare = () => actions.compare(t('{0}: planned over ↔ found', plan.name), plan.base.config, found.config);
      return [{ label: t('Compare'), run: compare }, refresh];
    }
    case 'wrong-account':
      return [refresh];
    case 'forbidden':
      return [{ label: t('Manage Workspace Trust'), run: () => actions.manageTrust() }];
    case 'failed':
      return outcome.error.code === 'sign-in-needed'
        ? [{ label: t('Sign In…'), run: () => actions.signIn(draft) }, showLog]
        : [refresh, showLog];
    default:
      return [];
  }
}

/** Reads live once more: says whether the change is there now, and offers to look again while it is not. */
async function checkAgain(plan: Plan, draft: Located, touched: Touched, needs: WriteNeeds): Promise<void> {
  const { t, prompter, explorer } = needs;
  const row = writeRow(plan.operation);
  try {
    const title = t('Looking again: {0}', plan.name);
    const seen = await prompter.busy(title, (_say, signal) =>
      readLive(row, scopeOf(draft, needs, signal), draft.request),
    );
    explorer.refresh(touchedPath(touched, explorer));
    const outcome: Outcome = reached(row, seen, plan.goal)
      ? { kind: 'done', plan, answer: {} }
      : { kind: 'accepted', plan, seen };
    tellOutcome(outcome, draft, touched, needs);
  } catch (error) {
    prompter.tell('error', errorLine(error, t));
  }
}
