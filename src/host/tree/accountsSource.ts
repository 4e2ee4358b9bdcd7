import type { TreeItem } from 'vscode';
import type { Node, NodePath } from '../../core/inventory/nodes.ts';
import type { Translate } from '../../core/model/translate.ts';
import { commandId } from '../manifest/commands.ts';
import { contextValue } from '../manifest/contextValue.ts';
import type { HostServices } from '../services.ts';
import { decorationUri } from './accountDecorations.ts';
import { withGroups } from './accountGroups.ts';
import { asMarkdown } from './markdown.ts';
import { nodeFace, nodeTooltip } from './nodeFace.ts';
import { rowFacts } from './rowFacts.ts';
import { rowPreview } from './rowPreview.ts';
import { type Standing, standingOf } from './standing.ts';
import { treeItem } from './treeItem.ts';
import type { TreeSource } from './treeShell.ts';

/** The accounts as their view shows them. */
export function accountsSource(
  host: Pick<HostServices, 't' | 'explorer' | 'verdicts' | 'lists' | 'aws' | 'history' | 'only' | 'marks' | 'signIns'>,
): TreeSource<NodePath> {
  const { t, explorer, verdicts, marks } = host;
  const source: TreeSource<NodePath> = {
    children: path => (path === undefined ? explorer.roots() : explorer.children(path)),
    parent: path => explorer.parent(path),
    face: path => {
      const node = explorer.node(path);
      return node === undefined ? undefined : nodeItem(node, standingOf(host, node), t);
    },
    tooltip: async path => {
      const node = explorer.node(path);
      if (node === undefined) return undefined;
      const facts = await rowFacts(host, node);
      return asMarkdown([...nodeTooltip(node, t, standingOf(host, node)), ...facts]);
    },
    select: paths => host.only(rowPreview).select(paths),
    change: listener => {
      const stops = [
        explorer.onDidChange(listener),
        verdicts.onDidChange(() => listener(undefined)),
        host.signIns.onDidChange(() => listener(undefined)),
        marks.onDidChange(() => listener(undefined)),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    setVisible: visible => explorer.setVisible(visible),
  };
  return withGroups(source, host, treeItem);
}

function nodeItem(node: Node, standing: Standing, t: Translate): TreeItem {
  const face = nodeFace(node, t, standing);
  const item = treeItem(node.path, face, contextValue(node), onClick(node, face.label));
  if (node.type === 'account') item.resourceUri = decorationUri(node);
  return item;
}

/** What a click does beside selecting. The first of two on a resource does nothing. */
function onClick(node: Node, title: string): { readonly command: string; readonly title: string } | undefined {
  if (node.type === 'resource') return { command: commandId('openRow'), title };
  return node.type === 'note' && node.note === 'more' ? { command: commandId('loadMore'), title } : undefined;
}
