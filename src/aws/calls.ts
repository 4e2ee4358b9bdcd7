import { setMaxListeners } from 'node:events';
import type { AwsCredentialIdentity } from '@smithy/types';
import { type Identity, isAccountId } from '../core/model/account.ts';
import { AccessError } from '../core/model/errors.ts';
import { type OperationName, operations, type ServiceId } from '../core/model/operations.ts';
import type { Answer, CallOptions, Clock, Input } from '../core/model/ports.ts';
import { CONTROL_PLANE, parseRegion, partitionOf } from '../core/model/regions.ts';
import type { AccountSession, ClientSet } from './accounts/accountSession.ts';
import { isTransient, mayBeDisabledRegion } from './errors/codes.ts';
import { readFailure } from './errors/failure.ts';
import { type CallContext, translate, withContext } from './errors/translate.ts';
import type { Release } from './limits/limiter.ts';
import type { Limits } from './limits/limits.ts';
import { until } from './until.ts';

/** What calls are made with. */
export interface CallNeeds {
  readonly clock: Clock;
  /** Evenly spread, 0 to below 1. */
  readonly random: () => number;
  readonly limits: Limits;
}

/** Which account calls, with whose clients, in which lane. */
export interface Caller {
  readonly session: AccountSession;
  readonly clients: ClientSet;
  /** The credentials that the clients use. */
  readonly credentials: () => Promise<AwsCredentialIdentity>;
  readonly lane: 'read' | 'change';
}

interface Call {
  readonly operation: OperationName;
  readonly region: string;
  readonly input: Input;
  readonly options: CallOptions;
}

interface Failed {
  readonly kind: 'failed';
  readonly error: AccessError;
  /** Those that were used, where there were any. */
  readonly credentials: AwsCredentialIdentity | undefined;
  /** A broken connection or a failure of AWS's that the next attempt may well not meet. */
  readonly transient: boolean;
  /** The SDK has just learned how far our clock is off, so that the next signature will be right. */
  readonly clockCorrected: boolean;
}

type Ended = Failed | { readonly kind: 'answer'; readonly answer: Answer };

/** How often a call is sent at most, the first time included. */
function mostAttempts({ error, transient, clockCorrected }: Failed): number {
  if (error.code === 'throttled') return 6;
  if (clockCorrected) return 2;
  return transient ? 3 : 1;
}

const FIRST_WAIT_MS = 100;

/** IAM's one endpoint signs for one Region in each partition. */
const IAM_REGIONS: Readonly<Record<string, string>> = {
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-eusc': 'eusc-de-east-1',
};

/**
 * Where a call really goes: hubs are administered in us-east-1 whatever their Region, and IAM has one Region; the SDK
 * would sign for the given one where the endpoint is not AWS's own.
 */
export function callRegion(service: ServiceId, region: string): string {
  const parsed = parseRegion(region);
  const partition = parsed === undefined ? 'aws' : partitionOf(parsed);
  if (service === 'iam') return IAM_REGIONS[partition] ?? CONTROL_PLANE;
  return service === 'notifications' && partition === 'aws' ? CONTROL_PLANE : region;
}

const sameKeys = (one: AwsCredentialIdentity, other: AwsCredentialIdentity): boolean =>
  one.accessKeyId === other.accessKeyId && one.sessionToken === other.sessionToken;

/** Sends operations for one account: within the limits, with retries for reads, and with errors made ours. */
export class Calls {
  readonly #needs: CallNeeds;
  /** Credentials that STS has taken: what another service makes of them says something of the Region, not of them. */
  readonly #accepted = new WeakSet<AwsCredentialIdentity>();

  constructor(needs: CallNeeds) {
    this.#needs = needs;
  }

  /** Reads, and tries again where that may help. Throws AccessError. */
  async read(
    caller: Caller,
    operation: OperationName,
    region: string,
    input: Input,
    options: CallOptions = {},
  ): Promise<Answer> {
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const ended = await this.#attempt(caller, { operation, region, input, options });
      if (ended.kind === 'answer') return ended.answer;
      const { error, credentials } = ended;
      if (error.code === 'credentials-expired' && !renewed && credentials !== undefined) {
        renewed = true;
        if (await this.#renews(caller, credentials, options.signal)) continue;
      }
      if (attempt >= mostAttempts(ended)) throw error;
      // After throttling the limiter makes everyone wait; a clock that is right now needs no wait.
      if (ended.transient) await this.#wait(attempt, options.signal);
    }
  }

