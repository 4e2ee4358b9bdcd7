import { EventEmitter, FileDecoration, ThemeColor, Uri, window } from 'vscode';
import type { AccountNode } from '../../core/inventory/nodes.ts';
import { isProduction } from '../../core/model/accountMarks.ts';
import { Owner } from '../disposables.ts';
import type { HostServices } from '../services.ts';

const SCHEME = 'awsn-account';

/** The address by which VS Code asks how an account's row is decorated. */
export const decorationUri = ({ path }: Pick<AccountNode, 'path'>): Uri =>
  Uri.from({ scheme: SCHEME, path: `/${path}` });

/** Shows the names of production accounts in red, and beside those that are marked a letter for it. */
export class AccountDecorations extends Owner {
  constructor({ t, explorer, marks }: Pick<HostServices, 't' | 'explorer' | 'marks'>) {
    super();
    const changed = this.own(new EventEmitter<undefined>());
    this.onDispose(marks.onDidChange(() => changed.fire(undefined)));
    // Whose account it is may be known only now.
    this.onDispose(
      explorer.onDidChange(paths => {
        if (paths?.some(path => explorer.node(path)?.type === 'account') ?? true) changed.fire(undefined);
      }),
    );
    this.own(
      window.registerFileDecorationProvider({
        onDidChangeFileDecorations: changed.event,
        provideFileDecoration: ({ scheme, path }) => {
          const node = scheme === SCHEME ? explorer.node(path.slice(1)) : undefined;
          if (node?.type !== 'account') return undefined;
          const marked = marks.of(node);
          // The list's own red is no colour at all where contrast is high.
          const red = new ThemeColor('errorForeground');
          if (isProduction(marked)) {
            const isLocked = marked.readOnly !== null;
            const says = isLocked ? t('Production, read-only') : t('Production');
            return new FileDecoration(isLocked ? 'PR' : 'P', says, red);
          }
          return marked.readOnly === null ? undefined : new FileDecoration('R', t('Read-only'));
        },
      }),
    );
  }
}
