import { object, objects, optionalText, pageToken, text } from '../../model/answer.ts';
import { type Arn, parseArn } from '../../model/arn.ts';
import {
  amiss,
  type Check,
  type CheckedResource,
  ifThere,
  type Judgement,
  type KindChecks,
  type Look,
  ok,
} from '../../model/check.ts';
import { AccessError } from '../../model/errors.ts';
import type { JsonObject } from '../../model/json.ts';
import { pagesOf } from '../../model/paging.ts';
import type { Answer } from '../../model/ports.ts';
import { parseRegion, type Region } from '../../model/regions.ts';
import { withStatement } from '../../policy/amend.ts';
import { serviceContext } from '../../policy/context.ts';
import { isRead, type PolicyDocument, readPolicy } from '../../policy/document.ts';
import { type Evaluation, evaluate, nearestStatement, type StatementVerdict } from '../../policy/evaluate.ts';

const GLACIER = 'glacier.amazonaws.com';

/** A topic that a vault publishes to. */
interface Topic {
  readonly arn: string;
  readonly parts: Arn;
  readonly region: Region;
}

function topicOf({ config }: CheckedResource): Topic | undefined {
  const arn = config?.SNSTopic;
  return typeof arn === 'string' ? topicIn(arn) : undefined;
}

/** A topic out of its ARN; undefined where it is none. */
function topicIn(arn: string): Topic | undefined {
  const parts = parseArn(arn);
  const region = parts === undefined ? undefined : parseRegion(parts.region);
  return parts === undefined || region === undefined ? undefined : { arn, parts, region };
}

/** A check of the vault's topic. */
function topicCheck(
  id: string,
  judge: (topic: Topic, subject: CheckedResource, look: Look) => Promise<Judgement | undefined>,
): Check {
  return {
    id,
    tells: 'step',
    judge: async (subject, look) => {
      const topic = topicOf(subject);
      return topic === undefined ? undefined : judge(topic, subject, look);
    },
  };
}

/** The attributes of a topic that is there; undefined for one that is gone, which `vault/topic-missing` tells. */
async function attributesOf({ arn, region }: Topic, look: Look): Promise<Answer | undefined> {
  const answer = await ifThere(look.read('GetTopicAttributes', { TopicArn: arn }, region));
  return answer === undefined ? undefined : object(answer, 'Attributes');
}

