import { randomUUID } from 'node:crypto';
import { askedHubs } from '../../core/kinds/hub/hubsOfDocument.ts';
import { fixAll } from '../../core/lint/fixAll.ts';
import { type FileOptions, formatsIn, lintFile } from '../../core/lint/lintFile.ts';
import type { LintContext } from '../../core/lint/model/rule.ts';
import type { Parsers } from '../../core/lint/parsers.ts';
import { ruleOf } from '../../core/lint/ruleTable.ts';
import { isProduction, markedAccount } from '../../core/model/accountMarks.ts';
import { StateError } from '../../core/model/errors.ts';
import { SEVERITIES } from '../../core/model/finding.ts';
import { plainText } from '../../core/model/plainText.ts';
import { errorLine } from '../../messages/errorText.ts';
import { loadParsers } from '../../parsers/loadParsers.ts';
import { stateFolderPath } from '../../state/stateFolder.ts';
import { systemClock } from '../../state/systemClock.ts';
import { type CommandIo, EXIT } from '../commandLine.ts';
import { t } from '../language.ts';
import { jsonDocument } from '../output.ts';
import { type FixedFiles, fixFiles } from './fixFiles.ts';
import { type LintedFile, lintedFile, type ReadFiles, readLintedFiles } from './lintedFiles.ts';
import { type LintCommandOptions, parseLintOptions } from './lintOptions.ts';
import { type FileReport, lintRows, reportText } from './lintReport.ts';
import { sarifLog } from './sarif.ts';

/** Lints what the arguments name, fixes it where that is asked for, and gives the exit code. Throws UsageError. */
export async function runLint(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = parseLintOptions(args, id => ruleOf(id) !== undefined);
  const read = await inputs(asked, io);
  const options = { ...asked, parsers: await parsersOf(read.files, asked), production: await isMarked(asked, io) };
  const { files, changed, problems } = await fixedInputs(read.files, options, io);
  const reports = lintAll(files, options);
  const unread = reports.filter(({ left }) => left === 'format');
  if (unread.length > 0 && unread.length === reports.length) {
    for (const { file } of unread) await io.stderr.line(t('{0}: this format is not read.', plainText(file.name)));
    await io.stderr.line(
      t('These formats are read: JSON, YAML, Terraform, shell scripts, Makefiles, Markdown and reStructuredText.'),
    );
    return EXIT.usage;
  }
  await show(reports, changed, options, io);
  for (const problem of [...read.problems, ...problems]) await io.stderr.line(plainText(problem));
  if (read.problems.length > 0) return EXIT.usage;
  return problems.length > 0 || reports.some(report => isGrave(report, options)) ? EXIT.failed : EXIT.done;
}

async function inputs({ stdin, files }: LintCommandOptions, io: CommandIo): Promise<ReadFiles> {
  if (stdin === null) return await readLintedFiles(files, io.cwd);
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin()) chunks.push(chunk);
  const name = stdin.fileName === '' ? '<stdin>' : stdin.fileName;
  return { files: [lintedFile(name, Buffer.concat(chunks))], problems: [] };
}

/** The files as they are to be judged: fixed, where that is asked for. What is piped in is fixed without a file. */
async function fixedInputs(files: readonly LintedFile[], options: LintRun, io: CommandIo): Promise<FixedFiles> {
  const { fix, stdin } = options;
  if (fix === null) return { files, changed: [], problems: [] };
  const context = contextOf(options);
  const fixed = (file: LintedFile): string =>
    fixAll(file.text, text => lintFile(text, how(file, options), context).findings, fix);
  if (stdin === null) return await fixFiles(files, io.cwd, fixed);
  return { files: files.map(file => ({ ...file, text: fixed(file) })), changed: [], problems: [] };
}

const contextOf = ({ account, region, production }: LintRun): LintContext => ({
  account,
  region,
  production,
  today: new Date(systemClock.now()).toISOString().slice(0, 10),
  freshToken: randomUUID,
});

/** What was asked for, with the parsers that the files need, and whether the account is marked as production. */
type LintRun = LintCommandOptions & Pick<LintContext, 'production'> & { readonly parsers: Parsers };

/** Whether the account that was named is marked as production. Marks that cannot be read are told, and keep nothing from being checked. */
async function isMarked({ account }: LintCommandOptions, io: CommandIo): Promise<boolean | undefined> {
  if (account === undefined) return undefined;
  const { MarksFile } = await import('../../state/marksFile.ts');
  // What leads to the account is not known here, so no profile is.
  const noProfile = '';
  try {
    const marks = await new MarksFile(stateFolderPath(io), noProfile).read();
    return isProduction(markedAccount(marks, { source: null, accountId: account }, noProfile));
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    await io.stderr.line(errorLine(error, t));
    return undefined;
  }
}

/** The parsers that any of the files needs. */
async function parsersOf(files: readonly LintedFile[], { kind }: LintCommandOptions): Promise<Parsers> {
  const formats = files.flatMap(({ name, text }) => (kind === undefined ? formatsIn(text, { fileName: name }) : []));
  return await loadParsers([...new Set(formats)]);
}

const how = (file: LintedFile, { rules, kind, parsers }: LintRun): FileOptions => ({
  fileName: file.name,
  rules,
  parsers,
  ...(kind === undefined ? {} : { kind }),
});

/** Lints every file; each knows the hubs that the others ask for. */
function lintAll(files: readonly LintedFile[], options: LintRun): readonly FileReport[] {
  const { account } = options;
  const context = contextOf(options);
  const first = files.map(file => lintFile(file.text, how(file, options), context));
  const hubs = first.map(result => (account === undefined ? [] : askedHubs(result.document, account)));
  return files.map((file, index) => {
    const otherHubs = hubs.filter((_, other) => other !== index).flat();
    const own = first[index];
    const again = own === undefined || (otherHubs.length > 0 && hubs[index]?.length !== 0);
    const result = again ? lintFile(file.text, how(file, options), { ...context, otherHubs }) : own;
    const left = result.leftFor ?? (result.kind === null ? 'unrecognised' : undefined);
    return { file, kind: result.kind, findings: result.findings, ...(left === undefined ? {} : { left }) };
  });
}

/** With a fixed text on the standard output, what remains is told on the other. */
async function show(
  reports: readonly FileReport[],
  changed: readonly string[],
  options: LintCommandOptions,
  io: CommandIo,
): Promise<void> {
  const isFilter = options.fix !== null && options.stdin !== null;
  if (isFilter) await io.stdout.write(reports.map(({ file }) => file.text).join(''));
  await (isFilter ? io.stderr : io.stdout).write(shown(reports, changed, options));
}

function shown(
  reports: readonly FileReport[],
  changed: readonly string[],
  { format, verbose }: LintCommandOptions,
): string {
  if (format === 'json') return jsonDocument(lintRows(reports));
  return format === 'sarif' ? jsonDocument(sarifLog(reports)) : reportText(reports, changed, verbose);
}

function isGrave({ findings }: FileReport, { failOn }: LintCommandOptions): boolean {
  const limit = SEVERITIES.indexOf(failOn);
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit);
}
