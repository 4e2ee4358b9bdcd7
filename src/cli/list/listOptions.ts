import { kinds } from '../../core/kinds/table.ts';
import type { AccountSource } from '../../core/model/account.ts';
import type { Region } from '../../core/model/regions.ts';
import type { KindId } from '../../core/model/resource.ts';
import { profileSources, regionOption } from '../accountOptions.ts';
import { parseOptions, UsageError } from '../commandLine.ts';

/** What `list` was asked for. */
export interface ListOptions {
  /** Null: every profile of the shared config. */
  readonly sources: readonly AccountSource[] | null;
  /** Null: every Region of each account's partition. */
  readonly regions: readonly Region[] | null;
  readonly kinds: ReadonlySet<KindId>;
  readonly json: boolean;
}

/** Checks the arguments of `list`; what is named twice counts once. Throws UsageError. */
export function parseListOptions(args: readonly string[]): ListOptions {
  const many = { type: 'string', multiple: true } as const;
  const flag = { type: 'boolean' } as const;
  const values = parseOptions(args, {
    profile: many,
    'all-profiles': flag,
    region: many,
    kind: many,
    json: flag,
  });
  const allProfiles = values['all-profiles'] === true;
  if (allProfiles && values.profile !== undefined) throw new UsageError('Give --profile or --all-profiles, not both.');
  return {
    sources: allProfiles ? null : profileSources(values.profile),
    regions: values.region === undefined ? null : [...new Set(values.region.map(regionOption))],
    kinds: new Set(values.kind === undefined ? kinds.map(kind => kind.id) : values.kind.map(kindId)),
    json: values.json === true,
  };
}

function kindId(text: string): KindId {
  const kind = kinds.find(({ id }) => id === text);
  if (kind === undefined) throw new UsageError(`There is no kind '${text}'; they are ${kindList()}.`);
  return kind.id;
}

/** The kinds as the help and messages name them. */
export const kindList = (): string => kinds.map(({ id }) => id).join(', ');
