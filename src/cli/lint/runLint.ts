import { askedHubs } from '../../core/kinds/hub/hubsOfDocument.ts';
import { type FileOptions, lintFile } from '../../core/lint/lintFile.ts';
import type { LintContext } from '../../core/lint/model/rule.ts';
import { ruleOf } from '../../core/lint/ruleTable.ts';
import { SEVERITIES } from '../../core/model/finding.ts';
import { plainText } from '../../core/model/plainText.ts';
import { systemClock } from '../../state/systemClock.ts';
import { type CommandIo, EXIT } from '../commandLine.ts';
import { jsonDocument } from '../output.ts';
import { decode, type LintedFile, type ReadFiles, readLintedFiles } from './lintedFiles.ts';
import { type LintCommandOptions, parseLintOptions } from './lintOptions.ts';
import { type FileReport, lintRows, reportText } from './lintReport.ts';
import { sarifLog } from './sarif.ts';

/** Lints what the arguments name, and gives the exit code. Throws UsageError. */
export async function runLint(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseLintOptions(args, id => ruleOf(id) !== undefined);
  const { files, problems } = await inputs(options, io);
  const reports = lintAll(files, options);
  const unread = reports.filter(({ left }) => left === 'format');
  if (unread.length > 0 && unread.length === reports.length) {
    for (const { file } of unread) await io.stderr.line(`${plainText(file.name)}: not a format that is read.`);
    await io.stderr.line('Read are JSON, shell scripts, Makefiles, YAML, Markdown and reStructuredText.');
    return EXIT.usage;
  }
  await io.stdout.write(shown(reports, options));
  for (const problem of problems) await io.stderr.line(plainText(problem));
  if (problems.length > 0) return EXIT.usage;
  return reports.some(report => isGrave(report, options)) ? EXIT.failed : EXIT.done;
}

async function inputs({ stdin, files }: LintCommandOptions, io: CommandIo): Promise<ReadFiles> {
  if (stdin === null) return await readLintedFiles(files, io.cwd);
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin()) chunks.push(chunk);
  const name = stdin.fileName === '' ? '<stdin>' : stdin.fileName;
  return { files: [{ name, text: decode(Buffer.concat(chunks)) }], problems: [] };
}

/** Lints every file; each knows the hubs that the others ask for. */
function lintAll(files: readonly LintedFile[], options: LintCommandOptions): readonly FileReport[] {
  const { account, region, kind, rules } = options;
  const context: LintContext = { account, region, today: new Date(systemClock.now()).toISOString().slice(0, 10) };
  const how = (file: LintedFile): FileOptions => ({
    fileName: file.name,
    rules,
    ...(kind === undefined ? {} : { kind }),
  });
  const first = files.map(file => lintFile(file.text, how(file), context));
  const hubs = first.map(result => (account === undefined ? [] : askedHubs(result.document, account)));
  return files.map((file, index) => {
    const otherHubs = hubs.filter((_, other) => other !== index).flat();
    const own = first[index];
    const again = own === undefined || (otherHubs.length > 0 && hubs[index]?.length !== 0);
    const result = again ? lintFile(file.text, how(file), { ...context, otherHubs }) : own;
    const left = result.leftFor ?? (result.kind === null ? 'unrecognised' : undefined);
    return { file, findings: result.findings, ...(left === undefined ? {} : { left }) };
  });
}

function shown(reports: readonly FileReport[], { format, verbose }: LintCommandOptions): string {
  if (format === 'json') return jsonDocument(lintRows(reports));
  return format === 'sarif' ? jsonDocument(sarifLog(reports)) : reportText(reports, verbose);
}

function isGrave({ findings }: FileReport, { failOn }: LintCommandOptions): boolean {
  const limit = SEVERITIES.indexOf(failOn);
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit);
}
