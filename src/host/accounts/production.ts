import type { AccountSource } from '../../core/model/account.ts';
import type { WindowSettings } from '../settings.ts';

/** True where the person's settings name the account, by its id or its profile. */
export function isProduction(
  settings: Pick<WindowSettings, 'get'>,
  { source, accountId }: { readonly source: AccountSource | null; readonly accountId: string | null },
): boolean {
  const named = settings.get('productionAccounts');
  return (
    (accountId !== null && named.includes(accountId)) || (source?.kind === 'profile' && named.includes(source.name))
  );
}
