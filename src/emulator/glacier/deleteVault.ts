import type { EmulatorOperation } from '../world.ts';
import { vaultArn } from './checks.ts';
import { fail } from './errors.ts';

/** Documented as idempotent: an absent vault is a success. @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-delete.html */
export const deleteVault: EmulatorOperation = {
  name: 'DeleteVault',
  effect: 'write',
  run(call) {
    const name = call.labels.vaultName ?? '';
    const { vaults } = call.world.glacier.open(call.account, call.region);
    const vault = vaults.get(name);
    if (vault?.notEmpty ?? (vault?.numberOfArchives ?? 0) > 0) {
      throw fail('InvalidParameterValueException', `Vault not empty or recently written to: ${vaultArn(call, name)}`);
    }
    vaults.delete(name);
    return { status: 204 };
  },
};
