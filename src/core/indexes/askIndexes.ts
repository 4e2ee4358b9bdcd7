import { isAccountId } from '../model/account.ts';
import {
  isObject,
  objects,
  optionalFlag,
  optionalText,
  optionalTime,
  pageToken,
  text,
  texts,
} from '../model/answer.ts';
import { parseArn } from '../model/arn.ts';
import { type AccessError, asAccessError, isCancelled } from '../model/errors.ts';
import type { Kind } from '../model/kind.ts';
import type { ReadOperation } from '../model/operations.ts';
import { pagesOf } from '../model/paging.ts';
import type { AccountReader, Answer, CallOptions, Input } from '../model/ports.ts';
import { parseRegion, type Region } from '../model/regions.ts';
import type { KindId } from '../model/resource.ts';

/** An index that AWS keeps of resources, of this account or of many. */
export type IndexName = 'resource-explorer' | 'config';

/** One resource that an index knows. Nothing was read of it: it is shown, and can't be changed from here. */
export interface Indexed {
  /** Twelve digits: in an organisation's index not always the account that was asked. */
  readonly accountId: string;
  readonly region: Region;
  readonly kind: KindId;
  /** As the kind's own rows are named. */
  readonly name: string;
  readonly arn: string;
  /** When the index last heard of it, milliseconds since 1970; null where it does not say. */
  readonly reportedAt: number | null;
}

/** What one index said. */
export interface IndexReading {
  readonly index: IndexName;
  /** Where it was asked. */
  readonly region: Region;
  /** Its aggregator's name with Config; null with Resource Explorer. */
  readonly name: string | null;
  readonly found: readonly Indexed[];
  /** The kinds that it can tell of. */
  readonly kinds: readonly KindId[];
  /** The Regions that it holds; null: all that it gathers from, which it does not list. */
  readonly regions: readonly Region[] | null;
  /** False where it has more than it gives. */
  readonly isComplete: boolean;
  /** Why it stopped in the middle, or could not be asked; null where it told all. */
  readonly error: AccessError | null;
}

