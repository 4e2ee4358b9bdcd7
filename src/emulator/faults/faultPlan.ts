import type { Fault } from './fault.ts';

/** The request a fault is looked up for. */
export interface FaultTarget {
  readonly service: string;
  readonly operation: string;
  /** Undefined where the request has no readable signature. */
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** What befalls one request: the added latency of all that apply, and the first of the others. */
export interface Befalls {
  readonly latencyMs: number;
  readonly fault: Fault | undefined;
}

interface Armed {
  readonly fault: Fault;
  seen: number;
  fired: number;
}

const matches = (fault: Fault, target: FaultTarget): boolean =>
  fault.service === target.service &&
  (fault.operation === undefined || fault.operation === target.operation) &&
  (fault.account === undefined || fault.account === target.account) &&
  (fault.region === undefined || fault.region === target.region);

/**
 * The faults that are set. Without `count` a fault goes on until it is cleared; with `nth` it begins at the nth request
 * it matches (from 1) and, without `count`, fires that once; with `probability` each request draws.
 */
export class FaultPlan {
  readonly #random: () => number;
  #armed: Armed[] = [];

  /** @param random as `Math.random`; injected. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Adds faults to those that are set. */
  add(faults: readonly Fault[]): void {
    this.#armed.push(...faults.map(fault => ({ fault, seen: 0, fired: 0 })));
  }

  clear(): void {
    this.#armed = [];
  }

  /** The faults that are set, with how often each has fired. */
  list(): readonly (Fault & { readonly fired: number })[] {
    return this.#armed.map(({ fault, fired }) => ({ ...fault, fired }));
  }

  /** What befalls the next request of this kind; counts it. */
  next(target: FaultTarget): Befalls {
    let latencyMs = 0;
    let chosen: Fault | undefined;
    for (const armed of this.#armed) {
      if (!matches(armed.fault, target)) continue;
      const isLatency = armed.fault.kind === 'latency';
      if (!isLatency && chosen !== undefined) continue;
      if (!this.#fires(armed)) continue;
      armed.fired += 1;
      if (isLatency) latencyMs += armed.fault.ms ?? 0;
      else chosen = armed.fault;
    }
    return { latencyMs, fault: chosen };
  }

  #fires(armed: Armed): boolean {
    const { nth, probability, count } = armed.fault;
    armed.seen += 1;
    if (armed.fired >= (count ?? (nth === undefined ? Number.POSITIVE_INFINITY : 1))) return false;
    if (nth !== undefined) return armed.seen >= nth;
    return probability === undefined || this.#random() < probability;
  }
}
