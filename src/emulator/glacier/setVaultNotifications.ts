import type { EmulatorOperation } from '../world.ts';
import { configOf, vaultOf } from './checks.ts';
import { changeNotifications } from './vaultNotifications.ts';

/** @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-notifications-put.html */
export const setVaultNotifications: EmulatorOperation = {
  name: 'SetVaultNotifications',
  effect: 'write',
  run(call) {
    vaultOf(call);
    changeNotifications(call, configOf(call));
    return { status: 204 };
  },
};
