import { sourceKey } from '../../core/model/account.ts';
import type { Report } from '../../core/preflight/report.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import {
  byGravity,
  evidenceLine,
  evidenceMark,
  noteMessage,
  remedyCommand,
  remedyText,
  reportTitle,
  stepMessage,
  verdictCounts,
  verdictMark,
} from '../../messages/preflightText.ts';
import { verdictWord } from '../../messages/verdictText.ts';
import { t } from '../language.ts';

const account = ({ source, accountId }: Report): string => accountTitle(source, accountId, t);

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
  const head = `  ${reportTitle(report, t)}${where}: ${verdictWord(report.verdict, t)}`;
  const steps = report.steps.flatMap(step => {
    const mend = step.verdict === 'ok' ? null : remedyText(step, t);
    const command = step.remedy === null || step.verdict === 'ok' ? null : remedyCommand(report, step.remedy);
    return [
      `    ${verdictMark[step.verdict]} ${stepMessage(step, t)} (${step.rule})`,
      ...[mend, command].filter(line => line !== null).map(line => `        ${line}`),
    ];
  });
  const notes = report.notes.map(note => `    · ${noteMessage(note, t)}`);
  const evidence = (report.evidence ?? []).map(
    one => `      ${evidenceMark(one)} ${evidenceLine(one, t)} (${one.rule})`,
  );
  return [head, ...steps, ...notes, ...(evidence.length === 0 ? [] : ['    Evidence', ...evidence])];
}

function summary(reports: readonly Report[]): string {
  const counts = verdictCounts(reports, t).map(({ text }) => text);
  return counts.length === 0 ? t('Nothing to check.') : `${counts.join(', ')}.`;
}
