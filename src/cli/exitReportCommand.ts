import { exitReport } from '../core/exit/exitReport.ts';
import { english } from '../core/model/translate.ts';
import { exitJson, exitMarkdown, isPartial } from '../messages/exitText.ts';
import { type Command, EXIT, parseOptions, UsageError } from './commandLine.ts';
import { chosenAccounts, whereOf, whereOptions } from './list/listOptions.ts';
import { Progress } from './list/progress.ts';
import { jsonDocument } from './output.ts';
import { openServices } from './services.ts';

const { kind: _all, ...accountOptions } = whereOptions;
const flag = { type: 'boolean' } as const;

/** `exit-report`: what Pinpoint's event streams did, and what follows them. */
export const exitReportCommand: Command = {
  name: 'exit-report',
  summary: 'what Pinpoint’s event streams did, what follows them, and which roles still trust Pinpoint',
  usage: `[--profile P]… [--all-profiles] [--region R]… [--json|--markdown]

  --profile P     an account, by a profile of the shared config; may be repeated
  --all-profiles  every profile of the shared config
                  without either: the credentials AWS's own tools would take
  --region R      a Region; may be repeated; without: all Regions where Pinpoint was offered
  --json          one JSON document
  --markdown      Markdown, which is also what it prints without

Nothing is changed: every call is a read, and the commands it prints are not run.

Exit: 0 all read, 1 something could not be read, 64 wrong usage.`,
  examples: [
    ['every account, as a page', 'notification-explorer exit-report --all-profiles > pinpoint-exit.md'],
    ['one Region, for a script', 'notification-explorer exit-report --profile prod --region us-east-1 --json'],
  ],
  run: async (args, io) => {
    const values = parseOptions(args, { ...accountOptions, json: flag, markdown: flag });
    if (values.json === true && values.markdown === true) throw new UsageError('Give --json or --markdown, not both.');
    const options = whereOf(values, []);
    const services = openServices(io);
    try {
      const { sources, problems } = await chosenAccounts(options, services.directory);
      // No report would say that nothing is left, where there are no accounts.
      if (sources.length === 0) throw new UsageError('There is no profile in the shared config.');
      const progress = new Progress(io.stderr, count => `Reading … ${count}`);
      const request = { sources, regions: options.regions, signal: io.stop };
      const report = await exitReport({ ...services, kinds: services.table.rows }, request, () => progress.step());
      await progress.end();
      if (io.stop.aborted) return EXIT.failed;
      await io.stdout.write(values.json === true ? jsonDocument(exitJson(report)) : exitMarkdown(report, english));
      return problems.length > 0 || isPartial(report) ? EXIT.failed : EXIT.done;
    } finally {
      services.dispose();
    }
  },
};
