import { object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { inputOf, startOf, tokenOf, topicArn } from './checks.ts';
import { ITEMS_PER_PAGE } from './limits.ts';

const input = object({ NextToken: optional(string()) });

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export const listTopics: EmulatorOperation = {
  name: 'ListTopics',
  effect: 'read',
  run(call) {
    const from = startOf(inputOf(input, call).NextToken);
    const { items, next } = call.world.sns.peek(call.account, call.region).topics.page(from, ITEMS_PER_PAGE);
    const topics = items.map(([name]) => ({ TopicArn: topicArn(call, name) }));
    return { body: { Topics: topics, NextToken: tokenOf(next) } };
  },
};
