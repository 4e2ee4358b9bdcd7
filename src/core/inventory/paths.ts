import { type AccountSource, sourceKey } from '../model/account.ts';
import type { Kind } from '../model/kind.ts';
import type { Region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';
import type { NodePath } from './nodes.ts';

const join = (...steps: readonly string[]): NodePath => steps.join('/');

/** The path of an account. */
export const accountPath = (source: AccountSource): NodePath => encodeURIComponent(sourceKey(source));

/** The path of a Region of an account. */
export const regionPath = (account: NodePath, region: Region): NodePath => join(account, 'region', region);

/** The path of the rows of a kind below an account or a Region. */
export const groupPath = (parent: NodePath, kind: KindId): NodePath => join(parent, kind);

/** The path of the rows that what is of a kind stands among, or below one of which it stands. */
export function branchPath(
  source: AccountSource,
  region: Region,
  { id, parent }: Pick<Kind, 'id' | 'parent'>,
): NodePath {
  const account = accountPath(source);
  if (parent === 'account') return groupPath(account, id);
  return groupPath(regionPath(account, region), parent === 'region' ? id : parent);
}

/** The path of a row below a group, or below the row that owns it. */
export const rowPath = (parent: NodePath, kind: KindId, name: string): NodePath =>
  parent.endsWith(`/${kind}`) ? join(parent, encodeURIComponent(name)) : join(parent, kind, encodeURIComponent(name));

/** The path of a line that is no resource. */
export const notePath = (parent: NodePath, note: string): NodePath => join(parent, `~${note}`);
