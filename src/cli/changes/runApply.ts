import { type BulkItem, type BulkRoad, isFine, type PlannedItem } from '../../core/changes/bulk.ts';
import { stoppedByMark } from '../../core/changes/marked.ts';
import { applyFleet } from '../../core/fleet/applyFleet.ts';
import { whenAborted } from '../../core/model/aborting.ts';
import { type CommandIo, EXIT } from '../commandLine.ts';
import { t } from '../language.ts';
import { Progress } from '../list/progress.ts';
import { jsonDocument } from '../output.ts';
import { withServices } from '../services.ts';
import { applyEnding, changesText, planEnding } from './changesText.ts';
import { besideView, type ChangesView, failedView, itemView, preparedView } from './changeView.ts';
import { type ChangeOptions, parseChangeOptions } from './options.ts';
import { prepare } from './prepare.ts';
import { type Prepared, planningProblems } from './prepared.ts';
import { planCode } from './runPlan.ts';

/** Said when the process is asked to stop in the middle of changes. */
const stopping = (): string =>
  t('Stopping: nothing more is sent. Requests already sent can’t be cancelled; checking their outcome …');

/** Runs `apply`. */
export async function runApply(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseChangeOptions(args, 'apply');
  return withServices(io, async services => {
    const prepared = await prepare(options, io, services, true);
    if (io.stop.aborted) return EXIT.failed;
    return await applyPrepared(prepared, options, io, services);
  });
}

/** Carries out what was prepared if that was asked for, and prints it either way. Gives the exit code. */
export async function applyPrepared(
  prepared: Prepared,
  { yes, confirm, json }: Pick<ChangeOptions, 'yes' | 'confirm' | 'json'>,
  io: CommandIo,
  road: BulkRoad,
): Promise<number> {
  if (!yes) {
    const view = preparedView(prepared);
    const hint = view.changes.length === 0 ? '' : ' Nothing was changed: give --yes.';
    await io.stdout.write(json ? jsonDocument(view) : changesText(view, `${planEnding(view)}${hint}`, road.table));
    return planCode(view);
  }
  const { view, isAllDone } = await carriedOut(prepared, io, { ...road, typed: new Set(confirm) });
  await io.stdout.write(json ? jsonDocument(view) : changesText(view, applyEnding(view), road.table));
  return isAllDone && view.errors.length === 0 ? EXIT.done : EXIT.failed;
}

async function carriedOut(
  { items, unmanaged, problems, file }: Prepared,
  io: CommandIo,
  road: BulkRoad,
): Promise<{ readonly view: ChangesView; readonly isAllDone: boolean }> {
  const progress = new Progress(io.stderr, count => t('Changing … {0} of {1}', `${count}`, `${items.length}`));
  let told = Promise.resolve();
  const tell: BulkRoad['tell'] = ({ ended }) => {
    if (ended > 0) told = told.then(() => progress.step());
  };
  const stopListening = whenAborted(io.stop, () => {
    told = told.then(() => io.stderr.line(stopping()));
  });
  const results =
    (await untyped(items, road)) ?? (await applyFleet(items, { ...road, tell, file }, road.newId(), io.stop));
  stopListening();
  await told;
  await progress.end();
  const views = results.map((result, index) => itemView(result) ?? lateView(items[index], result));
  const late = results.flatMap(({ intent, outcome }, index) =>
    views[index] === null && outcome.kind !== 'skipped' ? planningProblems({ intent, planning: outcome }) : [],
  );
  const changes = views.filter(view => view !== null);
  return {
    view: { changes, ...besideView({ unmanaged, problems: [...problems, ...late] }) },
    isAllDone: results.every(one => isFine(one.outcome)),
  };
}

/**
 * The ends where a production account was to be confirmed and is not: then none of the changes is made, since half of them
 * is what nobody asked for. Undefined where nothing is wanting.
 */
async function untyped(items: readonly PlannedItem[], road: BulkRoad): Promise<readonly BulkItem[] | undefined> {
  const ends = await Promise.all(
    items.map(async ({ intent, planning }): Promise<BulkItem> => {
      const plan = 'plan' in planning ? (planning.plan ?? null) : null;
      // Marks that cannot be read stop each change on its way, which tells it.
      const marked = plan === null ? null : await stoppedByMark(plan, road).catch(() => null);
      return { intent, outcome: marked?.as === 'production' ? marked : { kind: 'skipped', plan } };
    }),
  );
  return ends.some(({ outcome }) => outcome.kind === 'marked') ? ends : undefined;
}

/** A change that was shown and then failed before it got far: told as the change it was. */
function lateView(item: PlannedItem | undefined, { intent, outcome }: BulkItem) {
  const plan = item !== undefined && 'plan' in item.planning ? item.planning.plan : null;
  return plan === null || outcome.kind === 'skipped' ? null : failedView(plan, { intent, outcome });
}
