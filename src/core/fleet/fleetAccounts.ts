import { type AccountSource, isAccountId, sourceKey, sourceText } from '../model/account.ts';
import { type AccessError, asAccessError } from '../model/errors.ts';
import type { AccountDirectory, AccountGateway } from '../model/ports.ts';

/** An account of the file that answers. */
export interface ReachedAccount {
  readonly key: string;
  readonly source: AccountSource;
  /** As STS told it. */
  readonly accountId: string;
}

/** Why an account of the file is not looked at. */
export type UnreachedReason =
  | 'no-match' // no profile that is given or configured is this account's
  | 'not-given' // it is none of the sources to which the file is confined
  | 'several-matches' // several are, and none is preferred
  | 'no-answer' // its credentials or STS failed; `error` says how
  | 'other-account' // STS says another id than the file and the configuration
  | 'duplicate'; // another key of the file is the same account

/** An account of the file that is not looked at. */
export interface UnreachedAccount {
  readonly key: string;
  readonly source: AccountSource | null;
  readonly accountId: string | null;
  readonly reason: UnreachedReason;
  /** What failed, where something did. */
  readonly error: AccessError | null;
  /** The profiles, ids or keys that the reason is about. */
  readonly about: readonly string[];
}

type Resolved = ReachedAccount | UnreachedAccount;

type Asked = { readonly source: AccountSource } & (
  | { readonly kind: 'known'; readonly accountId: string }
  | { readonly kind: 'failed'; readonly error: AccessError }
);

/**
 * Finds the credentials of each account that a fleet file names. A profile's name is that profile. An account id is
 * matched only against the sources given, else against profiles whose configuration names that account, and confirmed by
 * STS: none or several matches is unreachable, never a guess. Two keys for one id reach neither. Where the file is confined
 * to the sources given, it reaches no other, whatever it names and the configuration says.
 */
export async function resolveAccounts(
  keys: readonly string[],
  given: readonly AccountSource[],
  {
    gateway,
    directory,
    isConfined = false,
  }: {
    readonly gateway: Pick<AccountGateway, 'reader'>;
    readonly directory: Pick<AccountDirectory, 'list'>;
    readonly isConfined?: boolean;
  },
  signal?: AbortSignal,
): Promise<readonly Resolved[]> {
  const ask = (source: AccountSource): Promise<Asked> =>
    gateway
      .reader(source)
      .identity({ signal })
      .then(
        ({ accountId }): Asked => ({ kind: 'known', source, accountId }),
        (error: unknown): Asked => ({ kind: 'failed', source, error: asAccessError(error) }),
      );
  const byId = keys.some(isAccountId);
  const asked = byId ? await Promise.all(given.map(ask)) : [];
  const { sources } = byId && !isConfined ? await directory.list() : { sources: [] };
  const configured = (id: string): readonly AccountSource[] =>
    sources
      .filter(one => one.source.kind === 'profile' && one.configuredAccountId === id)
      .map(({ source }) => source)
      .filter(source => !given.some(one => sourceKey(one) === sourceKey(source)));
  const resolved = await Promise.all(
    keys.map(key => {
      if (isAccountId(key)) return ofId(key, asked, configured(key), ask);
      const isGiven = given.some(source => source.kind === 'profile' && source.name === key);
      return isConfined && !isGiven ? notGiven(key, given) : ofProfile(key, ask);
    }),
  );
  const keysOf = keysById(resolved);
  return resolved.map(one => withoutTwins(isConfined ? confined(one, given) : one, keysOf));
}

const notGiven = (key: string, given: readonly AccountSource[]): UnreachedAccount => ({
  ...{ key, source: null, accountId: isAccountId(key) ? key : null },
  ...{ reason: 'not-given', error: null, about: given.map(sourceText) },
});

/** What matches none of the sources given, said as what it is where nothing else is looked among. */
function confined(one: Resolved, given: readonly AccountSource[]): Resolved {
  if (!('reason' in one) || one.reason !== 'no-match') return one;
  return { ...notGiven(one.key, given), error: one.error };
}

async function ofProfile(key: string, ask: (source: AccountSource) => Promise<Asked>): Promise<Resolved> {
  const source: AccountSource = { kind: 'profile', name: key };
  const answer = await ask(source);
  if (answer.kind === 'known') return { key, source, accountId: answer.accountId };
  return { key, source, accountId: null, reason: 'no-answer', error: answer.error, about: [key] };
}

async function ofId(
  key: string,
  asked: readonly Asked[],
  configured: readonly AccountSource[],
  ask: (source: AccountSource) => Promise<Asked>,
): Promise<Resolved> {
  const matching = asked.filter(one => one.kind === 'known' && one.accountId === key);
  const candidates = matching.length > 0 ? matching.map(({ source }) => source) : configured;
  const [source, second] = candidates;
  const unreached = { key, accountId: key, error: null };
  if (source === undefined) {
    const failed = asked.find(one => one.kind === 'failed');
    const error = failed?.kind === 'failed' ? failed.error : null;
    return { ...unreached, source: null, reason: 'no-match', error, about: asked.map(one => sourceText(one.source)) };
  }
  if (second !== undefined) {
    return { ...unreached, source: null, reason: 'several-matches', about: candidates.map(sourceText) };
  }
  if (matching.length > 0) return { key, source, accountId: key };
  const answer = await ask(source);
  if (answer.kind === 'failed') {
    return { ...unreached, source, reason: 'no-answer', error: answer.error, about: [sourceText(source)] };
  }
  return answer.accountId === key
    ? { key, source, accountId: key }
    : { ...unreached, source, reason: 'other-account', about: [sourceText(source), answer.accountId] };
}

/** The keys of each account whose id is known. */
function keysById(all: readonly Resolved[]): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, string[]>();
  for (const { accountId, key } of all) {
    if (accountId === null) continue;
    const known = keys.get(accountId);
    if (known === undefined) keys.set(accountId, [key]);
    else known.push(key);
  }
  return keys;
}

function withoutTwins(one: Resolved, keysOf: ReadonlyMap<string, readonly string[]>): Resolved {
  const { key, source, accountId } = one;
  const about = accountId === null ? [] : (keysOf.get(accountId) ?? []);
  return about.length < 2 ? one : { key, source, accountId, reason: 'duplicate', error: null, about };
}
