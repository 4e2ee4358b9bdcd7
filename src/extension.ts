import { type ExtensionContext, ExtensionMode } from 'vscode';
import type { HistoryPath } from './core/changes/historyRows.ts';
import type { NodePath } from './core/inventory/nodes.ts';
import { LiveDocuments } from './host/documents/liveDocuments.ts';
import type { FormPanels } from './host/forms/formPanels.ts';
import { registerFormSerializer } from './host/forms/formSerializer.ts';
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
  let opening: Promise<WindowServices> | undefined;
  let opened: WindowServices | undefined;
  const host = () => {
    // What could not be opened is tried again the next time.
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const lint = own(
    new LintWatch(context.extensionUri, {
      workspaceState: context.workspaceState,
      open: host,
      opened: () => opened,
    }),
  );
  const loadTree = async () => (await import('./host/tree/accountsSource.ts')).accountsSource(await host());
  const tree = own(new TreeShell(ACCOUNTS_VIEW, loadTree, true));
  const loadHistory = async () => (await import('./host/history/source.ts')).openHistory(await host());
  const history = own(new TreeShell(HISTORY_VIEW, loadHistory));
  own(new LiveDocuments(host));
  own(registerCommands(context, host));
  own(registerFormSerializer(host));

  async function open(): Promise<WindowServices> {
    const { WindowServices } = await import('./host/openServices.ts');
    const tellProblems = (text: string) => {
      tree.message = text;
    };
    const knowledge = async () => (await lint.linter()).contexts;
    const services = own(new WindowServices({ context, lint: knowledge, tellProblems }));
    await services.begin();
    opened = services;
    return services;
  }
  if (context.extensionMode !== ExtensionMode.Test) return undefined;
  const forms = async () => (await host()).only((await import('./host/forms/formPanels.ts')).formPanels);
  return { host, tree, history, forms, lint, context };
}
