import type { Disposable } from 'vscode';

/** Owns what it is given and disposes it once, the last one first. */
export class Owner implements Disposable {
  readonly #owned: Disposable[] = [];
  #closed = false;

  /** Takes a thing over and returns it. A closed owner disposes it at once. */
  own<T extends Disposable>(thing: T): T {
    if (this.#closed) thing.dispose();
    else this.#owned.push(thing);
    return thing;
  }

  /** Takes over how to stop something. */
  onDispose(stop: () => void): void {
    this.own({ dispose: stop });
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Disposes everything. One failing item does not stop the rest: the first failure is thrown at the end. */
  dispose(): void {
    this.#closed = true;
    const failures: unknown[] = [];
    for (const thing of this.#owned.splice(0).reverse()) {
      try {
        thing.dispose();
      } catch (failure) {
        failures.push(failure);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
