import { l10n } from 'vscode';
import { accountName } from '../../messages/nodeText.ts';
import type { Session } from '../session.ts';
import type { DocumentTargets } from './documentTargets.ts';

/** What is known of an account without asking: the name of one that is shown, or that a document is meant for. */
export function knownAccount(id: string, targets: DocumentTargets, session: Session | undefined): string | undefined {
  const shown = session?.explorer.roots().flatMap(path => {
    const node = session.explorer.node(path);
    return node?.type === 'account' && node.accountId === id ? [node.source] : [];
  });
  const chosen = targets
    .all()
    .flatMap(([, { source, accountId }]) => (accountId === id && source !== null ? [source] : []));
  const [source] = [...(shown ?? []), ...chosen];
  return source === undefined ? undefined : accountName(source, l10n.t);
}
