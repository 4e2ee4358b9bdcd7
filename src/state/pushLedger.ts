import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { JsonObject } from '../core/model/json.ts';
import type { Ledger, LedgerEntry } from '../core/model/ports.ts';
import { parseRegion, type Region } from '../core/model/regions.ts';
import { StateError } from '../core/model/stateErrors.ts';
import { type Line, LineLog, type LogContent } from './lineLog.ts';

const SALT_BYTES = 16;
const MEMBERS = [
  'accountId',
  'instanceId',
  'contactId',
  'registrationId',
  'pinpointAppArn',
  'deviceType',
  'tokenHash',
  'recordedAt',
] as const;

/** The SHA-256 of a device token with a ledger's salt, in hex. */
export function tokenHash(salt: string, deviceToken: string): string {
  return createHash('sha256').update(salt).update('\0').update(deviceToken).digest('hex');
}

/**
 * The push ledger in the state folder: `push-registrations.jsonl`, whose first line holds the salt and every other
 * line one registration recorded or forgotten. Never rotated, since AWS cannot list registrations.
 * Every method throws StateError and nothing else.
 */
export class PushLedger implements Ledger {
  readonly #file: string;
  readonly #log: LineLog;

  constructor(folder: string) {
    this.#file = join(folder, 'push-registrations.jsonl');
    const header = () => ({ salt: randomBytes(SALT_BYTES).toString('hex') });
    this.#log = new LineLog(this.#file, { name: 'push-registrations', version: 1, header });
  }

  async list(accountId: string, region: Region): Promise<readonly LedgerEntry[]> {
    const content = await this.#log.read();
    if (content === undefined) return [];
    return [...this.#live(content).values()].filter(one => one.accountId === accountId && one.region === region);
  }

  async record(entry: Omit<LedgerEntry, 'tokenHash'>, deviceToken: string): Promise<void> {
    await this.#log.append(({ header }) => ({
      record: { ...entry, tokenHash: tokenHash(this.#salt(header), deviceToken) },
    }));
  }

  async forget(accountId: string, region: Region, instanceId: string, registrationId: string): Promise<void> {
    const forgotten = { accountId, region, instanceId, registrationId };
    await this.#log.append((content): JsonObject | null =>
      this.#live(content).has(keyOf(forgotten)) ? { forget: forgotten } : null,
    );
  }

  /** The entries recorded and not forgotten, oldest first. One recorded again keeps its place and takes the new data. */
  #live({ lines }: LogContent): ReadonlyMap<string, LedgerEntry> {
    const entries = new Map<string, LedgerEntry>();
    for (const { record, forget } of lines) {
      if (record !== undefined) {
        const entry = this.#entry(record);
        entries.set(keyOf(entry), entry);
      } else {
        entries.delete(keyOf(this.#object(forget)));
      }
    }
    return entries;
  }

  #entry(value: unknown): LedgerEntry {
    const line = this.#object(value);
    const region = parseRegion(String(line.region));
    if (region === undefined || MEMBERS.some(member => typeof line[member] !== 'string')) throw this.#damaged();
    return { ...(line as Readonly<Record<(typeof MEMBERS)[number], string>>), region };
  }

  #object(value: unknown): Line {
    if (typeof value !== 'object' || value === null) throw this.#damaged();
    return value as Line;
  }

  #salt(header: Line): string {
    if (typeof header.salt !== 'string' || header.salt === '') throw this.#damaged();
    return header.salt;
  }

  #damaged(): StateError {
    return new StateError('state-damaged', 'An entry is not what was written there.', this.#file);
  }
}

/** What tells two registrations apart: the same id may stand for different ones in two instances. */
function keyOf(one: Line | LedgerEntry): string {
  return JSON.stringify([one.accountId, one.region, one.instanceId, one.registrationId]);
}
