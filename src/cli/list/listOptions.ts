import { INVENTORY_FORMATS } from '../../core/inventory/found.ts';
import { kinds } from '../../core/kinds/table.ts';
import type { AccountSource } from '../../core/model/account.ts';
import type { Kind } from '../../core/model/kind.ts';
import type { AccountDirectory } from '../../core/model/ports.ts';
import type { Region } from '../../core/model/regions.ts';
import type { KindId } from '../../core/model/resource.ts';
import { type AccountValues, accountFlags, accountSources, namesAccounts, regionOption } from '../accountOptions.ts';
import { parseOptions, UsageError } from '../commandLine.ts';
import { t } from '../language.ts';

/** What `list` was asked for. */
export interface ListOptions {
  /** Null: every profile in the shared config. */
  readonly sources: readonly AccountSource[] | null;
  /** Null: every Region of each account's partition. */
  readonly regions: readonly Region[] | null;
  readonly kinds: ReadonlySet<KindId>;
  readonly format: ListFormat;
}

/** For people, or as others take it. */
export const LIST_FORMATS = ['text', ...INVENTORY_FORMATS] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

const many = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

/** The options that say which accounts, Regions and kinds are meant, for every command that lists. */
export const whereOptions = { ...accountFlags, 'all-profiles': flag, region: many, kind: many } as const;

/** What those options were given as. */
interface WhereValues extends AccountValues {
  readonly 'all-profiles'?: boolean | undefined;
  readonly region?: string[] | undefined;
  readonly kind?: string[] | undefined;
}

/** Checks the arguments of `list`; what is named twice counts once. Throws UsageError. */
export function parseListOptions(args: readonly string[]): ListOptions & {
  /** Ask also where nothing was found within the last day. */
  readonly everywhere: boolean;
  /** Ask AWS's indexes, too. */
  readonly index: boolean;
} {
  const own = { json: flag, format: { type: 'string' }, everywhere: flag, index: flag } as const;
  const values = parseOptions(args, { ...whereOptions, ...own });
  const { everywhere = false, index = false } = values;
  const format = formatOf(values.json === true, values.format);
  return { ...whereOf(values, kinds), format, everywhere, index };
}

/** `--json` is short for `--format json`. */
function formatOf(json: boolean, text: string | undefined): ListFormat {
  if (text === undefined) return json ? 'json' : 'text';
  if (json && text !== 'json') throw new UsageError(t('Use {0} or {1}, not both.', '--json', '--format'));
  const format = LIST_FORMATS.find(one => one === text);
  if (format === undefined)
    throw new UsageError(t("'{0}' is not a format; use one of {1}.", text, LIST_FORMATS.join(', ')));
  return format;
}

/** Which accounts, Regions and kinds are meant; without --kind, all those offered. Throws UsageError. */
export function whereOf(values: WhereValues, offered: readonly Pick<Kind, 'id'>[]): Omit<ListOptions, 'format'> {
  const allProfiles = values['all-profiles'] === true;
  if (allProfiles && namesAccounts(values)) {
    const one = values.profile === undefined ? '--sso-session' : '--profile';
    throw new UsageError(t('Use {0} or --all-profiles, not both.', one));
  }
  return {
    sources: allProfiles ? null : accountSources(values),
    regions: values.region === undefined ? null : [...new Set(values.region.map(regionOption))],
    kinds: new Set(
      values.kind === undefined ? offered.map(({ id }) => id) : values.kind.map(id => kindIn(offered, id)),
    ),
  };
}

function kindIn(offered: readonly Pick<Kind, 'id'>[], text: string): KindId {
  const kind = offered.find(({ id }) => id === text);
  if (kind === undefined) throw new UsageError(t("'{0}' is not a kind; use one of {1}.", text, kindList(offered)));
  return kind.id;
}

/** The kinds as the help and messages name them. */
export const kindList = (offered: readonly Pick<Kind, 'id'>[] = kinds): string =>
  offered.map(({ id }) => id).join(', ');

/** The accounts asked for. The shared config is looked through only where all its profiles are meant. */
export async function chosenAccounts(
  { sources }: Pick<ListOptions, 'sources'>,
  directory: AccountDirectory,
): Promise<{ readonly sources: readonly AccountSource[]; readonly problems: readonly string[] }> {
  if (sources !== null) return { sources, problems: [] };
  const listed = await directory.list();
  const profiles = listed.sources.map(({ source }) => source).filter(({ kind }) => kind === 'profile');
  return { sources: profiles, problems: listed.problems };
}
