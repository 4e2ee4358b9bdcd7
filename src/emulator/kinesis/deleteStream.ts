import type { EmulatorOperation } from '../world.ts';
import { streamOf } from './checks.ts';

/** Gone at once; AWS takes some seconds over DELETING. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html */
export const deleteStream: EmulatorOperation = {
  name: 'DeleteStream',
  effect: 'write',
  run(call) {
    const { name } = streamOf(call);
    call.world.kinesis.open(call.account, call.region).streams.delete(name);
    return {};
  },
};
