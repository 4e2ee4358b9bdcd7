import bodySchema from '../../../../schemas/bodies/VaultNotificationConfig.json';
import deleteSchema from '../../../../schemas/requests/DeleteVaultNotifications.json';
import setSchema from '../../../../schemas/requests/SetVaultNotifications.json';
import type { Keys } from '../../lint/model/keys.ts';
import type { KindLint, Recognised } from '../../lint/model/kindLint.ts';
import { type Role, type Shape, shape, shapeOf, withAliases, withShapeAt } from '../../lint/model/shape.ts';
import { distance } from '../../model/similar.ts';
import { VAULT_EVENTS, vaultDocument } from './document.ts';
import { rule as duplicateEvent } from './rules/duplicate-event/rule.ts';
import { rule as eventName } from './rules/event-name/rule.ts';
import { rule as noEvents } from './rules/no-events/rule.ts';
import { rule as oneEvent } from './rules/one-event/rule.ts';
import { rule as outputAsInput } from './rules/output-as-input/rule.ts';
import { rule as regionNone } from './rules/region-none/rule.ts';
import { rule as topicAccount } from './rules/topic-account/rule.ts';
import { rule as topicFifo } from './rules/topic-fifo/rule.ts';
import { rule as topicNotSns } from './rules/topic-not-sns/rule.ts';
import { rule as topicPartition } from './rules/topic-partition/rule.ts';
import { rule as topicRegion } from './rules/topic-region/rule.ts';
import { rule as topicUnlisted } from './rules/topic-unlisted/rule.ts';
import { rule as vaultName } from './rules/vault-name/rule.ts';
import { rule as vaultPolicyPublic } from './rules/vault-policy-public/rule.ts';

const roles: Readonly<Record<string, Role>> = { SNSTopic: 'arn' };
/** AWS's own guide prints `Topic`. */
const body = withAliases(shapeOf(bodySchema, roles), 'SNSTopic', ['Topic', 'TopicArn', 'SNSTopicArn']);
const refs = { [bodySchema.$id]: bodySchema, [`/${bodySchema.$id}`]: bodySchema };
const set = withShapeAt(shapeOf(setSchema, roles, refs), 'vaultNotificationConfig', body);
const output = shape('GetVaultNotifications', { vaultNotificationConfig: { type: 'object', shape: body } }, [
  'vaultNotificationConfig',
]);

/** A vault's policy goes in as text inside of an object; the calls that take one are read, not made. */
const withPolicy = (name: string, holder: string): Shape =>
  shape(
    name,
    {
      accountId: { type: 'string' },
      vaultName: { type: 'string' },
      policy: { type: 'object', shape: shape(holder, { Policy: { type: 'string', role: 'policy' } }) },
    },
    ['accountId', 'vaultName'],
  );

/** A request names its vault; what GetVaultNotifications printed holds the config alone; a body is the config itself. */
function recognise(keys: Keys): Recognised {
  if (keys.has('vaultName') || keys.has('accountId')) return { writtenAs: 'request', shape: set };
  if (keys.has('vaultNotificationConfig')) return { writtenAs: 'output', shape: output };
  return { writtenAs: 'body', shape: body };
}

/** An event's name, or one that a single slip makes of it; what only looks like a job is any webhook's. */
const isNearEvent = (text: string): boolean =>
  VAULT_EVENTS.some(event => distance(text.toLowerCase(), event.toLowerCase(), 1) <= 1);

/** True for what may be meant for an event of Glacier's: `documentRetrieved` is another service's. */
const mayBeMeant = (text: string): boolean => isNearEvent(text) || /(?:archive|inventory).{0,3}retriev/i.test(text);

/** How many items of a list are looked at: a config names two. */
const MOST_EVENTS = 16;

/** The names in a list of events, or the one that stands in its place; undefined where there is neither. */
function eventsOf(keys: Keys): readonly string[] | undefined {
  const list = keys.value('Events');
  if (list?.type === 'string') return [list.value];
  if (list?.type !== 'array') return undefined;
  return list.items.slice(0, MOST_EVENTS).flatMap(item => (item.type === 'string' ? [item.value] : []));
}

/** True where an event is Glacier's or a slip away from it, and none beside it is another service's. */
function holdsEvents(keys: Keys): boolean {
  const events = eventsOf(keys) ?? [];
  return events.some(isNearEvent) && events.every(mayBeMeant);
}

