import { type Arrangement, arrangementOf, isFiltered } from '../../core/inventory/arrangement.ts';
import type { NodePath } from '../../core/inventory/nodes.ts';
import { ShownTree } from '../../core/inventory/shownTree.ts';
import type { HostServices } from '../services.ts';
import { verdictOn } from './standing.ts';

const KEY = 'arrangement';

/** Rows below one line that VS Code is given at most: it holds all that it was given, and draws a few dozen. */
const MOST_ROWS = 2_000;

type ArrangementHost = Pick<HostServices, 'explorer' | 'verdicts' | 'lists' | 'settings' | 'memory'>;

/** The one of a window. */
export const accountsArrangement = (host: ArrangementHost): AccountsArrangement => new AccountsArrangement(host);

/** What of the accounts this window shows, and in which order: kept for the workspace. */
export class AccountsArrangement {
  readonly tree: ShownTree;
  /** Rows that a person opened or closed while all were shown: they are so again after a filter. */
  readonly #opened = new Map<NodePath, boolean>();
  readonly #memory: HostServices['memory'];
  readonly #listeners = new Set<() => void>();
  readonly #stop: () => void;

  constructor(host: ArrangementHost) {
    const { explorer, verdicts, settings, memory } = host;
    this.#memory = memory;
    this.tree = new ShownTree(explorer, {
      isAmiss: node => {
        const verdict = verdictOn(host, node)?.verdict;
        return verdict === 'broken' || verdict === 'warning';
      },
      hidesEmpty: () => settings.get('tree.hideEmptyRegions'),
      most: MOST_ROWS,
    });
    this.tree.arrange(arrangementOf(memory.workspace.get(KEY)));
    this.#stop = verdicts.onDidChange(() => this.tree.forget());
  }

  get current(): Arrangement {
    return this.tree.arrangement;
  }

  /** Takes down what a person opened or closed. */
  keepOpen(path: NodePath, isOpen: boolean): void {
    if (this.#isPlain) this.#opened.set(path, isOpen);
  }

  /** Whether a person opened or closed a row; undefined where they did neither, or something is filtered or grouped. */
  isOpen(path: NodePath): boolean | undefined {
    return this.#isPlain ? this.#opened.get(path) : undefined;
  }

  get #isPlain(): boolean {
    return !isFiltered(this.current) && this.current.grouping === 'region';
  }

  /** Shows it otherwise, and keeps that. */
  async arrange(changes: Partial<Arrangement>): Promise<void> {
    this.tree.arrange({ ...this.current, ...changes });
    for (const listener of this.#listeners) listener();
    await this.#memory.workspace.update(KEY, this.current);
  }

  /** Calls back when it is arranged anew. Returns how to stop. */
  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#stop();
    this.#listeners.clear();
  }
}
