/** How many requests one bucket takes. */
interface Rate {
  readonly perSecond: number;
  readonly burst: number;
  /** What shares a bucket in one account and Region: all calls of the service, or each operation its own. */
  readonly for: 'service' | 'operation';
}

/**
 * The rates that AWS documents for what the product calls; Glacier and User Notifications document none. CloudTrail's two
 * lookups a second hold always, and are not among these.
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
 * @see https://docs.aws.amazon.com/pinpoint/latest/developerguide/quotas.html
 * @see https://docs.aws.amazon.com/general/latest/gr/sns.html
 */
const DOCUMENTED: Readonly<Record<string, Rate>> = {
  connect: { perSecond: 2, burst: 5, for: 'service' },
  pinpoint: { perSecond: 300, burst: 300, for: 'operation' },
  'sns.ListTopics': { perSecond: 30, burst: 30, for: 'operation' },
};

/** A request that takes a token. */
interface Taking {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
}

/** A bucket of tokens for each account, Region and what shares a rate there: a request without a token left is throttled. */
export class RateLimits {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  readonly #now: () => number;

  /** @param now Milliseconds since 1970; injected. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes a token; false where none is left. */
  take({ service, operation, account, region }: Taking): boolean {
    const rate = DOCUMENTED[`${service}.${operation}`] ?? DOCUMENTED[service];
    if (rate === undefined) return true;
    const key = [account, region, service, rate.for === 'operation' ? operation : ''].join('\n');
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: rate.burst, at: now };
    const refilled = bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * rate.perSecond;
    bucket.tokens = Math.min(rate.burst, refilled);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
