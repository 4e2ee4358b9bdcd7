import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { limitOf, vaultArn } from './checks.ts';
import { encodeVault } from './encodeVault.ts';
import { fail } from './errors.ts';
import { VAULTS_PER_PAGE } from './limits.ts';

/** The name to go on at. AWS's marker is opaque; ours is the ARN of the next vault, which is on the next page. */
function startOf(call: EmulatorCall): string {
  const marker = call.query.get('marker') ?? '';
  if (marker === '') return '';
  const prefix = vaultArn(call, '');
  if (marker.startsWith(prefix) && marker.length > prefix.length) return marker.slice(prefix.length);
  throw fail('InvalidParameterValueException', `Invalid marker: ${marker}`);
}

/** @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-vaults-get.html */
export const listVaults: EmulatorOperation = {
  name: 'ListVaults',
  effect: 'read',
  run(call) {
    const { vaults } = call.world.glacier.peek(call.account, call.region);
    const { items, next } = vaults.page(startOf(call), limitOf(call, VAULTS_PER_PAGE));
    return {
      body: {
        Marker: next === undefined ? null : vaultArn(call, next),
        VaultList: items.map(([name, vault]) => encodeVault(call, name, vault)),
      },
    };
  },
};
