import { type Command, l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { spokenText } from '../../messages/nodeText.ts';

/** How a row of a view looks. All texts are plain. */
export interface Face {
  readonly label: string;
  readonly description: string;
  /** A codicon. */
  readonly icon: string;
  /** A theme colour for the icon, where it carries meaning. */
  readonly color?: string | undefined;
  readonly opens: 'never' | 'on demand' | 'at once';
}

const STATES = {
  never: TreeItemCollapsibleState.None,
  'on demand': TreeItemCollapsibleState.Collapsed,
  'at once': TreeItemCollapsibleState.Expanded,
} as const satisfies Record<Face['opens'], TreeItemCollapsibleState>;

/**
 * A row as VS Code shows it. The tooltip is left out: it is made when someone hovers.
 *
 * @param contextValue What the row offers, each between semicolons.
 * @param command What a click on the row does, if anything, with its path as the argument.
 */
export function treeItem(
  path: string,
  { label, description, icon, color, opens }: Face,
  contextValue: string,
  command?: Pick<Command, 'command' | 'title'>,
): TreeItem {
  const item = new TreeItem(label, STATES[opens]);
  item.id = path;
  item.description = description;
  item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
  item.contextValue = contextValue;
  item.accessibilityInformation = {
    label: spokenText([label, description].filter(part => part !== '').join(', '), l10n.t),
  };
  if (command !== undefined) item.command = { ...command, arguments: [path] };
  return item;
}
