import { l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Node } from '../../core/inventory/nodes.ts';
import { plainText } from '../../core/model/plainText.ts';
import type { Translate } from '../../messages/translate.ts';
import { contextValue } from '../manifest/contextValue.ts';
import { commandId } from '../manifest/manifest.ts';
import { type NodeFace, nodeFace, nodeTooltip, type TooltipLine } from './nodeFace.ts';

const t: Translate = l10n.t;

const STATES = {
  never: TreeItemCollapsibleState.None,
  'on demand': TreeItemCollapsibleState.Collapsed,
  'at once': TreeItemCollapsibleState.Expanded,
} as const satisfies Record<NodeFace['opens'], TreeItemCollapsibleState>;

/** A node as VS Code shows it. The tooltip is left out: it is made when someone hovers. */
export function treeItem(node: Node): TreeItem {
  const { label, description, icon, color, opens } = nodeFace(node, t);
  const item = new TreeItem(label, STATES[opens]);
  item.id = node.path;
  item.description = description;
  item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
  item.contextValue = contextValue(node);
  item.accessibilityInformation = { label: [label, description].filter(part => part !== '').join(', ') };
  if (node.type === 'note' && node.note === 'more') {
    item.command = { command: commandId('loadMore'), title: label, arguments: [node.path] };
  }
  return item;
}

/** The tooltip of a node. */
export const treeTooltip = (node: Node): MarkdownString => asMarkdown(nodeTooltip(node, t));

/** Lines as Markdown in which nothing is markup: neither links nor HTML nor commands can come of what AWS answered. */
export function asMarkdown(lines: readonly TooltipLine[]): MarkdownString {
  const text = new MarkdownString();
  text.isTrusted = false;
  text.supportHtml = false;
  for (const [name, value] of lines) {
    if (text.value !== '') text.appendMarkdown('  \n');
    if (name !== '') text.appendMarkdown('**').appendText(name).appendMarkdown('**: ');
    appendWords(text, plainText(value));
  }
  return text;
}

/** Text as it stands, word by word: `appendText` makes spaces unbreakable, and long lines would break within words. */
function appendWords(text: MarkdownString, value: string): void {
  for (const [index, word] of value.split(' ').entries()) {
    if (index > 0) text.appendMarkdown(' ');
    text.appendText(word);
  }
}
