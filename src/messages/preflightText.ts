import { lineFor } from '../core/changes/commandLine.ts';
import { kindOf, kindTable } from '../core/kinds/table.ts';
import type { Remedy, StepVerdict } from '../core/model/check.ts';
import type { ServiceId } from '../core/model/operations.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import {
  type ChainStep,
  causeOf,
  type Evidence,
  isUnread,
  type Note,
  type Report,
  type ReportVerdict,
} from '../core/preflight/report.ts';
import { checkWords, pieceOf } from './checks/checkWords.ts';
import { minuteText } from './checks/words.ts';
import { errorText } from './errorText.ts';
import { markdownTable, markdownText } from './markdownText.ts';
import { accountTitle } from './nodeText.ts';
import { verdictWord } from './verdictText.ts';

/** What a step found, in a sentence or two. What evidence has settled is told by the evidence. */
export const stepMessage = ({ rule, data, ...step }: ChainStep, t: Translate): string =>
  message({ ...step, rule: data.proof ?? rule, data }, t);

/** What a piece of evidence shows, in a sentence or two, without its time. */
export const evidenceMessage = ({ verdict, ...evidence }: Evidence, t: Translate): string =>
  message({ ...evidence, verdict: verdict ?? 'ok' }, t);

type Told = Pick<ChainStep, 'rule' | 'verdict' | 'data' | 'needs' | 'error'>;

function message({ rule, verdict, data, needs, error }: Told, t: Translate): string {
  if (needs !== null) return t('Not checked: it needs {0}.', needs);
  if (error !== null) {
    const { title, cause, aws } = errorText(error, t);
    return t('Not checked: {0}.', [title, cause.replace(/\.$/, ''), aws].filter(part => part !== '').join('. '));
  }
  return checkWords[rule]?.says(t, pieceOf(data), verdict) ?? rule;
}

/** What to do about a step; null where nothing is to be done. */
export function remedyText({ rule, data, needs, error, remedy }: ChainStep, t: Translate): string | null {
  if (needs !== null) return t('Request the permission {0}, or check with another profile.', needs);
  if (error !== null) return errorText(error, t).next;
  return remedy === null ? null : (checkWords[rule]?.mend?.(t, pieceOf(data)) ?? null);
}

/** What a button says that does what mends a step; null where there is nothing for us to do. */
export function mendTitle({ kind }: Pick<Report, 'kind'>, { verdict, remedy }: ChainStep, t: Translate): string | null {
  if (verdict === 'ok' || remedy === null) return null;
  const { change, sets } = remedy;
  if (change?.amendment?.does === 'add') return t('Add Statement…');
  if (change?.amendment?.does === 'limit') return t('Limit Statement…');
  const operation = change?.operation ?? (sets ? kindTable.documentOf(kind).set : undefined);
  return operation === undefined ? null : t('{0}…', kindTable.writeRow(operation).write.title(t));
}

/** What link of the chain a step is, in two words. */
export const linkName = ({ rule }: Pick<ChainStep, 'rule'>, t: Translate): string =>
  checkWords[rule]?.link?.(t) ?? rule;

/** What a chain begins with. */
export function chainSource(service: ServiceId, t: Translate): string {
  switch (service) {
    case 'notifications':
      return t('User Notifications');
    case 'glacier':
      return t('Glacier');
    case 'pinpoint':
      return t('Pinpoint');
    case 'connect':
      return t('Connect');
    default:
      return service;
  }
}

/** A note, in a sentence. */
export function noteMessage({ rule, data }: Note, t: Translate): string {
  return checkWords[rule]?.says(t, pieceOf(data), 'ok') ?? rule;
}

/** One character for a verdict, for lists of text. */
export const verdictMark: Readonly<Record<StepVerdict, string>> = {
  ok: '✓',
  broken: '✗',
  warning: '!',
  unproven: '?',
  'not-checked': '–',
};

/** The remedy as a line of the AWS CLI for the account of the report; null where there is none. */
export function remedyCommand({ source }: Report, { cli }: Remedy, endpoint?: string): string | null {
  return cli === null ? null : lineFor(source, ['aws', ...cli], endpoint);
}

/** The verdicts, the gravest first, as people want to read them. */
export const GRAVEST_FIRST: readonly ReportVerdict[] = ['broken', 'not-checked', 'unproven', 'warning', 'ok', 'none'];

/** Sorts reports, the gravest first. */
export const byGravity = (a: Pick<Report, 'verdict'>, b: Pick<Report, 'verdict'>): number =>
  GRAVEST_FIRST.indexOf(a.verdict) - GRAVEST_FIRST.indexOf(b.verdict);

/** What a report is about, such as `Vault tapes`; for a place that could not be listed, what was to be listed. */
export const reportTitle = ({ kind, name }: Pick<Report, 'kind' | 'name'>, t: Translate): string =>
  name === null ? kindOf(kind).plural(t) : `${kindOf(kind).label(t)} ${plainText(name)}`;

