import { join } from 'node:path';
import { isAccountId } from '../core/model/account.ts';
import { isObject } from '../core/model/answer.ts';
import { StateError } from '../core/model/errors.ts';
import { type AccountUnit, type AccountUnits, type UnitReading, withReading } from '../core/model/organization.ts';
import type { UnitBook } from '../core/model/ports.ts';
import { keptContent, readText, removeFile, replaceContent } from './durableFile.ts';
import { withLock } from './fileLock.ts';

/** The name of the file in the state folder. */
export const UNITS_FILE = 'organizational-units.json';

/** Which units accounts are in: an object with a member for each account id. Written whole or not at all, and anew where it is damaged. */
export class UnitsFile implements UnitBook {
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, UNITS_FILE);
  }

  async list(): Promise<AccountUnits> {
    const text = await readText(this.#file);
    return text === undefined ? new Map() : this.#parsed(text);
  }

  async keep(reading: UnitReading, listedAt: string): Promise<void> {
    await withLock(this.#file, async () => {
      const accounts = Object.fromEntries(withReading(await this.#undamaged(), reading, listedAt));
      await replaceContent(this.#file, { accounts });
    });
  }

  /** What is known; nothing where the file is damaged: AWS has just told anew what stood there. */
  async #undamaged(): Promise<AccountUnits> {
    try {
      return await this.list();
    } catch (error) {
      if (error instanceof StateError && error.code === 'state-damaged') return new Map();
      throw error;
    }
  }

  async forget(): Promise<void> {
    await withLock(this.#file, () => removeFile(this.#file));
  }

  #parsed(text: string): AccountUnits {
    const { accounts } = keptContent(text, this.#file);
    const entries = isObject(accounts) ? Object.entries(accounts) : [];
    const parsed = entries.flatMap(([id, written]) => {
      const unit = isAccountId(id) ? accountUnit(written) : undefined;
      return unit === undefined ? [] : [[id, unit] as const];
    });
    if (isObject(accounts) && parsed.length === entries.length) return new Map(parsed);
    throw new StateError('state-damaged', 'The file holds something else.', this.#file);
  }
}

function accountUnit(value: unknown): AccountUnit | undefined {
  if (!isObject(value)) return undefined;
  const { organization, units, listedAt } = value;
  if (typeof organization !== 'string' || !isMoment(listedAt) || !Array.isArray(units)) return undefined;
  return units.every(one => typeof one === 'string') ? { organization, units, listedAt } : undefined;
}

/** True for ISO 8601 in UTC as it is written here. */
function isMoment(value: unknown): value is string {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
}
