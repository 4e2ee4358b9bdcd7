import { type ExportedEstate, readEstate } from '../../core/export/estate.ts';
import { type ExportedFile, exportTargets, gapLines, writeExport } from '../../core/export/targets.ts';
import { kindExports } from '../../core/kinds/exportTable.ts';
import { kindTable } from '../../core/kinds/table.ts';
import { plainText } from '../../core/model/plainText.ts';
import { exportHead } from '../../messages/exportText.ts';
import { missingLines } from '../../messages/fleetPlanText.ts';
import { type CommandIo, EXIT, UsageError } from '../commandLine.ts';
import { t } from '../language.ts';
import { chosenAccounts } from '../list/listOptions.ts';
import { Progress } from '../list/progress.ts';
import { type Services, withServices } from '../services.ts';
import { type ExportOptions, parseExportOptions } from './exportOptions.ts';
import { saveExport } from './saveExport.ts';

/** Names that a line about what has no equivalent tells. */
const MAX_NAMED = 5;

/** Runs `export`. */
export async function runExport(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseExportOptions(args);
  return withServices(io, services => exported(options, io, services));
}

async function exported(options: ExportOptions, io: CommandIo, services: Services): Promise<number> {
  const { sources, problems } = await chosenAccounts(options, services.directory);
  // An empty export would say that the accounts hold nothing, where there are none.
  if (sources.length === 0) throw new UsageError(t('The shared config has no profiles.'));
  const progress = new Progress(io.stderr, count => t('Reading … {0}', `${count}`));
  const { regions, kinds, name, as } = options;
  const estate = await readEstate(
    { sources, regions, kinds, name, isForTerraform: as === 'terraform', signal: io.stop },
    { ...services, exports: kindExports, tell: () => progress.step() },
  );
  await progress.end();
  if (io.stop.aborted) return EXIT.failed;
  return written(estate, options, io, problems.length > 0);
}

async function written(
  estate: ExportedEstate,
  options: ExportOptions,
  io: CommandIo,
  isPartial: boolean,
): Promise<number> {
  const target = exportTargets.find(({ id }) => id === options.as);
  if (target === undefined) throw new RangeError(`no such target: ${options.as}`);
  const head = exportHead(estate, t);
  const { files, gaps } = writeExport(target, estate, { table: kindTable, t, head, isWhole: true });
  if (options.out !== undefined) await saveExport(files, options.out, target, io);
  else await io.stdout.write(onlyText(files));
  const missing = missingLines(estate.missing, t);
  if (missing.length > 0) await io.stderr.line([t('Not read, and not exported:'), ...missing].join('\n'));
  for (const line of gapLines(gaps, t, MAX_NAMED)) await io.stderr.line(line);
  if (files.length === 0) await io.stderr.line(t('Nothing was exported: there is nothing to write.'));
  const isNamed = options.name === undefined || estate.found.some(one => one.name === options.name);
  if (!isNamed) {
    const kinds = [...options.kinds].join(', ');
    await io.stderr.line(t("There is no {0} named '{1}' in what was read.", kinds, plainText(options.name ?? '')));
  }
  return missing.length > 0 || isPartial || !isNamed ? EXIT.failed : EXIT.done;
}

/** What goes to standard output, which can hold the files of one folder after each other. Throws UsageError for more. */
function onlyText(files: readonly ExportedFile[]): string {
  if (files.some(({ path }) => path.includes('/'))) {
    throw new UsageError(t('Several accounts or Regions need a folder each: use --out FOLDER.'));
  }
  return files.map(({ text }) => text).join('\n');
}
