import type { WriteRow } from '../kinds/kindTable.ts';
import { whenAborted } from '../model/aborting.ts';
import {
  AccessError,
  areCredentialsOver,
  asAccessError,
  asKnownError,
  isCancelled,
  StateError,
} from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import { type Moment, momentOf } from '../model/moment.ts';
import type { AccountWriter, Answer, CallOptions, HeldLock } from '../model/ports.ts';
import type { Live } from '../model/resource.ts';
import { type Scope, scopeIn } from '../model/scope.ts';
import { mustAnswer, type Server } from '../model/server.ts';
import type { Intent, Outcome, Plan, Road, Step } from './change.ts';
import { Freshness } from './freshness.ts';
import { intentOf, outcomeOf } from './journalLines.ts';
import { stoppedByMark } from './marked.ts';
import { hasErrors, makePlan, nothingToDo, readLive, sameBase, secretValues, tookEffect } from './plan.ts';
import { verify, watch } from './verify.ts';
import { Waits } from './waits.ts';

/** How often a write is sent at most, when reading shows that it did not take effect. */
const MAX_SENDS = 3;

/** How long a person who stopped a change waits at most to be told what became of what was sent. */
const FINDING_OUT_MILLISECONDS = 30_000;

type Sent =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'error'; readonly error: AccessError };

/** A send that may have taken effect, and when it was, by `clock.elapsed()`. */
interface Doubt {
  readonly error: AccessError;
  readonly at: number;
}

/** What stands after one attempt: an end, or that the write is to be sent again. */
type Next = Outcome | 'send-again';

/**
 * One confirmed plan on its way: lock, account check, re-read, journal, write, verify, journal. From the account check on
 * everything is done with one set of credentials at a time, whose account AWS itself has just told.
 */
export class Performance {
  readonly #row: WriteRow;
  readonly #options: CallOptions;
  readonly #waits: Waits;
  readonly #freshness: Freshness;
  #writer: AccountWriter | undefined;
  #server: Server = null;
  #sends = 0;
  /** Its id in the journal. */
  #entry = '';
  #renewed = false;
  /** False once new credentials did not help a read. */
  #mayRenew = true;
  /** True once AWS itself refused it, so that it was sent and was not carried out. */
  #wasRefused = false;
  /** The error of a send that may have taken effect, until a read shows that it did not: a registration can't be read. */
  #doubt: AccessError | undefined;
  /** The last such send, read or not: AWS may have been late to show it. */
  #lastDoubt: Doubt | undefined;

  constructor(
    readonly intent: Intent,
    readonly plan: Plan,
    readonly road: Omit<Road, 'validate'>,
    readonly signal: AbortSignal | undefined,
  ) {
    this.#row = road.table.writeRow(intent.operation);
    this.#options = { signal, secrets: secretValues(intent.request, this.#row.write.secrets) };
    this.#waits = new Waits(road.clock);
    this.#freshness = new Freshness(road.clock);
  }

  /** Throws AccessError or StateError where it ends before anything was sent. */
  async run(): Promise<Outcome> {
    const { signal } = this;
    const onStop = (): void => {
      if (this.#sends > 0) this.road.progress?.('finding-out');
    };
    const leave = signal === undefined ? undefined : whenAborted(signal, onStop);
    return this.#locked().finally(leave);
  }

  /** Says how far it is; nothing more once it was stopped after it was sent: what became of it is being found out. */
  #tell(step: Step): void {
    if (this.#sends === 0 || this.signal?.aborted !== true) this.road.progress?.(step);
  }

  async #locked(): Promise<Outcome> {
    const { plan, road } = this;
    this.#tell('locking');
    const locking = await road.locks.acquire(plan, this.signal);
    if (locking.kind === 'busy') return { kind: 'busy', plan, holder: locking.holder };
    try {
      this.#tell('checking-account');
      const wrong = await this.#open(this.signal);
      if (wrong !== null) return wrong;
      const moved = await this.#moved();
      return moved === null ? await this.#journalled(locking.lock) : this.#unlessReached(moved);
    } finally {
      this.#writer?.close();
      await locking.lock.release();
    }
  }

