import { join } from 'node:path';
import { isObject } from '../core/model/answer.ts';
import type { Clock, EmptyPlace, EmptyPlaces } from '../core/model/ports.ts';
import { readText, replaceText, unlessBroken } from './durableFile.ts';
import { withLock } from './fileLock.ts';

/** How long a place that held nothing is believed to hold nothing. Milliseconds. */
const BELIEVED_MS = 24 * 60 * 60 * 1000;

type Content = Map<string, Map<string, EmptyPlace>>;

/**
 * What is remembered of empty places, in `empty-places.json` of the state folder, for all windows and command lines. It only
 * saves calls: what cannot be read is not known, and what cannot be written is asked again.
 */
export class EmptyPlacesFile implements EmptyPlaces {
  readonly #file: string;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(folder: string, clock: Pick<Clock, 'now'>) {
    this.#file = join(folder, 'empty-places.json');
    this.#clock = clock;
  }

  async of(account: string): Promise<ReadonlyMap<string, EmptyPlace>> {
    return (await unlessBroken(this.#read(), new Map() as Content)).get(account) ?? new Map();
  }

  async note(account: string, places: ReadonlyMap<string, string | null>): Promise<void> {
    if (places.size === 0) return;
    const work = withLock(this.#file, async () => {
      const content = await this.#read();
      const known = content.get(account) ?? new Map<string, EmptyPlace>();
      const at = this.#clock.now();
      for (const [place, status] of places) {
        if (status === null) known.delete(place);
        else known.set(place, { at, status });
      }
      content.set(account, known);
      const accounts = Object.fromEntries([...content].map(([id, held]) => [id, Object.fromEntries(held)]));
      await replaceText(this.#file, `${JSON.stringify({ version: 1, accounts })}\n`);
    });
    await unlessBroken(work, undefined);
  }

  /** What is remembered and not too old. Throws StateError where the file cannot be read. */
  async #read(): Promise<Content> {
    const text = await readText(this.#file);
    const accounts = text === undefined ? {} : accountsIn(text);
    return new Map(Object.entries(accounts).map(([account, places]) => [account, this.#fresh(places)]));
  }

  #fresh(places: unknown): Map<string, EmptyPlace> {
    const age = (at: number): number => this.#clock.now() - at;
    const believed = Object.entries(isObject(places) ? places : {}).flatMap(([place, one]) => {
      if (!isObject(one) || typeof one.at !== 'number' || typeof one.status !== 'string') return [];
      // A time that is still to come says that a clock was wrong.
      return age(one.at) < 0 || age(one.at) > BELIEVED_MS ? [] : [[place, { at: one.at, status: one.status }] as const];
    });
    return new Map(believed);
  }
}

/** Whatever is wrong with the text, nothing is known then. */
function accountsIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(text);
    return isObject(content) && content.version === 1 && isObject(content.accounts) ? content.accounts : {};
  } catch {
    return {};
  }
}
