import type { AwsCredentialIdentity } from '@smithy/types';
import type { Clock } from '../../core/model/ports.ts';

/** Temporary credentials are replaced this long before they end, or at half their life where that is shorter. */
const RENEW_BEFORE_MS = 5 * 60_000;

/**
 * A failure is given to all who ask within this time, so that a sweep over many Regions asks a person once for a code
 * that they would rather not give, and runs a broken program once.
 */
const REMEMBER_FAILURE_MS = 1_000;

interface Held {
  readonly credentials: AwsCredentialIdentity;
  readonly renewAt: number;
  readonly endsAt: number;
}

/**
 * One account's credentials, found once and shared: however many clients ask, and however many at the same time,
 * there is one AssumeRole and one question for an MFA code. A failure is remembered for a second.
 */
export class CredentialCache {
  readonly #find: () => Promise<AwsCredentialIdentity>;
  readonly #clock: Clock;
  #held: Held | undefined;
  #failed: { readonly error: unknown; readonly until: number } | undefined;
  #finding: Promise<AwsCredentialIdentity> | undefined;

  constructor(find: () => Promise<AwsCredentialIdentity>, clock: Clock) {
    this.#find = find;
    this.#clock = clock;
  }

  /** Credentials that are good now. Throws whatever finding them threw. */
  async get(): Promise<AwsCredentialIdentity> {
    const held = this.#held;
    const now = this.#clock.now();
    if (held !== undefined && now < held.renewAt) return held.credentials;
    if (held === undefined && this.#failed !== undefined && now < this.#failed.until) throw this.#failed.error;
    try {
      return await this.#renew();
    } catch (error) {
      // Renewing early may fail while what we hold is still good.
      if (held !== undefined && this.#clock.now() < held.endsAt) return held.credentials;
      throw error;
    }
  }

  /** Forgets the credentials where they are still these: AWS has said that they are over. */
  discard(credentials: AwsCredentialIdentity): void {
    if (this.#held?.credentials === credentials) this.#held = undefined;
  }

  #renew(): Promise<AwsCredentialIdentity> {
    this.#finding ??= this.#find()
      .then(credentials => {
        this.#held = this.#hold(credentials);
        this.#failed = undefined;
        return credentials;
      })
      .catch((error: unknown) => {
        this.#failed = { error, until: this.#clock.now() + REMEMBER_FAILURE_MS };
        throw error;
      })
      .finally(() => {
        this.#finding = undefined;
      });
    return this.#finding;
  }

  #hold(credentials: AwsCredentialIdentity): Held {
    const endsAt = credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
    const left = endsAt - this.#clock.now();
    return { credentials, endsAt, renewAt: endsAt - Math.min(RENEW_BEFORE_MS, left / 2) };
  }
}
