import { type AccessError, asAccessError, isCancelled } from '../model/errors.ts';
import type { Live, Read, Scope } from '../model/kind.ts';
import type { AccountWriter, Answer, CallOptions } from '../model/ports.ts';
import type { Intent, Outcome, Plan, RoadNeeds } from './change.ts';
import { makePlan, reached, readLive, sameBase, secretValues, type WriteRow, writeRow } from './plan.ts';
import { verify } from './verify.ts';

/**
 * The one road for every change: validate, read live, plan, confirm, check the account, re-read, write once, verify.
 * Nothing else in the product sends a mutating command. Never rejects: every end is an Outcome.
 */
export async function performChange(intent: Intent, needs: RoadNeeds, signal?: AbortSignal): Promise<Outcome> {
  try {
    const forbidden = needs.forbidden();
    if (forbidden !== null) return { kind: 'forbidden', reason: forbidden };
    return await new Road(withClientToken(intent, needs), needs, signal).travel();
  } catch (error) {
    if (isCancelled(error)) return { kind: 'cancelled' };
    return { kind: 'failed', error: asAccessError(error) };
  }
}

/** Fills an absent idempotency member, so that the same request can be repeated safely. */
function withClientToken(intent: Intent, needs: RoadNeeds): Intent {
  const member = writeRow(intent.operation).write.idempotencyMember;
  if (member === undefined || (intent.request[member] ?? '') !== '') return intent;
  return { ...intent, request: { ...intent.request, [member]: needs.newId() } };
}

/** How often a write is sent at most, when reading shows that it did not take effect. */
const MAX_SENDS = 3;

class Road {
  readonly #row: WriteRow;
  readonly #options: CallOptions;

  constructor(
    readonly intent: Intent,
    readonly needs: RoadNeeds,
    readonly signal: AbortSignal | undefined,
  ) {
    this.#row = writeRow(intent.operation);
    this.#options = { signal, secrets: secretValues(intent.request, this.#row.write.secrets) };
  }

