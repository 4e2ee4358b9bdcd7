import type { EmulatorOperation } from '../world.ts';
import { vaultOf } from './checks.ts';
import { fail } from './errors.ts';

/** The policy of a seed; nothing here sets or weighs one. @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-GetVaultAccessPolicy.html */
export const getVaultAccessPolicy: EmulatorOperation = {
  name: 'GetVaultAccessPolicy',
  effect: 'read',
  run(call) {
    const { name, vault } = vaultOf(call);
    if (vault.accessPolicy === undefined) {
      throw fail('ResourceNotFoundException', `No vault access policy is set for: ${name}`);
    }
    return { body: { Policy: vault.accessPolicy } };
  },
};
