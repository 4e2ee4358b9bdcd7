import type { EmulatorOperation } from '../world.ts';
import { fail } from './errors.ts';

/**
 * The operation as it may answer since the end of Pinpoint on 2026-10-30. What AWS answers is not known; this is one
 * of the plausible ways. Faults can be set for the others.
 */
export const retired = (operation: EmulatorOperation): EmulatorOperation => ({
  ...operation,
  run() {
    throw fail('ForbiddenException', 'Amazon Pinpoint reached end of support on October 30, 2026.');
  },
});
