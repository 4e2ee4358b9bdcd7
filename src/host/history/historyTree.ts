import {
  type Event,
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
} from 'vscode';
import { Owner } from '../disposables.ts';
import { HISTORY_VIEW } from '../manifest/ids.ts';
import type { HistoryPath, HistoryRow } from './historyRows.ts';

/** What the view shows, and how. */
export interface HistorySource {
  readonly children: (path?: HistoryPath) => readonly HistoryPath[];
  readonly parent: (path: HistoryPath) => HistoryPath | undefined;
  readonly row: (path: HistoryPath) => HistoryRow | undefined;
  readonly item: (path: HistoryPath) => TreeItem;
  readonly tooltip: (path: HistoryPath) => TreeItem['tooltip'];
  /** What is shown, where not all is; empty for all. */
  readonly filtered: () => string;
  readonly load: () => Promise<void>;
  /** Returns how to stop. */
  readonly onDidChange: (listener: () => void) => { dispose(): void };
}

/** The History view. Its elements are paths; all behind it is loaded when it is first looked at. */
export class HistoryTree extends Owner implements TreeDataProvider<HistoryPath> {
  readonly #changed = this.own(new EventEmitter<undefined>());
  readonly #load: () => Promise<HistorySource>;
  readonly #view: TreeView<HistoryPath>;
  #source: HistorySource | undefined;
  #opening: Promise<HistorySource> | undefined;

  readonly onDidChangeTreeData: Event<undefined> = this.#changed.event;

  constructor(load: () => Promise<HistorySource>) {
    super();
    this.#load = load;
    this.#view = this.own(
      window.createTreeView(HISTORY_VIEW, { treeDataProvider: this, canSelectMany: true, showCollapseAll: false }),
    );
  }

  async getChildren(path?: HistoryPath): Promise<HistoryPath[]> {
    this.#opening ??= this.#open();
    return [...(await this.#opening).children(path)];
  }

  getTreeItem(path: HistoryPath): TreeItem {
    return this.#source?.row(path) === undefined ? { id: path, label: '' } : this.#source.item(path);
  }

  getParent(path: HistoryPath): HistoryPath | undefined {
    return this.#source?.parent(path);
  }

  resolveTreeItem(item: TreeItem, path: HistoryPath): TreeItem {
    item.tooltip = this.#source?.tooltip(path);
    return item;
  }

  async #open(): Promise<HistorySource> {
    const source = await this.#load();
    await source.load();
    this.#source = source;
    this.own(source.onDidChange(() => this.#show()));
    this.#view.description = source.filtered();
    return source;
  }

  #show(): void {
    this.#view.description = this.#source?.filtered() ?? '';
    this.#changed.fire(undefined);
  }
}

/** How a row's face becomes an item. */
export function historyItem(
  path: HistoryPath,
  face: {
    readonly label: string;
    readonly description: string;
    readonly icon: string;
    readonly color?: string | undefined;
    readonly opens: boolean;
    readonly contextValue: string;
  },
  command: string | undefined,
): TreeItem {
  const { label, description, icon, color, opens, contextValue } = face;
  const item = new TreeItem(label, opens ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None);
  item.id = path;
  item.description = description;
  item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
  item.contextValue = contextValue;
  item.accessibilityInformation = { label: [label, description].filter(part => part !== '').join(', ') };
  if (command !== undefined) item.command = { command, title: l10n.t('Show'), arguments: [path] };
  return item;
}
