import type { TreeItem } from 'vscode';
import type { Node, NodePath } from '../../core/inventory/nodes.ts';
import type { Translate } from '../../core/model/translate.ts';
import type { CheckedVerdict } from '../../core/preflight/verdicts.ts';
import { contextValue } from '../manifest/contextValue.ts';
import { commandId } from '../manifest/manifest.ts';
import type { HostServices } from '../services.ts';
import { asMarkdown } from './markdown.ts';
import { nodeFace, nodeTooltip } from './nodeFace.ts';
import { treeItem } from './treeItem.ts';
import type { TreeSource } from './treeShell.ts';

/** The accounts as their view shows them. */
export function accountsSource(host: Pick<HostServices, 't' | 'explorer' | 'verdicts'>): TreeSource<NodePath> {
  const { t, explorer, verdicts } = host;
  return {
    children: path => (path === undefined ? explorer.roots() : explorer.children(path)),
    parent: path => explorer.parent(path),
    face: path => {
      const node = explorer.node(path);
      return node === undefined ? undefined : nodeItem(node, checkedOf(host, node), t);
    },
    tooltip: path => {
      const node = explorer.node(path);
      return node === undefined ? undefined : asMarkdown(nodeTooltip(node, t, checkedOf(host, node)));
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

/** What the last check said of a row, if one did. */
function checkedOf({ explorer, verdicts }: Pick<HostServices, 'explorer' | 'verdicts'>, node: Node) {
  const source = node.type === 'resource' ? explorer.whereabouts(node.path)?.source : undefined;
  if (node.type !== 'resource' || source === undefined) return undefined;
  const { kind, name, status, config } = node.row;
  return verdicts.of({ source, region: node.region, kind, name, status, config });
}

function nodeItem(node: Node, checked: CheckedVerdict | undefined, t: Translate): TreeItem {
  const face = nodeFace(node, t, checked);
  const isMore = node.type === 'note' && node.note === 'more';
  const more = isMore ? { command: commandId('loadMore'), title: face.label } : undefined;
  return treeItem(node.path, face, contextValue(node), more);
}
