import { exitReport } from '../../core/exit/exitReport.ts';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { kinds } from '../../core/kinds/table.ts';
import { sourceKey } from '../../core/model/account.ts';
import { exitMarkdown } from '../../messages/exitText.ts';
import type { Commands, HostServices } from '../services.ts';

type ExitHost = Pick<
  HostServices,
  't' | 'prompter' | 'explorer' | 'aws' | 'state' | 'shown' | 'settings' | 'emulator' | 'workbench'
>;

export const commands = {
  exitReport: (host, { selected }) => showExitReport(host, selected),
} satisfies Commands<'exit'>;

/** Reads what is left of Pinpoint below some rows, else in all accounts shown, and shows it as a page. */
async function showExitReport(host: ExitHost, selected: readonly NodePath[]): Promise<void> {
  const { t, prompter, aws, state, emulator, workbench } = host;
  const request = await requestOf(host, selected);
  if (request.sources.length === 0) {
    prompter.tell('information', t('No accounts selected. Choose accounts first.'));
    return;
  }
  const estate = { gateway: aws.gateway, ledger: state.ledger, kinds };
  const report = await prompter.busy(t('Pinpoint exit report'), async (say, signal) => {
    const tell = (count: number): void => say(t('{0} found', String(count)));
    const read = await exitReport(estate, { ...request, signal }, tell);
    return signal.aborted ? undefined : read;
  });
  if (report === undefined) return;
  await workbench.showMarkdown(t('Pinpoint exit report'), exitMarkdown(report, t, await emulator.endpoint()));
}

async function requestOf({ explorer, shown, settings }: ExitHost, selected: readonly NodePath[]) {
  const places = selected.flatMap(path => explorer.whereabouts(path) ?? []);
  const sources = places.length === 0 ? await shown.sources() : places.map(({ source }) => source);
  const named = places.flatMap(({ region }) => region ?? []);
  // One row that is free of Region stands for all of its account's.
  const regions = named.length > 0 && named.length === places.length ? [...new Set(named)] : settings.get('regions');
  return {
    sources: [...new Map(sources.map(source => [sourceKey(source), source])).values()],
    regions: regions.length === 0 ? null : regions,
  };
}
