import type { EmulatorOperation } from '../world.ts';
import { instanceOf } from './checks.ts';
import { encodeInstance } from './encodeInstance.ts';

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeInstance.html */
export const describeInstance: EmulatorOperation = {
  name: 'DescribeInstance',
  effect: 'read',
  run(call) {
    const { id, instance } = instanceOf(call, 'InvalidRequestException');
    const { statusReason, tags } = instance;
    return {
      body: {
        Instance: {
          ...encodeInstance(call, id, instance),
          ...(statusReason === undefined ? {} : { StatusReason: { Message: statusReason } }),
          ...(tags === undefined ? {} : { Tags: tags }),
        },
      },
    };
  },
};
