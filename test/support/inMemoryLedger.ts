import type { StateError } from '../../src/core/model/errors.ts';
import type { Ledger, LedgerEntry, LedgerListing } from '../../src/core/model/ports.ts';
import type { Region } from '../../src/core/model/regions.ts';
import type { Server } from '../../src/core/model/server.ts';

/** A push ledger in memory. `failure`, once set, is what every method throws. */
export class InMemoryLedger implements Ledger {
  readonly entries: LedgerEntry[] = [];
  /** What `list` says that it cannot read. */
  damage: StateError | null = null;
  failure: Error | undefined;

  async list(accountId: string, region: Region, server: Server): Promise<LedgerListing> {
    this.#check();
    const entries = this.entries.filter(
      entry => entry.accountId === accountId && entry.region === region && (entry.server ?? null) === server,
    );
    return { entries, damage: this.damage };
  }

  async record(entry: Omit<LedgerEntry, 'tokenHash'>, deviceToken: string): Promise<void> {
    this.#check();
    this.entries.push({ ...entry, tokenHash: `hash-of-${deviceToken.length}-characters` });
  }

  async forget(entry: Parameters<Ledger['forget']>[0]): Promise<void> {
    this.#check();
    const { accountId, region, server, instanceId, registrationId } = entry;
    const index = this.entries.findIndex(
      one =>
        one.accountId === accountId &&
        one.region === region &&
        one.server === server &&
        one.instanceId === instanceId &&
        one.registrationId === registrationId,
    );
    if (index >= 0) this.entries.splice(index, 1);
  }

  #check(): void {
    if (this.failure !== undefined) throw this.failure;
  }
}
