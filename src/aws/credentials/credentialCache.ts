import type { AwsCredentialIdentity } from '@smithy/types';
import { until } from '../../core/model/aborting.ts';
import { ageOf, type Moment, momentOf } from '../../core/model/moment.ts';
import type { Clock } from '../../core/model/ports.ts';

/** Temporary credentials are replaced this long before they end, or at half their life where that is shorter. */
const RENEW_BEFORE_MS = 5 * 60_000;

/**
 * A failure is given to all who ask within this time, so that a sweep over many Regions asks a person once for a code
 * that they would rather not give, and runs a broken program once.
 */
const REMEMBER_FAILURE_MS = 1_000;

/** How long a failure to renew is remembered while what is held is good: nobody is asked for a code again with every call. */
const REMEMBER_WHILE_GOOD_MS = 60_000;

/**
 * Credentials that AWS does not know are looked for anew once they have been held for so long: a role that was made again, say,
 * ends its sessions. Sooner, where it never knew them, those that are found would hardly be others, and a person may be asked for a code.
 */
const HOLD_UNKNOWN_MS = 60_000;

interface Held {
  readonly credentials: AwsCredentialIdentity;
  readonly foundAt: Moment;
  readonly renewAt: number;
  readonly endsAt: number;
}

/** A search that is under way, for all who wait for it. */
interface Finding {
  readonly credentials: Promise<AwsCredentialIdentity>;
  readonly stop: AbortController;
  waiting: number;
  /** False where what it rests on ended meanwhile: what it finds is for those alone who wait for it. */
  isHeld: boolean;
}

/**
 * One account's credentials, found once and shared: however many clients ask, and however many at the same time,
 * there is one AssumeRole and one question for an MFA code. A failure is remembered for a second. A search that nobody
 * waits for any more is stopped.
 */
export class CredentialCache {
  readonly #find: (signal: AbortSignal) => Promise<AwsCredentialIdentity>;
  readonly #clock: Clock;
  #held: Held | undefined;
  #failed: { readonly error: unknown; readonly at: Moment } | undefined;
  #finding: Finding | undefined;

  /** @param find Finds them; its signal aborts when nobody waits any more. */
  constructor(find: (signal: AbortSignal) => Promise<AwsCredentialIdentity>, clock: Clock) {
    this.#find = find;
    this.#clock = clock;
  }

  /** Credentials that are good now. Throws whatever finding them threw, and AccessError `cancelled` at the signal. */
  async get(signal?: AbortSignal): Promise<AwsCredentialIdentity> {
    const held = this.#held;
    const now = this.#clock.now();
    if (held !== undefined && now < held.renewAt) return held.credentials;
    const isGood = held !== undefined && now < held.endsAt;
    const remembered = isGood ? REMEMBER_WHILE_GOOD_MS : REMEMBER_FAILURE_MS;
    if (this.#failed !== undefined && ageOf(this.#failed.at, this.#clock) < remembered) {
      if (isGood) return held.credentials;
      throw this.#failed.error;
    }
    try {
      return await this.#renew(signal);
    } catch (error) {
      // Renewing early may fail while what we hold is still good.
      if (held !== undefined && this.#clock.now() < held.endsAt && signal?.aborted !== true) return held.credentials;
      throw error;
    }
  }

  /** Forgets the credentials where they are still these: AWS has said that they are over. */
  discard(credentials: AwsCredentialIdentity): void {
    if (this.#held?.credentials === credentials) this.#held = undefined;
  }

  /** Forgets the credentials where they are still these and not new: AWS has said that it does not know them, and never did. */
  discardUnknown(credentials: AwsCredentialIdentity): void {
    const held = this.#held;
    if (held !== undefined && ageOf(held.foundAt, this.#clock) >= HOLD_UNKNOWN_MS) this.discard(credentials);
  }

  /** Forgets the credentials, whichever they are: what they rest on has ended. */
  forget(): void {
    this.#held = undefined;
    if (this.#finding !== undefined) this.#finding.isHeld = false;
    this.#finding = undefined;
  }

  /** Stops the search that is under way, if there is one. */
  close(): void {
    this.#finding?.stop.abort();
  }

  async #renew(signal: AbortSignal | undefined): Promise<AwsCredentialIdentity> {
    this.#finding ??= this.#begin();
    const finding = this.#finding;
    finding.waiting += 1;
    try {
      return await until(finding.credentials, signal);
    } finally {
      finding.waiting -= 1;
      if (finding.waiting === 0) {
        if (this.#finding === finding) this.#finding = undefined;
        // After its end this stops nothing.
        finding.stop.abort();
      }
    }
  }

  #begin(): Finding {
    const stop = new AbortController();
    const credentials = this.#find(stop.signal).then(
      found => {
        if (!finding.isHeld) return found;
        this.#held = this.#hold(found);
        this.#failed = undefined;
        return found;
      },
      (error: unknown) => {
        if (!stop.signal.aborted) this.#failed = { error, at: momentOf(this.#clock) };
        throw error;
      },
    );
    // Those who left are told nothing more of it.
    credentials.catch(() => undefined);
    const finding: Finding = { credentials, stop, waiting: 0, isHeld: true };
    return finding;
  }

  #hold(credentials: AwsCredentialIdentity): Held {
    const endsAt = credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
    const left = endsAt - this.#clock.now();
    const foundAt = momentOf(this.#clock);
    // Nobody gives out what is over already: this computer's clock is ahead, and AWS will say when they end.
    if (left <= 0) return { credentials, foundAt, endsAt: Number.POSITIVE_INFINITY, renewAt: Number.POSITIVE_INFINITY };
    return { credentials, foundAt, endsAt, renewAt: endsAt - Math.min(RENEW_BEFORE_MS, left / 2) };
  }
}
