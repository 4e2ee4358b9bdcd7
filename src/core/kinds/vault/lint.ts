import bodySchema from '../../../../schemas/bodies/VaultNotificationConfig.json';
import deleteSchema from '../../../../schemas/requests/DeleteVaultNotifications.json';
import setSchema from '../../../../schemas/requests/SetVaultNotifications.json';
import { arrayAt } from '../../json/tree.ts';
import type { Keys } from '../../lint/model/keys.ts';
import type { KindLint, Recognised } from '../../lint/model/kindLint.ts';
import { type Role, shape, shapeOf } from '../../lint/model/shape.ts';
import { vaultDocument } from './document.ts';
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
import { rule as vaultName } from './rules/vault-name/rule.ts';
import { rule as vaultPolicyPublic } from './rules/vault-policy-public/rule.ts';

const roles: Readonly<Record<string, Role>> = { SNSTopic: 'arn' };
const body = shapeOf(bodySchema, roles);
const set = shapeOf(setSchema, roles, { [bodySchema.$id]: bodySchema, [`/${bodySchema.$id}`]: bodySchema });
const output = shape({ vaultNotificationConfig: { type: 'object', shape: body } }, ['vaultNotificationConfig']);

const KNOWN = ['SNSTopic', 'Events', 'accountId', 'vaultName', 'vaultNotificationConfig'];

/** A request names its vault; what GetVaultNotifications printed holds the config alone; a body is the config itself. */
function recognise(keys: Keys): Recognised {
  if (keys.has('vaultName') || keys.has('accountId')) return { writtenAs: 'request', shape: set };
  if (keys.has('vaultNotificationConfig')) return { writtenAs: 'output', shape: output };
  return { writtenAs: 'body', shape: body };
}

const looksLikeJobEvent = (text: string): boolean => /archive|inventory|retrieval/i.test(text);

function holdsJobEvent({ object }: Keys): boolean {
  const key = object.members.find(member => member.key.toLowerCase() === 'events')?.key ?? '';
  const items = arrayAt(object, key)?.items ?? [];
  return items.some(item => item.kind === 'string' && looksLikeJobEvent(item.value));
}

/** What the linter knows of vault notifications. */
export const vaultLint: KindLint = {
  kind: 'vault',
  service: 'glacier',
  document: vaultDocument,
  roles,
  recognise,
  recognises: keys => keys.tells('SNSTopic', KNOWN) || keys.has('vaultNotificationConfig') || holdsJobEvent(keys),
  body,
  operations: { SetVaultNotifications: set, DeleteVaultNotifications: shapeOf(deleteSchema, roles) },
  terraform: {
    type: 'aws_glacier_vault',
    block: 'notification',
    arguments: shape(
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
    topicAccount,
    vaultPolicyPublic,
  ],
};
