import type { AwsCredentialIdentity } from '@smithy/types';
import { until } from '../core/model/aborting.ts';
import { type Identity, isAccountId } from '../core/model/account.ts';
import { parseArn } from '../core/model/arn.ts';
import { AccessError, areCredentialsOver, asAccessError, isCancelled } from '../core/model/errors.ts';
import { type OperationName, operations, type ServiceId } from '../core/model/operations.ts';
import type { Answer, CallOptions, Input } from '../core/model/ports.ts';
import { controlPlaneOf } from '../core/model/regions.ts';
import type { AccountSession } from './accounts/accountSession.ts';
import { UseOfCredentials } from './credentials/useOfCredentials.ts';
import { isTransient, mayBeDisabledRegion, mayBeNewKey } from './errors/codes.ts';
import { readFailure } from './errors/failure.ts';
import { type CallContext, translate, withContext } from './errors/translate.ts';
import { type ClockAndChance, type Lane, LONGEST_RETRY_AFTER_MS, type Release } from './limits/limiter.ts';
import type { Limits } from './limits/limits.ts';

/** Which account calls, with which credentials, in which lane. */
export interface Caller {
  readonly session: AccountSession;
  /** The credentials of its calls, as they are now. */
  readonly credentials: (signal?: AbortSignal) => Promise<AwsCredentialIdentity>;
  readonly lane: 'read' | 'change';
}

/** Whose credentials STS says some are. */
interface Owner {
  readonly identity: Promise<Identity>;
  /** What STS has said last, be it asked anew now. */
  readonly said?: Identity;
  /** By the clock's `elapsed`, in milliseconds. */
  readonly askedAt: number;
}

/** The shortest text that can be part of AWS credentials; a shorter one is a test's, and may be a common word. */
const SHORTEST_CREDENTIAL = 16;

interface Call {
  readonly operation: OperationName;
  readonly region: string;
  readonly input: Input;
  readonly options: CallOptions;
  /** For an attempt between the first and the last one, when the first began, by the clock's `elapsed`. */
  readonly begunAt?: number;
}

interface Failed {
  readonly kind: 'failed';
  readonly error: AccessError;
  /** Those that were used, where there were any. */
  readonly credentials: AwsCredentialIdentity | undefined;
  /** A broken connection or a failure of AWS's that the next attempt may well not meet. */
  readonly transient: boolean;
  /** It was refused for the time of its signature, and the next one will have another. */
  readonly clockCorrected: boolean;
  /** AWS no longer takes the credentials, and others may be found. */
  readonly areOver: boolean;
  /** STS takes the credentials, and a Region that is enabled doesn't: it may have yet to hear of a new key. */
  readonly areNew: boolean;
}

interface Answered {
  readonly kind: 'answer';
  readonly answer: Answer;
  /** Those that it was asked with. */
  readonly credentials: AwsCredentialIdentity;
}

type Ended = Failed | Answered;

function laneOf({ lane }: Caller, operation: OperationName, { background }: CallOptions): Lane {
  if (operations[operation].effect !== 'read') return 'write';
  return lane === 'read' && background === true ? 'background' : lane;
}

/**
 * How often a call is sent at most, the first time included. Where AWS asks for a longer pause than the limiter makes, the next
 * try would be refused as well, a silent minute later.
 */
function mostAttempts({ error, transient, clockCorrected, areNew }: Failed): number {
  const { retryAfterSeconds = 0 } = error.details;
  if (areNew) return ATTEMPTS_WITH_A_NEW_KEY;
  if (error.code === 'throttled') return retryAfterSeconds * 1000 > LONGEST_RETRY_AFTER_MS ? 1 : 6;
  if (clockCorrected) return 2;
  return transient ? 3 : 1;
}

const FIRST_WAIT_MS = 100;

/** AWS's copies of its keys agree after some seconds. */
const FIRST_WAIT_FOR_KEYS_MS = 500;
const ATTEMPTS_WITH_A_NEW_KEY = 4;

/** What is free of Region: administered in one Region of a partition. */
const GLOBAL_SERVICES: ReadonlySet<ServiceId> = new Set(['iam', 'notifications', 'account', 'organizations']);

/** What of such a service is Regional all the same: events are read where their hub stores them. */
const REGIONAL_OPERATIONS: ReadonlySet<OperationName> = new Set(['ListNotificationEvents']);

