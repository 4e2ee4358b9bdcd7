import type { NodePath } from '../../core/inventory/nodes.ts';
import type { AccessError } from '../../core/model/errors.ts';
import { english } from '../../core/model/translate.ts';
import { errorLine } from '../../messages/errorText.ts';
import type { HostServices } from '../services.ts';

/** Logs each failure that the tree shows, once. Returns how to stop. */
export function logFailures({ explorer, log }: Pick<HostServices, 'explorer' | 'log'>): () => void {
  const logged = new WeakSet<AccessError>();
  const look = (path: NodePath): void => {
    const node = explorer.node(path);
    const error = node?.type === 'resource' ? node.row.error : node?.type === 'region' ? null : (node?.error ?? null);
    if (error === null || logged.has(error)) return;
    logged.add(error);
    log.warn('not read', errorLine(error, english));
  };
  return explorer.onDidChange(paths => {
    for (const path of paths ?? explorer.roots()) look(path);
  });
}
