import type { WriteRow } from '../kinds/kindTable.ts';
import { asKnownError, isCancelled } from '../model/errors.ts';
import type { Changed } from '../model/kind.ts';
import type { Live } from '../model/resource.ts';
import { scopeIn } from '../model/scope.ts';
import { mustAnswer } from '../model/server.ts';
import type { AskingRoad, Intent, Outcome, Plan, Road } from './change.ts';
import { markFindings, stoppedByMark } from './marked.ts';
import { Performance } from './perform.ts';
import { hasErrors, liveAfter, makePlan, nothingToDo, readLive, secretValues } from './plan.ts';

/** A plan to be confirmed, and what it is of. */
export interface PlannedChange {
  readonly kind: 'planned';
  readonly intent: Intent;
  readonly plan: Plan;
}

/** What planning came to: a plan to be confirmed, or an end. */
export type Planning = PlannedChange | Outcome;

/**
 * The one road for every change: validate, read live, plan, confirm, lock, check the account, re-read, journal, write,
 * verify, journal. Nothing else in the product sends a mutating command. Never rejects: every end is an Outcome.
 */
export async function performChange(intent: Intent, road: AskingRoad, signal?: AbortSignal): Promise<Outcome> {
  const planning = await planChange(intent, road, signal);
  if (planning.kind !== 'planned') return planning;
  const { plan } = planning;
  try {
    // What only typing is wanting for is asked for; what a mark forbids is not.
    const typed = new Set([plan.accountId]);
    const marked = await stoppedByMark(plan, { marks: road.marks, typed });
    if (marked !== null) return marked;
    road.progress?.('confirming');
    const consent = await road.confirm(plan);
    if (consent === false) return { kind: 'declined', plan };
    return await performPlan(planning.intent, plan, consent === 'typed' ? { ...road, typed } : road, signal);
  } catch (error) {
    return asOutcome(error);
  }
}

/** The half of the road that cannot write. */
export type PlanningRoad = Pick<
  Road,
  'table' | 'gateway' | 'ledger' | 'newId' | 'validate' | 'forbidden' | 'marks' | 'progress' | 'lookAhead'
>;

/**
 * The first half of the road: validates, reads what is live, plans, and looks where that leads. Changes nothing, asks no
 * person. Never rejects.
 */
export function planChange(asked: Intent, road: PlanningRoad, signal?: AbortSignal): Promise<Planning> {
  return withLookAhead(road, signal, async seen => seen(await planUnseen(asked, road, signal)));
}

/**
 * The same without looking where the change leads.
 *
 * @param made Changes that will be made before it and that it must not overtake: it is planned over what they leave where
 *   the same answers.
 */
export async function planUnseen(
  asked: Intent,
  road: PlanningRoad,
  signal?: AbortSignal,
  made: readonly PlannedChange[] = [],
): Promise<Planning> {
  try {
    const forbidden = road.forbidden();
    if (forbidden !== null) return { kind: 'forbidden', reason: forbidden };
    const fresh = withClientToken(asked, road);
    const row = road.table.writeRow(fresh.operation);
    road.progress?.('validating');
    const faults =
      row.write.faults?.(fresh.request, fresh) ?? (await road.validate(fresh.operation, fresh.request, fresh));
    if (faults.some(fault => fault.severity === 'error')) return { kind: 'invalid', findings: faults };

    road.progress?.('reading');
    const options = { signal, secrets: secretValues(fresh.request, row.write.secrets) };
    const reader = road.gateway.reader(fresh.source);
    const server = await reader.server(row.kind.service);
    mustAnswer(fresh.server, server);
    const { accountId } = await reader.identity(options);
    if (accountId !== fresh.accountId) return { kind: 'wrong-account', confirmed: fresh.accountId, actual: accountId };
    const named = otherAccountNamed(fresh);
    if (named !== null) return { kind: 'wrong-account', confirmed: named, actual: accountId };
    const live = await readLive(row, scopeIn(fresh, reader, road.ledger, options), fresh.request);
    const before = made.filter(one => one.intent.server === server);
    const base = before.reduce((left, { plan }) => liveAfter(row, fresh, left, plan), live);
    const intent = await completed(row, { ...fresh, server }, base);
    const bare = makePlan(row, intent, base);
    const marked = markFindings(await road.marks.of(bare));
    const plan = { ...bare, findings: [...faults, ...bare.findings, ...marked] };
    if (nothingToDo(row, base, plan.goal)) return { kind: 'nothing-to-do', plan };
    const { over = null } = intent;
    if (movedFrom(row.kind, intent, plan)) {
      // Told as what it was meant to be made over, or the conflict would show no difference to what was found.
      return { kind: 'conflict', plan: makePlan(row, intent, { ...base, config: over }), found: base, sent: false };
    }
    return hasErrors(plan) ? { kind: 'blocked', plan } : { kind: 'planned', intent, plan };
  } catch (error) {
    return asOutcome(error);
  }
}

