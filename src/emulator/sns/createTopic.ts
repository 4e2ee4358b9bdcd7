import { Collection, collectionOf } from '../state/collection.ts';
import { tagList } from '../tags.ts';
import { inForm, object, optional, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { checkAttributes } from './attributes.ts';
import { inputOf, topicArn } from './checks.ts';
import { fail } from './errors.ts';
import { MAX_FIFO_TOPICS, MAX_TOPICS } from './limits.ts';

const input = object({
  Name: string(),
  Attributes: optional(inForm(collectionOf(string()), () => new Collection())),
  Tags: optional(tagList),
  DataProtectionPolicy: optional(string()),
});

const isFifo = (attributes: Collection<string>): boolean => attributes.get('FifoTopic') === 'true';

function checkName(name: string, attributes: Collection<string>): void {
  const pattern = isFifo(attributes) ? /^[\w-]{1,251}\.fifo$/ : /^[\w-]{1,256}$/;
  if (!pattern.test(name)) throw fail('InvalidParameter', 'Invalid parameter: Topic Name');
}

function checkQuota(call: EmulatorCall, attributes: Collection<string>): void {
  const { topics } = call.world.sns.peek(call.account, call.region);
  const fifo = [...topics.values()].filter(topic => isFifo(topic.attributes ?? new Collection())).length;
  const isOver = isFifo(attributes) ? fifo >= MAX_FIFO_TOPICS : topics.size - fifo >= MAX_TOPICS;
  if (isOver) throw fail('TopicLimitExceeded', 'Topic limit exceeded');
}

const differs = (there: Collection<string> | undefined, given: Collection<string>): boolean =>
  [...given.entries()].some(([name, value]) => there?.get(name) !== value);

/** A topic that exists is answered as it is, unless attributes or tags differ. @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const createTopic: EmulatorOperation = {
  name: 'CreateTopic',
  effect: 'write',
  run(call) {
    const { Name: name, Attributes: attributes = new Collection<string>(), Tags = [] } = inputOf(input, call);
    const tags = new Collection(Tags.map(({ Key, Value }) => [Key, Value] as const));
    checkAttributes(attributes);
    checkName(name, attributes);
    const { topics } = call.world.sns.open(call.account, call.region);
    const existing = topics.get(name);
    if (existing === undefined) {
      checkQuota(call, attributes);
      topics.set(name, { attributes, ...(tags.size === 0 ? {} : { tags }) });
    } else if (differs(existing.attributes, attributes)) {
      const reason = 'Topic already exists with different attributes';
      throw fail('InvalidParameter', `Invalid parameter: Attributes Reason: ${reason}`);
    } else if (differs(existing.tags, tags)) {
      throw fail('InvalidParameter', 'Invalid parameter: Tags Reason: Topic already exists with different tags');
    }
    return { body: { TopicArn: topicArn(call, name) } };
  },
};
