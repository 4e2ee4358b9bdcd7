import type { BulkItem, PlannedItem } from '../../core/changes/bulk.ts';
import type { Outcome, Plan } from '../../core/changes/change.ts';
import type { Unmanaged, Unread } from '../../core/fleet/planFleet.ts';
import { type AccountSource, sourceText } from '../../core/model/account.ts';
import { AccessError, type AppError } from '../../core/model/errors.ts';
import type { Finding } from '../../core/model/finding.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { KindId } from '../../core/model/resource.ts';
import { outcomeText } from '../../messages/changeText.ts';
import { errorLine } from '../../messages/errorText.ts';
import { findingText } from '../../messages/findingText.ts';
import { english } from '../../messages/translate.ts';

/** An account in a document: `source` is null where no credentials were found for it. */
export interface AccountView {
  readonly id: string | null;
  readonly source: string | null;
}

/** One change of `plan --json`: a contract with those who read it. */
export interface ChangeView {
  readonly account: AccountView;
  readonly region: string;
  readonly kind: KindId;
  readonly name: string;
  readonly action: Plan['action'];
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly findings: readonly FindingView[];
  /** Only after applying. */
  readonly outcome?: OutcomeWord;
  /** What is to be said of an outcome other than done. */
  readonly message?: string;
}

/** A finding with its words. */
export interface FindingView extends Finding {
  readonly message: string;
}

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

/** What there is to do, before anyone said yes. */
export interface Prepared {
  /** Planned, or blocked by a finding. */
  readonly items: readonly PlannedItem[];
  readonly unmanaged: readonly UnmanagedView[];
  readonly errors: readonly ErrorView[];
}

const accountView = (source: AccountSource, accountId: string | null): AccountView => ({
  id: accountId,
  source: sourceText(source),
});

/** A plan as a change. */
export function planView(plan: Plan): ChangeView {
  const { source, accountId, region, kind, name, action, base, goal, findings } = plan;
  return {
    account: accountView(source, accountId),
    ...{ region, kind, name, action, before: base.config, after: goal },
    findings: findings.map(findingView),
  };
}

const findingView = (one: Finding): FindingView => ({ ...one, message: findingText(one, english) });

/** A change that was carried out, or not. Null where there never was a plan: an error tells of it. */
export function itemView({ outcome }: BulkItem): ChangeView | null {
  const plan = 'plan' in outcome ? (outcome.plan ?? null) : null;
  if (plan === null) return null;
  const view = planView(plan);
  if (outcome.kind === 'skipped') return { ...view, outcome: 'skipped' };
  const word = outcomeWord(outcome);
  if (outcome.kind === 'done' || outcome.kind === 'nothing-to-do') return { ...view, outcome: word };
  return { ...view, outcome: word, message: outcomeText(outcome, english).text };
}

/** A plan whose change ended without one of its own: it failed on the way. */
export function failedView(plan: Plan, outcome: Outcome): ChangeView {
  return { ...planView(plan), outcome: outcomeWord(outcome), message: outcomeText(outcome, english).text };
}

/** The word for an end. */
export function outcomeWord({ kind }: Outcome): OutcomeWord {
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
    case 'cancelled':
      return 'skipped';
    case 'forbidden':
    case 'invalid':
    case 'blocked':
    case 'wrong-account':
    case 'failed':
      return 'failed';
    default:
      return kind satisfies never;
  }
}

/** What cannot be planned, as errors; one for each finding. */
export function planningErrors({ intent, planning }: PlannedItem): readonly ErrorView[] {
  const { source, accountId, region } = intent;
  const place = { account: accountView(source, accountId), region };
  switch (planning.kind) {
    case 'planned':
    case 'blocked':
    case 'nothing-to-do':
    case 'cancelled':
      return [];
    case 'invalid':
      return planning.findings
        .filter(isError)
        .map(one => ({ ...place, code: one.rule, message: findingText(one, english) }));
    case 'failed':
      return [{ ...place, ...errorMember(planning.error) }];
    default:
      return [{ ...place, code: planning.kind, message: outcomeText(planning, english).text }];
  }
}

/** Something unmanaged. */
export function unmanagedView({ source, accountId, ...rest }: Unmanaged): UnmanagedView {
  return { account: accountView(source, accountId), ...rest };
}

/** Something that could not be read. */
export function unreadView({ source, accountId, region, error }: Unread): ErrorView {
  return { account: accountView(source, accountId), region, ...errorMember(error) };
}

/** AWS's own code where it gave one, else ours, and all that is known in one line. */
export function errorMember(error: AppError): Pick<ErrorView, 'code' | 'message'> {
  const awsCode = error instanceof AccessError ? error.details.awsCode : undefined;
  return { code: awsCode ?? error.code, message: errorLine(error, english) };
}

/** True where a finding keeps the change from being made. */
export function isBlocked({ findings }: ChangeView): boolean {
  return findings.some(isError);
}

const isError = ({ severity }: Finding): boolean => severity === 'error';