/** Where indexes are asked, and for what. */
export interface IndexQuestion {
  readonly reader: Pick<AccountReader, 'read'>;
  /** Twelve digits: whose indexes. */
  readonly accountId: string;
  /**
   * Where Config's aggregators are looked for. The first that the account has enabled is also asked where Resource Explorer's
   * indexes are.
   */
  readonly regions: readonly Region[];
  readonly kinds: readonly Kind[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks every index that there is for resources of these kinds. It makes none: a search in a Region without an index of Resource
 * Explorer would make one, with a role, so that only those are searched that ListIndexes names.
 * An index that can't be asked is a reading with an error. Empty where the account has no index. Throws AccessError
 * `cancelled` alone.
 *
 * @see https://docs.aws.amazon.com/resource-explorer/latest/userguide/getting-started-setting-up.html
 */
export async function askIndexes(question: IndexQuestion): Promise<readonly IndexReading[]> {
  const asking = new Asking(question);
  const readings = await Promise.all([
    asking.explorer(),
    ...question.regions.map(region => asking.aggregators(region)),
  ]);
  return readings.flat();
}

/** Kinds that an index has a type for, by that type. */
const typesOf = (kinds: readonly Kind[], index: IndexName): ReadonlyMap<string, Kind> =>
  new Map(kinds.flatMap(kind => (kind.indexed?.[index] === undefined ? [] : [[kind.indexed[index], kind]])));

class Asking {
  readonly #question: IndexQuestion;

  constructor(question: IndexQuestion) {
    this.#question = question;
  }

  /** Resource Explorer: in the aggregator's Region where there is one, else in each that has an index of its own. */
  async explorer(): Promise<readonly IndexReading[]> {
    const types = typesOf(this.#question.kinds, 'resource-explorer');
    const refused: IndexReading[] = [];
    for (const home of types.size === 0 ? [] : this.#question.regions) {
      const indexes = await this.#or(home, 'resource-explorer', null, () => this.#indexes(home));
      if (Array.isArray(indexes)) return this.#searches(indexes, types);
      refused.push(indexes);
      // A Region that the account has not enabled says nothing of the others.
      if (indexes.error?.code !== 'region-not-enabled') break;
    }
    return refused.slice(-1);
  }

  #searches(
    indexes: readonly { readonly region: Region; readonly isAggregator: boolean }[],
    types: ReadonlyMap<string, Kind>,
  ): Promise<readonly IndexReading[]> {
    const aggregator = indexes.find(({ isAggregator }) => isAggregator);
    const regions = indexes.map(({ region }) => region);
    const asked = aggregator === undefined ? regions : [aggregator.region];
    return Promise.all(asked.map(region => this.#search(region, aggregator === undefined ? [region] : regions, types)));
  }

  async #indexes(home: Region) {
    const pages = this.#pages('ListIndexes', home, 'NextToken', {});
    const found: { readonly region: Region; readonly isAggregator: boolean }[] = [];
    for await (const answer of pages) {
      for (const one of objects(answer, 'Indexes')) {
        const region = parseRegion(text(one, 'Region'));
        if (region !== undefined) found.push({ region, isAggregator: optionalText(one, 'Type') === 'AGGREGATOR' });
      }
    }
    return found;
  }

  async #search(region: Region, regions: readonly Region[], types: ReadonlyMap<string, Kind>): Promise<IndexReading> {
    const found: Indexed[] = [];
    let isComplete = true;
    const error = await this.#read(async () => {
      // One search for each type: each gives the first 1,000 alone.
      for (const [type, kind] of types) {
        const pages = this.#pages('Search', region, 'NextToken', {
          QueryString: `resourcetype:${type}`,
          MaxResults: 1_000,
        });
        for await (const answer of pages) {
          found.push(...objects(answer, 'Resources').flatMap(one => explored(one, kind)));
          const { Count: count } = answer;
          if (isObject(count) && optionalFlag(count, 'Complete') === false) isComplete = false;
        }
      }
    });
    const kinds = [...types.values()].map(({ id }) => id);
    return { index: 'resource-explorer', region, name: null, found, kinds, regions, isComplete, error };
  }

  /** Config's aggregators in a Region. */
  async aggregators(region: Region): Promise<readonly IndexReading[]> {
    const types = typesOf(this.#question.kinds, 'config');
    if (types.size === 0) return [];
    const names = await this.#or(region, 'config', null, async () => {
      const all: { readonly name: string; readonly regions: readonly Region[] | null }[] = [];
      for await (const answer of this.#pages('DescribeConfigurationAggregators', region, 'NextToken', {})) {
        all.push(...objects(answer, 'ConfigurationAggregators').map(aggregatorOf));
      }
      return all;
    });
    if (!Array.isArray(names)) return [names];
    return Promise.all(names.map(one => this.#select(region, one, types)));
  }

  async #select(
    region: Region,
    { name, regions }: ReturnType<typeof aggregatorOf>,
    types: ReadonlyMap<string, Kind>,
  ): Promise<IndexReading> {
    const found: Indexed[] = [];
    const error = await this.#read(async () => {
      const Expression = `SELECT ${FIELDS.join(', ')} WHERE resourceType IN (${[...types.keys()].map(one => `'${one}'`).join(', ')})`;
      const input = { ConfigurationAggregatorName: name, Expression };
      for await (const answer of this.#pages('SelectAggregateResourceConfig', region, 'NextToken', input)) {
        found.push(...texts(answer, 'Results').flatMap(one => recorded(one, types)));
      }
    });
    const kinds = [...types.values()].map(({ id }) => id);
    return { index: 'config', region, name, found, kinds, regions, isComplete: true, error };
  }

  #pages(operation: ReadOperation, region: Region, token: string, input: Input): AsyncIterable<Answer> {
    const { reader, accountId, signal } = this.#question;
    const options: CallOptions = { accountId, signal };
    return pagesOf(
      from => reader.read(operation, region, from === null ? input : { ...input, [token]: from }, options),
      answer => pageToken(answer, token),
    );
  }

  /** What a first question finds, or a reading that says why it can't be asked. */
  async #or<T>(
    region: Region,
    index: IndexName,
    name: string | null,
    ask: () => Promise<T>,
  ): Promise<T | IndexReading> {
    try {
      return await ask();
    } catch (thrown) {
      if (isCancelled(thrown)) throw thrown;
      const kinds = [...typesOf(this.#question.kinds, index).values()].map(({ id }) => id);
      return { index, region, name, found: [], kinds, regions: [], isComplete: false, error: asAccessError(thrown) };
    }
  }

  async #read(work: () => Promise<void>): Promise<AccessError | null> {
    try {
      await work();
      return null;
    } catch (thrown) {
      if (isCancelled(thrown)) throw thrown;
      return asAccessError(thrown);
    }
  }
}

