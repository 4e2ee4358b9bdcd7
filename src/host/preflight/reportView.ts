import type { Road } from '../../core/changes/change.ts';
import { kindOf } from '../../core/kinds/table.ts';
import type { Translate } from '../../core/model/translate.ts';
import { type ChainStep, causeOf, type Report } from '../../core/preflight/report.ts';
import { accountTitle } from '../../messages/nodeText.ts';
import {
  byGravity,
  chainSource,
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
import type { ReportRowView, ReportStepView, ReportView } from '../../shared/report/messages.ts';

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
}

type Around = Pick<PreflightState, 'endpoint' | 'forbidden'>;

/** What the page shows of a preflight: the gravest first. */
export function reportView({ reports, state, about, ...around }: PreflightState, t: Translate): ReportView {
  return {
    title: t('Why is nothing arriving?'),
    about,
    state,
    status: statusText(state, reports.size, t),
    counts: [...verdictCounts([...reports.values()], t)],
    rows: [...reports].sort(([, a], [, b]) => byGravity(a, b)).map(one => rowView(one, around, t)),
    words: {
      again: t('Check Again'),
      stop: t('Stop'),
      copyReport: t('Copy as Markdown'),
      copyPolicy: t('Copy Policy'),
      copyCommand: t('Copy AWS CLI Command'),
      chain: t('The chain, from source to receiver'),
      empty: t('There is nothing to check here.'),
    },
  };
}

function statusText(state: ReportView['state'], count: number, t: Translate): string {
  if (state === 'checking') return t('Checking… {0} so far', String(count));
  return state === 'stopped' ? t('Stopped: {0} checked, more were not.', String(count)) : '';
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
  };
}

/** One link of a chain, as the page shows it. */
export function reportStep(
  step: ChainStep,
  report: Report,
  { endpoint, forbidden }: Around,
  t: Translate,
): ReportStepView {
  const { rule, verdict, remedy } = step;
  const label = mendTitle(report, step, t);
  const refused = forbidden === null ? '' : t('Nothing is changed from an untrusted workspace.');
  const isFine = verdict === 'ok' || remedy === null;
  return {
    ...{ rule, verdict, word: verdictWord(verdict, t), link: linkName(step, t), message: stepMessage(step, t) },
    remedy: verdict === 'ok' ? null : remedyText(step, t),
    policy: isFine || remedy.policy === null ? null : JSON.stringify(remedy.policy, null, 2),
    command: isFine ? null : remedyCommand(report, remedy, endpoint),
    mend: label === null ? null : { label, refused },
  };
}
