import type { EmulatorOperation } from '../world.ts';
import { vaultOf } from './checks.ts';
import { encodeVault } from './encodeVault.ts';

/** @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vault-get.html */
export const describeVault: EmulatorOperation = {
  name: 'DescribeVault',
  effect: 'read',
  run(call) {
    const { name, vault } = vaultOf(call);
    return { body: encodeVault(call, name, vault) };
  },
};
