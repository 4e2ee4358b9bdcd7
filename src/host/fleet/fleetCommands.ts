import type { Uri } from 'vscode';
import { plansOf } from '../../core/changes/bulk.ts';
import { readRequest } from '../../core/changes/requestDocument.ts';
import { applyFleet } from '../../core/fleet/applyFleet.ts';
import { driftOf, type FleetCheck } from '../../core/fleet/fleetDrift.ts';
import { type FleetFile, parseFleetFile } from '../../core/fleet/fleetFile.ts';
import { type FleetPlan, planFleet } from '../../core/fleet/planFleet.ts';
import type { NodeModel } from '../../core/inventory/nodes.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import { kinds, kindTable } from '../../core/kinds/table.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Translate } from '../../core/model/translate.ts';
import { bulkLines } from '../../messages/bulkText.ts';
import { driftEndText } from '../../messages/driftText.ts';
import { findingText } from '../../messages/findingText.ts';
import { fleetPlanEnding, fleetPlanReport } from '../../messages/fleetPlanText.ts';
import { sheetPlan } from '../bulk/planView.ts';
import { type BulkHost, performItems } from '../bulk/runBulk.ts';
import { confirmChanges, endpointLines, toldForbidden } from '../changing/confirm.ts';
import { copyChangesAs } from '../exporting/copyChanges.ts';
import type { NextStep, Tone } from '../prompts/prompter.ts';
import type { HostServices, OpenText } from '../services.ts';

/** A check under way: it knows how the document is edited meanwhile. */
export interface Checking {
  /** The document as it was when the check began. */
  readonly document: OpenText;
  /**
   * Shows what was found at its places, in place of what was shown before. False where nothing is shown: the document was
   * closed, or a check that began later is shown already.
   */
  show(check: FleetCheck): boolean;
  /** Ends it. What was shown before stays where nothing new was. */
  dispose(): void;
}

/** Where checks of documents begin and are shown. */
export interface Checks {
  /** Begins a check of a document that is open as it is now; undefined where it is not. */
  checking(uri: Uri): Checking | undefined;
}

type FleetHost = BulkHost & Pick<HostServices, 'shown' | 'emulator'>;

/** Shows what it takes to make the accounts look as a fleet file says, for a person to say yes to there. */
export async function planFleetFile(host: FleetHost, uri: string | undefined, checks: Checks): Promise<void> {
  const { t } = host;
  const read = await readFleet(host, uri);
  const plan = read === undefined ? undefined : await planOf(host, read, t('Plan {0}', read.name));
  if (read !== undefined && plan !== undefined) await planOnSheet(host, read, plan, checks);
}

/** Makes the accounts look as a fleet file says: one plan, one confirmation, one group in the journal. */
export async function applyFleetFile(host: FleetHost, uri: string | undefined, checks: Checks): Promise<void> {
  const { t, prompter } = host;
  if (toldForbidden(host)) return;
  const read = await readFleet(host, uri);
  const plan = read === undefined ? undefined : await planOf(host, read, t('Apply {0}', read.name));
  if (read === undefined || plan === undefined) return;
  if (plansOf(plan.items).length > 0) return planOnSheet(host, read, plan, checks);
  const show: NextStep = { label: t('Show Plan'), run: () => showPlan(host, read, plan) };
  prompter.tell(toneOf(plan), fleetPlanEnding(read.name, plan, t), [show]);
}

/** Shows a plan as a tree, and makes it where a person says yes there: all of it, since its steps rest on one another. */
async function planOnSheet(host: FleetHost, read: ReadFleet, plan: FleetPlan, checks: Checks): Promise<void> {
  const { t, prompter } = host;
  const plans = plansOf(plan.items);
  const unreached = plan.unreached.map(({ key }) => plainText(key));
  const facts = [
    ...(plans.length === 0 ? [] : [...bulkLines(plans, t), ...(await endpointLines(host, plans))]),
    ...(unreached.length === 0 ? [] : [t('Accounts not reached and left out: {0}', unreached.join(', '))]),
  ];
  const apply = plans.length === 0 ? null : { one: t('Apply 1 Change'), many: t('Apply {0} Changes', '{0}') };
  const shown = sheetPlan([...plan.items, ...plan.unplanned], plans, { facts, apply, canPick: false }, t);
  const sheet = prompter.sheet({ title: t('{0}: plan', read.name), about: fleetPlanEnding(read.name, plan, t) });
  const steps: readonly NextStep[] = [
    ...(plans.length === 0 ? [] : [{ label: t('Copy as…'), run: () => copyChangesAs(host, plans) }]),
    { label: t('Show as Text'), run: () => showPlan(host, read, plan) },
  ];
  sheet.show({ plan: shown, steps });
  while ((await sheet.reply()).kind === 'apply') {
    const typed = toldForbidden(host) ? undefined : await confirmChanges(host, plans, null);
    if (typed === undefined) continue;
    const confirmed = { title: t('Apply {0}', read.name), items: plan.items, typed };
    // What is left is planned anew from the file: the steps of hubs rest on one another.
    const again = (): Promise<void> => applyFleetFile(host, read.document.uri.toString(), checks);
    const carryOut: typeof applyFleet = (items, road, ...rest) =>
      applyFleet(items, { ...road, file: read.name }, ...rest);
    await performItems(host, { ...confirmed, carryOut, again }, sheet);
    await check(host, read.document.uri, checks, () => undefined);
    return;
  }
}

