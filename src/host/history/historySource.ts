import { l10n } from 'vscode';
import { systemClock } from '../../state/systemClock.ts';
import { commandId } from '../manifest/manifest.ts';
import { asMarkdown } from '../tree/treeItem.ts';
import type { History } from './history.ts';
import { filterText } from './historyCommands.ts';
import { historyFace, historyTooltip } from './historyFace.ts';
import { type HistorySource, historyItem } from './historyTree.ts';

/** The history as its view shows it. */
export function historySource(history: History): HistorySource {
  return {
    children: path => history.rows.children(path),
    parent: path => history.rows.parent(path),
    row: path => history.rows.row(path),
    item: path => {
      const row = history.rows.row(path);
      if (row === undefined) return { id: path, label: '' };
      const face = historyFace(row, systemClock.now(), l10n.t);
      const command = {
        change: 'showChange',
        difference: 'showChange',
        more: 'moreHistory',
        group: undefined,
      } as const;
      const name = command[row.kind];
      return historyItem(path, face, name === undefined ? undefined : commandId(name));
    },
    tooltip: path => {
      const row = history.rows.row(path);
      return row === undefined ? undefined : asMarkdown(historyTooltip(row, history.entries, l10n.t));
    },
    filtered: () => filterText(history.filter),
    load: () => history.load(),
    onDidChange: listener => history.onDidChange(listener),
  };
}
