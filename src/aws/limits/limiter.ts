import { whenAborted } from '../../core/model/aborting.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { Clock } from '../../core/model/ports.ts';

/** What a limiter allows. */
export interface LimitSettings {
  /** Calls under way at once, at least 1; asked again each time, so that a changed setting takes effect. */
  readonly inFlight: () => number;
  /** Starts per second with a burst, for services that publish a rate; absent where only `inFlight` binds. */
  readonly rate?: { readonly perSecond: number; readonly burst: number };
}

/** Time and chance, given from outside. */
export interface ClockAndChance {
  readonly clock: Clock;
  /** Evenly spread, 0 to below 1. */
  readonly random: () => number;
}

/** The place of one call: give it back once, with how the call ended. */
export type Release = (end: 'fine' | 'failed' | { readonly throttledForSeconds: number | undefined }) => void;

/**
 * Who goes first: what a change writes, since what it was decided over grows old meanwhile; what changes read; what is read because
 * somebody waits for it; and what is read ahead.
 */
export type Lane = (typeof LANES)[number];

const LANES = ['write', 'change', 'read', 'background'] as const;

interface Waiter {
  readonly start: (release: Release) => void;
  readonly fail: (error: AccessError) => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20_000;
/** No server is waited for longer than this at its own word; the caller sees the throttling instead. */
export const LONGEST_RETRY_AFTER_MS = 60_000;

const cancelled = (): AccessError => new AccessError('cancelled', 'Cancelled.');

/**
 * Holds back the calls to one service of one account and Region: so many at once, so many a second, first come
 * first served within a lane. After throttling it halves how many may be under way and pauses all of them, twice as long
 * each time and as long as AWS says at least; successes win the width back.
 */
export class Limiter {
  readonly #settings: LimitSettings;
  readonly #options: ClockAndChance;
  readonly #lanes: Readonly<Record<Lane, Waiter[]>> = { write: [], change: [], read: [], background: [] };
  #inFlight = 0;
  /** What throttling has left of the width; undefined while it is whole. */
  #narrowed: number | undefined;
  #successes = 0;
  #throttles = 0;
  #tokens: number;
  #tokensAt: number;
  #pausedUntil = 0;
  #timer: AbortController | undefined;

  constructor(settings: LimitSettings, options: ClockAndChance) {
    this.#settings = settings;
    this.#options = options;
    this.#tokens = settings.rate?.burst ?? 0;
    this.#tokensAt = options.clock.elapsed();
  }

  /**
   * Waits for a place.
   * @throws {AccessError} `cancelled` when the signal aborts first
   */
  acquire(lane: Lane = 'read', signal?: AbortSignal): Promise<Release> {
    if (signal?.aborted === true) return Promise.reject(cancelled());
    return new Promise<Release>((resolve, reject) => {
      const queue = this.#lanes[lane];
      let leave = (): void => undefined;
      const waiter: Waiter = {
        start: release => {
          leave();
          resolve(release);
        },
        fail: error => {
          leave();
          reject(error);
        },
      };
      if (signal !== undefined) {
        leave = whenAborted(signal, () => {
          const at = queue.indexOf(waiter);
          if (at >= 0) queue.splice(at, 1);
          reject(cancelled());
        });
      }
      queue.push(waiter);
      this.#serve();
    });
  }

  /** Turns away all that wait. Calls under way end by themselves. */
  close(): void {
    this.#timer?.abort();
    this.#timer = undefined;
    for (const queue of Object.values(this.#lanes)) {
      for (const waiter of queue.splice(0)) waiter.fail(cancelled());
    }
  }

  #serve(): void {
    for (;;) {
      const queue = LANES.map(lane => this.#lanes[lane]).find(({ length }) => length > 0);
      if (queue === undefined || this.#inFlight >= this.#width()) return;
      const waitMs = this.#waitMs();
      if (waitMs > 0) {
        this.#wake(waitMs);
        return;
      }
      this.#tokens -= 1;
      this.#inFlight += 1;
      queue.shift()?.start(this.#releaser());
    }
  }

  /** Milliseconds until the next start is allowed; refills the tokens on the way. */
  #waitMs(): number {
    const now = this.#options.clock.elapsed();
    const pause = Math.max(0, this.#pausedUntil - now);
    const { rate } = this.#settings;
    if (rate === undefined) return pause;
    const gained = (Math.max(0, now - this.#tokensAt) / 1000) * rate.perSecond;
    this.#tokens = Math.min(rate.burst, this.#tokens + gained);
    this.#tokensAt = now;
    const missing = 1 - this.#tokens;
    return Math.max(pause, missing > 1e-9 ? Math.ceil((missing / rate.perSecond) * 1000) : 0);
  }

  #wake(waitMs: number): void {
    if (this.#timer !== undefined) return;
    const timer = new AbortController();
    this.#timer = timer;
    const awake = (): void => {
      if (this.#timer !== timer) return;
      this.#timer = undefined;
      this.#serve();
    };
    this.#options.clock.sleep(waitMs, timer.signal).then(awake, awake);
  }

  #releaser(): Release {
    let given = false;
    return end => {
      if (given) return;
      given = true;
      this.#inFlight -= 1;
      if (end === 'fine') this.#widen();
      else if (end !== 'failed') this.#slowDown(end.throttledForSeconds);
      this.#serve();
    };
  }

  /** How many may be under way at once now. */
  #width(): number {
    const whole = Math.max(1, Math.floor(this.#settings.inFlight()));
    return Math.min(whole, this.#narrowed ?? whole);
  }

  #widen(): void {
    this.#throttles = 0;
    if (this.#narrowed === undefined) return;
    this.#successes += 1;
    if (this.#successes < this.#narrowed) return;
    this.#successes = 0;
    const wider = this.#narrowed + 1;
    this.#narrowed = wider < this.#settings.inFlight() ? wider : undefined;
  }

  #slowDown(retryAfterSeconds = 0): void {
    const now = this.#options.clock.elapsed();
    // Calls that were under way together are throttled together: they count once.
    if (now >= this.#pausedUntil) {
      this.#narrowed = Math.max(1, Math.floor(this.#width() / 2));
      this.#successes = 0;
      this.#throttles += 1;
    }
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#throttles - 1));
    const ownMs = longest / 2 + (longest / 2) * this.#options.random();
    const pauseMs = Math.max(ownMs, Math.min(LONGEST_RETRY_AFTER_MS, retryAfterSeconds * 1000));
    this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.ceil(pauseMs));
    // A start that waits for a token must now wait for the pause as well.
    this.#timer?.abort();
    this.#timer = undefined;
  }
}
