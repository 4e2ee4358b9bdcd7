import type { Road } from '../../core/changes/change.ts';
import { kindOf, kinds } from '../../core/kinds/table.ts';
import type { Translate } from '../../core/model/translate.ts';
import { type ChainStep, causeOf, type Evidence, type Report } from '../../core/preflight/report.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import {
  ageText,
  byGravity,
  chainSource,
  evidenceMessage,
  linkName,
  mendTitle,
  noteMessage,
  remedyCommand,
  remedyText,
  reportTitle,
  stepMessage,
  verdictCounts,
} from '../../messages/preflightText.ts';
import { verdictWord } from '../../messages/verdictText.ts';
import type { ReportEvidenceView, ReportRowView, ReportStepView, ReportView } from '../../shared/report/messages.ts';

/** A preflight as far as it has come. */
export interface PreflightState {
  /** By the ids of their rows. */
  readonly reports: ReadonlyMap<number, Report>;
  readonly state: ReportView['state'];
  /** What is checked, in words. */
  readonly about: string;
  /** Where the local emulator listens; only for its accounts. */
  readonly endpoint: string | undefined;
  /** Why nothing may be changed here; null where it may. */
  readonly forbidden: ReturnType<Road['forbidden']>;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
}

type Around = Pick<PreflightState, 'endpoint' | 'forbidden' | 'now'>;

/** What the page shows of a preflight: the gravest first. */
export function reportView({ reports, state, about, ...around }: PreflightState, t: Translate): ReportView {
  return {
    title: t('Why is nothing arriving?'),
    about,
    state,
    status: statusText(state, [...reports.values()], t),
    counts: [...verdictCounts([...reports.values()], t)],
    rows: inOrder(reports, around, t),
    words: {
      again: t('Check Again'),
      gather: t('Gather Evidence'),
      stop: t('Stop'),
      copyReport: t('Copy as Markdown'),
      copyPolicy: t('Copy Policy'),
      copyCommand: t('Copy AWS CLI Command'),
      chain: t('The chain, from source to receiver'),
      evidence: t('Evidence'),
      empty: state === 'stopped' ? t('Nothing was checked.') : t('There is nothing to check here.'),
    },
  };
}

/** The gravest first, of those what can be mended here, and else by account, Region, kind and name: whatever came first. */
function inOrder(reports: PreflightState['reports'], around: Around, t: Translate): ReportRowView[] {
  const rows = [...reports].map(one => {
    const [, { kind, name }] = one;
    const row = rowView(one, around, t);
    const isLeft = row.steps.every(({ mend }) => mend === null);
    const rank = kinds.findIndex(({ id }) => id === kind);
    return { row, place: [Number(isLeft), row.account, row.region, rank, name ?? ''].join('\n') };
  });
  const byPlace = (a: string, b: string): number => Number(a > b) - Number(a < b);
  return rows.sort((a, b) => byGravity(a.row, b.row) || byPlace(a.place, b.place)).map(({ row }) => row);
}

function statusText(state: ReportView['state'], reports: readonly Report[], t: Translate): string {
  const count = String(reports.length);
  const gathered = String(reports.filter(({ evidence }) => evidence !== undefined).length);
  if (state === 'checking') return t('Checking… {0} so far', count);
  if (state === 'gathering') return t('Gathering evidence… {0} of {1}', gathered, count);
  if (state !== 'stopped') return '';
  return gathered === '0'
    ? t('Stopped: {0} checked, more were not.', count)
    : t('Stopped: evidence for {0} of {1}.', gathered, count);
}

function rowView([id, report]: readonly [number, Report], around: Around, t: Translate): ReportRowView {
  // What could not be told is the next best thing to a cause.
  const cause = causeOf(report) ?? report.steps.find(({ verdict }) => verdict !== 'ok');
  return {
    id,
    verdict: report.verdict,
    word: verdictWord(report.verdict, t),
    title: reportTitle(report, t),
    account: accountTitle(report.source, report.accountId, t),
    region: report.region ?? '',
    cause: cause === undefined ? '' : stepMessage(cause, t),
    source: chainSource(kindOf(report.kind).service, t),
    steps: report.steps.map(step => reportStep(step, report, around, t)),
    notes: report.notes.map(note => noteMessage(note, t)),
    evidence: (report.evidence ?? []).map(one => evidenceView(one, around.now, t)),
  };
}

function evidenceView(evidence: Evidence, now: number, t: Translate): ReportEvidenceView {
  const { rule, verdict, at } = evidence;
  const word = verdict === null ? '' : verdictWord(verdict, t);
  return { rule, verdict, word, message: evidenceMessage(evidence, t), when: at === null ? '' : ageText(at, now, t) };
}

/** One link of a chain, as the page shows it. */
export function reportStep(
  step: ChainStep,
  report: Report,
  { endpoint, forbidden }: Omit<Around, 'now'>,
  t: Translate,
): ReportStepView {
  const { rule, verdict, remedy } = step;
  const label = mendTitle(report, step, t);
  const refused = forbidden === null ? '' : t('This workspace is not trusted, so nothing can be changed from it.');
  const isFine = verdict === 'ok' || remedy === null;
  return {
    ...{ rule, verdict, word: verdictWord(verdict, t), link: linkName(step, t), message: stepMessage(step, t) },
    remedy: verdict === 'ok' ? null : remedyText(step, t),
    policy: isFine || remedy.policy === null ? null : JSON.stringify(remedy.policy, null, 2),
    command: isFine ? null : remedyCommand(report, remedy, endpoint),
    mend: label === null ? null : { label, refused },
  };
}
