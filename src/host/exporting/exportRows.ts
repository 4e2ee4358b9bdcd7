import { type ExportedEstate, estateOf } from '../../core/export/estate.ts';
import { type ExportTarget, gapLines, type WrittenExport, writeExport } from '../../core/export/targets.ts';
import type { Found } from '../../core/inventory/found.ts';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import { sweep } from '../../core/inventory/sweep.ts';
import { kindExports } from '../../core/kinds/exportTable.ts';
import { kinds, kindTable } from '../../core/kinds/table.ts';
import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import type { Kind } from '../../core/model/kind.ts';
import type { Region } from '../../core/model/regions.ts';
import type { Translate } from '../../core/model/translate.ts';
import { exportHead } from '../../messages/exportText.ts';
import { missingLines } from '../../messages/fleetPlanText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import type { HostServices } from '../services.ts';
import { type RowScope, scopeOf } from '../tree/rowScope.ts';

/** What exporting uses of the window. */
export type ExportHost = Pick<
  HostServices,
  't' | 'prompter' | 'explorer' | 'aws' | 'state' | 'shown' | 'settings' | 'workbench' | 'emulator'
>;

/** Lines of what is missing that a question can hold; the rest is counted. */
const MAX_LINES = 8;

/** Names that a line about what has no equivalent tells in a message. */
const MAX_NAMED = 3;

/**
 * Reads what rows stand for, else the accounts shown that a person picks, and writes it for a target. Undefined where the
 * person stopped or there is nothing, which is told. What could not be read is shown first: an export is not made without a
 * person knowing what it leaves out.
 */
export async function exportedRows(
  host: ExportHost,
  target: ExportTarget,
  paths: readonly NodePath[],
  isWhole: boolean,
): Promise<WrittenExport | undefined> {
  const { t, prompter, settings } = host;
  // What a person was told to be read is read, whatever is set meanwhile.
  const regions = settings.get('regions');
  const shownRows = rowsAsShown(host, target, paths);
  const left = paths.filter(path => !shownRows.has(path));
  const scope = paths.length > 0 ? scopeOf(host, left, readable(target)) : await pickedScope(host, target, regions);
  if (scope === undefined) return undefined;
  const estate = await prompter.busy(titleOfExport(target, t), (say, signal) =>
    read(host, target, [...shownRows.values()], scope, { say, signal }),
  );
  if (estate === undefined) return undefined;
  const head = exportHead(estate, t);
  const endpoint = await host.emulator.endpoint();
  const written = writeExport(target, estate, { table: kindTable, t, head, isWhole, endpoint });
  const only = paths.length === 0 || isOfAccounts(host, paths) ? regions : [];
  return (await isWanted(host, target, written, estate, only)) ? written : undefined;
}

/** The kinds that a target has something for; what it lacks is told only where a row of it was named. */
const readable = (target: ExportTarget): readonly Kind[] =>
  kinds.filter(({ id }) => {
    const row = kindExports.find(({ kind }) => kind === id);
    return row !== undefined && !(target.id === 'fleet' && target.lacks(row) !== undefined);
  });

const titleOfExport = (target: ExportTarget, t: Translate): string => t('Export as {0}', target.label);

const isOfAccounts = ({ explorer }: ExportHost, paths: readonly NodePath[]): boolean =>
  paths.every(path => explorer.node(path)?.type === 'account');

/**
 * The rows of resources that are read already: exported as they are shown. Not of a set, such as of hubs, in a fleet file:
 * one alone would say that the rest of it is to go.
 */
function rowsAsShown(
  { explorer }: Pick<ExportHost, 'explorer'>,
  target: ExportTarget,
  paths: readonly NodePath[],
): ReadonlyMap<NodePath, Found> {
  const rows = new Map<NodePath, Found>();
  for (const path of paths) {
    const node = explorer.node(path);
    const where = explorer.whereabouts(path);
    if (node?.type !== 'resource' || where === undefined || node.row.status === 'unread') continue;
    if (node.remembered) continue;
    const { row, region } = node;
    const isOfSet = kindTable.of(row.kind).document?.fleet?.as === 'names';
    if (row.error !== null || !kindTable.isChangeable(row.kind) || (target.id === 'fleet' && isOfSet)) continue;
    const { source, accountId } = where;
    rows.set(path, { source, accountId, region, kind: row.kind, name: row.name, row, status: row.status, error: null });
  }
  return rows;
}

interface Reading {
  readonly say: (text: string | null) => void;
  readonly signal: AbortSignal;
}

