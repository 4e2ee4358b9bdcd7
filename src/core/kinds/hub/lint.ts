import deregisterSchema from '../../../../schemas/requests/DeregisterNotificationHub.json';
import registerSchema from '../../../../schemas/requests/RegisterNotificationHub.json';
import { isRegionLike } from '../../lint/model/keys.ts';
import type { KindLint } from '../../lint/model/kindLint.ts';
import { shape, shapeOf, withForeign } from '../../lint/model/shape.ts';
import { hubDocument } from './document.ts';
import { rule as controlPlaneRegion } from './rules/control-plane-region/rule.ts';
import { rule as duplicate } from './rules/duplicate/rule.ts';
import { rule as noTags } from './rules/no-tags/rule.ts';
import { READ_ONLY_KEYS, rule as readOnlyKeys } from './rules/read-only-keys/rule.ts';
import { rule as hubRegion } from './rules/region/rule.ts';
import { rule as tfArg } from './rules/tf-arg/rule.ts';
import { rule as tooMany } from './rules/too-many/rule.ts';

const MEMBER = 'notificationHubRegion';
const register = withForeign(shapeOf(registerSchema, {}), [...READ_ONLY_KEYS, 'tags', 'Tags']);
const request = { writtenAs: 'request', shape: register } as const;

/** The only commands that are not sent to the control plane: events are read where they are stored. */
const READS_EVENTS = new Set(['list-notification-events', 'get-notification-event']);

/** What the linter knows of notification hubs. */
export const hubLint: KindLint = {
  kind: 'hub',
  service: 'notifications',
  document: hubDocument,
  roles: {},
  recognise: () => request,
  keys: [MEMBER, 'tags', ...READ_ONLY_KEYS],
  deciding: keys => (isRegionLike(keys.text(MEMBER)) ? keys.written(MEMBER) : undefined),
  body: register,
  operations: { RegisterNotificationHub: register, DeregisterNotificationHub: shapeOf(deregisterSchema, {}) },
  otherCommands: name => !READS_EVENTS.has(name),
  cloudFormation: {
    type: 'AWS::Notifications::NotificationHub',
    properties: shape(
      'AWS::Notifications::NotificationHub',
      { Region: { type: 'string', field: MEMBER }, Tags: { type: 'any', foreign: true } },
      ['Region'],
    ),
  },
  terraform: {
    type: 'aws_notifications_notification_hub',
    arguments: shape(
      'aws_notifications_notification_hub',
      {
        notification_hub_region: { type: 'string', field: MEMBER },
        provider: { type: 'any' },
        region: { type: 'any', foreign: true },
        tags: { type: 'any', foreign: true },
      },
      [],
      true,
    ),
  },
  claimedKeys: [],
  rules: [hubRegion, readOnlyKeys, noTags, tfArg, tooMany, duplicate, controlPlaneRegion],
};
