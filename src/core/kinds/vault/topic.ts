import { object, optionalText } from '../../model/answer.ts';
import { type Arn, parseArn } from '../../model/arn.ts';
import { type Check, type CheckedResource, ifThere, type Judgement, type Look } from '../../model/check.ts';
import type { Answer } from '../../model/ports.ts';
import { parseRegion, type Region } from '../../model/regions.ts';

/** A topic that a vault publishes to. */
export interface Topic {
  readonly arn: string;
  readonly parts: Arn;
  readonly region: Region;
}

/** A resource out of its ARN, whatever its service; undefined where the text is no ARN of something in a Region. */
export function targetIn(arn: string): Topic | undefined {
  const parts = parseArn(arn);
  const region = parts === undefined ? undefined : parseRegion(parts.region);
  return parts === undefined || region === undefined ? undefined : { arn, parts, region };
}

/** True for what can be a topic: of SNS, and by its name alone, which that of a subscription has more behind. */
export const isTopic = ({ parts: { service, resource } }: Pick<Topic, 'parts'>): boolean =>
  service === 'sns' && !/[:/]/.test(resource);

/** The topic that is set. Undefined for what is none, and in another partition, which no credentials of here reach. */
export function topicOf({ config, partition }: CheckedResource): Topic | undefined {
  const arn = config?.SNSTopic;
  const target = typeof arn === 'string' ? targetIn(arn) : undefined;
  return target !== undefined && isTopic(target) && target.parts.partition === partition ? target : undefined;
}

/** A check of the vault's topic. */
export function topicCheck(
  id: string,
  judge: (topic: Topic, subject: CheckedResource, look: Look) => Promise<Judgement | undefined>,
  tells: Check['tells'] = 'step',
): Check {
  return {
    id,
    tells,
    judge: async (subject, look) => {
      const topic = topicOf(subject);
      return topic === undefined ? undefined : judge(topic, subject, look);
    },
  };
}

/** The attributes of a topic that is there; undefined for one that is gone, which `vault/topic-missing` tells. */
export async function attributesOf({ arn, region }: Topic, look: Look): Promise<Answer | undefined> {
  const answer = await ifThere(look.read('GetTopicAttributes', { TopicArn: arn }, region));
  return answer === undefined ? undefined : object(answer, 'Attributes');
}

/** A check of a topic that is there. */
export function attributeCheck(
  id: string,
  judge: (
    attributes: Answer,
    topic: Topic,
    subject: CheckedResource,
    look: Look,
  ) => Judgement | undefined | Promise<Judgement | undefined>,
): Check {
  return topicCheck(id, async (topic, subject, look) => {
    const attributes = await attributesOf(topic, look);
    return attributes === undefined ? undefined : judge(attributes, topic, subject, look);
  });
}

/** A topic's name. */
export const nameOf = ({ parts }: Topic): string => parts.resource;

/** The key that a topic is encrypted with, as it is set; empty for none. */
export const keyOf = (attributes: Answer): string => optionalText(attributes, 'KmsMasterKeyId') ?? '';

/** `alias/aws/sns`, in either form: the key that AWS manages, whose policy nobody can change. */
export const isAwsKey = (key: string): boolean => /(?:^|:)alias\/aws\/sns$/.test(key);

/** Whose the key of a topic is, twelve digits; by an alias or an id alone, the topic's owner's. */
export const keyOwnerOf = (key: string, topic: Topic): string => parseArn(key)?.accountId ?? topic.parts.accountId;
