import type { Scope } from './kind.ts';
import type { AccountReader, CallOptions, Ledger } from './ports.ts';
import type { Region } from './regions.ts';

/**
 * One account in one Region, for kinds to list and read in. Every read is meant for that account alone: where the
 * credentials are another's by now, it throws AccessError `wrong-account`.
 */
export function scopeIn(
  { accountId, region }: { readonly accountId: string; readonly region: Region },
  from: Pick<AccountReader, 'read'>,
  ledger: Pick<Ledger, 'list'>,
  options: Omit<CallOptions, 'accountId'>,
): Scope {
  const meant = { ...options, accountId };
  return { accountId, region, ledger, read: (operation, input) => from.read(operation, region, input, meant) };
}