  /**
   * Sends a write, and sends it again only where AWS has said that it did not carry it out because of our clock. After
   * throttling the caller decides: what it was decided over may have changed while AWS made us wait.
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

  /** Who AWS says the caller is. Throws AccessError. */
  async identity(caller: Caller, options: CallOptions = {}): Promise<Identity> {
    const { session } = caller;
    const credentials = await this.#credentials(caller, this.#context(caller, undefined, options), options);
    const answer = await this.read(caller, 'GetCallerIdentity', session.homeRegion, {}, options);
    const { Account: accountId, Arn: arn } = answer;
    if (typeof accountId !== 'string' || !isAccountId(accountId) || typeof arn !== 'string') {
      const context = this.#context(caller, { operation: 'GetCallerIdentity', region: session.homeRegion }, options);
      throw withContext(new AccessError('unexpected-answer', 'STS does not say whose the credentials are.'), context);
    }
    this.#accepted.add(credentials);
    session.accountId = accountId;
    return { accountId, arn };
  }

  async #attempt(caller: Caller, call: Call): Promise<Ended> {
    const { operation, input, options } = call;
    // Thousands of reads may share one signal; Node would take that for a leak and say so on stderr.
    if (options.signal !== undefined) setMaxListeners(0, options.signal);
    const service = operations[operation].service;
    const region = callRegion(service, call.region);
    const context = this.#context(caller, { operation, region }, options);
    let credentials: AwsCredentialIdentity | undefined;
    let release: Release | undefined;
    try {
      credentials = await this.#credentials(caller, context, options);
      const client = await caller.clients.client(service, region);
      release = await this.#needs.limits
        .of(caller.session.source, region, service)
        .acquire(caller.lane, options.signal);
      if (this.#needs.clock.now() > (options.sendBy ?? Number.POSITIVE_INFINITY)) {
        throw new AccessError('throttled', 'Held back too long by earlier calls.', { outcome: 'not-applied' });
      }
      const offsetMs = client.clockOffsetMs();
      try {
        const answer = await client.send(operation, input, options.signal);
        release('fine');
        return { kind: 'answer', answer };
      } finally {
        if (client.clockOffsetMs() !== offsetMs) caller.clients.learnClock(client.clockOffsetMs());
      }
    } catch (thrown) {
      const error = translate(thrown, context);
      const byAws = error.code === 'throttled' && !(thrown instanceof AccessError);
      release?.(byAws ? { throttledForSeconds: error.details.retryAfterSeconds } : 'failed');
      return {
        kind: 'failed',
        error: await this.#explained(caller, error, context, credentials, options),
        credentials,
        transient: isTransient(readFailure(thrown, context.now)),
        clockCorrected: isClockCorrected(thrown),
      };
    }
  }

  /** The error, or what it comes to where the same credentials pass STS: a Region that is not enabled. */
  async #explained(
    caller: Caller,
    error: AccessError,
    context: CallContext,
    credentials: AwsCredentialIdentity | undefined,
    options: CallOptions,
  ): Promise<AccessError> {
    if (context.service === 'sts' || credentials === undefined || !mayBeDisabledRegion(error.details.awsCode))
      return error;
    if (!this.#accepted.has(credentials)) {
      const passed = await this.identity(caller, { ...options, secrets: [] }).then(
        () => true,
        () => false,
      );
      if (!passed) return error;
    }
    return withContext(error, context, 'region-not-enabled');
  }

  async #credentials(caller: Caller, context: CallContext, { signal }: CallOptions): Promise<AwsCredentialIdentity> {
    try {
      return await until(caller.credentials(), signal);
    } catch (error) {
      throw translate(error, context);
    }
  }

  /** True where forgetting the credentials brings others. */
  async #renews(caller: Caller, old: AwsCredentialIdentity, signal: AbortSignal | undefined): Promise<boolean> {
    if (caller.lane === 'change') return false;
    caller.session.discard(old);
    return until(caller.credentials(), signal).then(
      fresh => !sameKeys(fresh, old),
      () => false,
    );
  }

  #wait(attempt: number, signal: AbortSignal | undefined): Promise<void> {
    const longest = FIRST_WAIT_MS * 2 ** attempt;
    return this.#needs.clock.sleep(longest / 2 + (longest / 2) * this.#needs.random(), signal);
  }

  #context(
    { session }: Caller,
    call: { readonly operation: OperationName; readonly region: string } | undefined,
    options: CallOptions,
  ): CallContext {
    return {
      source: session.source,
      accountId: session.accountId,
      region: call?.region,
      operation: call?.operation,
      service: call === undefined ? undefined : operations[call.operation].service,
      secrets: options.secrets,
      now: this.#needs.clock.now(),
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

function isClockCorrected(error: unknown): boolean {
  // The SDK marks any error so while the clock is off; only these are cured by a new signature.
  if (!(error instanceof Error) || !CLOCK_CODES.has(error.name) || !('$metadata' in error)) return false;
  const metadata: unknown = error.$metadata;
  return typeof metadata === 'object' && metadata !== null && 'clockSkewCorrected' in metadata;
}
