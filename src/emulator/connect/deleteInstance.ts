import type { EmulatorOperation } from '../world.ts';
import { instanceOf } from './checks.ts';

/** Gone at once, with its registrations. @see https://docs.aws.amazon.com/connect/latest/APIReference/API_DeleteInstance.html */
export const deleteInstance: EmulatorOperation = {
  name: 'DeleteInstance',
  effect: 'write',
  run(call) {
    const { id } = instanceOf(call, 'InvalidRequestException');
    call.world.connect.open(call.account, call.region).instances.delete(id);
    return {};
  },
};
