import type { EmulatorOperation } from '../world.ts';
import { topicOf, topicPlace } from './checks.ts';

/** Documented as idempotent: an absent topic is a success. @see https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html */
export const deleteTopic: EmulatorOperation = {
  name: 'DeleteTopic',
  effect: 'write',
  run(call) {
    const { owner, name } = topicPlace(call);
    const { topics } = call.world.sns.open(owner, call.region);
    if (topics.get(name) !== undefined) {
      topicOf(call);
      topics.delete(name);
    }
    return {};
  },
};
