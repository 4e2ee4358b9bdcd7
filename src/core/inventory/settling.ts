import { isCancelled } from '../model/errors.ts';
import type { Clock } from '../model/ports.ts';
import type { NodePath } from './nodes.ts';

/** First and longest wait between two looks, in milliseconds; each wait is one and a half times the one before. */
const FIRST_WAIT_MILLISECONDS = 2_000;
const LONGEST_WAIT_MILLISECONDS = 30_000;
const GROWTH = 1.5;

interface Watch {
  wait: number;
  timer: AbortController | null;
}

/** Looks again, with growing waits, at places whose rows change by themselves; only while someone can see it. */
export class SettlingWatch {
  readonly #watches = new Map<NodePath, Watch>();
  #visible = false;

  constructor(
    readonly clock: Clock,
    readonly look: (path: NodePath) => void,
  ) {}

  /** After each look: whether the place still holds something that settles. */
  watch(path: NodePath, settling: boolean): void {
    const watch = this.#watches.get(path);
    if (!settling) {
      watch?.timer?.abort();
      this.#watches.delete(path);
      return;
    }
    const next = watch ?? { wait: FIRST_WAIT_MILLISECONDS, timer: null };
    this.#watches.set(path, next);
    if (this.#visible) this.#wait(path, next);
  }

  /** A look failed in passing: what was watched is still watched. */
  lookAgain(path: NodePath): void {
    if (this.#watches.has(path)) this.watch(path, true);
  }

  /** Someone looked by hand: the waits start from the first again. */
  startOver(path: NodePath): void {
    this.watch(path, false);
  }

  setVisible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    for (const [path, watch] of this.#watches) {
      if (visible) this.#wait(path, watch);
      else this.#stop(watch);
    }
  }

  dispose(): void {
    for (const watch of this.#watches.values()) this.#stop(watch);
    this.#watches.clear();
  }

  #stop(watch: Watch): void {
    watch.timer?.abort();
    watch.timer = null;
  }

  #wait(path: NodePath, watch: Watch): void {
    this.#stop(watch);
    const timer = new AbortController();
    watch.timer = timer;
    const milliseconds = watch.wait;
    this.clock.sleep(milliseconds, timer.signal).then(
      () => {
        if (timer.signal.aborted) return;
        watch.timer = null;
        watch.wait = Math.min(milliseconds * GROWTH, LONGEST_WAIT_MILLISECONDS);
        this.look(path);
      },
      (error: unknown) => {
        if (!isCancelled(error)) throw error;
      },
    );
  }
}
