import type { NodePath } from '../../core/inventory/nodes.ts';
import { readAnew } from '../../core/inventory/readAll.ts';
import type { Commands, HostServices } from '../services.ts';
import { arrangeAccounts, clearFilter, filterAccounts, readUnread } from './arranging.ts';
import { type Copies, copiesOf } from './copying.ts';
import { findResource } from './findResource.ts';
import { loadEverything } from './loadEverything.ts';
import { openConsole } from './openConsole.ts';

export const commands = {
  refresh: host => refreshAll(host),
  refreshNode: async (host, { selected }) => {
    // A key finds nothing selected where no row was clicked yet.
    if (selected.length === 0) await refreshAll(host);
    for (const path of selected) host.explorer.refresh(path, true);
  },
  loadEverything: async host => {
    await host.emulator.look();
    await loadEverything(host, { anew: true, everywhere: false });
  },
  loadMore: ({ explorer }, { path }) => {
    const group = path === undefined ? undefined : explorer.parent(path);
    if (group !== undefined) explorer.more(group);
  },
  showLog: ({ log }) => log.show(),
  findResource: host => findResource(host),
  filterAccounts: host => filterAccounts(host),
  clearAccountsFilter: host => clearFilter(host),
  arrangeAccounts: host => arrangeAccounts(host),
  readUnread: (host, { path }) => readUnread(host, path),
  showEmptyRegions: ({ settings }) => settings.writeHideEmptyRegions(false),
  openConsole: (host, { path }) => openConsole(host, path),
  copyArn: (host, { path }) => copy(host, path, 'arn'),
  copyId: (host, { path }) => copy(host, path, 'id'),
  copyJson: (host, { path }) => copy(host, path, 'json'),
} satisfies Commands<'tree'>;

async function refreshAll({ emulator, explorer }: HostServices): Promise<void> {
  await emulator.look();
  await readAnew(explorer, explorer.roots(), new AbortController().signal);
}

async function copy(
  { t, prompter, explorer, workbench }: HostServices,
  path: NodePath | undefined,
  what: keyof Copies,
): Promise<void> {
  const text = path === undefined ? undefined : copiesOf(explorer, path)[what];
  if (text === undefined) prompter.tell('warning', t('There is nothing to copy here.'));
  else await workbench.copy(text);
}
