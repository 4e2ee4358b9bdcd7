import { Owner } from './disposables.ts';
import { onFirstUse } from './onFirstUse.ts';
import type { ServiceParts, WindowServices } from './openServices.ts';

/** The services of a window, opened when they are first asked for. */
export class LazyServices extends Owner {
  readonly #parts: ServiceParts;
  #opened: WindowServices | undefined;

  constructor(parts: ServiceParts) {
    super();
    this.#parts = parts;
  }

  /** Those that are open; undefined before anyone asked. */
  readonly opened = (): WindowServices | undefined => this.#opened;

  readonly open = onFirstUse(() => this.#open());

  async #open(): Promise<WindowServices> {
    const { WindowServices } = await import('./openServices.ts');
    const services = this.own(new WindowServices(this.#parts));
    await services.begin();
    this.#opened = services;
    return services;
  }
}
