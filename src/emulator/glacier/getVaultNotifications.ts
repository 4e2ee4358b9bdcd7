import type { EmulatorOperation } from '../world.ts';
import { vaultOf } from './checks.ts';
import { fail } from './errors.ts';
import { shownNotifications } from './vaultNotifications.ts';

/** @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-notifications-get.html */
export const getVaultNotifications: EmulatorOperation = {
  name: 'GetVaultNotifications',
  effect: 'read',
  run(call) {
    const { arn } = vaultOf(call);
    const shown = shownNotifications(call);
    if (shown === undefined) {
      throw fail('ResourceNotFoundException', `No notification configuration is set for vault: ${arn}`);
    }
    return { body: shown };
  },
};
