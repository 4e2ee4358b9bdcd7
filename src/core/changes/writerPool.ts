import { until } from '../model/aborting.ts';
import { type AccountSource, sourceKey } from '../model/account.ts';
import { AccessError, areCredentialsOver } from '../model/errors.ts';
import type { AccountGateway, AccountWriter, CallOptions } from '../model/ports.ts';

/**
 * A gateway whose writers are shared by many changes under one confirmation: credentials are resolved, and their account
 * is asked for, once for each source. Once AWS takes them no more, the next writer is opened anew.
 */
export class WriterPool implements AccountGateway {
  readonly #gateway: AccountGateway;
  readonly #writers = new Map<string, Promise<AccountWriter>>();
  readonly #all = new Set<Promise<AccountWriter>>();
  readonly #closing = new AbortController();

  constructor(gateway: AccountGateway) {
    this.#gateway = gateway;
  }

  reader(source: AccountSource) {
    return this.#gateway.reader(source);
  }

  /** A writer whose `close` leaves the shared one open. */
  async openWriter(source: AccountSource, options: CallOptions = {}): Promise<AccountWriter> {
    const key = sourceKey(source);
    // Not the signal of one: the writer is for others too.
    const opening = this.#writers.get(key) ?? this.#gateway.openWriter(source, { signal: this.#closing.signal });
    this.#writers.set(key, opening);
    this.#all.add(opening);
    const forget = (error: unknown): never => {
      const isOver = error instanceof AccessError && areCredentialsOver(error);
      if (isOver && this.#writers.get(key) === opening) this.#writers.delete(key);
      throw error;
    };
    const opened = opening.catch(error => {
      this.#all.delete(opening);
      if (this.#writers.get(key) === opening) this.#writers.delete(key);
      throw error;
    });
    const shared = await until(opened, options.signal);
    return {
      identity: shared.identity,
      server: service => shared.server(service),
      read: (...call) => shared.read(...call).catch(forget),
      write: (...call) => shared.write(...call).catch(forget),
      close: () => undefined,
    };
  }

  /** Lets go of all credentials, those that are still looked for as well. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#writers.clear();
    const all = await Promise.allSettled(this.#all);
    this.#all.clear();
    for (const one of all) if (one.status === 'fulfilled') one.value.close();
  }
}
