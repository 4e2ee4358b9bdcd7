import { exportFleet, type FleetExport } from '../../core/fleet/exportFleet.ts';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import { kinds } from '../../core/kinds/table.ts';
import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import type { Region } from '../../core/model/regions.ts';
import type { Translate } from '../../core/model/translate.ts';
import { missingLines } from '../../messages/fleetPlanText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import type { HostServices } from '../services.ts';

type ExportHost = Pick<
  HostServices,
  't' | 'prompter' | 'explorer' | 'aws' | 'state' | 'shown' | 'settings' | 'workbench'
>;

/** Lines of what is missing that a question can hold; the rest is counted. */
const MAX_LINES = 8;

/**
 * Writes what accounts have as a fleet file: those of the rows given, else of the accounts shown that a person picks.
 * A fleet file says nothing of what it does not name, so one that leaves out what could not be read is true; but it is
 * opened only once a person has seen what is missing. A comment in it would stay behind when it is no longer true, and
 * would keep other tools from reading it.
 */
export async function exportFleetFile(host: ExportHost, paths: readonly NodePath[]): Promise<void> {
  const { t, prompter, aws, state, settings, workbench } = host;
  // What a person was told to be read is read, whatever is set meanwhile.
  const regions = settings.get('regions');
  const sources = await sourcesOf(host, paths, regions);
  if (sources.length === 0) return;
  const found = await prompter.busy(t('Export Fleet File'), async (say, signal) => {
    const tell = (count: number): void => say(t('{0} found', String(count)));
    const asked = regions.length === 0 ? null : regions;
    const result = await exportFleet(
      sources,
      asked,
      { gateway: aws.gateway, ledger: state.ledger, kinds, tell },
      signal,
    );
    return signal.aborted ? undefined : result;
  });
  if (found === undefined || !(await isWanted(host, found, regions))) return;
  await workbench.openJson(`${JSON.stringify(found.document, null, 2)}\n`);
  if (regions.length > 0) prompter.tell('information', onlyText(regions, t));
}

/** Which Regions alone were read, where the setting leaves some out: what is elsewhere is in no file. */
const onlyText = (regions: readonly Region[], t: Translate): string =>
  t('Only these Regions were read: {0}.', regions.join(', '));

/** The accounts to export: a person says which, since some of those shown may never have been asked anything. */
async function sourcesOf(
  { t, prompter, explorer, shown }: ExportHost,
  paths: readonly NodePath[],
  regions: readonly Region[],
): Promise<readonly AccountSource[]> {
  const chosen = paths.flatMap(path => explorer.whereabouts(path)?.source ?? []);
  if (chosen.length > 0) return [...new Map(chosen.map(source => [sourceKey(source), source])).values()];
  const sources = await shown.sources();
  if (sources.length === 0) prompter.tell('information', t('No account is shown. Choose accounts first.'));
  if (sources.length < 2) return sources;
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
      title: t('Export Fleet File'),
      step: 1,
      steps: 1,
      prompt:
        regions.length === 0
          ? t('Which accounts? All that is set in them is read.')
          : t('Which accounts? Only these Regions of them are read: {0}.', regions.join(', ')),
    },
    options,
    fault: async picked => (picked.length === 0 ? t('Pick at least one.') : undefined),
  });
  return reply.kind === 'answer' ? reply.value : [];
}

/** False where there is nothing to show, which is told, or where a person wants no file that leaves something out. */
async function isWanted(
  { t, prompter, workbench }: ExportHost,
  { document, missing }: FleetExport,
  regions: readonly Region[],
): Promise<boolean> {
  const lines = missingLines(missing, t);
  const isEmpty = Object.keys(Object(document.accounts)).length === 0;
  const showMissing = () => workbench.showText(t('Export Fleet File: not read'), `${lines.join('\n')}\n`);
  if (isEmpty && lines.length === 0) {
    const only = regions.length === 0 ? [] : [onlyText(regions, t)];
    prompter.tell('information', [t('Nothing was exported: nothing is there.'), ...only].join(' '));
    return false;
  }
  if (isEmpty) {
    prompter.tell('error', t('Nothing was exported: nothing could be read.'), [
      { label: t('Show What Is Missing'), run: showMissing },
    ]);
    return false;
  }
  if (lines.length === 0) return true;
  const more = lines.length > MAX_LINES ? [t('and {0} more', String(lines.length - MAX_LINES))] : [];
  const yes = await prompter.confirm({
    message: t('Export without what could not be read?'),
    detail: [t('The file will say nothing of this:'), ...lines.slice(0, MAX_LINES), ...more].join('\n'),
    verb: t('Export'),
  });
  if (yes) await showMissing();
  return yes;
}
