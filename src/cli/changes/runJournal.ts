import { planBulk } from '../../core/changes/bulk.ts';
import { dismiss, type Settling, settle } from '../../core/changes/settle.ts';
import { entriesOf, type NoUndoReason, needsNoUndo, undoing } from '../../core/changes/undo.ts';
import { sourceFromKey } from '../../core/model/account.ts';
import { type ForeignEntry, isOpen, type JournalEntry, newestFirst } from '../../core/model/journal.ts';
import { plainText } from '../../core/model/plainText.ts';
import { parseRegion } from '../../core/model/regions.ts';
import { noUndoText } from '../../messages/fleetText.ts';
import { changeTitle, settlingText, unreadTitle } from '../../messages/settlingText.ts';
import { confirmedAccounts } from '../accountOptions.ts';
import { type CommandIo, EXIT, parseArguments, UsageError } from '../commandLine.ts';
import { t } from '../language.ts';
import { jsonDocument } from '../output.ts';
import { type Services, withServices } from '../services.ts';
import { isSettled, journalRow, journalText, otherVersion, rowOf, type SettledRow } from './journalView.ts';
import { type Problem, planningProblems } from './prepared.ts';
import { applyPrepared } from './runApply.ts';
import { DIFFERENCES } from './runPlan.ts';

interface JournalOptions {
  readonly yes: boolean;
  /** The production accounts in which `undo` may take something away. */
  readonly confirm: readonly string[];
  readonly json: boolean;
}

type Verb = (ids: readonly string[], options: JournalOptions, io: CommandIo, services: Services) => Promise<number>;

/** Runs `journal list`, `undo`, `settle` and `dismiss`. */
export async function runJournal(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    yes: { type: 'boolean' },
    confirm: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  const [verb = '', ...ids] = positionals;
  const confirm = confirmedAccounts(values.confirm);
  const options = { yes: values.yes === true, confirm, json: values.json === true };
  const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  const takesYes = verb === 'undo' || verb === 'dismiss';
  if (
    run === undefined ||
    ids.length !== (verb === 'list' ? 0 : 1) ||
    (options.yes && !takesYes) ||
    (confirm.length > 0 && verb !== 'undo')
  ) {
    throw new UsageError(t('Use journal list, or journal undo, settle or dismiss with an ID.'));
  }
  return withServices(io, services => run(ids, options, io, services));
}

const list: Verb = async (_ids, { json }, io, { journal, table }) => {
  const reading = await journal.read();
  const all = newestFirst(reading);
  await io.stdout.write(json ? jsonDocument(all.map(one => rowOf(one, all))) : journalText(all, table));
  if (reading.unread === 0) return EXIT.done;
  await io.stderr.line(t('{0}. The rest is shown.', unreadTitle(reading.unread, t)));
  return EXIT.failed;
};

/** Finds out by live reads what became of a change, or of each of a group. */
const settleOpen: Verb = ([id = ''], options, io, services) =>
  closing(id, options, io, services, entry => settle(entry.id, services, undefined, io.stop));

/** Closes a change whose end is not known, or each such change of a group, without looking. */
const dismissOpen: Verb = async ([id = ''], options, io, services) => {
  if (options.yes) return closing(id, options, io, services, entry => dismiss(entry.id, services, io.stop));
  const wanted = await entriesNamed(id, io, services);
  if (wanted === undefined) return EXIT.failed;
  const open = wanted.filter(isOpen);
  const rows = open.map(entry =>
    settledRow(entry, wanted, false, t('{0}: would be dismissed.', changeTitle(entry, t))),
  );
  await io.stdout.write(options.json ? jsonDocument(rows) : settledText(rows));
  return open.length === 0 ? EXIT.done : DIFFERENCES;
};

