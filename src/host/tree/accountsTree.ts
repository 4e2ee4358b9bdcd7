import { type Event, EventEmitter, type TreeDataProvider, type TreeItem, type TreeView, window } from 'vscode';
import type { NodeModel, NodePath } from '../../core/inventory/nodes.ts';
import { Owner } from '../disposables.ts';
import { ACCOUNTS_VIEW } from '../manifest/ids.ts';
import { treeItem, treeTooltip } from './treeItem.ts';

/** How long changes of the tree are gathered: at most 20 paints a second, however many answers arrive. */
const GATHER_MILLISECONDS = 50;

/**
 * The Accounts view. Its elements are paths, which stay the same over every refresh, so that VS Code keeps selection and
 * expansion; what a path stands for is the model's business. The model is made when the view is first looked at.
 */
export class AccountsTree extends Owner implements TreeDataProvider<NodePath> {
  readonly #changed = this.own(new EventEmitter<NodePath[] | undefined>());
  readonly #gathered = new Set<NodePath>();
  readonly #load: () => Promise<NodeModel>;
  readonly #view: TreeView<NodePath>;
  #model: NodeModel | undefined;
  #all = false;
  #timer: NodeJS.Timeout | undefined;

  /** Every node that changed, or everything. */
  readonly onDidChangeTreeData: Event<NodePath[] | undefined> = this.#changed.event;

  constructor(load: () => Promise<NodeModel>) {
    super();
    this.#load = load;
    this.#view = this.own(window.createTreeView(ACCOUNTS_VIEW, { treeDataProvider: this, showCollapseAll: true }));
    this.own(this.#view.onDidChangeVisibility(({ visible }) => this.#model?.setVisible(visible)));
    this.onDispose(() => clearTimeout(this.#timer));
  }

  async getChildren(path?: NodePath): Promise<NodePath[]> {
    const model = await this.#ready();
    return [...(path === undefined ? model.roots() : model.children(path))];
  }

  getTreeItem(path: NodePath): TreeItem {
    const node = this.#model?.node(path);
    // A row can go between VS Code's asking for children and for each of them; the next event takes it away.
    return node === undefined ? { id: path, label: '' } : treeItem(node);
  }

  getParent(path: NodePath): NodePath | undefined {
    return this.#model?.parent(path);
  }

  resolveTreeItem(item: TreeItem, path: NodePath): TreeItem {
    const node = this.#model?.node(path);
    if (node !== undefined) item.tooltip = treeTooltip(node);
    return item;
  }

  /** What stands above the rows, such as a config file that cannot be read; empty for nothing. */
  set message(text: string) {
    this.#view.message = text;
  }

  async #ready(): Promise<NodeModel> {
    if (this.#model !== undefined) return this.#model;
    const model = await this.#load();
    if (this.#model === undefined && !this.closed) {
      this.#model = model;
      this.onDispose(model.onDidChange(paths => this.#gather(paths)));
      model.setVisible(this.#view.visible);
    }
    return model;
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
