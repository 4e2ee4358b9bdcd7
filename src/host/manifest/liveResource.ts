import type { Uri } from 'vscode';
import type { KindTable } from '../../core/kinds/kindTable.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { isAccountId, type Place, sourceFromKey, sourceKey } from '../../core/model/account.ts';
import { parseRegion } from '../../core/model/regions.ts';
import type { ChangeableKind } from '../../core/model/resource.ts';
import { LIVE_SCHEME } from './ids.ts';

/** What a live document is of. */
export interface LiveResource extends Place {
  /** One whose config is a body that opens as a document. */
  readonly kind: ChangeableKind;
  /** The resource's name. */
  readonly name: string;
}

const SUFFIX = '.live.json';

/** True for kinds that have live documents. */
export const isLiveKind = (kind: string, table: KindTable): kind is ChangeableKind =>
  table.isChangeable(kind) && table.documentOf(kind).live;

/** The path of a live document's address: `/SOURCE/ACCOUNTID/REGION/KIND/NAME.live.json`. */
export function livePath({ source, accountId, region, kind, name }: LiveResource): string {
  const steps = [source.kind === 'emulator' ? 'emulator' : sourceKey(source), accountId, region, kind, name];
  return `/${steps.map(encodeURIComponent).join('/')}${SUFFIX}`;
}

/** What an address stands for; undefined where it is none of a live document. */
export function liveResource(
  { scheme, path }: Pick<Uri, 'scheme' | 'path'>,
  table: KindTable = kindTable,
): LiveResource | undefined {
  if (scheme !== LIVE_SCHEME || !path.endsWith(SUFFIX)) return undefined;
  const [key = '', accountId = '', regionName = '', kind = '', name = '', ...rest] = decoded(
    path.slice(1, -SUFFIX.length).split('/'),
  );
  const source = key === 'emulator' ? sourceFromKey(`emulator:${accountId}`) : sourceFromKey(key);
  const region = parseRegion(regionName);
  if (source === undefined || region === undefined || rest.length > 0 || name === '') return undefined;
  return isAccountId(accountId) && isLiveKind(kind, table) ? { source, accountId, region, kind, name } : undefined;
}

/** The steps as they are meant; none where one is no text. */
function decoded(steps: readonly string[]): readonly string[] {
  try {
    return steps.map(decodeURIComponent);
  } catch {
    return [];
  }
}
