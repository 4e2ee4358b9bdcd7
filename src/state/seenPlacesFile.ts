import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '../core/model/answer.ts';
import type { Json, JsonObject } from '../core/model/json.ts';
import type { Clock, SeenPlace, SeenPlaces } from '../core/model/ports.ts';
import type { KindId, Mood, Row } from '../core/model/resource.ts';
import { readText, replaceText, unlessBroken } from './durableFile.ts';
import { withLock } from './fileLock.ts';

/** Rows of one place that are kept: as many as the tree reads by itself. */
const MOST_ROWS = 500;

/** What nobody has looked at for so long is forgotten. Milliseconds. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** How rows can stand that are kept: what failed or was not read is not. */
const MOODS: readonly Mood[] = ['ok', 'set', 'none', 'pending', 'attention', 'retired'];

/**
 * What accounts held when they were last read, a file for each account in `seen/` of the state folder: names, ARNs and what is
 * set, as the journal has them, and nothing that is secret. It only shows sooner what AWS is asked for anyway: what cannot be
 * read is not known.
 */
export class SeenPlacesFile implements SeenPlaces {
  readonly #folder: string;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #isKindId: (text: string) => text is KindId;

  constructor(folder: string, clock: Pick<Clock, 'now'>, isKindId: (text: string) => text is KindId) {
    this.#folder = join(folder, 'seen');
    this.#clock = clock;
    this.#isKindId = isKindId;
  }

  of(account: string): Promise<ReadonlyMap<string, SeenPlace>> {
    return unlessBroken(this.#read(account), new Map());
  }

  async note(account: string, places: ReadonlyMap<string, Omit<SeenPlace, 'at'>>): Promise<void> {
    const file = this.#file(account);
    const work = withLock(file, async () => {
      const known = new Map(await this.#read(account));
      for (const [place, { count, more = false, rows }] of places) {
        if (count === 0) known.delete(place);
        else known.set(place, { at: this.#clock.now(), count, more, rows: rows.slice(0, MOST_ROWS) });
      }
      const kept = [...known].map(([place, one]) => [place, { ...one, rows: one.rows.map(keptRow) }]);
      await replaceText(file, `${JSON.stringify({ version: 1, account, places: Object.fromEntries(kept) })}\n`);
    });
    await unlessBroken(work, undefined);
    await this.#forgetOld();
  }

  /** By account id, so that a person can tell whose it is, and by all that tells accounts of one id apart. */
  #file(account: string): string {
    const digest = createHash('sha256').update(account).digest('hex').slice(0, 12);
    return join(this.#folder, `${account.slice(0, account.indexOf(' '))}-${digest}.json`);
  }

  /** Throws StateError where the file cannot be read. */
  async #read(account: string): Promise<ReadonlyMap<string, SeenPlace>> {
    const text = await readText(this.#file(account));
    const places = text === undefined ? {} : placesIn(text, account);
    return new Map(Object.entries(places).flatMap(([place, one]) => this.#place(place, one)));
  }

  #place(key: string, one: unknown): readonly (readonly [string, SeenPlace])[] {
    const [kind = ''] = key.split(' ', 1);
    if (!this.#isKindId(kind) || !isObject(one) || !Array.isArray(one.rows)) return [];
    const { at, count } = one;
    if (typeof at !== 'number' || typeof count !== 'number' || count <= 0) return [];
    const age = this.#clock.now() - at;
    // A time that is still to come says that a clock was wrong.
    if (age < 0 || age > KEPT_MS) return [];
    return [[key, { at, count, more: one.more === true, rows: one.rows.flatMap(row => rowIn(row, kind)) }]];
  }

  async #forgetOld(): Promise<void> {
    try {
      for (const name of await readdir(this.#folder)) {
        if (!name.endsWith('.json')) continue;
        const file = join(this.#folder, name);
        if (this.#clock.now() - (await stat(file)).mtimeMs > KEPT_MS) await rm(file, { force: true });
      }
    } catch {
      // Another window forgets it next time.
    }
  }
}

/** Whatever is wrong with the text, nothing is known then. */
function placesIn(text: string, account: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(text);
    const isOurs = isObject(content) && content.version === 1 && content.account === account;
    return isOurs && isObject(content.places) ? content.places : {};
  } catch {
    return {};
  }
}

const keptRow = ({ name, label, status, mood, config, arn }: Row): object => ({
  ...{ name, status, mood },
  ...(label === name ? {} : { label }),
  ...(config === null ? {} : { config }),
  ...(arn === null ? {} : { arn }),
});

function rowIn(value: unknown, kind: KindId): readonly Row[] {
  if (!isObject(value)) return [];
  const { name, label = name, status, arn = null, config = null } = value;
  const mood = MOODS.find(one => one === value.mood);
  if (typeof name !== 'string' || typeof label !== 'string' || typeof status !== 'string') return [];
  if (mood === undefined || (arn !== null && typeof arn !== 'string')) return [];
  if (config !== null && !isObject(config)) return [];
  return [{ kind, name, label, status, mood, arn, config: jsonOf(config), fields: [], notices: [], error: null }];
}

/** What JSON.parse gave is JSON. */
const jsonOf = (value: Readonly<Record<string, unknown>> | null): JsonObject | null =>
  value as { readonly [key: string]: Json } | null;
