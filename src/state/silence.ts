import { type Stats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Clock } from '../core/model/ports.ts';
import { systemClock } from './systemClock.ts';

/** What looking for a holder tells. One that is silent is gone if it stays so. */
export type Presence = 'there' | 'silent' | 'gone';

/**
 * How long may lie between two looks that watch without a break. Where it is longer, we were stopped, and the holder perhaps
 * as well: by a debugger, a container that was paused, a computer that slept. Longer than anyone who waits sleeps.
 */
const LONGEST_BLINK_MS = 1_500;

/**
 * Watches the holder of one lock for signs of life. The time of day alone tells nothing: it is set forward and back, and
 * differs between computers that share a folder. It would take a lock from the living, or keep it for the dead for hours.
 * So a holder is gone only where its last sign looks old and no other came while we watched.
 */
export class Silence {
  readonly #path: string;
  readonly #clock: Pick<Clock, 'now' | 'elapsed'>;
  #last: { readonly sign: string; readonly hasCome: boolean } | undefined;
  /** Since when it has been watched without a sign and without a break, and when it was last looked at. */
  #since = 0;
  #looked = 0;

  /** @param path The file or folder whose time the holder renews. */
  constructor(path: string, clock: Pick<Clock, 'now' | 'elapsed'> = systemClock) {
    this.#path = path;
    this.#clock = clock;
  }

  /**
   * Looks once more. Where its file is not there now, it is not for us to tell that it is gone. A sign that came while it
   * was watched shows that it is there, however old that looks.
   *
   * @param oldMs How far from now a sign is at most that does not look old, by the time of day and in either direction.
   * @param watchedMs How long it is watched then: longer than it takes between two signs. Only time in which we looked counts.
   */
  async look(oldMs: number, watchedMs: number): Promise<Presence> {
    const found = await stat(this.#path).catch(() => undefined);
    if (found === undefined) return 'there';
    const sign = signOf(found);
    const now = this.#clock.elapsed();
    const isNew = this.#last?.sign !== sign;
    if (isNew) this.#last = { sign, hasCome: this.#last !== undefined };
    if (isNew || now - this.#looked > LONGEST_BLINK_MS) this.#since = now;
    this.#looked = now;
    if (Math.abs(this.#clock.now() - found.mtimeMs) <= oldMs) return 'there';
    if (now - this.#since >= watchedMs) return 'gone';
    return this.#last?.hasCome === true ? 'there' : 'silent';
  }

  /**
   * True where its file is the very one that was looked at last, without a sign since. Does not give way, so that as little time
   * as can be lies between this and taking that file away: a file system offers no step that does both. Throws where it cannot
   * tell.
   */
  isAsSeen(): boolean {
    const found = statSync(this.#path, { throwIfNoEntry: false });
    return found !== undefined && signOf(found) === this.#last?.sign;
  }
}

const signOf = ({ ino, mtimeMs, ctimeMs }: Stats): string => `${ino} ${mtimeMs} ${ctimeMs}`;
