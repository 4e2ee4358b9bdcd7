import type { StateError } from '../../src/core/model/errors.ts';
import type { Ledger, LedgerEntry, LedgerListing } from '../../src/core/model/ports.ts';
import type { Region } from '../../src/core/model/regions.ts';

/** A push ledger in memory. `failure`, once set, is what every method throws. */
export class InMemoryLedger implements Ledger {
  readonly entries: LedgerEntry[] = [];
  /** What `list` says that it cannot read. */
  damage: StateError | null = null;
  failure: Error | undefined;

  async list(accountId: string, region: Region): Promise<LedgerListing> {
    this.#check();
    const entries = this.entries.filter(entry => entry.accountId === accountId && entry.region === region);
    return { entries, damage: this.damage };
  }

  async record(entry: Omit<LedgerEntry, 'tokenHash'>, deviceToken: string): Promise<void> {
    this.#check();
    this.entries.push({ ...entry, tokenHash: `hash-of-${deviceToken.length}-characters` });
  }

  async forget(accountId: string, region: Region, instanceId: string, registrationId: string): Promise<void> {
    this.#check();
    const index = this.entries.findIndex(
      entry =>
        entry.accountId === accountId &&
        entry.region === region &&
        entry.instanceId === instanceId &&
        entry.registrationId === registrationId,
    );
    if (index >= 0) this.entries.splice(index, 1);
  }

  #check(): void {
    if (this.failure !== undefined) throw this.failure;
  }
}
