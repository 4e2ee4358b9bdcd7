import type { TreeItem } from 'vscode';
import type { Node, NodePath } from '../../core/inventory/nodes.ts';
import type { Translate } from '../../core/model/translate.ts';
import { contextValue } from '../manifest/contextValue.ts';
import { commandId } from '../manifest/manifest.ts';
import type { HostServices } from '../services.ts';
import { asMarkdown } from './markdown.ts';
import { nodeFace, nodeTooltip } from './nodeFace.ts';
import { type Standing, standingOf } from './standing.ts';
import { treeItem } from './treeItem.ts';
import type { TreeSource } from './treeShell.ts';

/** The accounts as their view shows them. */
export function accountsSource(
  host: Pick<HostServices, 't' | 'explorer' | 'verdicts' | 'lists'>,
): TreeSource<NodePath> {
  const { t, explorer, verdicts } = host;
  return {
    children: path => (path === undefined ? explorer.roots() : explorer.children(path)),
    parent: path => explorer.parent(path),
    face: path => {
      const node = explorer.node(path);
      return node === undefined ? undefined : nodeItem(node, standingOf(host, node), t);
    },
    tooltip: path => {
      const node = explorer.node(path);
      return node === undefined ? undefined : asMarkdown(nodeTooltip(node, t, standingOf(host, node)));
    },
    change: listener => {
      const stops = [explorer.onDidChange(listener), verdicts.onDidChange(() => listener(undefined))];
      return () => {
        for (const stop of stops) stop();
      };
    },
    setVisible: visible => explorer.setVisible(visible),
  };
}

function nodeItem(node: Node, standing: Standing, t: Translate): TreeItem {
  const face = nodeFace(node, t, standing);
  const isMore = node.type === 'note' && node.note === 'more';
  const more = isMore ? { command: commandId('loadMore'), title: face.label } : undefined;
  return treeItem(node.path, face, contextValue(node), more);
}