/**
 * Where a call really goes: what is free of Region is administered in one Region of the account's partition, whatever
 * Region is meant; the SDK would sign for the given one where the endpoint is not AWS's own.
 */
export function callRegion(operation: OperationName, region: string, partition: string): string {
  const { service } = operations[operation];
  if (!GLOBAL_SERVICES.has(service) || REGIONAL_OPERATIONS.has(operation)) return region;
  return service === 'organizations' && partition === 'aws-cn' ? 'cn-northwest-1' : controlPlaneOf(partition);
}

const sameKeys = (one: AwsCredentialIdentity, other: AwsCredentialIdentity): boolean =>
  one.accessKeyId === other.accessKeyId && one.sessionToken === other.sessionToken;

/** Sends operations for one account: within the limits, with retries for reads, and with errors made ours. */
export class Calls {
  readonly #options: ClockAndChance & { readonly limits: Limits };
  /** What STS said of credentials, as long as they are in use. */
  readonly #owners = new WeakMap<AwsCredentialIdentity, Owner>();
  readonly #use = new UseOfCredentials();

  constructor(options: ClockAndChance & { readonly limits: Limits }) {
    this.#options = options;
  }

  /** Reads, and tries again where that may help. Throws AccessError. */
  async read(
    caller: Caller,
    operation: OperationName,
    region: string,
    input: Input,
    options: CallOptions = {},
  ): Promise<Answer> {
    return (await this.#answered(caller, { operation, region, input, options })).answer;
  }

  /**
   * Sends a write, and sends it again only where AWS has said that it did not carry it out because of our clock. After
   * throttling the caller decides: what it was decided over may have changed while AWS made us wait. The signal stops it
   * until it is sent, and never after.
   * Throws AccessError, which says whether the write may have been carried out.
   */
  async write(
    caller: Caller,
    operation: OperationName,
    region: string,
    input: Input,
    options: CallOptions = {},
  ): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const ended = await this.#attempt(caller, { operation, region, input, options });
      if (ended.kind === 'answer') return ended.answer;
      const refused = ended.error.details.outcome === 'not-applied' && ended.clockCorrected;
      if (!refused || attempt >= mostAttempts(ended)) throw ended.error;
    }
  }

  /**
   * Who AWS says the caller is, asked anew. Throws AccessError, `wrong-account` where that is another account than the one
   * that the source itself names.
   */
  async identity(caller: Caller, { signal, secrets = [] }: CallOptions = {}): Promise<Identity> {
    const { session } = caller;
    const askedAt = this.#options.clock.elapsed();
    const call = { operation: 'GetCallerIdentity', region: session.homeRegion } as const;
    const options = { signal, secrets };
    const { answer, credentials } = await this.#answered(caller, { ...call, input: {}, options });
    const { Account: accountId, Arn: arn } = answer;
    if (typeof accountId !== 'string' || !isAccountId(accountId) || typeof arn !== 'string') {
      const error = new AccessError('unexpected-answer', 'STS does not say whose the credentials are.');
      throw withContext(error, this.#context(caller, call, options));
    }
    const { source } = session;
    if ('accountId' in source && source.accountId !== accountId) {
      const text = `The credentials that were given for account ${source.accountId} belong to ${accountId}.`;
      throw withContext(new AccessError('wrong-account', text), this.#context(caller, call, options));
    }
    const identity = { accountId, arn };
    this.#owners.set(credentials, { identity: Promise.resolve(identity), said: identity, askedAt });
    session.accountId = accountId;
    session.partition = parseArn(arn)?.partition ?? session.partition;
    return identity;
  }

  async #answered(caller: Caller, call: Call): Promise<Answered> {
    const { signal } = call.options;
    const begunAt = this.#options.clock.elapsed();
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const isBetween = attempt > 1 && attempt < ATTEMPTS_WITH_A_NEW_KEY;
      const ended = await this.#attempt(caller, isBetween ? { ...call, begunAt } : call);
      if (ended.kind === 'answer') return ended;
      const { error, credentials } = ended;
      if (ended.areOver && !renewed && credentials !== undefined) {
        renewed = true;
        if (await this.#renews(caller, credentials, signal)) continue;
      }
      if (attempt >= mostAttempts(ended)) throw error;
      // After throttling the limiter makes everyone wait; a clock that is right now needs no wait.
      if (ended.transient) await this.#wait(attempt, FIRST_WAIT_MS, signal);
      if (ended.areNew) await this.#wait(attempt, FIRST_WAIT_FOR_KEYS_MS, signal);
    }
  }

  async #attempt(caller: Caller, call: Call): Promise<Ended> {
    const { operation, input, options } = call;
    const service = operations[operation].service;
    let context = this.#context(caller, call, options);
    let credentials: AwsCredentialIdentity | undefined;
    let release: Release | undefined;
    let hasLearnedClock = (): boolean => false;
    let sentAt = this.#options.clock.elapsed();
    try {
      credentials = await this.#credentials(caller, context, options);
      await this.#checkOwner(caller, credentials, options);
      const region = callRegion(operation, call.region, caller.session.partition);
      context = this.#context(caller, { operation, region }, options, credentials);
      const { limits } = this.#options;
      release = await limits.begin(
        limits.of(caller.session.source, region, service),
        caller.session.endpoint(service) ?? `${service} ${region}`,
        laneOf(caller, operation, options),
        options.signal,
      );
      const client = await caller.session.clients.client(service, region);
      // Nothing stops a write from here on.
      if (options.signal?.aborted === true) throw new AccessError('cancelled', 'Cancelled.');
      if (options.isTooLate?.() === true) {
        throw new AccessError('throttled', 'Held back too long by earlier calls.', { outcome: 'not-applied' });
      }
      const offsetMs = client.clockOffsetMs();
      hasLearnedClock = () => Math.abs(client.clockOffsetMs() - offsetMs) >= REFUSED_FROM_MS;
      try {
        // Once sent, a write is followed to its end: stopping to listen would not call it back.
        const signal = operations[operation].effect === 'read' ? options.signal : undefined;
        sentAt = this.#options.clock.elapsed();
        const answer = await client.send(operation, input, { credentials, signal });
        release('fine');
        this.#use.take(credentials, region, this.#options.clock.elapsed());
        return { kind: 'answer', answer, credentials };
      } finally {
        if (client.clockOffsetMs() !== offsetMs) caller.session.clients.learnClock(client.clockOffsetMs());
      }
    } catch (thrown) {
      const error = translate(thrown, context);
      const byAws = error.code === 'throttled' && !(thrown instanceof AccessError);
      release?.(byAws ? { throttledForSeconds: error.details.retryAfterSeconds } : 'failed');
      const explained = await this.#explained(caller, error, context, credentials, { ...call, sentAt });
      const over = areCredentialsOver(explained);
      // A writer keeps its own to the end; whoever asks from now on is to get others.
      if (over && credentials !== undefined)
        caller.session.discard(
          credentials,
          explained.code !== 'credentials-expired' && !this.#use.wereTaken(credentials),
        );
      return {
        kind: 'failed',
        error: explained,
        credentials,
        areOver: over,
        areNew: mayBeNewKey(explained, context.region ?? '', caller.session.partition),
        transient: isTransient(readFailure(thrown, context.now)),
        clockCorrected: isOfClock(thrown) && hasLearnedClock(),
      };
    }
  }

  /**
   * The error, or what it comes to where the same credentials pass STS: a Region that is not enabled, or a refusal for another
   * reason where they were taken before. Doubtful where STS did not say whether they pass. Whoever stopped a read is told just that.
   */
  async #explained(
    caller: Caller,
    error: AccessError,
    context: CallContext,
    credentials: AwsCredentialIdentity | undefined,
    { operation, options, sentAt, begunAt }: Call & { readonly sentAt: number },
  ): Promise<AccessError> {
    // What STS itself refuses, be it before a call to another service, is of no Region.
    const isOfRegion = error.details.service !== 'sts' && mayBeDisabledRegion(error.details.awsCode);
    if (!isOfRegion || credentials === undefined) return error;
    const { askedAt = Number.NEGATIVE_INFINITY } = this.#owners.get(credentials) ?? {};
    const now = this.#options.clock.elapsed();
    const region = context.region ?? '';
    // The attempts of a call share what STS says once it has begun.
    const since = begunAt ?? this.#use.askedSince(credentials, region, sentAt, now);
    // Where they were just taken, the Region is enabled.
    const wasTaken = this.#use.wereTakenIn(credentials, region, now);
    const isRead = operations[operation].effect === 'read';
    try {
      await this.#owner(caller, credentials, askedAt < since, isRead ? options.signal : undefined);
      return withContext(error, context, wasTaken ? 'refused' : 'region-not-enabled');
    } catch (refused) {
      const why = asAccessError(refused);
      if (isRead && isCancelled(refused)) return withContext(why, context);
      if (areCredentialsOver(why)) return error;
      return new AccessError(error.code, error.message, { ...error.details, isDoubtful: true }, { cause: error.cause });
    }
  }

  /** Throws AccessError `wrong-account` where the call is meant for another account than the credentials'. */
  async #checkOwner(
    caller: Caller,
    credentials: AwsCredentialIdentity,
    { accountId, signal }: CallOptions,
  ): Promise<void> {
    if (accountId === undefined || this.#owners.get(credentials)?.said?.accountId === accountId) return;
    const owner = await this.#owner(caller, credentials, false, signal);
    if (owner.accountId === accountId) return;
    const text = `The credentials belong to account ${owner.accountId} by now, not to ${accountId}.`;
    throw new AccessError('wrong-account', text);
  }

  /** Whose credentials STS says these are; it is asked once for all who want to know. Throws AccessError. */
  #owner(
    caller: Caller,
    credentials: AwsCredentialIdentity,
    anew: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Identity> {
    const before = this.#owners.get(credentials);
    if (!anew && before !== undefined) return until(before.identity, signal);
    // With these and no others, which would say whose those are.
    const pinned: Caller = { ...caller, credentials: async () => credentials };
    const { said } = before ?? {};
    const asked = { identity: this.identity(pinned), askedAt: this.#options.clock.elapsed(), ...(said && { said }) };
    this.#owners.set(credentials, asked);
    // What STS did not say is not kept. Whether it takes a key does not alter whose the key is: others need not wait for that.
    asked.identity.catch(error => {
      if (this.#owners.get(credentials) !== asked) return;
      if (said === undefined || areCredentialsOver(asAccessError(error))) this.#owners.delete(credentials);
      else this.#owners.set(credentials, { identity: Promise.resolve(said), said, askedAt: Number.NEGATIVE_INFINITY });
    });
    return until(asked.identity, signal);
  }

  async #credentials(caller: Caller, context: CallContext, { signal }: CallOptions): Promise<AwsCredentialIdentity> {
    try {
      return await caller.credentials(signal);
    } catch (error) {
      throw translate(error, context);
    }
  }

  /** True where others are found in place of credentials that ran out. */
  async #renews(caller: Caller, old: AwsCredentialIdentity, signal: AbortSignal | undefined): Promise<boolean> {
    if (caller.lane === 'change') return false;
    return caller.credentials(signal).then(
      fresh => !sameKeys(fresh, old),
      () => false,
    );
  }

  #wait(attempt: number, firstMs: number, signal: AbortSignal | undefined): Promise<void> {
    const longest = firstMs * 2 ** attempt;
    return until(this.#options.clock.sleep(longest / 2 + (longest / 2) * this.#options.random()), signal);
  }

  #context(
    { session }: Caller,
    { operation, region }: { readonly operation: OperationName; readonly region: string },
    { secrets = [] }: CallOptions,
    credentials?: AwsCredentialIdentity,
  ): CallContext {
    // AWS repeats the headers that it made its own signature over, a session token among them.
    const ofCredentials = [credentials?.secretAccessKey ?? '', credentials?.sessionToken ?? ''];
    return {
      source: session.source,
      accountId: session.accountId,
      region,
      operation,
      service: operations[operation].service,
      secrets: [...secrets, ...ofCredentials.filter(text => text.length >= SHORTEST_CREDENTIAL)],
      now: this.#options.clock.now(),
    };
  }
}

/** AWS's codes for a signature whose time is not AWS's. */
const CLOCK_CODES = new Set([
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
]);

/**
 * How far a signature's time is off at least where AWS refuses it for that, less what answers are late. What is known of our
 * clock changes a little with every answer, whatever was wrong with the call.
 */
const REFUSED_FROM_MS = 4 * 60_000;

const isOfClock = (error: unknown): boolean => error instanceof Error && CLOCK_CODES.has(error.name);
