import type { NodeModel, NodePath } from '../core/inventory/nodes.ts';
import type { AccountSource } from '../core/model/account.ts';
import type { AccessError } from '../core/model/errors.ts';
import type { Log } from '../core/model/ports.ts';
import { errorLine } from '../messages/errorText.ts';
import { english } from '../messages/translate.ts';

/** What is done with what the model comes to know. */
export interface Followers {
  readonly met: (source: AccountSource, accountId: string) => void;
  readonly log: Log;
}

/** Remembers the accounts that the model meets, and logs each failure that it shows, once. Returns how to stop. */
export function followModel(model: NodeModel, { met, log }: Followers): () => void {
  const logged = new WeakSet<AccessError>();
  const look = (path: NodePath): void => {
    const node = model.node(path);
    if (node?.type === 'account' && node.state === 'ready' && node.accountId !== null) met(node.source, node.accountId);
    const error = node?.type === 'resource' ? node.row.error : node?.type === 'region' ? null : (node?.error ?? null);
    if (error === null || logged.has(error)) return;
    logged.add(error);
    log.warn('not read', errorLine(error, english));
  };
  return model.onDidChange(paths => {
    for (const path of paths ?? model.roots()) look(path);
  });
}
