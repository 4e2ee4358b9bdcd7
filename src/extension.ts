import { type ExtensionContext, ExtensionMode } from 'vscode';
import type { HistoryPath } from './core/changes/historyRows.ts';
import type { NodePath } from './core/inventory/nodes.ts';
import { LiveDocuments } from './host/documents/liveDocuments.ts';
import type { FormPanels } from './host/forms/formPanels.ts';
import { registerFormSerializer } from './host/forms/formSerializer.ts';
import { LazyServices } from './host/lazyServices.ts';
import { LintWatch } from './host/lint/lintWatch.ts';
import { ACCOUNTS_VIEW, HISTORY_VIEW } from './host/manifest/ids.ts';
import type { WindowServices } from './host/openServices.ts';
import { registerCommands } from './host/registerCommands.ts';
import { TreeShell } from './host/tree/treeShell.ts';

/** What the host tests get hold of; other extensions get nothing. */
export interface TestApi {
  /** What is behind the views and the commands, opened as they would open it. */
  readonly host: () => Promise<WindowServices>;
  /** The Accounts view's provider, asked as VS Code asks it. */
  readonly tree: TreeShell<NodePath>;
  /** The History view's provider, asked as VS Code asks it. */
  readonly history: TreeShell<HistoryPath>;
  /** The open forms, which are loaded with this. */
  readonly forms: () => Promise<FormPanels>;
  /** What lints open documents. */
  readonly lint: LintWatch;
  /** Everything to dispose, as VS Code does when it ends. */
  readonly context: ExtensionContext;
}

/** Registers views, commands, live documents and the lint watcher. What is behind them is loaded on first use. */
export function activate(context: ExtensionContext): TestApi | undefined {
  const own = <T extends { dispose(): void }>(thing: T): T => {
    context.subscriptions.push(thing);
    return thing;
  };
  const services: LazyServices = own(
    new LazyServices({
      context,
      lint: async () => (await lint.linter()).contexts,
      tellProblems: text => {
        tree.problems = text;
      },
      reveal: path => tree.reveal(path),
    }),
  );
  const { open, opened } = services;
  const { extensionUri, workspaceState } = context;
  const lint = own(new LintWatch(extensionUri, { workspaceState, open, opened }));
  const loadTree = async () => (await import('./host/tree/accountsSource.ts')).accountsSource(await open());
  const tree = own(new TreeShell(ACCOUNTS_VIEW, loadTree, true));
  const loadHistory = async () => (await import('./host/history/source.ts')).openHistory(await open());
  const history = own(new TreeShell(HISTORY_VIEW, loadHistory));
  own(new LiveDocuments(open, workspaceState));
  const selections = { [ACCOUNTS_VIEW]: () => tree.selection, [HISTORY_VIEW]: () => history.selection };
  own(registerCommands(context, open, selections));
  own(registerFormSerializer(open));
  if (context.extensionMode !== ExtensionMode.Test) return undefined;
  const forms = async () => (await open()).only((await import('./host/forms/formPanels.ts')).formPanels);
  return { host: open, tree, history, forms, lint, context };
}
