import { type AccountUnits, type UnitReading, withReading } from '../../src/core/model/organization.ts';
import type { UnitBook } from '../../src/core/model/ports.ts';

/** The units of accounts, kept in memory. */
export class InMemoryUnits implements UnitBook {
  units: AccountUnits = new Map();

  async list(): Promise<AccountUnits> {
    return this.units;
  }

  async keep(reading: UnitReading, listedAt: string): Promise<void> {
    this.units = withReading(this.units, reading, listedAt);
  }

  async forget(): Promise<void> {
    this.units = new Map();
  }
}
