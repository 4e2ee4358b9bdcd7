import { type AccountSource, isAccountId, sourceKey } from '../core/model/account.ts';
import { isKnownRegion, KNOWN_REGIONS, parseRegion, type Region } from '../core/model/regions.ts';
import { nearest } from '../core/model/similar.ts';
import { UsageError } from './commandLine.ts';

/** The accounts of `--profile`, each once; the default chain where it is not given. Throws UsageError. */
export function profileSources(profiles: readonly string[] | undefined): readonly AccountSource[] {
  if (profiles === undefined) return [{ kind: 'default' }];
  if (profiles.includes('')) throw new UsageError('--profile needs a name.');
  const sources = profiles.map((name): AccountSource => ({ kind: 'profile', name }));
  return [...new Map(sources.map(source => [sourceKey(source), source])).values()];
}

/** The accounts of `--confirm`. Throws UsageError for what is no account id. */
export function confirmedAccounts(ids: readonly string[] | undefined): readonly string[] {
  const wrong = ids?.find(id => !isAccountId(id));
  if (wrong !== undefined) throw new UsageError(`--confirm needs an account id of twelve digits, not '${wrong}'.`);
  return ids ?? [];
}

const withoutNumber = (text: string): string => text.replace(/\d+$/, '');

/**
 * The Region of a `--region`. One that is not known is taken where only its number is new, since AWS adds those.
 * Throws UsageError for what is no Region, or a slip of the pen for one.
 */
export function regionOption(text: string): Region {
  const region = parseRegion(text);
  const isFamiliar =
    region !== undefined &&
    (isKnownRegion(region) !== false || KNOWN_REGIONS.some(one => withoutNumber(one) === withoutNumber(region)));
  const meant = isFamiliar ? undefined : nearest(text, KNOWN_REGIONS);
  if (meant !== undefined) throw new UsageError(`There is no Region '${text}'; did you mean ${meant}?`);
  if (region === undefined) throw new UsageError(`'${text}' is not a Region; one looks like eu-west-1.`);
  return region;
}