const FIELDS = ['accountId', 'awsRegion', 'resourceType', 'resourceId', 'arn', 'configurationItemCaptureTime'] as const;

/** One resource of Resource Explorer; none where it says too little to tell what it is. */
function explored(one: Answer, kind: Kind): readonly Indexed[] {
  const arn = text(one, 'Arn');
  const accountId = optionalText(one, 'OwningAccountId') ?? parseArn(arn)?.accountId ?? '';
  const region = parseRegion(optionalText(one, 'Region') ?? '');
  const reported = optionalTime(one, 'LastReportedAt');
  return indexedOf(kind, { accountId, region, arn, id: null, reported });
}

/** One line of Config's answer, which is JSON by itself. */
function recorded(line: string, types: ReadonlyMap<string, Kind>): readonly Indexed[] {
  let one: unknown;
  try {
    one = JSON.parse(line);
  } catch {
    return [];
  }
  if (!isObject(one)) return [];
  const kind = types.get(optionalText(one, 'resourceType') ?? '');
  if (kind === undefined) return [];
  const region = parseRegion(optionalText(one, 'awsRegion') ?? '');
  const accountId = optionalText(one, 'accountId') ?? '';
  const reported = optionalTime(one, 'configurationItemCaptureTime');
  return indexedOf(kind, {
    accountId,
    region,
    arn: optionalText(one, 'arn') ?? '',
    id: optionalText(one, 'resourceId'),
    reported,
  });
}

interface Told {
  readonly accountId: string;
  readonly region: Region | undefined;
  readonly arn: string;
  readonly id: string | null;
  readonly reported: string | null;
}

function indexedOf(kind: Kind, { accountId, region, arn, id, reported }: Told): readonly Indexed[] {
  const name = id ?? arn.split('/').at(-1) ?? '';
  if (!isAccountId(accountId) || region === undefined || name === '') return [];
  const time = reported === null ? Number.NaN : Date.parse(reported);
  return [{ accountId, region, kind: kind.id, name, arn, reportedAt: Number.isNaN(time) ? null : time }];
}

/** An aggregator's name, and the Regions it gathers from; null for all. */
function aggregatorOf(one: Answer): { readonly name: string; readonly regions: readonly Region[] | null } {
  const [accounts] = Array.isArray(one.AccountAggregationSources) ? objects(one, 'AccountAggregationSources') : [];
  const source = isObject(one.OrganizationAggregationSource) ? one.OrganizationAggregationSource : accounts;
  const name = text(one, 'ConfigurationAggregatorName');
  if (source === undefined || !Array.isArray(source.AwsRegions)) return { name, regions: null };
  return { name, regions: texts(source, 'AwsRegions').flatMap(region => parseRegion(region) ?? []) };
}

/** What indexes know beside what was read, once each; the newest word of it where two know it. */
export function onlyIndexed(readings: readonly IndexReading[], isRead: (one: Indexed) => boolean): readonly Indexed[] {
  const newest = new Map<string, Indexed>();
  for (const one of readings.flatMap(({ found }) => found)) {
    const key = [one.accountId, one.region, one.kind, one.name].join('\n');
    const known = newest.get(key);
    if (!isRead(one) && (known?.reportedAt ?? -1) < (one.reportedAt ?? 0)) newest.set(key, one);
  }
  return [...newest.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
