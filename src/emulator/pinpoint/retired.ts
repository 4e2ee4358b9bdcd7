import { ServiceError } from '../wire/serviceError.ts';
import type { EmulatorOperation } from '../world.ts';

/**
 * The operation as it may answer since the end of Pinpoint on 2026-10-30. What AWS answers is not known; this is one
 * of the plausible ways, a gateway's 410 without a type. Faults can be set for the others.
 */
export const retired = (operation: EmulatorOperation): EmulatorOperation => ({
  ...operation,
  run() {
    throw new ServiceError('', 410, 'Amazon Pinpoint reached end of support on October 30, 2026.');
  },
});