/** Adds to a plan what is seen where it leads. Never rejects. */
export type Seen = (planning: Planning) => Promise<Planning>;

/** Plans one change or many with one look ahead, which is let go of when all are planned: the question comes next. */
export async function withLookAhead<T>(
  road: Pick<Road, 'lookAhead'>,
  signal: AbortSignal | undefined,
  plan: (seen: Seen) => Promise<T>,
): Promise<T> {
  const ahead = await road.lookAhead?.(signal);
  try {
    return await plan(async planning => {
      if (planning.kind !== 'planned' || ahead === undefined) return planning;
      try {
        const findings = [...planning.plan.findings, ...(await ahead.look(planning.plan))];
        return { ...planning, plan: { ...planning.plan, findings } };
      } catch (error) {
        return asOutcome(error);
      }
    });
  } finally {
    ahead?.end();
  }
}

/**
 * The second half: carries out a plan that was confirmed, if what it was made over is still there. The intent is the one
 * that `planChange` gave. Never rejects.
 */
export async function performPlan(
  intent: Intent,
  plan: Plan,
  road: Omit<Road, 'validate'>,
  signal?: AbortSignal,
): Promise<Outcome> {
  try {
    signal?.throwIfAborted();
    const forbidden = road.forbidden();
    if (forbidden !== null) return { kind: 'forbidden', reason: forbidden };
    // Planned here or read from a file: what is live is read in the account that was shown, and so it is written.
    const named = otherAccountNamed(intent);
    if (named !== null) return { kind: 'wrong-account', confirmed: named, actual: plan.accountId };
    const { service } = road.table.writeRow(intent.operation).kind;
    mustAnswer(intent.server, await road.gateway.reader(intent.source).server(service));
    const marked = await stoppedByMark(plan, road);
    if (marked !== null) return marked;
    return await new Performance(intent, plan, road, signal).run();
  } catch (error) {
    return asOutcome(error);
  }
}

/** The account that a request names by itself, where that is another than the one shown; `-` is whoever calls. */
function otherAccountNamed({ request, accountId }: Intent): string | null {
  const { accountId: named = '-' } = request;
  return named === '-' || named === accountId ? null : String(named);
}

/** Fills an absent idempotency member, so that the same request can be repeated safely. */
function withClientToken(intent: Intent, road: Pick<Road, 'newId' | 'table'>): Intent {
  const member = road.table.writeRow(intent.operation).write.idempotencyMember;
  if (member === undefined || (intent.request[member] ?? '') !== '') return intent;
  return { ...intent, request: { ...intent.request, [member]: road.newId() } };
}

/** The intent whose request is whole: part of it may follow only from what is live. */
async function completed({ write }: WriteRow, intent: Intent, base: Live): Promise<Intent> {
  if (write.completed === undefined) return intent;
  return { ...intent, request: await write.completed(intent.request, base, intent.amendment) };
}

/** True where something else is live than what the change is to be made over. */
function movedFrom(kind: Changed, { over }: Intent, { base, action }: Plan): boolean {
  if (over === undefined || base.status === 'retired') return false;
  if (kind.listable) return !kind.same(base.config, over);
  // What a ledger remembers is less than what was sent, and it may have missed what AWS has: that must stay deletable.
  return action !== 'delete' && (base.config === null) !== (over === null);
}

/** What was thrown, as an end. */
function asOutcome(error: unknown): Outcome {
  if (isCancelled(error)) return { kind: 'cancelled' };
  return { kind: 'failed', error: asKnownError(error) };
}
