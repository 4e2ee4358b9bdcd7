import deregisterSchema from '../../../../schemas/requests/DeregisterNotificationHub.json';
import registerSchema from '../../../../schemas/requests/RegisterNotificationHub.json';
import type { KindLint } from '../../model/kindLint.ts';
import { shapeOf, withForeign } from '../../model/shape.ts';
import { rule as controlPlaneRegion } from './rules/control-plane-region/rule.ts';
import { rule as duplicate } from './rules/duplicate/rule.ts';
import { rule as noTags } from './rules/no-tags/rule.ts';
import { READ_ONLY_KEYS, rule as readOnlyKeys } from './rules/read-only-keys/rule.ts';
import { rule as hubRegion } from './rules/region/rule.ts';
import { rule as tfArg } from './rules/tf-arg/rule.ts';
import { rule as tooMany } from './rules/too-many/rule.ts';

const register = withForeign(shapeOf(registerSchema, {}), [...READ_ONLY_KEYS, 'tags', 'Tags']);
const request = { form: 'request', shape: register } as const;

/** The only commands that are not sent to the control plane: events are read where they are stored. */
const READS_EVENTS = new Set(['list-notification-events', 'get-notification-event']);

/** What the linter knows of notification hubs. */
export const hubLint: KindLint = {
  kind: 'hub',
  service: 'notifications',
  suffix: 'notification-hub',
  roles: {},
  formOf: () => request,
  recognises: keys => keys.tells('notificationHubRegion', ['notificationHubRegion', 'tags', ...READ_ONLY_KEYS]),
  body: register,
  operations: { RegisterNotificationHub: register, DeregisterNotificationHub: shapeOf(deregisterSchema, {}) },
  otherCommands: name => !READS_EVENTS.has(name),
  claimedKeys: [],
  rules: [hubRegion, readOnlyKeys, noTags, tfArg, tooMany, duplicate, controlPlaneRegion],
};
