import type { KindDocument } from '../../model/kind.ts';

/** How vault notifications are written in files. */
export const vaultDocument: KindDocument = {
  suffix: 'vault-notifications',
  bodyFiles: ['notificationconfig'],
  set: 'SetVaultNotifications',
  unset: 'DeleteVaultNotifications',
  verb: { alone: 'Set on vault…', named: 'Set on vault {0}…' },
  nameMember: 'vaultName',
  bodyMember: 'vaultNotificationConfig',
  output: { member: 'vaultNotificationConfig' },
  fleet: { key: 'vaults', below: 'region', as: 'configs', exportsUnset: true },
  live: true,
};
