import { type Choice, liveChoices } from '../../core/inventory/choices.ts';
import { sourceKey } from '../../core/model/account.ts';
import { isCancelled } from '../../core/model/errors.ts';
import type { ChoiceId } from '../../core/model/kind.ts';
import { plainText } from '../../core/model/plainText.ts';
import { errorLine } from '../../messages/errorText.ts';
import type { Translate } from '../../messages/translate.ts';
import type { ToPage } from '../../shared/form/toPage.ts';
import { type Located, scopeOf } from '../asking/draft.ts';
import type { WriteNeeds } from '../changing/performWrite.ts';
import { clipped } from './clipped.ts';

/** How long a list is offered again before AWS is asked anew, in milliseconds. */
const FRESH_MS = 60_000;

/** Options given for one query at most: who has more types on. */
const MOST = 200;

/** A message with live values. */
type Choices = Extract<ToPage, { kind: 'choices' }>;

/** What AWS lists, as it arrives. */
interface Listing {
  readonly key: string;
  readonly startedAt: number;
  readonly stop: AbortController;
  readonly values: Choice[];
  done: boolean;
  failure: unknown;
}

/** Live values for the field that a person is in. A list is read once, and every further query looks through it. */
export class FieldChoices {
  readonly #needs: Pick<WriteNeeds, 'gateway' | 'ledger' | 'road'>;
  readonly #t: Translate;
  readonly #post: (message: Choices) => void;
  #listing: Listing | undefined;
  #query: { readonly number: number; readonly typed: string; given: number; seen: number } | undefined;

  constructor(needs: Pick<WriteNeeds, 'gateway' | 'ledger' | 'road'>, t: Translate, post: (message: Choices) => void) {
    this.#needs = needs;
    this.#t = t;
    this.#post = post;
  }

  /** Answers a query; the one before is over. */
  ask(choice: ChoiceId, place: Located, query: number, typed: string): void {
    const key = JSON.stringify([choice, sourceKey(place.source), place.accountId, place.region]);
    this.#query = { number: query, typed: typed.trim().toLowerCase(), given: 0, seen: 0 };
    if (this.#listing?.key !== key || !this.#isFresh(this.#listing)) {
      this.#listing?.stop.abort();
      this.#listing = this.#list(key, choice, place);
    }
    this.#tell();
  }

  /** Nobody waits for values any more. */
  stop(): void {
    this.#query = undefined;
    if (this.#listing?.done === true) return;
    this.#listing?.stop.abort();
    this.#listing = undefined;
  }

  #isFresh({ startedAt, done, failure }: Listing): boolean {
    if (done && failure !== undefined) return false;
    return this.#needs.road.clock.now() - startedAt < FRESH_MS;
  }

  #list(key: string, choice: ChoiceId, place: Located): Listing {
    const stop = new AbortController();
    const startedAt = this.#needs.road.clock.now();
    const listing: Listing = { key, startedAt, stop, values: [], done: false, failure: undefined };
    const read = async (): Promise<void> => {
      try {
        for await (const page of liveChoices(choice, scopeOf(place, this.#needs, stop.signal))) {
          if (stop.signal.aborted) return;
          listing.values.push(...page);
          this.#tell();
        }
      } catch (error) {
        if (isCancelled(error) && stop.signal.aborted) return;
        listing.failure = error;
      }
      listing.done = true;
      this.#tell();
    };
    void read();
    return listing;
  }

  /** Tells the query that waits what it was not told yet. */
  #tell(): void {
    const [query, listing] = [this.#query, this.#listing];
    if (query === undefined || listing === undefined) return;
    const fits = listing.values.slice(query.seen).filter(one => isLike(one, query.typed));
    query.seen = listing.values.length;
    const options = fits.slice(0, MOST - query.given).map(({ value, label, description }) => ({
      value,
      label: clipped(plainText(label)),
      description: clipped(plainText(description)),
    }));
    query.given += options.length;
    const error = listing.failure === undefined ? null : clipped(errorLine(listing.failure, this.#t));
    if (options.length === 0 && !listing.done) return;
    this.#post({ kind: 'choices', query: query.number, options, done: listing.done, error });
    if (listing.done) this.#query = undefined;
  }
}

const isLike = ({ value, label }: Choice, typed: string): boolean =>
  value.length <= 4_000 && (value.toLowerCase().includes(typed) || label.toLowerCase().includes(typed));