/** A check of a topic that is there. */
function attributeCheck(
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

const nameOf = ({ parts }: Topic): string => parts.resource;

/** Glacier asking for an action on behalf of a vault. AWS documents no `aws:SourceArn` for Glacier, so it is not known. */
function ask(
  policy: PolicyDocument,
  action: string,
  resource: string,
  subject: CheckedResource,
  look: Look,
): Evaluation {
  return evaluate(policy, {
    caller: { type: 'service', names: [GLACIER] },
    action,
    resource,
    context: serviceContext({
      service: GLACIER,
      sourceAccount: subject.accountId,
      sourceArn: null,
      now: new Date(look.now()).toISOString(),
    }),
  });
}

/** Statements as people count them, from 1, and their Sid. */
const statementData = ({ index, sid }: StatementVerdict) => ({ statement: String(index + 1), sid: sid ?? '' });

/** What a policy says, as data for the words: which statement denies, which comes nearest, or which hangs on what. */
function evaluationData({ verdict, statements }: Evaluation): Judgement['data'] {
  const named = ((): StatementVerdict | undefined => {
    if (verdict === 'denied') return statements.find(one => one.effect === 'Deny' && one.applies === 'yes');
    if (verdict === 'unknown') return statements.find(one => one.applies === 'unknown');
    return nearestStatement({ verdict, statements });
  })();
  if (named === undefined) return { says: verdict };
  const [obstacle] = named.obstacles;
  const key = obstacle?.element === 'Condition' ? obstacle.condition.key : '';
  return { says: verdict, ...statementData(named), element: obstacle?.element ?? '', key };
}

/** The grant that AWS documents, narrowed to the vault's account. */
function grant(topicArn: string, accountId: string): JsonObject {
  return {
    Sid: 'AllowGlacierVaultNotifications',
    Effect: 'Allow',
    Principal: { Service: GLACIER },
    Action: 'SNS:Publish',
    Resource: topicArn,
    Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
  };
}

/** The command that sets a topic's policy with one more statement; null for a topic of another account. */
function setPolicy(
  topic: Topic,
  subject: CheckedResource,
  policy: string,
  statement: JsonObject,
): readonly string[] | null {
  const amended = topic.parts.accountId === subject.accountId ? withStatement(policy, statement) : undefined;
  if (amended === undefined) return null;
  const value = ['--attribute-name', 'Policy', '--attribute-value', JSON.stringify(amended)];
  return ['sns', 'set-topic-attributes', '--topic-arn', topic.arn, ...value, '--region', topic.region];
}

const topicArn: Check = {
  id: 'arn/shape',
  tells: 'step',
  judge: async ({ config }) => {
    const value = config?.SNSTopic;
    return typeof value === 'string' && topicIn(value) === undefined ? amiss('broken', { value }) : undefined;
  },
};

const topicNotSns = topicCheck('vault/topic-not-sns', async ({ parts }) =>
  parts.service === 'sns' ? undefined : amiss('warning', { service: parts.service }),
);

const topicRegion = topicCheck('vault/topic-region', async (topic, { region }) =>
  topic.region === region ? undefined : amiss('broken', { region: topic.region, wanted: region }),
);

const topicFifo = topicCheck('vault/topic-fifo', async topic =>
  nameOf(topic).endsWith('.fifo') ? amiss('warning', { topic: nameOf(topic) }) : undefined,
);

const topicMissing = topicCheck('vault/topic-missing', async (topic, subject, look) => {
  const attributes = await attributesOf(topic, look);
  const data = { topic: nameOf(topic), owner: topic.parts.accountId, account: subject.accountId };
  return attributes === undefined ? amiss('broken', data) : ok(data);
});

/** SNS's default statement opens a topic to its owner's account by a key that AWS does not say Glacier sends. */
const topicPolicy = attributeCheck('vault/topic-policy', (attributes, topic, subject, look) => {
  const policyText = text(attributes, 'Policy');
  const statement = grant(topic.arn, subject.accountId);
  const data = { topic: nameOf(topic), owner: topic.parts.accountId, account: subject.accountId };
  const policy = readPolicy(policyText);
  if (policy === undefined) return amiss('broken', { ...data, says: 'unreadable' }, { policy: statement });
  const evaluation = ask(policy, 'sns:Publish', topic.arn, subject, look);
  const said = { ...data, ...evaluationData(evaluation) };
  if (evaluation.verdict === 'allowed') return ok(said);
  const remedy =
    evaluation.verdict === 'denied' ? {} : { policy: statement, cli: setPolicy(topic, subject, policyText, statement) };
  return amiss(evaluation.verdict === 'unknown' ? 'unproven' : 'broken', said, remedy);
});

const ASKS_FOR_SOURCE = new Set([
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
]);

/** The statements of a topic's policy that let Glacier in by its own name. */
function glacierGrants(attributes: Answer) {
  const statements = readPolicy(optionalText(attributes, 'Policy') ?? '')?.statements ?? [];
  return statements.filter(isRead).filter(({ effect, principals }) => {
    const services = principals?.except === false ? principals.items : [];
    return effect === 'Allow' && services.some(({ type, value }) => type === 'Service' && value === GLACIER);
  });
}

const sourceOwner = attributeCheck('vault/sourceowner', (attributes, topic, { accountId }) => {
  const found = glacierGrants(attributes).find(({ conditions }) => {
    const keys = new Set(conditions.map(({ key }) => key.toLowerCase()));
    return keys.has('aws:sourceowner') && !keys.has('aws:sourceaccount');
  });
  if (found === undefined) return undefined;
  const data = { topic: nameOf(topic), statement: String(found.index + 1), sid: found.sid ?? '' };
  return amiss('warning', data, { policy: grant(topic.arn, accountId) });
});

const confusedDeputy = attributeCheck('topic/confused-deputy', (attributes, topic, subject) => {
  const found = glacierGrants(attributes).find(({ conditions }) => {
    return !conditions.some(({ key }) => ASKS_FOR_SOURCE.has(key.toLowerCase()));
  });
  if (found === undefined) return undefined;
  const data = { topic: nameOf(topic), statement: String(found.index + 1), sid: found.sid ?? '' };
  return amiss('warning', data, { policy: grant(topic.arn, subject.accountId) });
});

const keyOf = (attributes: Answer): string => optionalText(attributes, 'KmsMasterKeyId') ?? '';

/** `alias/aws/sns`, in either form: the key that AWS manages, whose policy nobody can change. */
const isAwsKey = (key: string): boolean => /(?:^|:)alias\/aws\/sns$/.test(key);

const awsKey = attributeCheck('vault/topic-kms-aws', (attributes, topic) => {
  const key = keyOf(attributes);
  if (key === '') return undefined;
  return isAwsKey(key) ? amiss('broken', { topic: nameOf(topic), key }) : ok({ topic: nameOf(topic), key });
});

/** What a service needs of the key of a topic that it publishes to. */
const KEY_ACTIONS = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;

const keyGrant = attributeCheck('vault/topic-kms-grant', async (attributes, topic, subject, look) => {
  const key = keyOf(attributes);
  if (key === '' || isAwsKey(key)) return undefined;
  const owner = parseArn(key)?.accountId ?? topic.parts.accountId;
  const data = { topic: nameOf(topic), key, owner, account: subject.accountId };
  // AWS shows the policy of a key to its own account alone.
  if (owner !== subject.accountId) return amiss('not-checked', { ...data, what: 'other-account' });
  const described = await keyMetadata(key, topic.region, look);
  if (described === undefined) return amiss('broken', { ...data, what: 'missing' });
  const arn = text(described, 'Arn');
  const state = optionalText(described, 'KeyState') ?? 'Enabled';
  if (optionalText(described, 'KeyManager') === 'AWS') return amiss('broken', { ...data, what: 'aws-managed' });
  if (state !== 'Enabled') return amiss('broken', { ...data, what: 'state', state });
  const { Policy } = await look.read('GetKeyPolicy', { KeyId: arn, PolicyName: 'default' }, topic.region);
  const policy = readPolicy(Policy);
  const statement = keyStatement();
  if (policy === undefined) return amiss('broken', { ...data, what: 'unreadable' }, { policy: statement });
  const said = KEY_ACTIONS.map(action => [action, ask(policy, action, arn, subject, look)] as const);
  const refused = said.filter(([, { verdict }]) => verdict === 'silent' || verdict === 'denied');
  const open = said.filter(([, { verdict }]) => verdict === 'unknown');
  const [worst] = [...refused, ...open];
  if (worst === undefined) return ok(data);
  const actions = (refused.length > 0 ? refused : open).map(([action]) => action).join(', ');
  const told = { ...data, what: 'grant', actions, ...evaluationData(worst[1]) };
  return amiss(refused.length > 0 ? 'broken' : 'unproven', told, { policy: statement });
});

async function keyMetadata(key: string, region: Region, look: Look): Promise<Answer | undefined> {
  const answer = await ifThere(look.read('DescribeKey', { KeyId: key }, region));
  return answer === undefined ? undefined : object(answer, 'KeyMetadata');
}

/** In a key's policy `*` is the key itself. */
const keyStatement = (): JsonObject => ({
  Sid: 'AllowGlacierToUseTheKey',
  Effect: 'Allow',
  Principal: { Service: GLACIER },
  Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  Resource: '*',
});

const subscribers = topicCheck('vault/no-subscriber', async (topic, _subject, look) => {
  let confirmed = 0;
  let pending = 0;
  const pages = pagesOf(
    NextToken => {
      const input = { TopicArn: topic.arn, ...(NextToken === null ? {} : { NextToken }) };
      return look.read('ListSubscriptionsByTopic', input, topic.region);
    },
    answer => pageToken(answer, 'NextToken'),
  );
  try {
    for await (const page of pages) {
      const waiting = objects(page, 'Subscriptions').map(one => one.SubscriptionArn === 'PendingConfirmation');
      pending += waiting.filter(Boolean).length;
      confirmed += waiting.filter(one => !one).length;
      if (confirmed > 0) break;
    }
  } catch (error) {
    if (error instanceof AccessError && error.code === 'not-found') return undefined;
    throw error;
  }
  const data = { topic: nameOf(topic), confirmed: String(confirmed), pending: String(pending) };
  return confirmed > 0 ? ok(data) : amiss('warning', data);
});

/** A note for vaults with nothing set: AWS answers the same for a vault that is not there. */
const unset = (id: string): Check => ({
  id,
  tells: 'note',
  judge: async ({ status, name }) => (status === 'none' ? ok({ name }) : undefined),
});

/**
 * From the vault to whoever listens at its topic.
 * @see https://docs.aws.amazon.com/amazonglacier/latest/dev/configuring-notifications.html
 */
export const vaultChecks: KindChecks = {
  kind: 'vault',
  unset: ['none'],
  whyUnlisted: { NoLongerSupportedException: 'vault/not-customer' },
  checks: [
    topicArn,
    topicNotSns,
    topicRegion,
    topicFifo,
    topicMissing,
    topicPolicy,
    sourceOwner,
    confusedDeputy,
    awsKey,
    keyGrant,
    subscribers,
    unset('vault/404-which'),
    unset('vault/delete-lag'),
  ],
};
