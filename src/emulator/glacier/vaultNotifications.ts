import type { EmulatorCall } from '../world.ts';
import { vaultOf } from './checks.ts';
import type { NotificationConfig } from './glacierDocument.ts';

/** What GetVaultNotifications shows now; AWS is eventually consistent, which a seed's `staleReadSeconds` imitates. */
export function shownNotifications(call: EmulatorCall): NotificationConfig | undefined {
  const { vault } = vaultOf(call);
  const isStale = vault.stale !== undefined && Date.parse(vault.stale.until) > call.now.getTime();
  return isStale ? vault.stale?.notifications : vault.notifications;
}

/** Sets a vault's configuration, or takes it away. @throws {ServiceError} ResourceNotFoundException */
export function changeNotifications(call: EmulatorCall, notifications: NotificationConfig | undefined): void {
  const { name, vault } = vaultOf(call);
  const shown = shownNotifications(call);
  const document = call.world.glacier.open(call.account, call.region);
  const { notifications: _before, stale: _stale, ...rest } = vault;
  const staleMs = (document.staleReadSeconds ?? 0) * 1000;
  const until = new Date(call.now.getTime() + staleMs).toISOString();
  document.vaults.set(name, {
    ...rest,
    ...(notifications === undefined ? {} : { notifications }),
    ...(staleMs === 0 ? {} : { stale: { until, ...(shown === undefined ? {} : { notifications: shown }) } }),
  });
}
