/**
 * The two events a vault can notify of.
 * @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-notifications-put.html
 */
export const VAULT_EVENTS = ['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'] as const;

/** True for one of the two, in exactly this case. */
export function isVaultEvent(text: string): boolean {
  return VAULT_EVENTS.some(event => event === text);
}
