import type { EmulatorOperation } from '../world.ts';
import { deliveryStreamOf } from './checks.ts';

/** Gone at once. @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeleteDeliveryStream.html */
export const deleteDeliveryStream: EmulatorOperation = {
  name: 'DeleteDeliveryStream',
  effect: 'write',
  run(call) {
    const { name } = deliveryStreamOf(call);
    call.world.firehose.open(call.account, call.region).deliveryStreams.delete(name);
    return { body: {} };
  },
};
