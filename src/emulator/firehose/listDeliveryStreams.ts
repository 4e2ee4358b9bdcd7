import { Collection } from '../state/collection.ts';
import { awsJsonInput } from '../wire/awsJson.ts';
import { integer, object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { DELIVERY_STREAM_TYPES, deliveryStreamName } from './checks.ts';
import { DEFAULT_LIMIT, MAX_LIMIT } from './limits.ts';

const input = object({
  Limit: optional(integer({ min: 1, max: MAX_LIMIT })),
  DeliveryStreamType: optional(string({ oneOf: DELIVERY_STREAM_TYPES })),
  ExclusiveStartDeliveryStreamName: optional(deliveryStreamName),
});

/** Has no token: the last name of a page is where the next begins. @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_ListDeliveryStreams.html */
export const listDeliveryStreams: EmulatorOperation = {
  name: 'ListDeliveryStreams',
  effect: 'read',
  run(call) {
    const {
      Limit = DEFAULT_LIMIT,
      DeliveryStreamType,
      ExclusiveStartDeliveryStreamName,
    } = awsJsonInput(input, call.body);
    const { deliveryStreams } = call.world.firehose.peek(call.account, call.region);
    const fitting =
      DeliveryStreamType === undefined
        ? deliveryStreams
        : new Collection(
            [...deliveryStreams.entries()].filter(([, one]) => (one.type ?? 'DirectPut') === DeliveryStreamType),
          );
    const from = ExclusiveStartDeliveryStreamName === undefined ? '' : `${ExclusiveStartDeliveryStreamName}\u0000`;
    const { items, next } = fitting.page(from, Limit);
    return { body: { DeliveryStreamNames: items.map(([name]) => name), HasMoreDeliveryStreams: next !== undefined } };
  },
};
