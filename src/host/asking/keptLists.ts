import { type Choice, liveChoices } from '../../core/inventory/choices.ts';
import { kindOf } from '../../core/kinds/table.ts';
import { type Place, sourceKey } from '../../core/model/account.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { ChoiceId } from '../../core/model/kind.ts';
import { ageOf, type Moment, momentOf } from '../../core/model/moment.ts';
import type { KindId } from '../../core/model/resource.ts';
import type { Scope } from '../../core/model/scope.ts';
import type { HostServices, LiveLists, ValueOffer } from '../services.ts';
import { scopeAt } from './draft.ts';

/** How long a list that AWS gave is offered again before it is asked for anew, in milliseconds. */
const FRESH_MILLISECONDS = 60_000;

/** How long after a person chose from a list what they wrote is held to it. */
const KNOWN_MILLISECONDS = 5 * 60_000;

/** A list as it arrives. */
interface Listing {
  readonly offer: ValueOffer;
  readonly where: Place;
  readonly startedAt: Moment;
  readonly stop: AbortController;
  readonly pages: (readonly Choice[])[];
  /** How many wait for it or read it. */
  readers: number;
  ended: { readonly failure: unknown } | undefined;
  /** All of it, once someone asked what is known. */
  values: readonly string[] | undefined;
  /** Resolves at the next page, or at the end. */
  news: News;
}

/** Something that is waited for. */
interface News {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function news(): News {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>(settle => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Keeps what AWS listed for a minute: forms, completion and pickers all ask here. */
export class KeptLists implements LiveLists {
  readonly #host: Pick<HostServices, 'aws' | 'state' | 'clock'>;
  readonly #kept = new Map<string, Listing>();

  constructor(host: Pick<HostServices, 'aws' | 'state' | 'clock'>) {
    this.#host = host;
  }

  async *pages(offer: ValueOffer, where: Place, signal: AbortSignal, fresh = false): AsyncIterable<readonly Choice[]> {
    const key = JSON.stringify([offer, sourceKey(where.source), where.accountId, where.region]);
    const listing = this.#listing(key, offer, where, fresh);
    const stopped = news();
    listing.readers += 1;
    let isReading = true;
    const leave = (): void => {
      stopped.resolve();
      if (!isReading) return;
      isReading = false;
      listing.readers -= 1;
      if (listing.readers === 0 && listing.ended === undefined) this.#drop(key, listing);
    };
    // Whoever gives up asks for no further page, and would never come to the end of this.
    signal.addEventListener('abort', leave);
    try {
      for (let read = 0; ; ) {
        if (signal.aborted) throw new AccessError('cancelled', 'The list is no longer wanted.');
        const page = listing.pages[read];
        if (page !== undefined) {
          read += 1;
          yield page;
        } else if (listing.ended === undefined) await Promise.race([listing.news.promise, stopped.promise]);
        else if (listing.ended.failure === undefined) return;
        else throw listing.ended.failure;
      }
    } finally {
      signal.removeEventListener('abort', leave);
      leave();
    }
  }

  known(
    choice: ChoiceId,
    { accountId, region }: Pick<Place, 'accountId' | 'region'>,
    whenever = false,
  ): readonly string[] | undefined {
    const { clock } = this.#host;
    const isKnown = ({ startedAt }: Listing): boolean => whenever || ageOf(startedAt, clock) < KNOWN_MILLISECONDS;
    const isMeant = ({ offer, where }: Listing): boolean =>
      'choice' in offer && offer.choice === choice && where.accountId === accountId && where.region === region;
    const listing = [...this.#kept.values()].findLast(
      one => isMeant(one) && isKnown(one) && one.ended?.failure === undefined && one.ended !== undefined,
    );
    // Each row of a tree may ask.
    if (listing !== undefined) listing.values ??= listing.pages.flat().map(({ value }) => value);
    return listing?.values;
  }

  #listing(key: string, offer: ValueOffer, where: Place, fresh: boolean): Listing {
    const now = momentOf(this.#host.clock);
    const kept = this.#kept.get(key);
    if (kept !== undefined && !fresh && ageOf(kept.startedAt, this.#host.clock) < FRESH_MILLISECONDS) return kept;
    const stop = new AbortController();
    const listing: Listing = {
      offer,
      where,
      startedAt: now,
      stop,
      pages: [],
      readers: 0,
      ended: undefined,
      values: undefined,
      news: news(),
    };
    // The one asked for last comes last, whichever credentials it was asked with.
    this.#kept.delete(key);
    this.#kept.set(key, listing);
    void this.#read(key, listing, valuesOf(offer, scopeAt(this.#host, where, stop.signal)));
    return listing;
  }

  /** Reads a list to its end. What failed is asked anew the next time. */
  async #read(key: string, listing: Listing, pages: AsyncIterable<readonly Choice[]>): Promise<void> {
    try {
      for await (const page of pages) {
        listing.pages.push(page);
        const { resolve } = listing.news;
        listing.news = news();
        resolve();
      }
      listing.ended = { failure: undefined };
    } catch (failure) {
      listing.ended = { failure };
      if (this.#kept.get(key) === listing) this.#kept.delete(key);
    }
    listing.news.resolve();
  }

  /** Nobody waits for it any more, and half of it is no list. */
  #drop(key: string, listing: Listing): void {
    listing.stop.abort();
    if (this.#kept.get(key) === listing) this.#kept.delete(key);
  }
}

function valuesOf(offer: ValueOffer, scope: Scope): AsyncIterable<readonly Choice[]> {
  return 'choice' in offer ? liveChoices(offer.choice, scope) : names(offer.kind, scope);
}

async function* names(kind: KindId, scope: Scope): AsyncIterable<readonly Choice[]> {
  for await (const rows of kindOf(kind).list(scope, null)) {
    yield rows.map(({ name, label }) => ({ value: name, label, description: label === name ? '' : name }));
  }
}
