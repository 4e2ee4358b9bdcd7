import { commands, Disposable, type TreeItem } from 'vscode';
import { isFiltered } from '../../core/inventory/arrangement.ts';
import type { Node, NodePath } from '../../core/inventory/nodes.ts';
import type { RemarkNode, ShownNode, TargetNode } from '../../core/inventory/shownTree.ts';
import { commandId } from '../manifest/commands.ts';
import { contextValue } from '../manifest/contextValue.ts';
import { contextKey } from '../manifest/ids.ts';
import type { HostServices } from '../services.ts';
import { onSettingChange } from '../settings.ts';
import { decorationUri } from './accountDecorations.ts';
import { withGroups } from './accountGroups.ts';
import { accountsArrangement } from './accountsArrangement.ts';
import { arrangementText, filterMessage } from './arrangementText.ts';
import { asMarkdown } from './markdown.ts';
import { nodeFace, nodeTooltip } from './nodeFace.ts';
import { rowFacts } from './rowFacts.ts';
import { rowPreview } from './rowPreview.ts';
import { remarkCommand, remarkFace, targetFace, targetTooltip } from './shownFace.ts';
import { isEnding, judgedRows, standingOf, worstBelow } from './standing.ts';
import { type Face, treeItem } from './treeItem.ts';
import type { TreeSource } from './treeShell.ts';

type SourceHost = Pick<
  HostServices,
  | 't'
  | 'explorer'
  | 'verdicts'
  | 'lists'
  | 'aws'
  | 'history'
  | 'only'
  | 'settings'
  | 'memory'
  | 'marks'
  | 'signIns'
  | 'units'
>;

/** The accounts as their view shows them. */
export function accountsSource(host: SourceHost): TreeSource<NodePath> {
  const { t, explorer, verdicts, marks } = host;
  const arrangement = host.only(accountsArrangement);
  const { tree } = arrangement;
  tellFiltered(isFiltered(tree.arrangement));
  const source: TreeSource<NodePath> = {
    children: path => tree.children(path),
    parent: path => tree.parent(path),
    face: path => {
      const node = tree.node(path);
      return node === undefined ? undefined : rowItem(host, node);
    },
    tooltip: async path => {
      const node = tree.node(path);
      if (node === undefined || node.type === 'remark') return undefined;
      if (node.type === 'target') return asMarkdown(targetTooltip(node, t));
      const facts = await rowFacts(host, node);
      return asMarkdown([...nodeTooltip(node, t, standingOf(host, node)), ...facts]);
    },
    beside: () => arrangementText(tree.arrangement, t),
    above: () => (isFiltered(tree.arrangement) ? filterMessage(tree.arrangement, tree.counts(), t) : ''),
    select: paths => host.only(rowPreview).select(paths),
    open: (path, isOpen) => arrangement.keepOpen(path, isOpen),
    change: listener => {
      const hiding = onSettingChange('tree.hideEmptyRegions', () => listener(undefined));
      const stops = [
        explorer.onDidChange(paths => listener(tree.isArranged ? paths?.map(rootOf) : paths)),
        verdicts.onDidChange(places => listener(judgedRows(tree.arrangement, places))),
        host.signIns.onDidChange(() => listener(undefined)),
        marks.onDidChange(() => listener(undefined)),
        host.units.onDidChange(() => listener(undefined)),
        arrangement.onDidChange(() => {
          tellFiltered(isFiltered(tree.arrangement));
          listener(undefined);
        }),
      ];
      return () => Disposable.from(hiding, ...stops.map(stop => new Disposable(stop))).dispose();
    },
    setVisible: visible => explorer.setVisible(visible),
  };
  return withGroups(source, host, treeItem, asMarkdown);
}

/** The account of a row: what a filter or a grouping leaves of it may be other by now. */
const rootOf = (path: NodePath): NodePath => path.split('/', 1)[0] ?? path;

function tellFiltered(filtered: boolean): void {
  void commands.executeCommand('setContext', contextKey('accountsFiltered'), filtered);
}

function rowItem(host: SourceHost, node: ShownNode): TreeItem {
  if (node.type === 'target') return targetItem(host, node);
  return node.type === 'remark' ? remarkItem(host, node) : nodeItem(host, node);
}

function targetItem(host: SourceHost, node: TargetNode): TreeItem {
  const { tree } = host.only(accountsArrangement);
  const worst = worstBelow(host, tree.children(node.path));
  return treeItem(node.path, targetFace(node, worst, host.t), 'target;');
}

function remarkItem({ t }: SourceHost, node: RemarkNode): TreeItem {
  const face = remarkFace(node, t);
  const onClick = { command: commandId(remarkCommand(node)), title: face.label };
  return treeItem(node.path, face, `remark:${node.remark};`, onClick);
}

function nodeItem(host: SourceHost, node: Node): TreeItem {
  const { arrangement } = host.only(accountsArrangement).tree;
  const standing = standingOf(host, node);
  const face = arrangedFace(host, node, nodeFace(node, host.t, standing));
  const offers = contextValue(node, node.type === 'account' && isEnding(node, standing));
  const item = treeItem(node.path, face, offers, onClick(node, face.label));
  // VS Code remembers by the id what is open: what a filter leaves is opened by itself, and closed again without it.
  item.id = `${node.path} ${JSON.stringify([arrangement.standing, arrangement.text, arrangement.grouping])}`;
  if (node.type === 'account') item.resourceUri = decorationUri(node);
  return item;
}

/** Where rows are filtered or grouped, what is read is open; and a row away from its own parent says whose it is. */
function arrangedFace(host: SourceHost, node: Node, face: Face): Face {
  const { tree } = host.only(accountsArrangement);
  const { arrangement } = tree;
  if (node.type === 'resource' && arrangement.grouping === 'target') {
    const parent = host.explorer.node(host.explorer.parent(node.path) ?? '');
    if (parent?.type === 'resource') return { ...face, label: `${parent.row.label} · ${face.label}` };
  }
  if (isFiltered(arrangement) && node.type === 'account' && node.state === 'unasked') {
    return { ...face, description: [face.description, host.t('not searched')].filter(Boolean).join(' · ') };
  }
  // An account that was not asked yet, or is shown anew, is opened by a person alone.
  const isNew = node.type === 'account' && node.state === 'unasked';
  const kept = isNew ? undefined : host.only(accountsArrangement).isOpen(node.path);
  if (kept !== undefined && face.opens !== 'never') return { ...face, opens: kept ? 'at once' : 'on demand' };
  const isArranged = isFiltered(arrangement) || arrangement.grouping !== 'region';
  const isOpen = node.type === 'region' || (node.type === 'account' && !isNew);
  return isArranged && isOpen ? { ...face, opens: 'at once' } : face;
}

/** What a click does beside selecting. The first of two on a resource does nothing. */
function onClick(node: Node, title: string): { readonly command: string; readonly title: string } | undefined {
  if (node.type === 'resource') return { command: commandId('openRow'), title };
  return node.type === 'note' && node.note === 'more' ? { command: commandId('loadMore'), title } : undefined;
}
