import { type AccountSource, sourceKey } from '../../core/model/account.ts';
import type { ServiceId } from '../../core/model/operations.ts';
import { type ClockAndChance, type Lane, Limiter, type LimitSettings, type Release } from './limiter.ts';
import { Turns } from './turns.ts';

/**
 * Connect allows 2 requests a second with a burst of 5, per account and Region, for all instances together.
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
 */
const CONNECT_RATE = { perSecond: 2, burst: 5 } as const;

/**
 * CloudTrail allows 2 LookupEvents a second, per account and Region.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
const CLOUDTRAIL_RATE = { perSecond: 2, burst: 1 } as const;

/**
 * Resource Explorer allows 5 searches a second, per account and Region.
 * @see https://docs.aws.amazon.com/resource-explorer/latest/userguide/quotas.html
 */
const EXPLORER_RATE = { perSecond: 5, burst: 5 } as const;

/** The services that tell their rate: a limiter of the others learns it. */
const RATES: Readonly<Partial<Record<ServiceId, LimitSettings['rate']>>> = {
  connect: CONNECT_RATE,
  cloudtrail: CLOUDTRAIL_RATE,
  resource_explorer_2: EXPLORER_RATE,
};

/** How many calls to a service may be under way at once, per account and Region, until told otherwise. */
const DEFAULT_IN_FLIGHT = 4;

/** The services of which fewer may: what Organizations allows is shared by all that an organization runs on it. */
const WIDTHS: Readonly<Partial<Record<ServiceId, number>>> = { organizations: 2 };

/**
 * Calls under way at once in all, so that answers don't arrive by hundreds either. At 200 ms a call that is 320 a second,
 * which is half of what one thread can send.
 */
const MOST_IN_FLIGHT = 64;

/**
 * How long a call counts among these, in milliseconds. One that waits longer for its answer costs the thread nothing, and must
 * not keep others waiting: where a network swallows calls to some Regions, there are soon more than 64 of them.
 */
const COUNTS_FOR_MS = 1_000;

/** Does something after that time; returns how to leave it. */
function later(work: () => void): () => void {
  const timer = setTimeout(work, COUNTS_FOR_MS).unref();
  return () => clearTimeout(timer);
}

/**
 * Calls under way at once to one host, however long they take: Node makes as many connections to it as it is asked for, and a
 * test server of one thread would answer none of hundreds in time.
 */
const MOST_AT_HOST = 64;

/** One limiter per account, Region and service, and one per host, made when first asked for; and one over all of them. */
export class Limits {
  readonly #options: ClockAndChance;
  readonly #inFlight: () => number;
  readonly #limiters = new Map<string, Limiter>();
  readonly #hosts = new Map<string, Limiter>();
  readonly #all: Limiter;
  readonly #turns = new Turns();
  readonly #later: typeof later;

  /** `inFlight` gives 1 or more. `after` does something once a call counts no longer among all that are under way. */
  constructor(options: ClockAndChance, inFlight: () => number = () => DEFAULT_IN_FLIGHT, after = later) {
    this.#options = options;
    this.#inFlight = inFlight;
    this.#later = after;
    this.#all = new Limiter({ inFlight: () => MOST_IN_FLIGHT }, options);
  }

  /**
   * Waits until a call may begin: within the limits of its service, account and Region, of its host, and of all calls together.
   *
   * @param host What stands for the host that answers it.
   * @throws {AccessError} `cancelled` when the signal aborts first
   */
  async begin(limiter: Limiter, host: string, lane: Lane, signal: AbortSignal | undefined): Promise<Release> {
    const leave = await limiter.acquire(lane, signal);
    let leaveHost: Release = () => undefined;
    try {
      leaveHost = await this.#at(host).acquire(lane, signal);
      const leaveAll = await this.#all.acquire(lane, signal);
      await this.#turns.take();
      const leaveLater = this.#later(() => leaveAll('fine'));
      return end => {
        leaveLater();
        leaveAll('fine');
        leaveHost('fine');
        leave(end);
      };
    } catch (error) {
      leaveHost('fine');
      leave('failed');
      throw error;
    }
  }

  #at(host: string): Limiter {
    const limiter = this.#hosts.get(host) ?? new Limiter({ inFlight: () => MOST_AT_HOST }, this.#options);
    this.#hosts.set(host, limiter);
    return limiter;
  }

  /** The limiter of one account, Region and service: the same one each time. */
  of(source: AccountSource, region: string, service: ServiceId): Limiter {
    const key = `${sourceKey(source)}\n${region}\n${service}`;
    const known = this.#limiters.get(key);
    if (known !== undefined) return known;
    const made = new Limiter(this.#settings(service), this.#options);
    this.#limiters.set(key, made);
    return made;
  }

  /** Turns away all that wait. */
  close(): void {
    for (const limiter of [...this.#limiters.values(), ...this.#hosts.values(), this.#all]) limiter.close();
    this.#limiters.clear();
    this.#hosts.clear();
  }

  #settings(service: ServiceId): LimitSettings {
    const width = WIDTHS[service] ?? Number.POSITIVE_INFINITY;
    const inFlight = () => Math.min(this.#inFlight(), width);
    const rate = RATES[service];
    return rate === undefined ? { inFlight } : { inFlight, rate };
  }
}
