import { optionalText, text } from '../../model/answer.ts';
import {
  ANOTHER_SETTING,
  amiss,
  asStep,
  type Check,
  type CheckedResource,
  type Judgement,
  type KindChecks,
  type Look,
  ok,
} from '../../model/check.ts';
import type { Answer } from '../../model/ports.ts';
import { type KeyState, known, serviceContext } from '../../policy/context.ts';
import { isRead, type PolicyDocument, readPolicy } from '../../policy/document.ts';
import { type Evaluation, evaluate, nearestStatement, type StatementVerdict } from '../../policy/evaluate.ts';
import { describedKey, keyPolicyOf, letIn } from '../kmsKey.ts';
import { vaultListedChecks } from './listedChecks.ts';
import { filters, rawDelivery, subscribers, unreadFilters } from './subscribers.ts';
import { attributeCheck, attributesOf, isAwsKey, keyOf, keyOwnerOf, nameOf, topicCheck } from './topic.ts';
import { amendTopic, GLACIER, grant, keyStatement, limitGrant } from './topicRemedies.ts';

/**
 * Glacier asking for an action on behalf of a vault. AWS documents no `aws:SourceArn` for Glacier, so it is not known. Nor
 * whether it sets `aws:SourceOwner`: where it does, it names the vault's account, so that a policy which says the same with
 * it and without it hangs on nothing.
 */
function ask(
  policy: PolicyDocument,
  action: string,
  resource: string,
  subject: CheckedResource,
  look: Look,
): Evaluation {
  const by = (more: Readonly<Record<string, KeyState>>): Evaluation =>
    evaluate(policy, {
      caller: { type: 'service', names: [GLACIER] },
      action,
      resource,
      context: serviceContext({
        service: GLACIER,
        sourceAccount: subject.accountId,
        sourceArn: null,
        now: new Date(look.now()).toISOString(),
        more,
      }),
    });
  const said = by({});
  if (said.verdict !== 'unknown') return said;
  const without = by({ 'aws:SourceOwner': { state: 'absent' } });
  const withOwner = by({ 'aws:SourceOwner': known(subject.accountId) });
  return without.verdict === withOwner.verdict ? withOwner : said;
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

const topicMissing = topicCheck('vault/topic-missing', async (topic, subject, look) => {
  const attributes = await attributesOf(topic, look);
  const data = { topic: nameOf(topic), owner: topic.parts.accountId, account: subject.accountId };
  return attributes === undefined ? amiss('broken', data, ANOTHER_SETTING) : ok(data);
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
  const amends = amendTopic(topic, subject, policyText, { does: 'add', statement });
  // What denies Glacier does so whatever else is added.
  const remedy = evaluation.verdict === 'denied' ? {} : { policy: statement, ...amends };
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

const sourceOwner = attributeCheck('vault/sourceowner', (attributes, topic, subject, look) => {
  const found = glacierGrants(attributes).find(({ conditions }) => {
    const keys = new Set(conditions.map(({ key }) => key.toLowerCase()));
    return keys.has('aws:sourceowner') && !keys.has('aws:sourceaccount');
  });
  if (found === undefined) return undefined;
  const data = { topic: nameOf(topic), statement: String(found.index + 1), sid: found.sid ?? '' };
  const amends = limitGrant(found, attributes, topic, subject, look);
  return amiss('warning', data, { policy: grant(topic.arn, subject.accountId), ...amends });
});

const confusedDeputy = attributeCheck('topic/confused-deputy', (attributes, topic, subject, look) => {
  const found = glacierGrants(attributes).find(({ conditions }) => {
    return !conditions.some(({ key }) => ASKS_FOR_SOURCE.has(key.toLowerCase()));
  });
  if (found === undefined) return undefined;
  const data = { topic: nameOf(topic), statement: String(found.index + 1), sid: found.sid ?? '' };
  const amends = limitGrant(found, attributes, topic, subject, look);
  return amiss('warning', data, { policy: grant(topic.arn, subject.accountId), ...amends });
});

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
  const owner = keyOwnerOf(key, topic);
  const data = { topic: nameOf(topic), key, owner, account: subject.accountId };
  // AWS shows the policy of a key to its own account alone.
  if (owner !== subject.accountId) return amiss('not-checked', { ...data, what: 'other-account' });
  const described = await describedKey(key, topic.region, look);
  if (described === undefined) return amiss('broken', { ...data, what: 'missing' });
  const { arn, unusable } = described;
  if (described.isAwsManaged) return amiss('broken', { ...data, what: 'aws-managed' });
  if (unusable !== null) return amiss('broken', { ...data, what: 'state', state: unusable });
  const policyText = await keyPolicyOf(described, topic.region, look);
  const policy = readPolicy(policyText);
  const statement = keyStatement();
  if (policy === undefined) return amiss('broken', { ...data, what: 'unreadable' }, { policy: statement });
  const said = KEY_ACTIONS.map(action => [action, ask(policy, action, arn, subject, look)] as const);
  const refused = said.filter(([, { verdict }]) => verdict === 'silent' || verdict === 'denied');
  const open = said.filter(([, { verdict }]) => verdict === 'unknown');
  const [worst] = [...refused, ...open];
  if (worst === undefined) return ok(data);
  const actions = (refused.length > 0 ? refused : open).map(([action]) => action).join(', ');
  const told = { ...data, what: 'grant', actions, ...evaluationData(worst[1]) };
  const isDenied = said.some(([, { verdict }]) => verdict === 'denied');
  const remedy = isDenied ? { policy: statement } : letIn(statement, described, topic.region, policyText);
  return amiss(refused.length > 0 ? 'broken' : 'unproven', told, remedy);
});

/** Only its owner sees and changes a topic. */
const topicOwner = topicCheck(
  'vault/topic-account',
  async ({ parts }, { accountId }) =>
    parts.accountId === accountId ? undefined : ok({ owner: parts.accountId, account: accountId }),
  'note',
);

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
  memberOf: () => 'SNSTopic',
  leadsTo: ({ name, base, goal }) =>
    goal === null || goal.SNSTopic === base.config?.SNSTopic ? [] : [{ name, status: 'set', config: goal }],
  checks: [
    ...vaultListedChecks.map(asStep),
    topicMissing,
    topicPolicy,
    sourceOwner,
    confusedDeputy,
    awsKey,
    keyGrant,
    subscribers,
    filters,
    rawDelivery,
    unreadFilters,
    topicOwner,
    unset('vault/404-which'),
    unset('vault/delete-lag'),
  ],
};
