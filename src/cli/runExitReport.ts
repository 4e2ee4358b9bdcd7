import { exitReport } from '../core/exit/exitReport.ts';
import { exitJson, exitMarkdown, isPartial } from '../messages/exitText.ts';
import { type CommandIo, EXIT, parseOptions, UsageError } from './commandLine.ts';
import { t } from './language.ts';
import { chosenAccounts, whereOf, whereOptions } from './list/listOptions.ts';
import { Progress } from './list/progress.ts';
import { jsonDocument } from './output.ts';
import { withServices } from './services.ts';

const { kind: _all, ...accountOptions } = whereOptions;
const flag = { type: 'boolean' } as const;

/** Runs `exit-report`. Gives the exit code. Throws UsageError. */
export async function runExitReport(args: readonly string[], io: CommandIo): Promise<number> {
  const values = parseOptions(args, { ...accountOptions, json: flag, markdown: flag });
  if (values.json === true && values.markdown === true) throw new UsageError(t('Use --json or --markdown, not both.'));
  const options = whereOf(values, []);
  return withServices(io, async services => {
    const { sources, problems } = await chosenAccounts(options, services.directory);
    // No report would say that nothing is left, where there are no accounts.
    if (sources.length === 0) throw new UsageError(t('The shared config has no profiles.'));
    const progress = new Progress(io.stderr, count => t('Reading … {0}', `${count}`));
    const request = { sources, regions: options.regions, signal: io.stop };
    const report = await exitReport({ ...services, kinds: services.table.rows }, request, () => progress.step());
    await progress.end();
    if (io.stop.aborted) return EXIT.failed;
    await io.stdout.write(values.json === true ? jsonDocument(exitJson(report)) : exitMarkdown(report, t));
    return problems.length > 0 || isPartial(report) ? EXIT.failed : EXIT.done;
  });
}
