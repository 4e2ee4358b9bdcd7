import {
  type BulkItem,
  type BulkProgress,
  isFine,
  type PlannedItem,
  performBulk,
  planBulk,
  plansOf,
  restsOnOthers,
  unfinished,
} from '../../core/changes/bulk.ts';
import type { Intent } from '../../core/changes/change.ts';
import { entriesOf, undoing } from '../../core/changes/undo.ts';
import { whenAborted } from '../../core/model/aborting.ts';
import { newestFirst } from '../../core/model/journal.ts';
import { bulkEndText, bulkLines, intentTarget, progressText, resultReport } from '../../messages/bulkText.ts';
import type { AskHost } from '../asking/draft.ts';
import { confirmChanges, endpointLines, stepText, toldForbidden } from '../changing/confirm.ts';
import type { ChangeHost } from '../changing/perform.ts';
import { touchedPath } from '../changing/touched.ts';
import type { NextStep, PlanSheet, SheetReply, SheetState } from '../prompts/prompter.ts';
import { sheetPlan } from './planView.ts';

/** Many changes that a person wants under one confirmation. */
export interface BulkTask {
  /** What happens: `Undo`, `Set Vault Notifications`. */
  readonly title: string;
  readonly intents: readonly Intent[];
}

/** What making many changes uses of the window. */
export type BulkHost = ChangeHost & AskHost;

/** What came of a bulk on its sheet: changes that were made, none that could be, or what the person did instead. */
export type BulkEnd =
  | { readonly kind: 'made'; readonly items: readonly BulkItem[] }
  | { readonly kind: 'nothing' }
  | Exclude<SheetReply, { kind: 'apply' }>;

/**
 * Many changes on the one road, on a sheet of their own: plans all, shows the plan as a tree in which changes can be left
 * out, performs what a person says yes to there, and tells how each ended. Undefined where nothing was performed, which is
 * told.
 */
export async function runBulk(host: BulkHost, task: BulkTask): Promise<readonly BulkItem[] | undefined> {
  if (toldForbidden(host)) return undefined;
  const end = await runOn(host, host.prompter.sheet({ title: task.title, about: '' }), task);
  return end.kind === 'made' ? end.items : undefined;
}

/** The same on a sheet that is open; a person may fill it in anew instead. */
export async function runOn(host: BulkHost, sheet: PlanSheet, task: BulkTask): Promise<BulkEnd> {
  const chosen = await chooseItems(host, sheet, task);
  if (!('items' in chosen)) return chosen;
  const again = async (ended: readonly BulkItem[]): Promise<void> => {
    await runBulk(host, { ...task, intents: unfinished(ended) });
  };
  const confirmed = { ...chosen, title: task.title, carryOut: performBulk, again };
  return { kind: 'made', items: await performItems(host, confirmed, sheet) };
}

/** Plans on the sheet; undefined where the person stopped it, which is told there. */
async function planOn(
  { t, road }: BulkHost,
  sheet: PlanSheet,
  { title, intents }: BulkTask,
): Promise<readonly PlannedItem[] | undefined> {
  const planned = await sheet.busy(t('{0}: planning', title), async (say, signal) => {
    const tell = (progress: BulkProgress): void => say(progressText(progress, t));
    const items = await planBulk(intents, { ...road, tell }, signal);
    return signal.aborted ? undefined : items;
  });
  if (planned !== undefined) return planned;
  sheet.show({ plan: null, said: { tone: 'information', text: t('Stopped. Nothing was changed.'), done: false } });
  return undefined;
}

