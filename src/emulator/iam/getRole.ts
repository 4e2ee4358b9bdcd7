import type { EmulatorOperation } from '../world.ts';
import { roleOf } from './checks.ts';
import { encodeWholeRole } from './encodeRole.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole: EmulatorOperation = {
  name: 'GetRole',
  effect: 'read',
  run: call => ({ body: { Role: encodeWholeRole(call, roleOf(call)) } }),
};
