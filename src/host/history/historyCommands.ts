import type { HistoryFilter, HistoryOutcome, HistoryPath, HistoryResource } from '../../core/changes/historyRows.ts';
import { entriesOf, needsNoUndo, undoing } from '../../core/changes/undo.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { isOpen, type JournalEntry } from '../../core/model/journal.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Translate } from '../../core/model/translate.ts';
import { changedTitle } from '../../messages/changeText.ts';
import { calledName, changeWords, groupWords, outcomeName } from '../../messages/historyText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import { changeTitle } from '../../messages/settlingText.ts';
import { type BulkHost, runBulk } from '../bulk/runBulk.ts';
import { performIntent } from '../changing/perform.ts';
import { checkChange, dismissChange } from '../changing/settling.ts';
import { type Option, onePage } from '../prompts/prompter.ts';
import type { HostServices } from '../services.ts';
import { timeText, whyNot } from './historyFace.ts';

type HistoryHost = BulkHost & Pick<HostServices, 'history' | 'clock'>;

/** Takes changes back, through the one road: one as any change, several as one bulk. */
export async function undoChanges(host: HistoryHost, paths: readonly HistoryPath[]): Promise<void> {
  const { t, prompter, history } = host;
  const chosen = paths.length > 0 ? await history.entriesAt(paths) : await pickUndoable(host);
  const asked = chosen.map(entry => ({ entry, undo: undoing(entry, history.rows.all) }));
  const intents = asked.flatMap(({ undo }) => (undo.kind === 'by' ? [undo.intent] : []));
  const [only] = intents;
  const without = asked.flatMap(({ entry, undo }) => {
    if (undo.kind === 'by' || (only !== undefined && needsNoUndo(undo.reason))) return [];
    return [t('{0} can’t be undone: {1}', changeTitle(entry, t), whyNot(undo, host.clock.now(), t))];
  });
  const [first, ...more] = without;
  if (first !== undefined)
    prompter.tell('warning', more.length === 0 ? first : t('{0} And {1} more.', first, String(more.length)));
  if (only === undefined) return;
  if (intents.length === 1) await performIntent(host, only);
  else await runBulk(host, { title: t('Undo'), intents });
  await history.load();
}

async function pickUndoable({ t, prompter, history, clock }: HistoryHost): Promise<readonly JournalEntry[]> {
  await history.load();
  const { entries } = history;
  const undoable = entries.filter(entry => undoing(entry, history.rows.all).kind === 'by');
  if (undoable.length === 0) {
    prompter.tell('information', t('There are no changes to undo.'));
    return [];
  }
  const groups = [...new Set(undoable.flatMap(({ group }) => group ?? []))];
  const many = groups
    .map(group => entriesOf(group, undoable))
    .filter(({ length }) => length > 1)
    .map((members): Option<readonly JournalEntry[]> => {
      const [first, ...rest] = members;
      const label = first === undefined ? '' : groupWords([first, ...rest], t, kindTable);
      return { label, description: timeText(first?.time ?? '', clock.now()), value: members };
    });
  const single = undoable.map(
    (entry): Option<readonly JournalEntry[]> => ({
      label: changeWords(entry, t, kindTable),
      description: [timeText(entry.time, clock.now()), accountOf(entry, t), entry.region].join(' · '),
      value: [entry],
    }),
  );
  const reply = await prompter.pick<readonly JournalEntry[]>({
    ...{ title: t('Undo'), step: 1, steps: 1, prompt: t('Undo which change?') },
    options: onePage([...many, ...single]),
  });
  return reply.kind === 'answer' ? reply.value : [];
}

const accountOf = ({ source, accountId }: JournalEntry, t: Translate): string => accountTitle(source, accountId, t);

/** Finds out by a live read what became of changes whose end is not known. */
export async function checkChanges(host: HistoryHost, paths: readonly HistoryPath[]): Promise<void> {
  for (const { id } of (await host.history.entriesAt(paths)).filter(isOpen)) await checkChange(host, id);
  await host.history.load();
}

/** Closes changes whose end nobody can find out: a person says that they need no further look. */
export async function dismissChanges(host: HistoryHost, paths: readonly HistoryPath[]): Promise<void> {
  for (const { id } of (await host.history.entriesAt(paths)).filter(isOpen)) await dismissChange(host, id);
  await host.history.load();
}

/** Shows what a change replaced beside what it set. */
export async function showChange(
  { t, history, clock, workbench }: HistoryHost,
  path: HistoryPath | undefined,
): Promise<void> {
  const [entry] = path === undefined ? [] : await history.entriesAt([path]);
  if (entry === undefined) return;
  const title = t('{0}, {1}: before ↔ after', plainText(entry.name), timeText(entry.time, clock.now()));
  await workbench.compare(title, entry.base.config, entry.goal);
}

/** Asks which changes to show: what is chosen of accounts, resources or outcomes leaves the rest of the filter as it was. */
export async function filterHistory({ t, prompter, history }: HistoryHost): Promise<void> {
  await history.load();
  const { filter } = history;
  const accounts = new Map<string, Option<HistoryFilter | null>>();
  const resources = new Map<
    string,
    { readonly description: string; readonly accountId: string; of: HistoryResource }
  >();
  for (const entry of history.entries) {
    const { accountId, region, kind, name } = entry;
    const label = accountOf(entry, t);
    const value = { ...(filter ?? ALL), accountId, resource: null };
    accounts.set(accountId, { label, icon: 'account', value });
    const called = calledName(entry, kindTable);
    const key = JSON.stringify([accountId, region, kind, called]);
    const names = new Set(resources.get(key)?.of.names).add(name);
    const of = { region, kind, names: [...names], called };
    resources.set(key, { description: `${label} · ${region}`, accountId, of });
  }
  const all: Option<HistoryFilter | null> = { label: t('All changes'), icon: 'clear-all', value: null };
  const outcomes = OUTCOMES.map(
    (outcome): Option<HistoryFilter | null> => ({
      label: outcomeName(outcome, t),
      icon: 'filter',
      value: { ...(filter ?? ALL), outcome },
    }),
  );
  const named = [...resources.values()].map(
    ({ description, accountId, of }): Option<HistoryFilter | null> => ({
      label: changedTitle({ kind: of.kind, name: of.called }, t),
      description,
      icon: kindTable.targetOf(of.kind).icon,
      value: { ...(filter ?? ALL), accountId, resource: of },
    }),
  );
  const reply = await prompter.pick<HistoryFilter | null>({
    ...{ title: t('History'), step: 1, steps: 1, prompt: t('Show which changes?') },
    options: onePage([all, ...outcomes, ...accounts.values(), ...named]),
  });
  if (reply.kind === 'answer') history.show(reply.value);
}

const ALL: HistoryFilter = { accountId: null, resource: null, outcome: null };

const OUTCOMES = ['done', 'undone', 'failed', 'unknown'] as const satisfies readonly HistoryOutcome[];
