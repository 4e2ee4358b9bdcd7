import { ANOTHER_SETTING, amiss, type Judgement, type Listed, type ListedCheck } from '../../model/check.ts';
import { isTopic, type Topic, targetIn } from './topic.ts';

/** A check of what is set as topic, where it is an ARN. */
const targetCheck = (id: string, judge: (target: Topic, listed: Listed) => Judgement | undefined): ListedCheck => ({
  id,
  judge: listed => {
    const arn = listed.config?.SNSTopic;
    const target = typeof arn === 'string' ? targetIn(arn) : undefined;
    return target === undefined ? undefined : judge(target, listed);
  },
});

const topicArn: ListedCheck = {
  id: 'arn/shape',
  judge: ({ config }) => {
    const value = config?.SNSTopic;
    return typeof value === 'string' && targetIn(value) === undefined
      ? amiss('broken', { value }, ANOTHER_SETTING)
      : undefined;
  },
};

const topicNotSns = targetCheck('vault/topic-not-sns', target => {
  const { service, resource } = target.parts;
  if (isTopic(target)) return undefined;
  return amiss('warning', service === 'sns' ? { service: '', resource } : { service, resource }, ANOTHER_SETTING);
});

const topicPartition = targetCheck('vault/topic-partition', ({ parts }, { partition, region }) =>
  parts.partition === partition
    ? undefined
    : amiss('warning', { partition: parts.partition, wanted: partition, region }, ANOTHER_SETTING),
);

const topicRegion = targetCheck('vault/topic-region', (target, { region }) =>
  target.region === region ? undefined : amiss('broken', { region: target.region, wanted: region }, ANOTHER_SETTING),
);

const topicFifo = targetCheck('vault/topic-fifo', ({ parts: { resource } }) =>
  resource.endsWith('.fifo') ? amiss('warning', { topic: resource }, ANOTHER_SETTING) : undefined,
);

/** The list is of one account and Region: of topics elsewhere it tells nothing. */
const topicUnlisted = targetCheck('vault/topic-unlisted', ({ arn, region, parts }, listed) => {
  const topics = parts.accountId === listed.accountId && region === listed.region ? listed.topics : undefined;
  if (topics === undefined || topics.includes(arn)) return undefined;
  return amiss('warning', { topic: parts.resource, region, account: parts.accountId });
});

/** What a vault's row itself tells of where its notifications go. */
export const vaultListedChecks: readonly ListedCheck[] = [
  topicArn,
  topicNotSns,
  topicPartition,
  topicRegion,
  topicFifo,
  topicUnlisted,
];