async function closing(
  id: string,
  { json }: JournalOptions,
  io: CommandIo,
  services: Services,
  close: (entry: JournalEntry) => Promise<Settling>,
): Promise<number> {
  const wanted = await entriesNamed(id, io, services);
  if (wanted === undefined) return EXIT.failed;
  const settlings: Settling[] = [];
  for (const entry of wanted) settlings.push(await close(entry));
  const entries = await services.journal.list();
  const rows = wanted.map((entry, index) => {
    const settling = settlings[index] ?? { kind: 'missing' };
    const message = settlingText(settling, t)?.text ?? t('Stopped.');
    return settledRow(entries.find(one => one.id === entry.id) ?? entry, entries, isSettled(settling), message);
  });
  await io.stdout.write(json ? jsonDocument(rows) : settledText(rows));
  return settlings.every(isSettled) ? EXIT.done : EXIT.failed;
}

const settledRow = (
  entry: JournalEntry,
  entries: readonly JournalEntry[],
  settled: boolean,
  message: string,
): SettledRow => ({ ...journalRow(entry, entries), settled, message });

function settledText(rows: readonly SettledRow[]): string {
  const lines = rows.map(({ id, message }) => `${plainText(id)}  ${message}`);
  return `${[...lines, rows.length === 0 ? t('Nothing to dismiss: the outcome is known.') : ''].filter(line => line !== '').join('\n')}\n`;
}

/** The changes that an id names, newest first; undefined where that is to be told. */
async function entriesNamed(
  id: string,
  io: CommandIo,
  { journal }: Pick<Services, 'journal'>,
): Promise<readonly JournalEntry[] | undefined> {
  const { entries, foreign } = await journal.read();
  const wanted = entriesOf(id, entries);
  if (wanted.length > 0) return wanted;
  const isOthers = foreign.some(one => one.id === id || one.group === id);
  const named = plainText(id);
  await io.stderr.line(isOthers ? `${named}: ${otherVersion()}` : t('There is no change with the ID {0}.', named));
  return undefined;
}

const undo: Verb = async ([id = ''], options, io, services) => {
  const wanted = await entriesNamed(id, io, services);
  if (wanted === undefined) return EXIT.failed;
  // Looking changes nothing in AWS, but it is written down: only where changes are asked for.
  if (options.yes) for (const entry of wanted.filter(isOpen)) await settle(entry.id, services, undefined, io.stop);
  const reading = await services.journal.read();
  const all = newestFirst(reading);
  const others = reading.foreign.filter(({ group }) => group === id);
  const undos = entriesOf(id, reading.entries).map(entry => ({ entry, found: undoing(entry, all) }));
  const intents = undos.flatMap(({ found }) => (found.kind === 'by' ? [found.intent] : []));
  const planned = await planBulk(intents, services, io.stop);
  if (io.stop.aborted) return EXIT.failed;
  const prepared = {
    items: planned.filter(({ planning }) => planning.kind === 'planned' || planning.kind === 'blocked'),
    unmanaged: [],
    problems: [
      ...undos.flatMap(({ entry, found }) =>
        found.kind === 'not' && !(undos.length > 1 && needsNoUndo(found.reason))
          ? [noUndoProblem(entry, found.reason)]
          : [],
      ),
      ...others.map(foreignProblem),
      ...planned.flatMap(planningProblems),
    ],
  };
  return applyPrepared(prepared, options, io, services);
};

const verbs: Readonly<Record<string, Verb>> = { list, undo, settle: settleOpen, dismiss: dismissOpen };

function noUndoProblem({ accountId, source, region, name }: JournalEntry, reason: NoUndoReason): Problem {
  return { source, accountId, region, code: reason, message: `${plainText(name)}: ${noUndoText(reason, t)}` };
}

/** What another version made of a group is left as it is. */
function foreignProblem({ source, accountId, region, name }: ForeignEntry): Problem {
  const where = { source: sourceFromKey(source) ?? null, accountId, region: parseRegion(region) ?? null };
  return { ...where, code: 'other-version', message: `${plainText(name)}: ${otherVersion()}` };
}
