import { askIndexes, type Indexed, type IndexReading, onlyIndexed } from '../../core/indexes/askIndexes.ts';
import type { Found, ListRow } from '../../core/inventory/found.ts';
import type { KindTable } from '../../core/kinds/kindTable.ts';
import { type AccountSource, sourceText } from '../../core/model/account.ts';
import { parseArn } from '../../core/model/arn.ts';
import { asAccessError, isCancelled } from '../../core/model/errors.ts';
import { plainText } from '../../core/model/plainText.ts';
import { controlPlaneOf, type Region, regionsOfPartition } from '../../core/model/regions.ts';
import { errorText } from '../../messages/errorText.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import type { CommandIo } from '../commandLine.ts';
import { t } from '../language.ts';
import type { Services } from '../services.ts';
import type { ListOptions } from './listOptions.ts';

/** Regions named in full where an index holds many; the rest is counted. */
const MAX_NAMED = 5;

const NAMES = { 'resource-explorer': 'AWS Resource Explorer', config: 'AWS Config' } as const;

/** What only an index knows, as text for people; empty where it knows nothing more. */
export function indexedText(rows: readonly Indexed[], table: KindTable): string {
  if (rows.length === 0) return '';
  const lines = rows.map(({ accountId, region, kind, name, reportedAt }) => {
    const since = reportedAt === null ? '' : ` (${t('as of {0}', new Date(reportedAt).toISOString())})`;
    return `  ${accountId} · ${region} · ${table.of(kind).label(t)} ${plainText(name)}${since}`;
  });
  return ['', `${t('Only known from an index, not read')}:`, ...lines, ''].join('\n');
}

/** What each index covers, or why it could not be asked: one line each. */
function coverageLines(account: string, readings: readonly IndexReading[], table: KindTable): readonly string[] {
  // Regions that the account has not enabled have no index.
  const told = readings.filter(({ error }) => error?.code !== 'region-not-enabled');
  if (told.length === 0) return [t('{0}: no AWS Resource Explorer index and no AWS Config aggregator.', account)];
  return told.map(reading => `${account}: ${coverage(reading, table)}`);
}

function coverage({ index, name, region, kinds, regions, isComplete, error }: IndexReading, table: KindTable): string {
  const what = name === null ? NAMES[index] : t('{0} aggregator {1}', NAMES[index], plainText(name));
  if (error !== null) return t('{0} in {1} could not be read: {2}.', what, region, errorText(error, t).title);
  const of = kinds.map(kind => table.of(kind).plural(t)).join(', ');
  const told = t('{0} in {1} covers {2} in {3}.', what, region, of, regionsText(regions));
  return isComplete ? told : `${told} ${t('It has more results than AWS returns.')}`;
}

function regionsText(regions: readonly Region[] | null): string {
  if (regions === null) return t('all the Regions it collects from');
  const named = regions.slice(0, MAX_NAMED).join(', ');
  return regions.length > MAX_NAMED ? t('{0} and {1} more', named, `${regions.length - MAX_NAMED}`) : named;
}

/** What only the indexes of these accounts know. What each covers is told on standard error. */
export async function readIndexes(
  found: readonly Found[],
  { regions, kinds }: ListOptions,
  io: CommandIo,
  { gateway, table }: Services,
  sources: readonly AccountSource[],
): Promise<readonly Indexed[]> {
  const asked = table.rows.filter(({ id }) => kinds.has(id));
  const readings = await Promise.all(
    sources.map(async source => {
      const reader = gateway.reader(source);
      try {
        const { accountId, arn } = await reader.identity({ signal: io.stop });
        const partition = parseArn(arn)?.partition ?? 'aws';
        const everywhere = [...new Set([controlPlaneOf(partition), ...regionsOfPartition(partition)])];
        const question = { reader, accountId, regions: regions ?? everywhere, kinds: asked, signal: io.stop };
        return { title: accountTitle(source, accountId, t), answers: await askIndexes(question) };
      } catch (error) {
        if (isCancelled(error)) return { title: '', answers: [] };
        return { title: sourceText(source), answers: [], error: asAccessError(error) };
      }
    }),
  );
  if (io.stop.aborted) return [];
  for (const { title, answers, error } of readings) {
    // Why an account can't be reached is told beside its rows.
    if (error !== undefined) continue;
    for (const line of coverageLines(title, answers, table)) await io.stderr.line(line);
  }
  const key = (one: Pick<Found, 'accountId' | 'region' | 'kind' | 'name'>): string =>
    [one.accountId, one.region, one.kind, one.name].join('\n');
  const read = new Set(found.filter(({ row }) => row !== null).map(key));
  const isAsked = ({ region }: Indexed): boolean => regions === null || regions.includes(region);
  return onlyIndexed(
    readings.flatMap(({ answers }) => answers),
    one => read.has(key(one)) || !isAsked(one),
  );
}

/** A row of `list --json` for what only an index knows. */
export const indexRow = ({ accountId, region, kind, name }: Indexed): ListRow => ({
  account: { id: accountId, source: 'index' },
  ...{ region, kind, name, status: 'indexed', config: null, error: null },
});
