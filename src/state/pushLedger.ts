import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isObject } from '../core/model/answer.ts';
import { StateError } from '../core/model/errors.ts';
import type { JsonObject } from '../core/model/json.ts';
import type { Ledger, LedgerEntry, LedgerListing } from '../core/model/ports.ts';
import { parseRegion, type Region } from '../core/model/regions.ts';
import type { Server } from '../core/model/server.ts';
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

  async list(accountId: string, region: Region, server: Server): Promise<LedgerListing> {
    const content = await this.#log.read();
    if (content === undefined) return { entries: [], damage: null };
    const { entries, unread } = recorded(content);
    return {
      entries: [...entries.values()].filter(
        one => one.accountId === accountId && one.region === region && (one.server ?? null) === server,
      ),
      damage:
        unread === 0
          ? null
          : new StateError('state-damaged', `${unread} of its lines cannot be read. The rest is listed.`, this.#file),
    };
  }

  async record(entry: Omit<LedgerEntry, 'tokenHash'>, deviceToken: string): Promise<void> {
    await this.#log.append(({ header }) => ({
      record: { ...entry, tokenHash: tokenHash(this.#salt(header), deviceToken) },
    }));
  }

  async forget(entry: Parameters<Ledger['forget']>[0]): Promise<void> {
    await this.#log.append((content): JsonObject | null =>
      recorded(content).entries.has(keyOf(entry)) ? { forget: { ...entry } } : null,
    );
  }

  #salt({ salt }: Line): string {
    if (typeof salt === 'string' && salt !== '') return salt;
    throw new StateError('state-damaged', 'Its first line holds no salt.', this.#file);
  }
}

/** The entries recorded and not forgotten, oldest first. One recorded again keeps its place and takes the new data. */
function recorded(content: LogContent): { entries: ReadonlyMap<string, LedgerEntry>; unread: number } {
  const entries = new Map<string, LedgerEntry>();
  let { unread } = content;
  for (const { record, forget } of content.lines) {
    const entry = ledgerEntry(record);
    if (entry !== undefined) entries.set(keyOf(entry), entry);
    else if (record === undefined && isObject(forget)) entries.delete(keyOf(forget));
    else unread += 1;
  }
  return { entries, unread };
}

/** An entry as it was written; undefined for anything else. */
function ledgerEntry(value: unknown): LedgerEntry | undefined {
  if (!isObject(value)) return undefined;
  const region = parseRegion(String(value.region));
  if (region === undefined || MEMBERS.some(member => typeof value[member] !== 'string')) return undefined;
  if (!['string', 'undefined'].includes(typeof value.server)) return undefined;
  if (![undefined, true].some(known => known === value.includeRawMessage)) return undefined;
  return { ...(value as Readonly<Record<(typeof MEMBERS)[number], string>>), region };
}

/** What tells two registrations apart: the same id may stand for different ones in two instances, or behind two servers. */
function keyOf(one: Line | Parameters<Ledger['forget']>[0]): string {
  return JSON.stringify([one.server ?? null, one.accountId, one.region, one.instanceId, one.registrationId]);
}