/** Reads what is not shown yet, and what the target holds beside it. Undefined where the person stopped. */
async function read(
  { t, aws, state }: ExportHost,
  target: ExportTarget,
  shownRows: readonly Found[],
  { requests }: RowScope,
  { say, signal }: Reading,
): Promise<ExportedEstate | undefined> {
  const found = [...shownRows];
  const tools = { gateway: aws.gateway, ledger: state.ledger, table: kindTable, exports: kindExports };
  for (const request of requests) {
    // A set that a fleet file says whole is read whole.
    const isOfSet = [...request.kinds].every(id => kindTable.of(id).document?.fleet?.as === 'names');
    const name = target.id === 'fleet' && isOfSet ? undefined : request.name;
    for await (const one of sweep({ ...tools, kinds }, { ...request, name, signal })) {
      found.push(one);
      say(t('{0} found', String(found.length)));
    }
  }
  const sources = [...new Map(found.map(({ source }) => [sourceKey(source), source])).values()];
  const estate = await estateOf(found, { sources, isForTerraform: target.id === 'terraform', signal }, tools);
  return signal.aborted ? undefined : estate;
}

/** The accounts that a person picks, since some of those shown may never have been asked anything. */
async function pickedScope(
  { t, prompter, explorer, shown }: ExportHost,
  target: ExportTarget,
  regions: readonly Region[],
): Promise<RowScope | undefined> {
  const of = (sources: readonly AccountSource[]): RowScope => {
    const asked = {
      regions: regions.length === 0 ? null : regions,
      kinds: new Set(readable(target).map(({ id }) => id)),
    };
    return { requests: [{ sources, ...asked }], about: '' };
  };
  const sources = await shown.sources();
  if (sources.length === 0) prompter.tell('information', t('No accounts selected. Choose accounts first.'));
  if (sources.length < 2) return sources.length === 0 ? undefined : of(sources);
  const options = sources.map(source => {
    const node = explorer.node(accountPath(source));
    const account = node?.type === 'account' ? node : undefined;
    return {
      label: accountTitle(source, account?.accountId ?? null, t),
      value: source,
      picked: account?.state === 'ready' || source.kind === 'emulator',
    };
  });
  const reply = await prompter.pickMany<AccountSource>({
    ...{
      title: titleOfExport(target, t),
      step: 1,
      steps: 1,
      prompt:
        regions.length === 0
          ? t('Choose accounts. All of their settings are read')
          : t('Choose accounts. Only these Regions are read: {0}', regions.join(', ')),
    },
    options,
    fault: async picked => (picked.length === 0 ? t('Choose at least one.') : undefined),
  });
  return reply.kind === 'answer' ? of(reply.value) : undefined;
}

/** False where there is nothing to show, which is told, or where a person wants no export that leaves something out. */
async function isWanted(
  { t, prompter, workbench }: ExportHost,
  target: ExportTarget,
  { files, gaps }: WrittenExport,
  { missing }: ExportedEstate,
  regions: readonly Region[],
): Promise<boolean> {
  const lines = missingLines(missing, t);
  const only = regions.length === 0 ? [] : [t('Only these Regions were read: {0}.', regions.join(', '))];
  const lacking = gapLines(gaps, t, MAX_NAMED);
  const showMissing = () => workbench.showText(t('{0}: not read', titleOfExport(target, t)), `${lines.join('\n')}\n`);
  if (files.length === 0 && lines.length > 0) {
    prompter.tell('error', t('Nothing was exported: nothing could be read.'), [
      { label: t('Show What’s Missing'), run: showMissing },
    ]);
    return false;
  }
  if (files.length === 0) {
    const why = lacking.length > 0 ? lacking : [t('Nothing was exported: there is nothing to export.')];
    prompter.tell(lacking.length > 0 ? 'warning' : 'information', [...why, ...only].join(' '));
    return false;
  }
  if (lines.length > 0) {
    const more = lines.length > MAX_LINES ? [t('and {0} more', String(lines.length - MAX_LINES))] : [];
    const yes = await prompter.confirm({
      message: t('Export without what could not be read?'),
      detail: [t('The export will not include:'), ...lines.slice(0, MAX_LINES), ...more].join('\n'),
      verb: t('Export'),
    });
    if (!yes) return false;
    await showMissing();
  }
  if (lacking.length + only.length > 0) prompter.tell('information', [...lacking, ...only].join(' '));
  return true;
}
