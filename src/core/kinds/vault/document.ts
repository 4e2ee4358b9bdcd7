import type { KindDocument } from '../../model/kind.ts';

/** How vault notifications are written in files. */
export const vaultDocument: KindDocument = {
  suffix: 'vault-notifications',
  bodyFiles: ['notificationconfig'],
  set: 'SetVaultNotifications',
  unset: 'DeleteVaultNotifications',
  verb: { alone: t => t('Set on vault…'), named: (t, name) => t('Set on vault {0}…', name) },
  many: { choose: t => t('Choose topic and events…'), remove: t => t('Remove notifications') },
  nameMember: 'vaultName',
  bodyMember: 'vaultNotificationConfig',
  output: { member: 'vaultNotificationConfig' },
  fleet: { key: 'vaults', below: 'region', as: 'configs', exportsUnset: true },
  live: true,
};

/**
 * The two events a vault can notify of.
 * @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-notifications-put.html
 */
export const VAULT_EVENTS = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'] as const;

/** True for one of the two, in exactly this case. */
export function isVaultEvent(text: string): boolean {
  return VAULT_EVENTS.some(event => event === text);
}
