import { lstat, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
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
import { savedPlan } from './savedPlan.ts';

/** Exit code of `plan` where there is something to do, and of `apply` and `journal undo` where it was only shown. */
export const DIFFERENCES = 2;

/** Runs `plan`. */
export async function runPlan(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseChangeOptions(args, 'plan');
  if (options.out !== undefined) await refuseSame(resolve(io.cwd, options.file), resolve(io.cwd, options.out));
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

/** Throws UsageError where the plan would take the place of the file that is planned, under whatever name. */
async function refuseSame(file: string, out: string): Promise<void> {
  const found = [file, out].map(path => stat(path, { bigint: true }).catch(() => undefined));
  const [planned, there] = await Promise.all(found);
  if (planned === undefined || there === undefined || planned.ino !== there.ino || planned.dev !== there.dev) return;
  throw new UsageError(
    t('{0} is the file that is planned, so it was not replaced. Save the plan as another file.', plainText(out)),
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
