import { type ExtensionContext, ExtensionMode } from 'vscode';
import { LiveDocuments } from './host/documents/liveDocuments.ts';
import { registerFormSerializer } from './host/forms/formSerializer.ts';
import { HistoryTree } from './host/history/historyTree.ts';
import { LintRegistration } from './host/lint/registerLint.ts';
import { registerCommands } from './host/registerCommands.ts';
import type { Session } from './host/session.ts';
import { AccountsTree } from './host/tree/accountsTree.ts';

/** What the host tests get hold of; other extensions get nothing. */
export interface TestApi {
  /** What is behind the view and the commands, opened as they would open it. */
  readonly session: () => Promise<Session>;
  /** The view's provider, asked as VS Code asks it. */
  readonly tree: AccountsTree;
  /** The history's provider, asked as VS Code asks it. */
  readonly history: HistoryTree;
  /** What lints open documents. */
  readonly lint: LintRegistration;
  /** Everything to dispose, as VS Code does when it ends. */
  readonly context: ExtensionContext;
}

/** Registers the view and the commands. What is behind them is loaded when one of them is first used. */
export function activate(context: ExtensionContext): TestApi | undefined {
  const own = <T extends { dispose(): void }>(thing: T): T => {
    context.subscriptions.push(thing);
    return thing;
  };
  let opening: Promise<Session> | undefined;
  let opened: Session | undefined;
  const session = () => {
    // What could not be opened is tried again the next time.
    opening ??= openSession().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const tree = own(new AccountsTree(async () => (await session()).treeSource));
  const history = own(
    new HistoryTree(async () => {
      const [{ historySource }, opened] = await Promise.all([import('./host/history/historySource.ts'), session()]);
      return historySource(opened.history);
    }),
  );
  own(new LiveDocuments(async () => (await session()).liveFiles));
  own(registerCommands(context, session));
  own(registerFormSerializer(session));
  const lint = own(new LintRegistration({ context, session, openSession: () => opened }));

  async function openSession(): Promise<Session> {
    const { Session } = await import('./host/session.ts');
    const fresh = own(new Session({ context, lint: () => lint.linter(), tellProblems: text => (tree.message = text) }));
    await fresh.begin();
    opened = fresh;
    return fresh;
  }
  return context.extensionMode === ExtensionMode.Test ? { session, tree, history, lint, context } : undefined;
}
