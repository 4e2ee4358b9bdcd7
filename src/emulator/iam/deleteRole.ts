import type { EmulatorOperation } from '../world.ts';
import { openRoles, roleOf } from './checks.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole: EmulatorOperation = {
  name: 'DeleteRole',
  effect: 'write',
  run(call) {
    openRoles(call).delete(roleOf(call).name.toLowerCase());
    return {};
  },
};
