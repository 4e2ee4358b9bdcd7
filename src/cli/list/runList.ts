import type { Indexed } from '../../core/indexes/askIndexes.ts';
import { type Found, inReadingOrder, listRow } from '../../core/inventory/found.ts';
import { sweep } from '../../core/inventory/sweep.ts';
import type { KindTable } from '../../core/kinds/kindTable.ts';
import { sourceKey } from '../../core/model/account.ts';
import { inventoryCsv, inventoryMarkdown } from '../../messages/inventoryText.ts';
import { type CommandIo, EXIT, UsageError } from '../commandLine.ts';
import { t } from '../language.ts';
import { jsonDocument } from '../output.ts';
import { type Services, withServices } from '../services.ts';
import { indexedText, indexRow, readIndexes } from './indexes.ts';
import { chosenAccounts, type ListFormat, parseListOptions } from './listOptions.ts';
import { listText } from './listText.ts';
import { Progress } from './progress.ts';

/** Runs `list`. Gives the exit code. Throws UsageError. */
export async function runList(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseListOptions(args);
  return withServices(io, services => list(options, io, services));
}

async function list(options: ReturnType<typeof parseListOptions>, io: CommandIo, services: Services): Promise<number> {
  const { sources, problems } = await chosenAccounts(options, services.directory);
  // An empty list would say that the accounts hold nothing, where there are none.
  if (sources.length === 0) throw new UsageError(t('The shared config has no profiles.'));
  const progress = new Progress(io.stderr, count => t('Listing … {0}', `${count}`));
  const found: Found[] = [];
  const { regions, kinds } = options;
  // One account, and Regions that were named, are soon asked.
  const everywhere = options.everywhere || regions !== null || sources.length === 1;
  const request = { sources, regions, kinds, everywhere, emptyPlaces: services.emptyPlaces, signal: io.stop };
  for await (const one of sweep({ ...services, kinds: services.table.rows }, request)) {
    found.push(one);
    await progress.step();
  }
  await progress.end();
  if (io.stop.aborted) return EXIT.failed;
  const ordered = inReadingOrder(found, sources, services.table.rows);
  const asked = ordered.filter(({ emptyAt }) => emptyAt === undefined);
  const { known, isWhole } = options.index
    ? await readIndexes(asked, options, io, services, sources)
    : { known: [], isWhole: true };
  if (io.stop.aborted) return EXIT.failed;
  await io.stdout.write(written(asked, known, options, services.table));
  const passedOver = notAskedAgain(ordered);
  if (passedOver !== null) await io.stderr.line(passedOver);
  return problems.length > 0 || !isWhole || found.some(({ error }) => error !== null) ? EXIT.failed : EXIT.done;
}

function written(
  found: readonly Found[],
  known: readonly Indexed[],
  options: ReturnType<typeof parseListOptions>,
  table: KindTable,
): string {
  const as: Readonly<Record<ListFormat, () => string>> = {
    text: () => `${listText(found, options, table)}${indexedText(known, table)}`,
    json: () => jsonDocument([...found.map(listRow), ...known.map(indexRow)]),
    csv: () => inventoryCsv(found, known),
    markdown: () => inventoryMarkdown(found, table, t, known),
  };
  return as[options.format]();
}

/** What was not asked because it held nothing within the last day; null where all was. */
export function notAskedAgain(found: readonly Found[]): string | null {
  const times = found.flatMap(({ emptyAt }) => (emptyAt === undefined ? [] : [emptyAt]));
  if (times.length === 0) return null;
  const places = new Set(
    found.filter(one => one.emptyAt !== undefined).map(({ source, region }) => `${sourceKey(source)} ${region}`),
  );
  const since = new Date(Math.min(...times)).toISOString();
  return t(
    'Skipped: {0} Regions that had nothing when last checked, {1} or later. --everywhere checks them too.',
    `${places.size}`,
    since,
  );
}
