import { type AccountSource, sourceKey } from '../core/model/account.ts';
import { parseRegion, type Region } from '../core/model/regions.ts';
import { UsageError } from './commandLine.ts';

/** The accounts of `--profile`, each once; the default chain where it is not given. Throws UsageError. */
export function profileSources(profiles: readonly string[] | undefined): readonly AccountSource[] {
  if (profiles === undefined) return [{ kind: 'default' }];
  if (profiles.includes('')) throw new UsageError('--profile needs a name.');
  const sources = profiles.map((name): AccountSource => ({ kind: 'profile', name }));
  return [...new Map(sources.map(source => [sourceKey(source), source])).values()];
}

/** The Region of a `--region`. Throws UsageError. */
export function regionOption(text: string): Region {
  const region = parseRegion(text);
  if (region === undefined) throw new UsageError(`'${text}' is not a Region; one looks like eu-west-1.`);
  return region;
}
