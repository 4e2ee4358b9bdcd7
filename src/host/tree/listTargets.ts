import type { GroupNode, NodePath } from '../../core/inventory/nodes.ts';
import { kindOf } from '../../core/kinds/table.ts';
import type { Place } from '../../core/model/account.ts';
import { isCancelled } from '../../core/model/errors.ts';
import type { ChoiceId } from '../../core/model/kind.ts';
import type { KindId } from '../../core/model/resource.ts';
import { english } from '../../core/model/translate.ts';
import { errorLine } from '../../messages/errorText.ts';
import type { HostServices } from '../services.ts';

/** Values beyond which a list is not read to its end: rows are not held to it then. */
const MOST_VALUES = 5_000;

/**
 * Lists what rows of a place are held to, such as its topics, once those that a person opened are there: a target that is gone
 * shows without a click. What may not be listed is left open. Returns how to stop.
 */
export function listTargets(host: Pick<HostServices, 'explorer' | 'lists' | 'verdicts' | 'log'>): () => void {
  const { explorer } = host;
  const listed = new Map<NodePath, { readonly readAt: number | null; readonly stop: AbortController }>();
  const look = (path: NodePath): void => {
    const node = explorer.node(path);
    if (node?.type !== 'group') return;
    const choice = kindOf(node.kind).listedBeside;
    if (choice === undefined) return;
    const before = listed.get(path);
    const place = placeOf(host, path);
    if (before?.readAt === node.readAt || !isAnySet(host, node) || place === undefined) return;
    before?.stop.abort();
    const stop = new AbortController();
    listed.set(path, { readAt: node.readAt, stop });
    void list(host, { ...place, kind: node.kind, choice }, stop);
  };
  const stop = explorer.onDidChange(paths => {
    for (const path of paths ?? []) look(path);
  });
  return () => {
    stop();
    for (const one of listed.values()) one.stop.abort();
  };
}

function isAnySet({ explorer }: Pick<HostServices, 'explorer'>, { path, state }: GroupNode): boolean {
  if (state !== 'ready' && state !== 'partial') return false;
  return explorer.children(path).some(child => {
    const node = explorer.node(child);
    return node?.type === 'resource' && node.row.config !== null;
  });
}

function placeOf({ explorer }: Pick<HostServices, 'explorer'>, path: NodePath): Place | undefined {
  const { source, accountId, region } = explorer.whereabouts(path) ?? {};
  return source === undefined || accountId == null || region == null ? undefined : { source, accountId, region };
}

/** Never rejects. */
async function list(
  { lists, verdicts, log }: Pick<HostServices, 'lists' | 'verdicts' | 'log'>,
  place: Place & { readonly kind: KindId; readonly choice: ChoiceId },
  stop: AbortController,
): Promise<void> {
  try {
    let count = 0;
    for await (const page of lists.pages({ choice: place.choice }, place, stop.signal, true)) {
      count += page.length;
      if (count > MOST_VALUES) stop.abort();
    }
    verdicts.announce([place]);
  } catch (error) {
    // Without the permission to list them, nothing is said of targets.
    if (!isCancelled(error)) log.info('targets not listed', errorLine(error, english));
  }
}
