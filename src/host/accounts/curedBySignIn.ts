import type { Node, NodeModel, NodePath } from '../../core/inventory/nodes.ts';
import { accountPath } from '../../core/inventory/paths.ts';
import type { AccessError, AccessErrorCode } from '../../core/model/errors.ts';
import type { HostServices } from '../services.ts';
import type { SharedChange } from './sharedFilesWatcher.ts';

/** What new credentials can mend. */
const CURABLE: ReadonlySet<AccessErrorCode> = new Set([
  'no-credentials',
  'credentials-expired',
  'credentials-invalid',
  'sign-in-needed',
]);

/**
 * What is to be asked again of an account after a sign-in: the account itself where it failed, else the lists in it that
 * failed for want of credentials, wholly or at a row. Asks for nothing that was not asked for before.
 */
export function curedBySignIn(model: NodeModel, account: NodePath): readonly NodePath[] {
  const node = model.node(account);
  if (node?.type !== 'account' || node.state === 'unasked') return [];
  return node.error === null ? listsBelow(model, account) : [account];
}

/** What others did to config or sign-ins, as this window takes it: also that somebody signed out. */
export async function followSharedChange(
  host: Pick<HostServices, 'shown' | 'explorer' | 'portal' | 'signIns'>,
  change: SharedChange,
): Promise<void> {
  await host.portal.forgetEnded();
  await refreshAfter(host, change);
  await host.signIns.look();
}

/** New settings may lead anywhere, so all that was opened is asked again; a new sign-in cures only what failed. */
export async function refreshAfter(
  { shown, explorer }: Pick<HostServices, 'shown' | 'explorer'>,
  change: SharedChange,
): Promise<void> {
  await shown.apply();
  for (const source of await shown.sources()) {
    const node = explorer.node(accountPath(source));
    if (node?.type !== 'account' || source.kind === 'emulator') continue;
    const stale = change === 'config' ? [node.path] : curedBySignIn(explorer, node.path);
    for (const path of stale) explorer.refresh(path);
  }
}

function listsBelow(model: NodeModel, path: NodePath): readonly NodePath[] {
  const children = model.children(path).flatMap(child => model.node(child) ?? []);
  if (children.some(child => (child.type === 'resource' || child.type === 'note') && isCurable(child))) return [path];
  return children.filter(isAsked).flatMap(child => {
    return child.type === 'group' && isCurable(child) ? [child.path] : listsBelow(model, child.path);
  });
}

/** True where looking below a node starts nothing. */
const isAsked = (node: Node): boolean => node.type === 'region' || ('state' in node && node.state !== 'unasked');

function isCurable(node: Node): boolean {
  const error: AccessError | null =
    node.type === 'resource' ? node.row.error : node.type === 'region' ? null : node.error;
  return error !== null && CURABLE.has(error.code);
}
