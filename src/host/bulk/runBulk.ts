import {
  type BulkItem,
  type BulkProgress,
  isFine,
  type PlannedItem,
  performBulk,
  planBulk,
  plansOf,
  unfinished,
} from '../../core/changes/bulk.ts';
import type { Intent } from '../../core/changes/change.ts';
import { whenAborted } from '../../core/model/aborting.ts';
import {
  bulkEndText,
  bulkLines,
  intentPlace,
  intentTarget,
  planReport,
  planText,
  progressText,
  resultReport,
} from '../../messages/bulkText.ts';
import type { AskHost } from '../asking/draft.ts';
import { confirmChanges, stepText, toldForbidden } from '../changing/confirm.ts';
import type { ChangeHost } from '../changing/perform.ts';
import { touchedPath } from '../changing/touched.ts';
import type { NextStep } from '../prompts/prompter.ts';

/** Many changes that a person wants under one confirmation. */
export interface BulkTask {
  /** What happens, as the button says it: `Undo`, `Set Vault Notifications`. */
  readonly title: string;
  readonly intents: readonly Intent[];
}

/** What making many changes uses of the window. */
export type BulkHost = ChangeHost & AskHost;

/**
 * Many changes on the one road: plans all, shows the plan as a list in which items can be left out and as a document,
 * asks once, performs with progress, and tells how each ended. Undefined where nothing was performed, which is told.
 */
export async function runBulk(host: BulkHost, task: BulkTask): Promise<readonly BulkItem[] | undefined> {
  const { t, prompter, road } = host;
  if (toldForbidden(host)) return undefined;
  const planned = await prompter.busy(t('{0}: planning', task.title), async (say, signal) => {
    const tell = (progress: Parameters<typeof progressText>[0]): void => say(progressText(progress, t));
    const items = await planBulk(task.intents, { ...road, tell }, signal);
    return signal.aborted ? undefined : items;
  });
  const chosen = planned === undefined ? undefined : await chooseItems(host, task, planned);
  if (chosen === undefined) return undefined;
  const { items, typed } = chosen;
  const again = async (ended: readonly BulkItem[]): Promise<void> => {
    await runBulk(host, { ...task, intents: unfinished(ended) });
  };
  return performItems(host, { title: task.title, items, typed, carryOut: performBulk, again });
}

/** The items to perform, once a person has seen all and said yes. */
async function chooseItems(
  host: BulkHost,
  { title }: BulkTask,
  planned: readonly PlannedItem[],
): Promise<Pick<ConfirmedItems, 'items' | 'typed'> | undefined> {
  const { t, prompter, workbench } = host;
  const possible = planned.filter(({ planning }) => planning.kind === 'planned');
  await workbench.showText(t('{0}: plan', title), planReport(title, planned, t));
  if (possible.length === 0) {
    const isSame = planned.every(({ planning }) => planning.kind === 'nothing-to-do');
    if (isSame) prompter.tell('information', t('{0}: already up to date.', title));
    else prompter.tell('error', t('{0}: nothing can be changed. The plan tells why.', title));
    return undefined;
  }
  const reply = await prompter.pickMany<PlannedItem>({
    title,
    step: 1,
    steps: 1,
    prompt: t('Choose what to change ({0} of {1} can be changed)', String(possible.length), String(planned.length)),
    options: possible.map(item => ({
      label: intentTarget(item.intent, t),
      description: `${intentPlace(item.intent, t)} · ${plansOf([item])
        .map(plan => planText(plan, t))
        .join('')}`,
      value: item,
      picked: true,
    })),
    fault: async items => (items.length === 0 ? t('Choose at least one.') : undefined),
  });
  if (reply.kind !== 'answer') return undefined;
  const plans = plansOf(reply.value);
  const typed = await confirmChanges(host, plans, {
    message: t('{0}: make {1} changes?', title, String(plans.length)),
    detail: bulkLines(plans, planned.length - plans.length, t).join('\n'),
    verb: title,
  });
  return typed === undefined ? undefined : { items: reply.value, typed };
}

/** Planned changes to which a person said yes. */
export interface ConfirmedItems {
  readonly title: string;
  readonly items: readonly PlannedItem[];
  /** The ids of the production accounts that were typed for them. */
  readonly typed: ReadonlySet<string>;
  /** The order in which they are made. */
  readonly carryOut: typeof performBulk;
  /** Tries again what ended otherwise than done, asking anew. */
  readonly again: (ended: readonly BulkItem[]) => Promise<void>;
}

/** Performs what was confirmed, as one group of the journal, with progress; tells how each ended. Never rejects. */
export async function performItems(
  { t, prompter, road, log, explorer, workbench }: BulkHost,
  { title, items, typed, carryOut, again }: ConfirmedItems,
): Promise<readonly BulkItem[]> {
  const ended = await prompter.busy(title, (say, signal) => {
    const findingOut = stepText('finding-out', t);
    const tell = (progress: BulkProgress): void => say(signal.aborted ? findingOut : progressText(progress, t));
    const leave = whenAborted(signal, () => say(findingOut));
    return carryOut(items, { ...road, tell, typed }, road.newId(), signal).finally(leave);
  });
  const text = bulkEndText(title, ended, t);
  log.info('bulk ended', text);
  const touched = new Set(ended.map(({ intent }) => touchedPath(intent, explorer, road.table)));
  for (const path of touched) explorer.refresh(path);
  const left = ended.filter(({ outcome }) => !isFine(outcome));
  const results = () => workbench.showText(t('{0}: results', title), resultReport(text, ended, t));
  if (left.length > 0) await results();
  const retry: NextStep = { label: t('Retry {0}…', String(left.length)), run: () => again(ended) };
  const show: NextStep = { label: t('Show Results'), run: results };
  prompter.tell(left.length === 0 ? 'information' : 'warning', text, left.length === 0 ? [show] : [retry, show]);
  return ended;
}
