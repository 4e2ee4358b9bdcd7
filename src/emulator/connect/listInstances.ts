import type { EmulatorOperation } from '../world.ts';
import { nextTokenOf, pageOf } from './checks.ts';
import { encodeInstance } from './encodeInstance.ts';
import { INSTANCES_PER_PAGE } from './limits.ts';

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_ListInstances.html */
export const listInstances: EmulatorOperation = {
  name: 'ListInstances',
  effect: 'read',
  run(call) {
    const { from, limit } = pageOf(call, INSTANCES_PER_PAGE);
    const { items, next } = call.world.connect.peek(call.account, call.region).instances.page(from, limit);
    const summaries = items.map(([id, instance]) => encodeInstance(call, id, instance));
    return { body: { InstanceSummaryList: summaries, ...nextTokenOf(next) } };
  },
};
