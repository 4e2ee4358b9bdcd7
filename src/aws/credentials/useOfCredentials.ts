import type { AwsCredentialIdentity } from '@smithy/types';

/**
 * How long STS's word holds that it takes some credentials: keys can be taken away at any time, but a sweep meets many Regions
 * that are not enabled at once.
 */
const WORD_HOLDS_MS = 2_000;

/** How long a Region counts as enabled after credentials were taken there. */
const STAYS_ENABLED_MS = 600_000;

/** Where AWS took credentials and where it refused them, as long as they are in use. Times are the clock's `elapsed`, in milliseconds. */
export class UseOfCredentials {
  readonly #takenIn = new WeakMap<AwsCredentialIdentity, Map<string, number>>();
  readonly #firstRefused = new WeakMap<AwsCredentialIdentity, number>();

  /** Takes note that a Region took them. */
  take(credentials: AwsCredentialIdentity, region: string, at: number): void {
    const takenIn = this.#takenIn.get(credentials) ?? new Map<string, number>();
    this.#takenIn.set(credentials, takenIn.set(region, at));
  }

  /** True where any Region ever took them. */
  wereTaken(credentials: AwsCredentialIdentity): boolean {
    return this.#takenIn.has(credentials);
  }

  /** True where a Region took them lately, so that it is enabled. */
  wereTakenIn(credentials: AwsCredentialIdentity, region: string, now: number): boolean {
    return now - (this.#takenIn.get(credentials)?.get(region) ?? Number.NEGATIVE_INFINITY) < STAYS_ENABLED_MS;
  }

  /**
   * From when on STS must have been asked whether it takes them, for that to explain why a Region refuses a call that was sent at a
   * time: where the Region took them lately since that call, else since the first refusal of all, and not too long ago.
   */
  askedSince(credentials: AwsCredentialIdentity, region: string, sentAt: number, now: number): number {
    const first = this.#firstRefused.get(credentials) ?? sentAt;
    this.#firstRefused.set(credentials, first);
    return this.wereTakenIn(credentials, region, now) ? sentAt : Math.max(first, now - WORD_HOLDS_MS);
  }
}