  async travel(): Promise<Outcome> {
    const { intent, needs } = this;
    needs.progress?.('validating');
    const faults = await needs.validate(intent.operation, intent.request);
    if (faults.some(fault => fault.severity === 'error')) return { kind: 'invalid', findings: faults };

    needs.progress?.('reading');
    const reader = needs.gateway.reader(intent.source);
    const identity = await reader.identity(this.#options);
    if (identity.accountId !== intent.accountId) return this.#wrongAccount(identity.accountId);
    const base = await readLive(this.#row, this.#scope(reader), intent.request);
    const made = makePlan(this.#row, intent, base);
    const plan = { ...made, findings: [...faults, ...made.findings] };
    if (this.#nothingToDo(base, plan)) return { kind: 'nothing-to-do', plan };
    if (hasErrors(plan)) return { kind: 'blocked', plan };

    needs.progress?.('confirming');
    if (!(await needs.confirm(plan))) return { kind: 'declined', plan };
    this.signal?.throwIfAborted();
    const forbidden = needs.forbidden();
    if (forbidden !== null) return { kind: 'forbidden', reason: forbidden };
    return await this.#withWriter(plan);
  }

  /** From here on everything is done with one set of credentials, whose account AWS itself has just told. */
  async #withWriter(plan: Plan): Promise<Outcome> {
    this.needs.progress?.('checking-account');
    const writer = await this.needs.gateway.openWriter(this.intent.source, this.#options);
    try {
      if (writer.identity.accountId !== plan.accountId) return this.#wrongAccount(writer.identity.accountId);
      const found = await readLive(this.#row, this.#scope(writer), this.intent.request);
      if (!sameBase(this.#row, plan.base, found)) return { kind: 'conflict', plan, found };
      const now = makePlan(this.#row, this.intent, found);
      if (hasErrors(now)) return { kind: 'blocked', plan: now };
      return await this.#write(writer, plan);
    } finally {
      writer.close();
    }
  }

  async #write(writer: AccountWriter, plan: Plan): Promise<Outcome> {
    this.needs.progress?.('writing');
    for (let sends = 1; ; sends += 1) {
      const sent = await this.#send(writer);
      if (sent.kind === 'answered') return await this.#after(writer, plan, sent.answer);
      if (sent.error.details.outcome !== 'unknown') return { kind: 'failed', error: sent.error };
      const next = await this.#afterUnknown(writer, plan, sent.error, sends);
      if (next !== 'send-again') return next;
    }
  }

  async #send(
    writer: AccountWriter,
  ): Promise<{ kind: 'answered'; answer: Answer } | { kind: 'error'; error: AccessError }> {
    const { intent } = this;
    try {
      // No abort signal: once sent, a write is followed to its end, so that its outcome is known.
      const options = { ...this.#options, signal: undefined };
      const answer = await writer.write(intent.operation, intent.region, intent.request, options);
      return { kind: 'answered', answer };
    } catch (thrown) {
      const error = asAccessError(thrown, { outcome: 'unknown' });
      if (this.#row.write.doneCodes.includes(error.details.awsCode ?? '')) return { kind: 'answered', answer: {} };
      return { kind: 'error', error };
    }
  }

  /** The connection was lost, or AWS failed: reading tells whether the write took effect. */
  async #afterUnknown(
    writer: AccountWriter,
    plan: Plan,
    error: AccessError,
    sends: number,
  ): Promise<Outcome | 'send-again'> {
    const unknown = { kind: 'unknown', plan, error } as const;
    if (!this.#row.kind.listable) {
      const repeatable = this.#row.write.idempotencyMember !== undefined || plan.action === 'delete';
      return repeatable && sends < MAX_SENDS ? 'send-again' : unknown;
    }
    let found: Live;
    try {
      found = await readLive(this.#row, this.#scope(writer, undefined), this.intent.request);
    } catch {
      return unknown; // what AWS said of the write itself tells more than why the read failed
    }
    if (this.#row.kind.same(found.config, plan.goal)) return await this.#after(writer, plan, {});
    if (!sameBase(this.#row, plan.base, found)) return { kind: 'conflict', plan, found };
    return sends < MAX_SENDS ? 'send-again' : unknown;
  }

  async #after(writer: AccountWriter, plan: Plan, answer: Answer): Promise<Outcome> {
    const unrecorded = await this.#keepBooks(plan, answer);
    if (unrecorded !== null) return { kind: 'unrecorded', plan, answer, reason: unrecorded };
    if (!this.#row.kind.listable) return { kind: 'done', plan, answer };
    this.needs.progress?.('verifying');
    const seen = await verify(
      this.#row,
      plan,
      () => readLive(this.#row, this.#scope(writer), this.intent.request),
      this.needs.clock,
      this.signal,
    );
    return seen.kind === 'seen' ? { kind: 'done', plan, answer } : { kind: 'accepted', plan, seen: seen.last };
  }

  /** Tells the ledger; what it cannot take is said, never swallowed. */
  async #keepBooks(plan: Plan, answer: Answer): Promise<string | null> {
    const { ledger, clock } = this.needs;
    const where = { accountId: plan.accountId, region: plan.region };
    try {
      const note = this.#row.write.bookkeeping?.(this.intent.request, answer, where);
      if (note?.kind === 'record') {
        await ledger.record({ ...note.entry, recordedAt: new Date(clock.now()).toISOString() }, note.deviceToken);
      } else if (note?.kind === 'forget') {
        await ledger.forget(plan.accountId, plan.region, note.instanceId, note.registrationId);
      }
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #nothingToDo(base: Live, plan: Plan): boolean {
    return this.#row.kind.listable && base.status !== 'retired' && reached(this.#row, base, plan.goal);
  }

  #wrongAccount(actual: string): Outcome {
    return { kind: 'wrong-account', confirmed: this.intent.accountId, actual };
  }

  #scope(from: { readonly read: AccountWriter['read'] }, signal = this.signal): Scope {
    const { accountId, region } = this.intent;
    const read: Read = (operation, input) => from.read(operation, region, input, { ...this.#options, signal });
    return { accountId, region, read, ledger: this.needs.ledger };
  }
}

const hasErrors = (plan: Plan): boolean => plan.findings.some(one => one.severity === 'error');