/** Compares what a fleet file says with what is live, and marks each entry that differs or could not be read. */
export async function checkFleetFile(host: FleetHost, uri: string | undefined, checks: Checks): Promise<void> {
  const { t, prompter } = host;
  const read = await readFleet(host, uri);
  if (read === undefined) return;
  await check(host, read.document.uri, checks, ({ drifts }) => {
    const apply: NextStep = {
      label: t('Apply…'),
      run: () => applyFleetFile(host, read.document.uri.toString(), checks),
    };
    const differs = drifts.some(({ kind }) => kind === 'differs');
    const tone = drifts.length === 0 ? 'information' : 'warning';
    prompter.tell(tone, driftEndText(read.name, drifts, t), differs ? [apply] : []);
  });
}

/** Checks a document as it is now. Says nothing where it is no fleet file any more, was closed, or a later check is shown. */
async function check(host: FleetHost, uri: Uri, checks: Checks, tell: (found: FleetCheck) => void): Promise<void> {
  const { t } = host;
  const checking = checks.checking(uri);
  if (checking === undefined) return;
  try {
    const read = asFleet(checking.document, t, () => undefined);
    const plan = read === undefined ? undefined : await planOf(host, read, t('Check {0} for drift', read.name));
    if (read === undefined || plan === undefined) return;
    const found = driftOf(read.file, plan, kindTable);
    if (checking.show(found)) tell(found);
  } finally {
    checking.dispose();
  }
}

interface ReadFleet {
  readonly document: OpenText;
  readonly name: string;
  readonly file: FleetFile;
}

/** Reads a document as a fleet file; what keeps it from being one is told. */
async function readFleet(
  { t, prompter, workbench }: FleetHost,
  uri: string | undefined,
): Promise<ReadFleet | undefined> {
  const found = await workbench.text(uri);
  if (found !== undefined) return asFleet(found, t, (tone, text) => prompter.tell(tone, text));
  prompter.tell('warning', t('Open a fleet file first.'));
  return undefined;
}

function asFleet(document: OpenText, t: Translate, tell: (tone: Tone, text: string) => void): ReadFleet | undefined {
  const name = plainText(document.name);
  const reading = readRequest(document.text, document.fileName);
  if (reading.type !== 'fleet' && reading.type !== 'syntax') {
    tell('warning', t('{0} is not a fleet file: it has no “accounts”.', name));
    return undefined;
  }
  const parsing = parseFleetFile(document.text, kinds);
  if (parsing.kind === 'fleet') return { document, name, file: parsing.file };
  if (parsing.kind === 'syntax') tell('error', t('{0} is not valid JSON. Fix what is underlined first.', name));
  else {
    const [first] = parsing.findings.map(one => findingText(one, t));
    tell('error', t('{0} can’t be read as a fleet file. {1}', name, first ?? ''));
  }
  return undefined;
}

/** Plans a fleet, and changes nothing; undefined where the person stopped it. */
async function planOf(host: FleetHost, { file }: ReadFleet, title: string): Promise<FleetPlan | undefined> {
  const { t, prompter, road, aws } = host;
  const given = await sourcesFor(host, file);
  // Planning is allowed where writing is not: applying asks first.
  const planNeeds = { ...road, directory: aws.directory, forbidden: () => null };
  return prompter.busy(title, async (say, signal) => {
    say(t('reading current settings'));
    const plan = await planFleet(file, given, planNeeds, signal);
    return signal.aborted ? undefined : plan;
  });
}

/**
 * The accounts shown among which the file's are looked for. One that is known to be none of them is not asked: nobody
 * named it.
 */
async function sourcesFor({ shown, explorer }: FleetHost, { accounts }: FleetFile): Promise<readonly AccountSource[]> {
  const keys = new Set(accounts.map(({ key }) => key));
  const sources = await shown.sources();
  return sources.filter(source => {
    const id = idShown(source, explorer);
    return id === null || keys.has(id);
  });
}

/** The id that the tree shows for an account; null where it shows none. */
const idShown = (source: AccountSource, explorer: Pick<NodeModel, 'whereabouts'>): string | null =>
  explorer.whereabouts(accountPath(source))?.accountId ?? (source.kind === 'emulator' ? source.accountId : null);

const showPlan = ({ t, workbench }: FleetHost, { name }: ReadFleet, plan: FleetPlan): Promise<void> =>
  workbench.showText(t('{0}: plan', name), fleetPlanReport(name, plan, t));

function toneOf({ items, unreached, unread, unplanned }: FleetPlan): 'information' | 'warning' {
  const isWhole = unreached.length + unread.length + unplanned.length === 0;
  return isWhole && items.every(({ planning }) => planning.kind === 'planned') ? 'information' : 'warning';
}