/**
 * A topic's key decides with an ARN as its value. In another case than AWS's, or beside keys that are none of ours, only with
 * events that may be meant for Glacier's: settings of all kinds hold an `snsTopic`, and a list of what is to be told there.
 */
function holdsTopic(keys: Keys): boolean {
  if (!keys.holdsArn('SNSTopic')) return false;
  const events = eventsOf(keys);
  if (events?.every(mayBeMeant) === true) return true;
  return isExact(keys) && (events === undefined || events.some(mayBeMeant) || keys.onlyOf(KEYS));
}

/** True for AWS's own key. Whoever has a topic of another name too means something else by this one. */
const isExact = (keys: Keys): boolean =>
  keys.written('SNSTopic') === 'SNSTopic' && !keys.has('Topic') && !keys.has('TopicArn');

/** True where the config of a request, or what was printed of one, has a key of a config; a request may still lack it. */
function wrapsConfig(keys: Keys): boolean {
  const inner = keys.inside('vaultNotificationConfig');
  if (inner === undefined) return false;
  return inner.size === 0 ? keys.has('vaultName') : inner.mostlyOf(['SNSTopic', 'SNSTopicArn', 'TopicArn', 'Events']);
}

function deciding(keys: Keys): string | undefined {
  if (wrapsConfig(keys)) return keys.written('vaultNotificationConfig');
  if (holdsTopic(keys)) return keys.written('SNSTopic');
  return holdsEvents(keys) ? keys.written('Events') : undefined;
}

/** The keys that make a document a vault's where most of its keys are among them. */
const KEYS = ['SNSTopic', 'Topic', 'TopicArn', 'Events', 'accountId', 'vaultName', 'vaultNotificationConfig'];

/** The keys of a config, with what people write in their place. */
const CONFIG_KEYS = ['SNSTopic', 'SNSTopicArn', 'Topic', 'TopicArn', 'Events'];

/**
 * True for a topic's ARN at AWS's own key, whatever the events are, which a slip in the JSON may hide; or for a topic or
 * Glacier's events with nothing of another service beside.
 */
function isConfig(keys: Keys): boolean {
  const isTopic = isExact(keys)
    ? keys.holdsArn('SNSTopic')
    : keys.written('SNSTopic') === 'SNSTopic' && holdsTopic(keys);
  if (isTopic) return keys.mostlyOf(CONFIG_KEYS);
  if (!keys.onlyOf(CONFIG_KEYS)) return false;
  return keys.has('Events') ? holdsEvents(keys) : keys.holdsArn('SNSTopic');
}

/** The name that AWS's own examples give to the body of SetVaultNotifications: others use it too. */
function isBodyFile(fileName: string, keys: Keys): boolean {
  if (!/(?:^|[\\/])notificationconfig\.jsonc?$/i.test(fileName)) return false;
  const inner = keys.size === 1 ? keys.inside('vaultNotificationConfig') : undefined;
  return isConfig(inner ?? keys);
}

/** What the linter knows of vault notifications. */
export const vaultLint: KindLint = {
  kind: 'vault',
  service: 'glacier',
  document: vaultDocument,
  roles,
  recognise,
  keys: KEYS,
  isBodyFile,
  deciding,
  body,
  operations: { SetVaultNotifications: set, DeleteVaultNotifications: shapeOf(deleteSchema, roles) },
  noCloudFormation: 'AWS::Glacier::',
  otherOperations: {
    SetVaultAccessPolicy: withPolicy('SetVaultAccessPolicy', 'VaultAccessPolicy'),
    InitiateVaultLock: withPolicy('InitiateVaultLock', 'VaultLockPolicy'),
  },
  terraform: {
    type: 'aws_glacier_vault',
    block: 'notification',
    name: 'name',
    arguments: shape(
      'notification',
      {
        sns_topic: { type: 'string', field: 'SNSTopic', role: 'arn' },
        events: { type: 'list', field: 'Events' },
      },
      ['sns_topic', 'events'],
    ),
  },
  claimedKeys: ['Events', 'events'],
  rules: [
    outputAsInput,
    vaultName,
    regionNone,
    noEvents,
    eventName,
    duplicateEvent,
    oneEvent,
    topicNotSns,
    topicFifo,
    topicPartition,
    topicRegion,
    topicUnlisted,
    topicAccount,
    vaultPolicyPublic,
  ],
};
