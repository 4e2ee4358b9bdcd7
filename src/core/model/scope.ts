import type { ReadOperation, ServiceId } from './operations.ts';
import type { AccountReader, Answer, CallOptions, Input, Ledger, LedgerListing } from './ports.ts';
import type { Region } from './regions.ts';
import type { Server } from './server.ts';

/** One read in a scope already chosen. Throws AccessError. */
export type Read = (operation: ReadOperation, input: Input) => Promise<Answer>;

/** Where a kind lists or reads: one account (known by id) in one Region. */
export interface Scope {
  readonly accountId: string;
  readonly region: Region;
  readonly read: Read;
  /** What the ledger holds of it. Throws StateError, and AccessError where the config can't be read. */
  readonly recorded: () => Promise<LedgerListing>;
}

/**
 * One account in one Region, for kinds to list and read in. Every read is meant for that account alone: where the
 * credentials are another's by now, it throws AccessError `wrong-account`.
 */
export function scopeIn(
  { accountId, region }: { readonly accountId: string; readonly region: Region },
  from: Pick<AccountReader, 'read'> & { server(service: ServiceId): Server | Promise<Server> },
  ledger: Pick<Ledger, 'list'>,
  options: Omit<CallOptions, 'accountId'>,
): Scope {
  const meant = { ...options, accountId };
  return {
    accountId,
    region,
    recorded: async () => ledger.list(accountId, region, await from.server('connect')),
    read: (operation, input) => from.read(operation, region, input, meant),
  };
}