/** The items to perform, once a person has seen all and said yes; else what they did instead. */
async function chooseItems(
  host: BulkHost,
  sheet: PlanSheet,
  task: BulkTask,
  said: SheetState['said'] = null,
): Promise<Pick<ConfirmedItems, 'items' | 'typed'> | Exclude<BulkEnd, { kind: 'made' }>> {
  const { t, prompter, road } = host;
  const { title } = task;
  const planned = await planOn(host, sheet, task);
  if (planned === undefined) return { kind: 'nothing' };
  const plans = plansOf(planned);
  const facts = plans.length === 0 ? [] : [...bulkLines(plans, t), ...(await endpointLines(host, plans))];
  const apply = { one: t('{0}: 1 Change', title), many: t('{0}: {1} Changes', title, '{0}') };
  const frame = { facts, canPick: true, apply: plans.length === 0 ? null : apply };
  sheet.show({ plan: sheetPlan(planned, plans, frame, t), said, ...saidOfNone(planned, title, host) });
  if (plans.length === 0) {
    const isSame = planned.every(({ planning }) => planning.kind === 'nothing-to-do');
    prompter.tell(isSame ? 'information' : 'error', endOfNone(isSame, title, host));
    return { kind: 'nothing' };
  }
  for (;;) {
    const reply = await sheet.reply();
    if (reply.kind !== 'apply') return reply;
    const left = planned.filter((_, at) => !reply.leftOut.has(at));
    const items = left.filter(({ planning }) => planning.kind === 'planned');
    if (restsOnOthers(planned, items, road.table)) {
      const text = t('The rest depended on what you left out, so it was planned again. Nothing has been changed yet.');
      const rest = { title, intents: left.map(({ intent }) => intent) };
      return chooseItems(host, sheet, rest, { tone: 'information', text, done: false });
    }
    // The sheet was the question; what it takes beside a yes is typed.
    const typed = await confirmChanges(host, plansOf(items), null);
    if (typed !== undefined) return { items, typed };
  }
}

function saidOfNone(planned: readonly PlannedItem[], title: string, host: BulkHost): Omit<SheetState, 'plan'> {
  const plans = plansOf(planned);
  if (plans.length > 0) return { steps: [compareStep(host, title, planned)] };
  const isSame = planned.every(({ planning }) => planning.kind === 'nothing-to-do');
  const text = endOfNone(isSame, title, host);
  return { said: { tone: isSame ? 'information' : 'error', text, done: isSame } };
}

const endOfNone = (isSame: boolean, title: string, { t }: Pick<BulkHost, 't'>): string =>
  isSame ? t('{0}: already up to date.', title) : t('{0}: nothing can be changed. The plan says why.', title);

/** Shows all differences at once, as VS Code shows those of many files. */
function compareStep({ t, workbench }: BulkHost, title: string, planned: readonly PlannedItem[]): NextStep {
  const compared = () =>
    planned.flatMap(({ intent, planning }) =>
      planning.kind === 'planned'
        ? [{ name: intentTarget(intent, t), before: planning.plan.base.config, after: planning.plan.goal }]
        : [],
    );
  return { label: t('Compare in Editor'), run: () => workbench.compareMany(t('{0}: plan', title), compared()) };
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
  host: BulkHost,
  { title, items, typed, carryOut, again }: ConfirmedItems,
  sheet?: PlanSheet,
): Promise<readonly BulkItem[]> {
  const { t, prompter, road, log, explorer, workbench } = host;
  const group = road.newId();
  const ended = await (sheet ?? prompter).busy(title, (say, signal) => {
    const findingOut = stepText('finding-out', t);
    const tell = (progress: BulkProgress): void => say(signal.aborted ? findingOut : progressText(progress, t));
    const leave = whenAborted(signal, () => say(findingOut));
    return carryOut(items, { ...road, tell, typed }, group, signal).finally(leave);
  });
  const text = bulkEndText(title, ended, t);
  log.info('bulk ended', text);
  const touched = new Set(ended.map(({ intent }) => touchedPath(intent, explorer, road.table)));
  for (const path of touched) explorer.refresh(path);
  const left = ended.filter(({ outcome }) => !isFine(outcome));
  const retry: NextStep = { label: t('Retry {0}…', String(left.length)), run: () => again(ended) };
  const undo: NextStep = { label: t('Undo…'), run: () => undoGroup(host, group) };
  const steps = [
    ...(left.length === 0 ? [] : [retry]),
    ...(ended.some(({ outcome }) => outcome.kind === 'done') ? [undo] : []),
  ];
  const tone = left.length === 0 ? 'information' : 'warning';
  const frame = { facts: [], canPick: false, apply: null };
  sheet?.show({ plan: sheetPlan(ended, [], frame, t), said: { tone, text, done: left.length === 0 }, steps });
  const results = () => workbench.showText(t('{0}: results', title), resultReport(text, ended, t));
  prompter.tell(tone, text, [...steps, { label: t('Show Results'), run: results }]);
  return ended;
}

/** Takes back the changes that were made together, as far as they can be: one more bulk, asked for anew. */
async function undoGroup(host: BulkHost, group: string): Promise<void> {
  const { t, road } = host;
  const reading = await road.journal.read();
  const all = newestFirst(reading);
  const undos = entriesOf(group, reading.entries).map(entry => undoing(entry, all));
  await runBulk(host, { title: t('Undo'), intents: undos.flatMap(undo => (undo.kind === 'by' ? [undo.intent] : [])) });
}
