import { type Found, inReadingOrder, listRow } from '../../core/inventory/found.ts';
import { sweep } from '../../core/inventory/sweep.ts';
import { type CommandIo, EXIT, UsageError } from '../commandLine.ts';
import { jsonDocument } from '../output.ts';
import { openServices, type Services } from '../services.ts';
import { chosenAccounts, type ListOptions, parseListOptions } from './listOptions.ts';
import { listText } from './listText.ts';
import { Progress } from './progress.ts';

/** Runs `list`. Gives the exit code. Throws UsageError. */
export async function runList(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseListOptions(args);
  const services = openServices(io);
  try {
    return await list(options, io, services);
  } finally {
    services.dispose();
  }
}

async function list(options: ListOptions, io: CommandIo, services: Services): Promise<number> {
  const { sources, problems } = await chosenAccounts(options, services.directory);
  // An empty list would say that the accounts hold nothing, where there are none.
  if (sources.length === 0) throw new UsageError('There is no profile in the shared config.');
  const progress = new Progress(io.stderr, count => `Listing … ${count}`);
  const found: Found[] = [];
  const request = { sources, regions: options.regions, kinds: options.kinds, signal: io.stop };
  for await (const one of sweep({ ...services, kinds: services.table.rows }, request)) {
    found.push(one);
    await progress.step();
  }
  await progress.end();
  if (io.stop.aborted) return EXIT.failed;
  const ordered = inReadingOrder(found, sources, services.table.rows);
  await io.stdout.write(options.json ? jsonDocument(ordered.map(listRow)) : listText(ordered, options, services.table));
  return problems.length > 0 || found.some(({ error }) => error !== null) ? EXIT.failed : EXIT.done;
}
