import { indexesOf } from '../../core/indexes/accountIndexes.ts';
import { type Indexed, onlyIndexed } from '../../core/indexes/askIndexes.ts';
import type { Found, ListRow } from '../../core/inventory/found.ts';
import type { KindTable } from '../../core/kinds/kindTable.ts';
import type { AccountSource } from '../../core/model/account.ts';
import { plainText } from '../../core/model/plainText.ts';
import { coverageLines } from '../../messages/indexText.ts';
import type { CommandIo } from '../commandLine.ts';
import { t } from '../language.ts';
import type { Services } from '../services.ts';
import type { ListOptions } from './listOptions.ts';

/** What only an index knows, as text for people; empty where it knows nothing more. */
export function indexedText(rows: readonly Indexed[], table: KindTable): string {
  if (rows.length === 0) return '';
  const lines = rows.map(one => {
    const since = one.reportedAt === null ? '' : t('as of {0}', new Date(one.reportedAt).toISOString());
    const line = `  ${one.accountId} · ${one.region} · ${table.of(one.kind).label(t)} ${plainText(one.name)}`;
    return since === '' ? line : `${line} (${since})`;
  });
  return ['', `${t('Only known from an index, not read')}:`, ...lines, ''].join('\n');
}

/** What indexes told. */
export interface IndexedRows {
  /** What only they know. */
  readonly known: readonly Indexed[];
  /** False where one that there is could not be read. */
  readonly isWhole: boolean;
}

/** What only the indexes of these accounts know. What each covers is told on standard error. */
export async function readIndexes(
  found: readonly Found[],
  { regions, kinds }: ListOptions,
  io: CommandIo,
  { gateway, table }: Services,
  sources: readonly AccountSource[],
): Promise<IndexedRows> {
  const search = { regions, kinds: table.rows.filter(({ id }) => kinds.has(id)), signal: io.stop };
  const accounts = await Promise.all(sources.map(source => indexesOf(gateway, source, search)));
  if (io.stop.aborted) return { known: [], isWhole: false };
  for (const account of accounts) {
    // Why an account can't be reached is told beside its rows.
    if (account.error !== null) continue;
    for (const line of coverageLines(account, table, t)) await io.stderr.line(line);
  }
  const key = (one: Pick<Found, 'accountId' | 'region' | 'kind' | 'name'>): string =>
    [one.accountId, one.region, one.kind, one.name].join('\n');
  const read = new Set(found.filter(({ row }) => row !== null).map(key));
  const isAsked = ({ region }: Indexed): boolean => regions === null || regions.includes(region);
  const readings = accounts.flatMap(account => account.readings);
  return {
    known: onlyIndexed(readings, one => read.has(key(one)) || !isAsked(one)),
    isWhole: readings.every(({ error }) => error === null || error.code === 'region-not-enabled'),
  };
}

/** A row of `list --json` for what only an index knows. */
export const indexRow = ({ accountId, region, kind, name }: Indexed): ListRow => ({
  account: { id: accountId, source: 'index' },
  ...{ region, kind, name, status: 'indexed', config: null, error: null },
});
