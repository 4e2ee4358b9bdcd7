import { Collection } from '../state/collection.ts';
import { object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { checkAttributes } from './attributes.ts';
import { inputOf, topicOf } from './checks.ts';

const input = object({ AttributeName: string(), AttributeValue: optional(string()) });

/** An empty value takes the attribute away. @see https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const setTopicAttributes: EmulatorOperation = {
  name: 'SetTopicAttributes',
  effect: 'write',
  run(call) {
    const { AttributeName: name, AttributeValue: value = '' } = inputOf(input, call);
    const { owner, name: topicName, topic } = topicOf(call);
    const attributes = new Collection(topic.attributes?.entries());
    if (value === '') {
      attributes.delete(name);
    } else {
      checkAttributes(new Collection([[name, value]]));
      attributes.set(name, value);
    }
    call.world.sns.open(owner, call.region).topics.set(topicName, { ...topic, attributes });
    return {};
  },
};
