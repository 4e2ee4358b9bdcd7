import type { EmulatorOperation } from '../world.ts';
import { changeNotifications } from './vaultNotifications.ts';

/**
 * Whether AWS answers 204 or 404 where nothing is set is not documented; 204 here.
 * @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-notifications-delete.html
 */
export const deleteVaultNotifications: EmulatorOperation = {
  name: 'DeleteVaultNotifications',
  effect: 'write',
  run(call) {
    changeNotifications(call, undefined);
    return { status: 204 };
  },
};
