import { lstat, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseJson } from '../../core/json/parse.ts';
import { StateError } from '../../core/model/errors.ts';
import { plainText } from '../../core/model/plainText.ts';
import { replaceText } from '../../state/durableFile.ts';
import { systemCode } from '../../state/stateFolder.ts';
import { type CommandIo, EXIT, UsageError } from '../commandLine.ts';
import { t } from '../language.ts';
import { jsonDocument } from '../output.ts';
import { withServices } from '../services.ts';
import { changesText, planEnding } from './changesText.ts';
import { type ChangesView, isBlocked, preparedView } from './changeView.ts';
import { parseChangeOptions } from './options.ts';
import { prepare } from './prepare.ts';
import type { Prepared } from './prepared.ts';
import { isSavedPlan, savedPlan } from './savedPlan.ts';

/** Exit code of `plan` where there is something to do, and of `apply` and `journal undo` where it was only shown. */
export const DIFFERENCES = 2;

/** Runs `plan`. */
export async function runPlan(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseChangeOptions(args, 'plan');
  if (options.out !== undefined) await refuseForeign(resolve(io.cwd, options.out));
  return withServices(io, async services => {
    const prepared = await prepare(options, io, services, false);
    if (io.stop.aborted) return EXIT.failed;
    if (options.out !== undefined) await save(prepared, resolve(io.cwd, options.out));
    const view = preparedView(prepared);
    await io.stdout.write(options.json ? jsonDocument(view) : changesText(view, planEnding(view), services.table));
    return planCode(view);
  });
}

/** The exit code for what was only shown. */
export function planCode({ changes, errors }: ChangesView): number {
  if (errors.length > 0 || changes.some(isBlocked)) return EXIT.failed;
  return changes.length > 0 ? DIFFERENCES : EXIT.done;
}

/** Throws UsageError where the plan would take the place of what is no saved plan, such as the file that is planned. */
async function refuseForeign(out: string): Promise<void> {
  const there = await lstat(out).catch(() => undefined);
  if (there?.isFile() !== true || there.size === 0) return;
  const { root } = parseJson(await readFile(out, 'utf8').catch(() => ''));
  if (root !== undefined && isSavedPlan(root)) return;
  throw new UsageError(
    t('{0} is not a saved plan, so it was not replaced. Save the plan as another file.', plainText(out)),
  );
}

/**
 * A plan holds configurations of the account: it is for its owner alone, also where a file is there that others can read.
 * What is no file of its own, a link say, is left as it is.
 */
async function save(prepared: Prepared, file: string): Promise<void> {
  const text = jsonDocument(savedPlan(prepared));
  try {
    const there = await lstat(file).catch(leaveMissing);
    if (there?.isFile() === false) throw new UsageError(t('{0} is not a file.', file));
    await replaceText(file, text);
  } catch (error) {
    const why = error instanceof StateError ? error.cause : error;
    throw new UsageError(t('The plan can’t be saved: {0}', why instanceof Error ? why.message : String(why)));
  }
}

function leaveMissing(error: unknown): undefined {
  if (systemCode(error) !== 'ENOENT') throw error;
}
