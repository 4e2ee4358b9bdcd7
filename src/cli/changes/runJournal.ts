import { planBulk } from '../../core/changes/bulk.ts';
import { settle } from '../../core/changes/settle.ts';
import { entriesOf, type NoUndoReason, undoing } from '../../core/changes/undo.ts';
import { isOpen, type JournalEntry } from '../../core/model/journal.ts';
import { StateError } from '../../core/model/stateErrors.ts';
import { errorLine } from '../../messages/errorText.ts';
import { noUndoText } from '../../messages/fleetText.ts';
import { english } from '../../messages/translate.ts';
import { type CommandIo, EXIT, parseArguments, UsageError } from '../commandLine.ts';
import { jsonDocument } from '../jsonDocument.ts';
import { openServices, type Services } from '../services.ts';
import { journalRow, journalText } from './journalView.ts';
import { type Problem, planningProblems } from './prepared.ts';
import { applyPrepared } from './runApply.ts';

interface JournalOptions {
  readonly yes: boolean;
  readonly json: boolean;
}

/** Runs `journal list` and `journal undo`. */
export async function runJournal(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArguments(args, { yes: { type: 'boolean' }, json: { type: 'boolean' } });
  const [verb, id, stray] = positionals;
  const options = { yes: values.yes === true, json: values.json === true };
  const isList = verb === 'list' && id === undefined && !options.yes;
  if (!isList && (verb !== 'undo' || id === undefined || stray !== undefined)) {
    throw new UsageError('journal list, or journal undo ID.');
  }
  const services = openServices(io);
  try {
    return id === undefined ? await list(options, io, services) : await undo(id, options, io, services);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    await io.stderr.line(errorLine(error, english));
    return EXIT.failed;
  } finally {
    services.dispose();
  }
}

async function list({ json }: JournalOptions, io: CommandIo, { journal }: Services): Promise<number> {
  const entries = await journal.list();
  const rows = entries.map(entry => journalRow(entry, entries));
  await io.stdout.write(json ? jsonDocument(rows) : journalText(rows));
  return EXIT.done;
}

async function undo(id: string, options: JournalOptions, io: CommandIo, services: Services): Promise<number> {
  const all = await services.journal.list();
  const wanted = entriesOf(id, all);
  if (wanted.length === 0) {
    await io.stderr.line(`There is no change of the id ${id}.`);
    return EXIT.failed;
  }
  // Looking changes nothing in AWS, but it is written down: only where changes are asked for.
  if (options.yes) for (const entry of wanted.filter(isOpen)) await settle(entry.id, services, undefined, io.stop);
  const entries = options.yes ? await services.journal.list() : all;
  const undos = entriesOf(id, entries).map(entry => ({ entry, found: undoing(entry, entries) }));
  const intents = undos.flatMap(({ found }) => (found.kind === 'by' ? [found.intent] : []));
  const planned = await planBulk(intents, services, io.stop);
  const isLater = planned.length > 1;
  const prepared = {
    items: planned.filter(item => isLater || ['planned', 'blocked'].includes(item.planning.kind)),
    unmanaged: [],
    problems: [
      ...undos.flatMap(({ entry, found }) =>
        found.kind === 'not' && !(undos.length > 1 && passedOver(found.reason))
          ? [noUndoProblem(entry, found.reason)]
          : [],
      ),
      ...(isLater ? [] : planned.flatMap(planningProblems)),
    ],
  };
  return applyPrepared(prepared, options, io, services);
}

/** What needs no undo in a group of changes that are taken back together. */
const passedOver = (reason: NoUndoReason): boolean => reason === 'nothing-changed' || reason === 'undone';

function noUndoProblem({ accountId, source, region, name }: JournalEntry, reason: NoUndoReason): Problem {
  return { source, accountId, region, code: reason, message: `${name}: ${noUndoText(reason, english)}` };
}
