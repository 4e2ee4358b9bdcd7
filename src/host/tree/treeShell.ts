import { type Event, EventEmitter, type TreeDataProvider, type TreeItem, type TreeView, window } from 'vscode';
import { Owner } from '../disposables.ts';
import { onFirstUse } from '../onFirstUse.ts';

/** How long changes of a tree are gathered: at most 20 paints a second, however many answers arrive. */
const GATHER_MILLISECONDS = 50;

/** What a view shows, and how. Rows are paths, which stay the same over every refresh. */
export interface TreeSource<Path extends string> {
  /** The rows below one; the top ones without a path. */
  children(path?: Path): readonly Path[];
  parent(path: Path): Path | undefined;
  /** A row as VS Code shows it, without its tooltip; undefined where it is gone. */
  face(path: Path): TreeItem | undefined;
  tooltip(path: Path): TreeItem['tooltip'] | Promise<TreeItem['tooltip']>;
  /** Calls back with the rows that changed, or with nothing for everything. Returns how to stop. */
  change(listener: (paths: readonly Path[] | undefined) => void): () => void;
  /** What stands beside the view's name; empty for nothing. */
  readonly beside?: () => string;
  /** What stands above the rows; empty for nothing. */
  readonly above?: () => string;
  /** Told whether anyone can see the view. */
  readonly setVisible?: (visible: boolean) => void;
  /** Told which rows are selected. */
  readonly select?: (paths: readonly Path[]) => void;
  /** Told which row a person opened or closed. */
  readonly open?: (path: Path, isOpen: boolean) => void;
}

/**
 * A view of rows that a model owns. Its elements are paths, so that VS Code keeps selection and expansion; what a path stands
 * for is the model's business. All behind it is loaded when the view is first looked at, and tried again where that failed.
 */
export class TreeShell<Path extends string> extends Owner implements TreeDataProvider<Path> {
  readonly #changed = this.own(new EventEmitter<Path[] | undefined>());
  readonly #gathered = new Set<Path>();
  readonly #open: () => Promise<TreeSource<Path>>;
  readonly #view: TreeView<Path>;
  #source: TreeSource<Path> | undefined;
  #problems = '';
  #all = false;
  #timer: NodeJS.Timeout | undefined;

  /** Every row that changed, or everything. */
  readonly onDidChangeTreeData: Event<Path[] | undefined> = this.#changed.event;

  constructor(view: string, load: () => Promise<TreeSource<Path>>, showCollapseAll = false) {
    super();
    this.#open = onFirstUse(async () => this.#show(await load()));
    this.#view = this.own(
      window.createTreeView(view, { treeDataProvider: this, showCollapseAll, canSelectMany: true }),
    );
    this.own(this.#view.onDidExpandElement(({ element }) => this.#source?.open?.(element, true)));
    this.own(this.#view.onDidCollapseElement(({ element }) => this.#source?.open?.(element, false)));
    this.own(this.#view.onDidChangeSelection(({ selection }) => this.#source?.select?.(selection)));
    this.own(this.#view.onDidChangeVisibility(({ visible }) => this.#source?.setVisible?.(visible)));
    this.onDispose(() => clearTimeout(this.#timer));
  }

  async getChildren(path?: Path): Promise<Path[]> {
    return [...(await this.#open()).children(path)];
  }

  getTreeItem(path: Path): TreeItem {
    // A row can go between VS Code's asking for children and for each of them; the next event takes it away.
    return this.#source?.face(path) ?? { id: path, label: '' };
  }

  getParent(path: Path): Path | undefined {
    return this.#source?.parent(path);
  }

  async resolveTreeItem(item: TreeItem, path: Path): Promise<TreeItem> {
    const tooltip = await this.#source?.tooltip(path);
    if (tooltip !== undefined) item.tooltip = tooltip;
    return item;
  }

  /** The rows that are selected, the one with the focus first. */
  get selection(): readonly Path[] {
    return this.#view.selection;
  }

  /** What stands above the rows. */
  get message(): string {
    return this.#view.message ?? '';
  }

  /** What stands above the rows before all else, such as a config file that cannot be read; empty for nothing. */
  set problems(text: string) {
    this.#problems = text;
    this.#describe();
  }

  /** Selects a row and moves to it, after VS Code read anew which rows there are. */
  async reveal(path: Path): Promise<void> {
    await this.#open();
    this.#changed.fire(undefined);
    await this.#view.reveal(path, { select: true, focus: true });
  }

  #show(source: TreeSource<Path>): TreeSource<Path> {
    if (this.closed) return source;
    this.#source = source;
    this.onDispose(source.change(paths => this.#gather(paths)));
    source.setVisible?.(this.#view.visible);
    this.#describe();
    return source;
  }

  #gather(paths: readonly Path[] | undefined): void {
    if (paths === undefined) this.#all = true;
    else for (const path of paths) this.#gathered.add(path);
    this.#timer ??= setTimeout(() => this.#tell(), GATHER_MILLISECONDS);
  }

  #tell(): void {
    this.#timer = undefined;
    const paths = this.#all ? undefined : [...this.#gathered];
    this.#all = false;
    this.#gathered.clear();
    this.#describe();
    this.#changed.fire(paths);
  }

  #describe(): void {
    const text = this.#source?.beside?.();
    if (text !== undefined && text !== this.#view.description) this.#view.description = text;
    const message = [this.#problems, this.#source?.above?.() ?? ''].filter(Boolean).join('\n');
    if (message !== this.message) this.#view.message = message;
  }
}
