import type { EmulatorOperation } from '../world.ts';
import { vaultOf } from './checks.ts';

/** The tags of a seed; nothing here sets any. @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-ListTagsForVault.html */
export const listTagsForVault: EmulatorOperation = {
  name: 'ListTagsForVault',
  effect: 'read',
  run: call => ({ body: { Tags: vaultOf(call).vault.tags ?? {} } }),
};
