import { type EvidenceTools, gatherEvidence } from '../../core/evidence/gather.ts';
import { inReadingOrder } from '../../core/inventory/found.ts';
import { kindChecks } from '../../core/kinds/checkTable.ts';
import { kindEvidence } from '../../core/kinds/evidenceTable.ts';
import { kinds } from '../../core/kinds/table.ts';
import { plainText } from '../../core/model/plainText.ts';
import { preflight } from '../../core/preflight/preflight.ts';
import { type Evidence, isUnread, preflightRow, type Report } from '../../core/preflight/report.ts';
import {
  evidenceMessage,
  noteMessage,
  preflightMarkdown,
  remedyCommand,
  remedyText,
  stepMessage,
} from '../../messages/preflightText.ts';
import { type CommandIo, EXIT, parseOptions, UsageError } from '../commandLine.ts';
import { t } from '../language.ts';
import { chosenAccounts, type ListOptions, whereOf, whereOptions } from '../list/listOptions.ts';
import { Progress } from '../list/progress.ts';
import { jsonDocument } from '../output.ts';
import { type Services, withServices } from '../services.ts';
import { preflightText } from './preflightText.ts';

/** The kinds that have a chain to follow. */
const checked = kinds.filter(({ id }) => kindChecks.some(({ kind }) => kind === id));

/** What `preflight` was asked for. */
interface PreflightOptions extends Omit<ListOptions, 'format'> {
  /** One resource; undefined: all. */
  readonly name: string | undefined;
  readonly evidence: boolean;
  readonly as: 'text' | 'json' | 'markdown';
}

/** How a preflight ends, beside the codes of every command. */
const UNSURE = 2;

/** Runs `preflight`. Gives the exit code. Throws UsageError. */
export async function runPreflight(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parsePreflightOptions(args);
  return withServices(io, services => run(options, io, services));
}

function parsePreflightOptions(args: readonly string[]): PreflightOptions {
  const flag = { type: 'boolean' } as const;
  const options = { ...whereOptions, name: { type: 'string' }, evidence: flag, json: flag, markdown: flag } as const;
  const values = parseOptions(args, options);
  if (values.json === true && values.markdown === true) throw new UsageError(t('Use --json or --markdown, not both.'));
  if (values.name === '') throw new UsageError(t('--name needs a name.'));
  const as = values.json === true ? 'json' : values.markdown === true ? 'markdown' : 'text';
  return { ...whereOf(values, checked), name: values.name, evidence: values.evidence === true, as };
}

async function run(options: PreflightOptions, io: CommandIo, services: Services): Promise<number> {
  const { sources, problems } = await chosenAccounts(options, services.directory);
  // No report would say that all is well, where there are no accounts.
  if (sources.length === 0) throw new UsageError(t('The shared config has no profiles.'));
  const progress = new Progress(io.stderr, count => t('Checking … {0}', `${count}`));
  const reports: Report[] = [];
  const tools = { ...services, kinds, checks: kindChecks, evidence: kindEvidence };
  const { regions, kinds: asked, name } = options;
  for await (const report of preflight(tools, { sources, regions, kinds: asked, name, signal: io.stop })) {
    reports.push(report);
    await progress.step();
  }
  await progress.end();
  const told = options.evidence ? await withEvidence(tools, reports, io) : reports;
  if (io.stop.aborted) return EXIT.failed;
  const ordered = inReadingOrder(told, sources, kinds);
  await io.stdout.write(output[options.as](ordered));
  if (name === undefined || reports.some(report => report.name === name)) return exitOf(ordered, name, problems);
  await io.stderr.line(t("There is no {0} named '{1}' in what was read.", [...asked].join(', '), plainText(name)));
  return EXIT.failed;
}

async function withEvidence(tools: EvidenceTools, reports: readonly Report[], io: CommandIo): Promise<Report[]> {
  const progress = new Progress(io.stderr, count => t('Gathering evidence … {0}', `${count}`));
  const found: Report[] = [];
  for await (const report of gatherEvidence(tools, reports, io.stop)) {
    found.push(report);
    await progress.step();
  }
  await progress.end();
  return found;
}

const words = {
  step: (step: Report['steps'][number]) => stepMessage(step, t),
  note: (note: Report['notes'][number]) => noteMessage(note, t),
  evidence: (evidence: Evidence) => evidenceMessage(evidence, t),
  remedy: (step: Report['steps'][number]) => (step.verdict === 'ok' ? null : remedyText(step, t)),
  command: remedyCommand,
} as const;

const output: Readonly<Record<PreflightOptions['as'], (reports: readonly Report[]) => string>> = {
  json: reports => jsonDocument(reports.map(report => preflightRow(report, words))),
  markdown: reports => preflightMarkdown(reports, t),
  text: preflightText,
};

function exitOf(reports: readonly Report[], name: string | undefined, problems: readonly string[]): number {
  const failed = reports.some(report => report.verdict === 'broken' || isUnread(report));
  const unset = name !== undefined && reports.some(({ verdict }) => verdict === 'none');
  if (failed || unset || problems.length > 0) return EXIT.failed;
  return reports.every(({ verdict }) => verdict === 'ok' || verdict === 'none') ? EXIT.done : UNSURE;
}
