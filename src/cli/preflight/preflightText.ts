import { kindOf } from '../../core/kinds/table.ts';
import { sourceKey } from '../../core/model/account.ts';
import { plainText } from '../../core/model/plainText.ts';
import { english } from '../../core/model/translate.ts';
import { causeOf, isUnread, type Report, type ReportVerdict } from '../../core/preflight/report.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import {
  noteMessage,
  remedyCommand,
  remedyText,
  stepMessage,
  verdictMark,
  verdictWord,
} from '../../messages/preflightText.ts';

/** The gravest first, as people want to read them. */
const ORDER: readonly ReportVerdict[] = ['broken', 'not-checked', 'unproven', 'warning', 'ok', 'none'];

const byGravity = (a: Report, b: Report): number => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict);

const account = ({ source, accountId }: Report): string => accountTitle(source, accountId, english);

const titleOf = (report: Report): string =>
  report.name === null
    ? kindOf(report.kind).plural(english)
    : `${kindOf(report.kind).label(english)} ${plainText(report.name)}`;

/** Reports as text for a terminal: by account, the gravest first, and at the end how many of each there are. */
export function preflightText(reports: readonly Report[]): string {
  const accounts = new Map<string, Report[]>();
  for (const report of reports) {
    const key = `${sourceKey(report.source)} ${report.accountId}`;
    const group = accounts.get(key);
    if (group === undefined) accounts.set(key, [report]);
    else group.push(report);
  }
  const parts = [...accounts.values()].flatMap(group => [
    ...group.slice(0, 1).map(account),
    ...group.toSorted(byGravity).flatMap(reportLines),
    '',
  ]);
  return `${[...parts, summary(reports)].join('\n')}\n`;
}

function reportLines(report: Report): readonly string[] {
  const where = report.region === null ? '' : ` · ${report.region}`;
  const head = `  ${titleOf(report)}${where}: ${verdictWord(report.verdict, english)}`;
  const steps = report.steps.flatMap(step => {
    const mend = step.verdict === 'ok' ? null : remedyText(step, english);
    const command = step.remedy === null || step.verdict === 'ok' ? null : remedyCommand(report, step.remedy);
    return [
      `    ${verdictMark[step.verdict]} ${stepMessage(step, english)} (${step.rule})`,
      ...[mend, command].filter(line => line !== null).map(line => `        ${line}`),
    ];
  });
  return [head, ...steps, ...report.notes.map(note => `    · ${noteMessage(note, english)}`)];
}

function summary(reports: readonly Report[]): string {
  const counts = ORDER.flatMap(verdict => {
    const count = reports.filter(one => one.verdict === verdict && !isUnread(one)).length;
    return count === 0 ? [] : [`${count} ${verdictWord(verdict, english)}`];
  });
  const unread = reports.filter(isUnread).length;
  const all = unread === 0 ? counts : [...counts, `${unread} not read`];
  return all.length === 0 ? 'Nothing to check.' : `${all.join(', ')}.`;
}

/** Reports as Markdown for a ticket: a table of all, then the chain of each that is not ok. */
export function preflightMarkdown(reports: readonly Report[]): string {
  const sorted = reports.toSorted(byGravity);
  const rows = sorted.map(report => {
    const cause = causeOf(report);
    const cells = [
      account(report),
      report.region ?? '',
      titleOf(report),
      verdictWord(report.verdict, english),
      cause === undefined ? '' : stepMessage(cause, english),
    ];
    return `| ${cells.map(escaped).join(' | ')} |`;
  });
  const chains = sorted
    .filter(({ verdict }) => verdict !== 'ok' && verdict !== 'none')
    .flatMap(report => ['', `## ${escaped(titleOf(report))} (${report.region ?? ''})`, '', ...chainMarkdown(report)]);
  const table = ['| Account | Region | Resource | Verdict | Cause |', '| --- | --- | --- | --- | --- |', ...rows];
  return `${['# Preflight', '', ...table, ...chains, '', summary(reports)].join('\n')}\n`;
}

function chainMarkdown(report: Report): readonly string[] {
  return report.steps.flatMap(step => {
    const mend = step.verdict === 'ok' ? null : remedyText(step, english);
    const line = `- ${verdictMark[step.verdict]} **${verdictWord(step.verdict, english)}** ${escaped(stepMessage(step, english))} (\`${step.rule}\`)`;
    const policy = step.verdict === 'ok' ? null : (step.remedy?.policy ?? null);
    const fence =
      policy === null
        ? []
        : [
            '',
            '  ```json',
            ...JSON.stringify(policy, null, 2)
              .split('\n')
              .map(one => `  ${one}`),
            '  ```',
            '',
          ];
    return [line, ...(mend === null ? [] : [`  - ${escaped(mend)}`]), ...fence];
  });
}

/** Text that Markdown takes for nothing but text. */
const escaped = (text: string): string => plainText(text).replace(/[\\`*_{}[\]<>()#+!|~-]/g, '\\$&');
