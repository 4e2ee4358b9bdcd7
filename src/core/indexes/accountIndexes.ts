import type { AccountSource } from '../model/account.ts';
import { parseArn } from '../model/arn.ts';
import { type AccessError, asAccessError } from '../model/errors.ts';
import type { AccountGateway } from '../model/ports.ts';
import { controlPlaneOf, type Region, regionsOfPartition } from '../model/regions.ts';
import { askIndexes, type IndexQuestion, type IndexReading } from './askIndexes.ts';

/** What the indexes of one account say. */
export interface AccountIndexes {
  readonly source: AccountSource;
  /** Null where the account could not be asked. */
  readonly accountId: string | null;
  /** Empty where it has no index. */
  readonly readings: readonly IndexReading[];
  /** Why the account could not be asked; null where it could. */
  readonly error: AccessError | null;
}

/** Where the indexes of an account are looked for, null for its whole partition, and for what. */
export interface IndexSearch extends Pick<IndexQuestion, 'kinds' | 'signal'> {
  readonly regions: readonly Region[] | null;
}

/** Asks who a source is, then all indexes of that account. Never rejects; a signal that aborts shows as `cancelled`. */
export async function indexesOf(
  gateway: Pick<AccountGateway, 'reader'>,
  source: AccountSource,
  { regions, kinds, signal }: IndexSearch,
): Promise<AccountIndexes> {
  const reader = gateway.reader(source);
  try {
    const { accountId, arn } = await reader.identity({ signal });
    const partition = parseArn(arn)?.partition ?? 'aws';
    const everywhere = [...new Set([controlPlaneOf(partition), ...regionsOfPartition(partition)])];
    const readings = await askIndexes({ reader, accountId, regions: regions ?? everywhere, kinds, signal });
    return { source, accountId, readings, error: null };
  } catch (thrown) {
    return { source, accountId: null, readings: [], error: asAccessError(thrown) };
  }
}
