import type { Uri } from 'vscode';
import { type AccountSource, isAccountId, sourceFromKey, sourceKey } from '../../core/model/account.ts';
import { parseRegion, type Region } from '../../core/model/regions.ts';
import { LIVE_SCHEME } from './ids.ts';

/** The kinds whose config is a body that can be edited as a document. */
export type LiveKind = 'vault' | 'event-stream';

/** What a live document is of. */
export interface LivePlace {
  readonly source: AccountSource;
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: Region;
  readonly kind: LiveKind;
  /** The resource's name. */
  readonly name: string;
}

const SUFFIX = '.live.json';

/** True for kinds that have live documents. Hubs have no body, and a registration's holds a secret. */
export const isLiveKind = (kind: string): kind is LiveKind => kind === 'vault' || kind === 'event-stream';

/** The path of a live document's address: `/SOURCE/ACCOUNTID/REGION/KIND/NAME.live.json`. */
export function livePath({ source, accountId, region, kind, name }: LivePlace): string {
  const steps = [source.kind === 'emulator' ? 'emulator' : sourceKey(source), accountId, region, kind, name];
  return `/${steps.map(encodeURIComponent).join('/')}${SUFFIX}`;
}

/** What an address stands for; undefined where it is none of a live document. */
export function livePlace({ scheme, path }: Pick<Uri, 'scheme' | 'path'>): LivePlace | undefined {
  if (scheme !== LIVE_SCHEME || !path.endsWith(SUFFIX)) return undefined;
  const [key = '', accountId = '', regionName = '', kind = '', name = '', ...rest] = decoded(
    path.slice(1, -SUFFIX.length).split('/'),
  );
  const source = key === 'emulator' ? sourceFromKey(`emulator:${accountId}`) : sourceFromKey(key);
  const region = parseRegion(regionName);
  if (source === undefined || region === undefined || rest.length > 0 || name === '') return undefined;
  return isAccountId(accountId) && isLiveKind(kind) ? { source, accountId, region, kind, name } : undefined;
}

/** The steps as they are meant; none where one is no text. */
function decoded(steps: readonly string[]): readonly string[] {
  try {
    return steps.map(decodeURIComponent);
  } catch {
    return [];
  }
}
