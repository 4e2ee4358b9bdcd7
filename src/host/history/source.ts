import type { TreeItem } from 'vscode';
import type { HistoryFilter, HistoryPath, HistoryRow } from '../../core/changes/historyRows.ts';
import type { Translate } from '../../core/model/translate.ts';
import { changedTitle } from '../../messages/changeText.ts';
import { outcomeName } from '../../messages/historyText.ts';
import type { CommandOf } from '../manifest/commands.ts';
import { commandId } from '../manifest/commands.ts';
import type { HostServices } from '../services.ts';
import { asMarkdown } from '../tree/markdown.ts';
import { treeItem } from '../tree/treeItem.ts';
import type { TreeSource } from '../tree/treeShell.ts';
import { historyFace, historyTooltip } from './historyFace.ts';

/** What a click on a row does. */
const CLICKS: { readonly [Kind in HistoryRow['kind']]?: CommandOf<'history'> } = {
  change: 'showChange',
  difference: 'showChange',
  more: 'moreHistory',
};

/** The history as its view shows it, read for the first time. */
export async function openHistory(
  host: Pick<HostServices, 't' | 'history' | 'clock' | 'road'>,
): Promise<TreeSource<HistoryPath>> {
  await host.history.load();
  return historySource(host);
}

function historySource({
  t,
  history,
  clock,
  road: { table },
}: Pick<HostServices, 't' | 'history' | 'clock' | 'road'>): TreeSource<HistoryPath> {
  return {
    children: path => history.rows.children(path),
    parent: path => history.rows.parent(path),
    face: path => {
      const row = history.rows.row(path);
      return row === undefined ? undefined : rowItem(path, row);
    },
    tooltip: path => {
      const row = history.rows.row(path);
      return row === undefined ? undefined : asMarkdown(historyTooltip(row, history.entries, clock.now(), t, table));
    },
    change: listener => {
      const listening = history.onDidChange(() => listener(undefined));
      return () => listening.dispose();
    },
    beside: () => filterText(history.filter, t),
  };

  function rowItem(path: HistoryPath, row: HistoryRow): TreeItem {
    const { contextValue, ...face } = historyFace(row, clock.now(), t, table);
    const click = CLICKS[row.kind];
    const command = click === undefined ? undefined : { command: commandId(click), title: t('Show') };
    return treeItem(path, face, contextValue, command);
  }
}

/** What the view says of a filter; empty where all is shown. */
export function filterText(filter: HistoryFilter | null, t: Translate): string {
  if (filter === null) return '';
  const { accountId, resource, outcome } = filter;
  return [
    resource === null ? '' : changedTitle({ kind: resource.kind, name: resource.called }, t),
    accountId ?? '',
    outcome === null ? '' : outcomeName(outcome, t),
  ]
    .filter(part => part !== '')
    .join(' · ');
}
