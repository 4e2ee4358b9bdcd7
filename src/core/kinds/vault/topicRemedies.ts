import type { Amendment } from '../../model/amendment.ts';
import { isObject, text } from '../../model/answer.ts';
import type { CheckedResource, Look, Remedy } from '../../model/check.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Answer } from '../../model/ports.ts';
import { amended } from '../../policy/amend.ts';
import type { Statement } from '../../policy/document.ts';
import type { Topic } from './topic.ts';

/** Who publishes. */
export const GLACIER = 'glacier.amazonaws.com';

/** The grant that AWS documents, narrowed to the vault's account. */
export function grant(topicArn: string, accountId: string): JsonObject {
  return {
    Sid: 'AllowGlacierVaultNotifications',
    Effect: 'Allow',
    Principal: { Service: GLACIER },
    Action: 'SNS:Publish',
    Resource: topicArn,
    Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
  };
}

/** In a key's policy `*` is the key itself. */
export const keyStatement = (): JsonObject => ({
  Sid: 'AllowGlacierToUseTheKey',
  Effect: 'Allow',
  Principal: { Service: GLACIER },
  Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  Resource: '*',
});

/** What amends a topic's policy: a change of ours, and the command that does the same. None for a topic of another account. */
export function amendTopic(
  { arn, parts, region }: Topic,
  subject: CheckedResource,
  policy: string,
  amendment: Amendment,
): Partial<Remedy> {
  const whole = parts.accountId === subject.accountId ? amended(policy, amendment) : undefined;
  if (whole === undefined) return {};
  const request = { TopicArn: arn, AttributeName: 'Policy' };
  const value = ['--attribute-name', 'Policy', '--attribute-value', whole];
  return {
    cli: ['sns', 'set-topic-attributes', '--topic-arn', arn, ...value, '--region', region],
    change: { operation: 'SetTopicAttributes', region, request, amendment },
  };
}

/**
 * What limits a grant of Glacier's to accounts by `aws:SourceAccount`, in place of `aws:SourceOwner`: that of the vault, and
 * those whose vaults are seen to use the topic too. Others that the statement lets in are none of ours to shut out.
 */
export function limitGrant(
  { index, principals }: Statement,
  attributes: Answer,
  topic: Topic,
  subject: CheckedResource,
  { others }: Look,
): Partial<Remedy> {
  const policy = text(attributes, 'Policy');
  const raw = rawStatement(policy, index);
  const isGlaciers = principals?.items.every(({ value }) => value === GLACIER) === true;
  if (raw === undefined || !isGlaciers) return {};
  const users = [subject, ...others.filter(({ config }) => config?.SNSTopic === topic.arn)];
  const accounts = [...new Set(users.map(({ accountId }) => accountId))];
  const condition = sourceAccountIn(isObject(raw.Condition) ? (raw.Condition as JsonObject) : {}, accounts);
  return amendTopic(topic, subject, policy, { does: 'limit', statement: raw, condition });
}

/** A statement as it is written; undefined where it is no object. */
function rawStatement(policy: string, index: number): JsonObject | undefined {
  const { Statement: all } = JSON.parse(policy) as JsonObject;
  const raw = Array.isArray(all) ? all[index] : all;
  return isObject(raw) ? (raw as JsonObject) : undefined;
}

/** A condition that asks for one of these accounts, and no longer for `aws:SourceOwner`. */
function sourceAccountIn(before: JsonObject, accounts: readonly string[]): JsonObject {
  const kept = Object.entries(before).flatMap(([operator, keys]): readonly (readonly [string, JsonObject])[] => {
    const rest = Object.entries(isObject(keys) ? (keys as JsonObject) : {});
    const others = rest.filter(([key]) => key.toLowerCase() !== 'aws:sourceowner');
    return others.length === 0 ? [] : [[operator, Object.fromEntries(others)]];
  });
  const operators = new Map(kept);
  const [only = ''] = accounts;
  const wanted = { 'aws:SourceAccount': accounts.length === 1 ? only : [...accounts] };
  operators.set('StringEquals', { ...operators.get('StringEquals'), ...wanted });
  return Object.fromEntries(operators);
}
