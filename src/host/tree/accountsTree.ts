import {
  type Event,
  EventEmitter,
  type MarkdownString,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  window,
} from 'vscode';
import type { Node, NodeModel, NodePath } from '../../core/inventory/nodes.ts';
import { Owner } from '../disposables.ts';
import { ACCOUNTS_VIEW } from '../manifest/ids.ts';

/** How long changes of the tree are gathered: at most 20 paints a second, however many answers arrive. */
const GATHER_MILLISECONDS = 50;

/** What the view shows, and how. */
export interface TreeSource {
  readonly model: NodeModel;
  /** A node as VS Code shows it, without its tooltip. */
  readonly item: (node: Node) => TreeItem;
  readonly tooltip: (node: Node) => MarkdownString;
}

/**
 * The Accounts view. Its elements are paths, which stay the same over every refresh, so that VS Code keeps selection and
 * expansion; what a path stands for is the model's business. All behind it is loaded when the view is first looked at.
 */
export class AccountsTree extends Owner implements TreeDataProvider<NodePath> {
  readonly #changed = this.own(new EventEmitter<NodePath[] | undefined>());
  readonly #gathered = new Set<NodePath>();
  readonly #load: () => Promise<TreeSource>;
  readonly #view: TreeView<NodePath>;
  #source: TreeSource | undefined;
  #all = false;
  #timer: NodeJS.Timeout | undefined;

  /** Every node that changed, or everything. */
  readonly onDidChangeTreeData: Event<NodePath[] | undefined> = this.#changed.event;

  constructor(load: () => Promise<TreeSource>) {
    super();
    this.#load = load;
    this.#view = this.own(
      window.createTreeView(ACCOUNTS_VIEW, { treeDataProvider: this, showCollapseAll: true, canSelectMany: true }),
    );
    this.own(this.#view.onDidChangeVisibility(({ visible }) => this.#source?.model.setVisible(visible)));
    this.onDispose(() => clearTimeout(this.#timer));
  }

  async getChildren(path?: NodePath): Promise<NodePath[]> {
    const { model } = await this.#ready();
    return [...(path === undefined ? model.roots() : model.children(path))];
  }

  getTreeItem(path: NodePath): TreeItem {
    const node = this.#source?.model.node(path);
    // A row can go between VS Code's asking for children and for each of them; the next event takes it away.
    return this.#source === undefined || node === undefined ? { id: path, label: '' } : this.#source.item(node);
  }

  getParent(path: NodePath): NodePath | undefined {
    return this.#source?.model.parent(path);
  }

  resolveTreeItem(item: TreeItem, path: NodePath): TreeItem {
    const node = this.#source?.model.node(path);
    if (this.#source !== undefined && node !== undefined) item.tooltip = this.#source.tooltip(node);
    return item;
  }

  /** What stands above the rows, such as a config file that cannot be read; empty for nothing. */
  set message(text: string) {
    this.#view.message = text;
  }

  async #ready(): Promise<TreeSource> {
    if (this.#source !== undefined) return this.#source;
    const source = await this.#load();
    if (this.#source === undefined && !this.closed) {
      this.#source = source;
      this.onDispose(source.model.onDidChange(paths => this.#gather(paths)));
      source.model.setVisible(this.#view.visible);
    }
    return source;
  }

  #gather(paths: readonly NodePath[] | undefined): void {
    if (paths === undefined) this.#all = true;
    else for (const path of paths) this.#gathered.add(path);
    this.#timer ??= setTimeout(() => this.#tell(), GATHER_MILLISECONDS);
  }

  #tell(): void {
    this.#timer = undefined;
    const paths = this.#all ? undefined : [...this.#gathered];
    this.#all = false;
    this.#gathered.clear();
    this.#changed.fire(paths);
  }
}