/** How many there are of each verdict, the gravest first. */
export function verdictCounts(
  reports: readonly Report[],
  t: Translate,
): readonly { readonly verdict: ReportVerdict; readonly text: string }[] {
  const unread = reports.filter(isUnread).length;
  const counts = GRAVEST_FIRST.flatMap(verdict => {
    const count = reports.filter(one => one.verdict === verdict && !isUnread(one)).length;
    return count === 0 ? [] : [{ verdict, text: countText(verdict, String(count), t) }];
  });
  return unread === 0 ? counts : [...counts, { verdict: 'not-checked', text: t('{0} not read', String(unread)) }];
}

function countText(verdict: ReportVerdict, count: string, t: Translate): string {
  switch (verdict) {
    case 'ok':
      return t('{0} ok', count);
    case 'broken':
      return t('{0} broken', count);
    case 'warning':
      return t('{0} with warnings', count);
    case 'unproven':
      return t('{0} unproven', count);
    case 'not-checked':
      return t('{0} not checked', count);
    case 'none':
      return t('{0} not set', count);
    default:
      return verdict satisfies never;
  }
}

/** One character for a piece of evidence: what judges nothing has that of a note. */
export const evidenceMark = ({ verdict }: Pick<Evidence, 'verdict'>): string =>
  verdict === null ? '·' : verdictMark[verdict];

const MINUTE_MS = 60_000;

/** A time and how long ago it was; the time alone where it is ahead, by a clock of ours that is behind. */
export function ageText(iso: string, now: number, t: Translate): string {
  const minutes = Math.floor((now - Date.parse(iso)) / MINUTE_MS);
  const time = minuteText(iso);
  if (minutes < 0) return time;
  if (minutes < 60) return t('{0}, {1} minutes ago', time, String(minutes));
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? t('{0}, {1} hours ago', time, String(hours))
    : t('{0}, {1} days ago', time, String(Math.floor(hours / 24)));
}

/** A piece of evidence with the time of what it rests on. */
export function evidenceLine(evidence: Evidence, t: Translate): string {
  const said = evidenceMessage(evidence, t);
  return evidence.at === null ? said : `${said} (${minuteText(evidence.at)})`;
}

/** Reports as Markdown for a ticket: a table of all, then the chain of each that is not ok. */
export function preflightMarkdown(reports: readonly Report[], t: Translate): string {
  const sorted = reports.toSorted(byGravity);
  const rows = sorted.map(report => {
    const cause = causeOf(report);
    const cells = [
      accountTitle(report.source, report.accountId, t),
      report.region ?? '',
      reportTitle(report, t),
      verdictWord(report.verdict, t),
      cause === undefined ? '' : stepMessage(cause, t),
    ];
    return cells;
  });
  const chains = sorted
    .filter(({ verdict, evidence = [] }) => (verdict !== 'ok' && verdict !== 'none') || evidence.length > 0)
    .flatMap(report => [
      ...['', `## ${markdownText(reportTitle(report, t))} (${report.region ?? ''})`, ''],
      ...chain(report, t),
      ...evidenceLines(report, t),
    ]);
  const head = [t('Account'), t('Region'), t('Resource'), t('Verdict'), t('Cause')];
  const counts = verdictCounts(reports, t).map(({ text }) => text);
  const summary = counts.length === 0 ? t('Nothing to check.') : `${counts.join(', ')}.`;
  return `${[`# ${t('Preflight')}`, '', ...markdownTable(head, rows), ...chains, '', summary].join('\n')}\n`;
}

function chain(report: Report, t: Translate): readonly string[] {
  return report.steps.flatMap(step => {
    const mend = step.verdict === 'ok' ? null : remedyText(step, t);
    const word = verdictWord(step.verdict, t);
    const line = `- ${verdictMark[step.verdict]} **${word}** ${markdownText(stepMessage(step, t))} (\`${step.rule}\`)`;
    const policy = step.verdict === 'ok' ? null : (step.remedy?.policy ?? null);
    const json = policy === null ? [] : JSON.stringify(policy, null, 2).split('\n');
    const fence = json.length === 0 ? [] : ['', ...['```json', ...json, '```'].map(one => `  ${one}`), ''];
    return [line, ...(mend === null ? [] : [`  - ${markdownText(mend)}`]), ...fence];
  });
}

function evidenceLines({ evidence = [] }: Report, t: Translate): readonly string[] {
  const lines = evidence.map(one => `- ${evidenceMark(one)} ${markdownText(evidenceLine(one, t))} (\`${one.rule}\`)`);
  return lines.length === 0 ? [] : ['', `### ${t('Evidence')}`, '', ...lines];
}
