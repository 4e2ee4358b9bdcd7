import type { AccountIndexes } from '../core/indexes/accountIndexes.ts';
import type { IndexReading } from '../core/indexes/askIndexes.ts';
import type { KindTable } from '../core/kinds/kindTable.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Region } from '../core/model/regions.ts';
import type { Translate } from '../core/model/translate.ts';
import { errorText } from './errorText.ts';
import { accountTitle } from './nodeText.ts';

/** Regions named in full where an index holds many; the rest is counted. */
const MAX_NAMED = 5;

const NAMES = { 'resource-explorer': 'AWS Resource Explorer', config: 'AWS Config' } as const;

/** An index as people know it: by its service, and its aggregator's name where it has one. */
export const indexTitle = ({ index, name }: IndexReading, t: Translate): string =>
  name === null ? NAMES[index] : t('{0} aggregator {1}', NAMES[index], plainText(name));

/** What each index of an account covers, or why it could not be asked: one line each. */
export function coverageLines(
  { source, accountId, readings, error }: AccountIndexes,
  table: KindTable,
  t: Translate,
): readonly string[] {
  if (error !== null) return [`${accountTitle(source, null, t)}: ${errorText(error, t).title}.`];
  const account = accountTitle(source, accountId, t);
  // Regions that the account has not enabled have no index; Resource Explorer says so only where no other could be asked.
  const told = readings.filter(one => one.index !== 'config' || one.error?.code !== 'region-not-enabled');
  if (told.length === 0) return [t('{0}: no AWS Resource Explorer index and no AWS Config aggregator.', account)];
  return told.map(reading => `${account}: ${coverage(reading, table, t)}`);
}

function coverage(reading: IndexReading, table: KindTable, t: Translate): string {
  const { region, kinds, regions, isComplete, error } = reading;
  const what = indexTitle(reading, t);
  if (error !== null) return t('{0} in {1} could not be read: {2}.', what, region, errorText(error, t).title);
  const of = kinds.map(kind => table.of(kind).plural(t)).join(', ');
  const told = t('{0} in {1} covers {2} in {3}.', what, region, of, regionsText(regions, t));
  return isComplete ? told : `${told} ${t('It has more results than AWS returns.')}`;
}

function regionsText(regions: readonly Region[] | null, t: Translate): string {
  if (regions === null) return t('all the Regions it collects from');
  const named = regions.slice(0, MAX_NAMED).join(', ');
  return regions.length > MAX_NAMED ? t('{0} and {1} more', named, `${regions.length - MAX_NAMED}`) : named;
}