  /** Opens a writer in place of the one before, at the same server; an end where its credentials are another account's. */
  async #open(signal: AbortSignal | undefined): Promise<Outcome | null> {
    const writer = await this.road.gateway.openWriter(this.intent.source, { ...this.#options, signal });
    try {
      const server = writer.server(this.#row.kind.service);
      mustAnswer(this.#writer === undefined ? this.intent.server : this.#server, server);
      const actual = writer.identity.accountId;
      if (actual !== this.plan.accountId) return { kind: 'wrong-account', confirmed: this.plan.accountId, actual };
      this.#writer?.close();
      this.#writer = writer;
      this.#server = server;
      return null;
    } finally {
      if (this.#writer !== writer) writer.close();
    }
  }

  /**
   * What is live. Where the credentials ran out, new ones of the same account are found first: verifying may outlast those
   * that the change was sent with. A stop calls off looking for them; what did not help once is not tried again.
   */
  async #live(signal: AbortSignal | undefined): Promise<Live> {
    const read = () => {
      this.#freshness.begin();
      return readLive(this.#row, this.#scope(signal), this.intent.request);
    };
    try {
      return await read();
    } catch (error) {
      if (!areOver(error) || !this.#mayRenew) throw error;
      this.#mayRenew = false;
      if ((await this.#open(this.signal?.aborted === true ? undefined : this.signal)) !== null) throw error;
      const found = await read();
      this.#mayRenew = true;
      return found;
    }
  }

  /** Reads again; an end where something else is there than the plan was made over, or where it may not be done any more. */
  async #moved(): Promise<Outcome | null> {
    const { plan } = this;
    const found = await this.#live(this.signal);
    if (!sameBase(this.#row, plan.base, found)) return { kind: 'conflict', plan, found, sent: this.#sends > 0 };
    const now = makePlan(this.#row, this.intent, found);
    if (hasErrors(now)) return { kind: 'blocked', plan: now };
    this.#freshness.seeBase();
    return null;
  }

  /** A conflict before anything was sent is none where what is there now is what was wanted. */
  #unlessReached(end: Outcome): Outcome {
    if (end.kind !== 'conflict' || !nothingToDo(this.#row, end.found, this.plan.goal)) return end;
    return { kind: 'nothing-to-do', plan: makePlan(this.#row, this.intent, end.found) };
  }

  async #journalled(lock: HeldLock): Promise<Outcome> {
    const { journal, clock, newId } = this.road;
    const id = newId();
    this.#entry = id;
    this.signal?.throwIfAborted();
    await journal.begin(intentOf(id, clock.now(), { ...this.intent, server: this.#server }, this.plan));
    if (lock.isLost()) {
      const lost = new StateError('state-busy', 'The lock was lost.', '');
      return this.#ended(id, { kind: 'failed', error: lost });
    }
    return this.#ended(id, await this.#write().catch(error => this.#broken(error)));
  }

  /** What was thrown between sending and the end: where something was sent in doubt, the doubt remains. */
  async #broken(thrown: unknown): Promise<Outcome> {
    if (isCancelled(thrown)) return this.#stopped();
    if (this.#doubt !== undefined) return this.#unknown(this.#doubt);
    return { kind: 'failed', error: asKnownError(thrown) };
  }

  #unknown(error: AccessError): Outcome {
    return { kind: 'unknown', plan: this.plan, error, entry: this.#entry };
  }

  /**
   * The end of a change that was stopped: nothing is sent any more. What was sent cannot be called back, so reading tells
   * what became of it.
   */
  async #stopped(): Promise<Outcome> {
    const { plan } = this;
    if (this.#lastDoubt === undefined) return this.#wasRefused ? { kind: 'cancelled', plan } : { kind: 'cancelled' };
    return (await this.#foundOut(this.#lastDoubt)) ?? { kind: 'cancelled', plan };
  }

  /**
   * What became of what was sent, as reading tells for as long as AWS may be late to show it, half a minute at most. Null
   * where it was not carried out.
   */
  async #foundOut({ error, at }: Doubt): Promise<Outcome | null> {
    const { plan } = this;
    const unknown = this.#unknown(error);
    if (!this.#row.kind.listable) return unknown;
    const lagMilliseconds = this.#row.kind.verification.timeoutSeconds * 1000;
    const patience = Math.min(lagMilliseconds, FINDING_OUT_MILLISECONDS);
    const found = await watch(this.#row, plan, () => this.#look(), this.road.clock, at + patience);
    if (found === undefined) return unknown;
    if (tookEffect(this.#row, plan, found)) return this.#after({});
    if (!sameBase(this.#row, plan.base, found)) return { kind: 'conflict', plan, found, sent: true };
    return lagMilliseconds > patience ? unknown : null;
  }

  /** Writes the end down. Where that fails, the change stands as unknown in the journal until a live read settles it. */
  async #ended(id: string, outcome: Outcome): Promise<Outcome> {
    const note = outcomeOf(outcome, this.road.clock.now(), this.#row, this.intent);
    try {
      await this.road.journal.end(id, note);
      return outcome;
    } catch (error) {
      const answer = outcome.kind === 'done' || outcome.kind === 'unrecorded' ? outcome.answer : {};
      if (note.result !== 'done' && note.result !== 'accepted') return outcome;
      return { kind: 'unrecorded', plan: this.plan, answer, reason: reasonOf(error) };
    }
  }

  async #write(): Promise<Outcome> {
    this.#tell('writing');
    for (;;) {
      const moved = this.#freshness.isBaseOld() && this.#row.kind.listable ? await this.#moved() : null;
      if (moved !== null) return moved;
      if (this.signal?.aborted === true) return this.#stopped();
      const looked = momentOf(this.road.clock);
      // Set while others of a bulk were under way, a mark keeps what follows from being sent.
      const marked = await stoppedByMark(this.plan, this.road);
      if (marked !== null) return this.#doubt === undefined ? marked : this.#unknown(this.#doubt);
      const sent = await this.#send(looked);
      if (sent.kind === 'answered') return this.#after(sent.answer);
      const next = await this.#afterError(sent.error);
      if (next !== 'send-again') return next;
    }
  }

  /** @param looked When the account's marks were looked at. */
  async #send(looked: Moment): Promise<Sent> {
    const { intent } = this;
    this.#sends += 1;
    try {
      const options = {
        ...this.#options,
        isTooLate: () => this.#freshness.isOld(looked) || (this.#row.kind.listable && this.#freshness.isBaseOld()),
      };
      const request = this.#row.write.sent?.(intent.request as JsonObject) ?? intent.request;
      const answer = await this.#opened().write(intent.operation, intent.region, request, options);
      this.#mustTell(answer);
      return { kind: 'answered', answer };
    } catch (thrown) {
      const error = asAccessError(thrown, { outcome: 'unknown' });
      if (this.#row.write.doneCodes.includes(error.details.awsCode ?? '')) return { kind: 'answered', answer: {} };
      return { kind: 'error', error };
    }
  }

  /** Throws where an answer lacks what the books need: what was sent may have been done, and nothing says as what. */
  #mustTell(answer: Answer): void {
    const { accountId, region } = this.plan;
    try {
      this.#row.write.bookkeeping?.(this.intent.request, answer, { accountId, region });
    } catch (thrown) {
      const { code, message, details } = asAccessError(thrown);
      throw new AccessError(code, message, { ...details, outcome: 'unknown' }, { cause: thrown });
    }
  }

  async #afterError(error: AccessError): Promise<Next> {
    if (isCancelled(error)) return this.#stopped();
    this.#wasRefused ||= error.details.awsCode !== undefined;
    if (error.details.outcome === 'unknown') {
      this.#doubt = error;
      this.#lastDoubt = { error, at: this.road.clock.elapsed() };
      return this.#afterUnknown(error);
    }
    const became = this.#mayBeForeign(error) ? await this.#afterForeign(error) : null;
    if (became !== null) return became;
    if (error.code === 'throttled' && (await this.#waits.next(error.details.retryAfterSeconds, this.signal))) {
      this.#sends -= 1;
      this.#tell('waiting');
      return 'send-again';
    }
    if (areOver(error) && !this.#renewed) {
      this.#renewed = true;
      this.#sends -= 1;
      const wrong = await this.#open(this.signal);
      return wrong ?? (await this.#moved()) ?? 'send-again';
    }
    // What AWS refuses to do again may have been done already.
    return this.#doubt === undefined ? { kind: 'failed', error } : this.#unknown(this.#doubt);
  }

  /** The connection was lost, or AWS failed: reading tells whether the write took effect. */
  async #afterUnknown(error: AccessError): Promise<Next> {
    const { plan } = this;
    const unknown = this.#unknown(error);
    const more = this.#sends < MAX_SENDS;
    if (!this.#row.kind.listable) {
      const repeatable = this.#row.write.idempotencyMember !== undefined || plan.action === 'delete';
      return repeatable && more ? 'send-again' : unknown;
    }
    const found = await this.#look();
    if (found === undefined) return unknown; // what AWS said of the write itself tells more than why the read failed
    if (tookEffect(this.#row, plan, found)) return this.#after({});
    if (!sameBase(this.#row, plan.base, found)) return { kind: 'conflict', plan, found, sent: true };
    if (!more) return unknown;
    this.#doubt = undefined;
    this.#freshness.seeBase();
    return 'send-again';
  }

  /** True for a refusal that something on the way may have given in AWS's place: AWS's own has a code, or a request's id. */
  #mayBeForeign({ details: { httpStatus, awsCode, requestId } }: AccessError): boolean {
    const isAwss = httpStatus === undefined || awsCode !== undefined || requestId !== undefined;
    return !isAwss && this.#row.kind.listable;
  }

  /**
   * What was refused on the way may have been passed on before: only reading tells. Null where it was not carried out, so that
   * the refusal counts. What is to be sent again after a pause is read again then.
   */
  async #afterForeign(error: AccessError): Promise<Outcome | null> {
    if (error.code !== 'throttled') return this.#foundOut({ error, at: this.road.clock.elapsed() });
    const found = await this.#look();
    if (found === undefined) return this.#unknown(error);
    return tookEffect(this.#row, this.plan, found) ? this.#after({}) : null;
  }

  async #look(): Promise<Live | undefined> {
    try {
      return await this.#live(undefined);
    } catch {
      return undefined;
    }
  }

  async #after(answer: Answer): Promise<Outcome> {
    const { plan } = this;
    const unrecorded = await this.#keepBooks(answer);
    if (unrecorded !== null) return { kind: 'unrecorded', plan, answer, reason: unrecorded };
    if (!this.#row.kind.listable) return { kind: 'done', plan, answer, entry: this.#entry };
    this.#tell('verifying');
    const seen = await verify(this.#row, plan, () => this.#live(undefined), this.road.clock, this.signal);
    return seen.kind === 'seen'
      ? { kind: 'done', plan, answer, entry: this.#entry }
      : { kind: 'accepted', plan, seen: seen.last, entry: this.#entry };
  }

  /** Tells the ledger; what it cannot take is said, never swallowed. */
  async #keepBooks(answer: Answer): Promise<string | null> {
    const { ledger, clock } = this.road;
    const { accountId, region } = this.plan;
    const server = this.#server === null ? {} : { server: this.#server };
    try {
      const note = this.#row.write.bookkeeping?.(this.intent.request, answer, { accountId, region });
      if (note?.kind === 'record') {
        const recordedAt = new Date(clock.now()).toISOString();
        await ledger.record({ ...note.entry, ...server, recordedAt }, note.deviceToken);
      } else if (note?.kind === 'forget') {
        const { instanceId, registrationId } = note;
        await ledger.forget({ accountId, region, ...server, instanceId, registrationId });
      }
      return null;
    } catch (error) {
      return reasonOf(error);
    }
  }

  #opened(): AccountWriter {
    if (this.#writer === undefined) throw new RangeError('no writer is open');
    return this.#writer;
  }

  #scope(signal: AbortSignal | undefined): Scope {
    const writer = this.#opened();
    const read = this.#freshness.timed(writer.read);
    return scopeIn(this.intent, { ...writer, read }, this.road.ledger, { ...this.#options, signal });
  }
}

const areOver = (error: unknown): boolean => error instanceof AccessError && areCredentialsOver(error);

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
