import type { BulkItem } from '../../core/changes/bulk.ts';
import type { Intent, Outcome, Plan } from '../../core/changes/change.ts';
import { type AccountSource, sourceText } from '../../core/model/account.ts';
import type { Finding } from '../../core/model/finding.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { KindId, TargetKind } from '../../core/model/resource.ts';
import { serverNote } from '../../core/model/server.ts';
import { outcomeText } from '../../messages/changeText.ts';
import { findingText } from '../../messages/findingText.ts';
import { t } from '../language.ts';
import type { Prepared } from './prepared.ts';

/** An account in a document: `source` is null where no credentials were found for it. */
export interface AccountView {
  readonly id: string | null;
  readonly source: string | null;
}

/** One change of `plan --json`: a contract with those who read it. */
export interface ChangeView {
  readonly account: AccountView;
  /** The URL of the endpoint that answers, where that is neither AWS nor the emulator's own account. */
  readonly server?: string;
  readonly region: string;
  readonly kind: TargetKind;
  readonly name: string;
  readonly action: Plan['action'];
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly findings: readonly ChangeFinding[];
  /** Only after applying. */
  readonly outcome?: OutcomeWord;
  /** What is to be said of an outcome other than done. */
  readonly message?: string;
}

/** A finding in words; `place` is the JSON pointer of what in the request it is about. */
export interface ChangeFinding extends Omit<Finding, 'pointer'> {
  readonly place: string;
  readonly message: string;
}

const changeFinding = ({ pointer, ...finding }: Finding): ChangeFinding => ({
  ...finding,
  place: pointer,
  message: findingText({ pointer, ...finding }, t),
});

/** How a change ended, in the words of `apply --json` and `journal list --json`. */
export type OutcomeWord = 'done' | 'failed' | 'conflict' | 'skipped' | 'unknown';

/** Something that exists and is left alone. */
export interface UnmanagedView {
  readonly account: AccountView;
  readonly region: string;
  readonly kind: KindId;
  readonly name: string;
  readonly status: string;
  readonly config: JsonObject | null;
}

/** Something that kept from planning or doing. */
export interface ErrorView {
  readonly account: AccountView;
  readonly region: string | null;
  readonly code: string;
  readonly message: string;
}

/** The document that `plan`, `apply` and `journal undo` print. */
export interface ChangesView {
  readonly changes: readonly ChangeView[];
  readonly unmanaged: readonly UnmanagedView[];
  readonly errors: readonly ErrorView[];
}

const accountView = (source: AccountSource | null, accountId: string | null): AccountView => ({
  id: accountId,
  source: source === null ? null : sourceText(source),
});

/** What was prepared, as it is printed before anyone says yes. */
export function preparedView({ items, unmanaged, problems }: Prepared): ChangesView {
  const changes = items.flatMap(({ intent, planning }) =>
    'plan' in planning && planning.kind !== 'nothing-to-do' ? [planView(planning.plan, intent)] : [],
  );
  return { changes, ...besideView({ unmanaged, problems }) };
}

/** What is to be said beside changes. */
export function besideView({
  unmanaged,
  problems,
}: Pick<Prepared, 'unmanaged' | 'problems'>): Pick<ChangesView, 'unmanaged' | 'errors'> {
  return {
    unmanaged: unmanaged.map(({ source, accountId, ...rest }) => ({
      account: accountView(source, accountId),
      ...rest,
    })),
    errors: problems.map(({ source, accountId, ...rest }) => ({ account: accountView(source, accountId), ...rest })),
  };
}

/** A plan as a change. */
function planView(plan: Plan, { server }: Pick<Intent, 'server'>): ChangeView {
  const { source, accountId, region, kind, name, action, base, goal, findings } = plan;
  return {
    account: accountView(source, accountId),
    ...serverNote(source, server),
    ...{ region, kind, name, action, before: base.config, after: goal },
    findings: findings.map(changeFinding),
  };
}

/** A change that was carried out, or not. Null where there never was a plan: an error tells of it. */
export function itemView({ intent, outcome }: BulkItem): ChangeView | null {
  const plan = 'plan' in outcome ? (outcome.plan ?? null) : null;
  if (plan === null) return null;
  const view = planView(plan, intent);
  if (outcome.kind === 'skipped') return { ...view, outcome: 'skipped' };
  const word = outcomeWord(outcome);
  if (outcome.kind === 'done') return { ...view, outcome: word };
  return { ...view, outcome: word, message: endText(outcome) };
}

/** How it ended, and by which command it is looked at again where that is not certain. */
function endText(outcome: Outcome): string {
  const { text } = outcomeText(outcome, t);
  return 'entry' in outcome ? `${text} ${t('To look again: {0}', `journal settle ${outcome.entry}`)}` : text;
}

/** A plan whose change ended without one of its own: it failed on the way. */
export function failedView(
  plan: Plan,
  { intent, outcome }: { readonly intent: Intent; readonly outcome: Outcome },
): ChangeView {
  return { ...planView(plan, intent), outcome: outcomeWord(outcome), message: endText(outcome) };
}

/** The word for an end. */
function outcomeWord(outcome: Outcome): OutcomeWord {
  const { kind } = outcome;
  switch (kind) {
    case 'done':
    case 'unrecorded':
    case 'nothing-to-do':
      return 'done';
    case 'conflict':
    case 'busy':
      return 'conflict';
    case 'accepted':
    case 'unknown':
      return 'unknown';
    case 'declined':
      return 'skipped';
    case 'cancelled':
      return outcome.plan === undefined ? 'skipped' : 'failed';
    case 'forbidden':
    case 'invalid':
    case 'blocked':
    case 'wrong-account':
    case 'marked':
    case 'failed':
      return 'failed';
    default:
      return kind satisfies never;
  }
}

/** True where a finding keeps the change from being made. */
export function isBlocked({ findings }: ChangeView): boolean {
  return findings.some(({ severity }) => severity === 'error');
}
