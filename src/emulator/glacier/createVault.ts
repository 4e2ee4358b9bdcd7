import type { EmulatorOperation } from '../world.ts';
import { newVaultName } from './checks.ts';
import { fail } from './errors.ts';
import { MAX_VAULTS } from './limits.ts';

/** @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-put.html */
export const createVault: EmulatorOperation = {
  name: 'CreateVault',
  effect: 'write',
  run(call) {
    const name = newVaultName(call);
    const { vaults } = call.world.glacier.open(call.account, call.region);
    if (vaults.get(name) === undefined) {
      if (vaults.size >= MAX_VAULTS) {
        throw fail(
          'LimitExceededException',
          `Vault limit exceeded: an account may have ${MAX_VAULTS} vaults per Region`,
        );
      }
      vaults.set(name, { creationDate: call.now.toISOString() });
    }
    return { status: 201, headers: { location: `/${call.account}/vaults/${name}` } };
  },
};
