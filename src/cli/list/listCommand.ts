import { type Found, inReadingOrder, listRow } from '../../core/inventory/found.ts';
import { sweep } from '../../core/inventory/sweep.ts';
import { type Command, type CommandIo, EXIT, UsageError } from '../commandLine.ts';
import { jsonDocument } from '../output.ts';
import { openServices, type Services } from '../services.ts';
import { chosenAccounts, kindList, type ListOptions, parseListOptions } from './listOptions.ts';
import { listText } from './listText.ts';
import { Progress } from './progress.ts';

/** `list`: what is there, in many accounts and Regions at once. */
export const listCommand: Command = {
  name: 'list',
  summary: 'list hubs, vaults, event streams and registrations of accounts and Regions',
  usage: `[--profile P]… [--all-profiles] [--region R]… [--kind K]… [--json]

  --profile P     an account, by a profile of the shared config; may be repeated
  --all-profiles  every profile of the shared config
                  without either: the credentials AWS's own tools would take
  --region R      a Region; may be repeated; without: all Regions where the service exists
  --kind K        one of ${kindList()}; may be repeated
  --json          one JSON document: a list of rows

Exit: 0 all read, 1 something could not be read, 64 wrong usage.`,
  examples: [
    [
      'the vaults of an account in one Region',
      'notification-explorer list --profile prod --region eu-west-1 --kind vault',
    ],
    ['everything of every profile, for a script', 'notification-explorer list --all-profiles --json'],
  ],
  run: async (args, io) => {
    const options = parseListOptions(args);
    const services = openServices(io);
    try {
      return await list(options, io, services);
    } finally {
      services.dispose();
    }
  },
};

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
