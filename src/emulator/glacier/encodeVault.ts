import type { EmulatorCall } from '../world.ts';
import { vaultArn } from './checks.ts';
import type { Vault } from './glacierDocument.ts';

/** A vault as DescribeVault and ListVaults write it. A vault without inventory has null as its date and zero counts. */
export function encodeVault(call: EmulatorCall, name: string, vault: Vault) {
  return {
    CreationDate: vault.creationDate ?? '2016-03-01T00:00:00.000Z',
    LastInventoryDate: vault.lastInventoryDate ?? null,
    NumberOfArchives: vault.numberOfArchives ?? 0,
    SizeInBytes: vault.sizeInBytes ?? 0,
    VaultARN: vaultArn(call, name),
    VaultName: name,
  };
}
