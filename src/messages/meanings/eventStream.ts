import { PINPOINT_END_OF_SUPPORT, readsAsRetired } from '../../core/kinds/eventStream/retirement.ts';
import type { Meaning } from './meaning.ts';

/**
 * Pinpoint. The texts about roles are those that Terraform's provider and its users met.
 * @see https://docs.aws.amazon.com/pinpoint/latest/developerguide/permissions-streams.html
 */
export const eventStreamMeanings: readonly Meaning[] = [
  {
    id: 'event-stream/ended',
    operations: ['GetEventStream', 'PutEventStream', 'DeleteEventStream'],
    when: readsAsRetired,
    cause: t => t('Pinpoint ended on {0}, and its event streams may have ended with it.', PINPOINT_END_OF_SUPPORT),
    next: t => t('See the Pinpoint exit report for replacements.'),
  },
  {
    id: 'event-stream/role-unready',
    operations: ['PutEventStream'],
    text: /make sure the IAM Role is configured correctly/i,
    cause: t =>
      t(
        'Pinpoint can’t use the role: its trust policy or permissions may be wrong, or IAM may not have propagated it yet.',
      ),
    next: t =>
      t('If the role was just created, try again in a minute. Otherwise check its trust policy and permissions.'),
    preflight: true,
  },
  {
    id: 'event-stream/role-blamed-on-stream',
    operations: ['PutEventStream'],
    text: /Destination stream validation failed/i,
    cause: t => t('AWS blames the stream, but the role may be the cause: Pinpoint must be able to assume it.'),
    next: t =>
      t('Check that the role trusts pinpoint.amazonaws.com and may write to the stream, and that the stream exists.'),
    preflight: true,
  },
  {
    id: 'event-stream/pass-role',
    operations: ['PutEventStream'],
    codes: ['access-denied'],
    text: /iam:PassRole/i,
    cause: t => t('Setting an event stream passes its role to Pinpoint, which this identity is not allowed to do.'),
    next: t => t('Request the permission iam:PassRole on the role.'),
  },
  {
    id: 'event-stream/no-application',
    operations: ['PutEventStream', 'GetApp'],
    codes: ['not-found'],
    cause: (t, d) =>
      t('The application may be in another Region than {0}, or this is its name and not its ID.', d('region')),
    next: t => t('Use the application’s ID (32 hexadecimal digits) and its Region.'),
  },
  {
    id: 'event-stream/none-set',
    operations: ['GetEventStream'],
    codes: ['not-found'],
    cause: (t, d) =>
      t('No event stream may be set, event streams may have ended, or {0} has no such application.', d('region')),
    next: t => t('Check the ID and the Region of the application.'),
  },
  {
    id: 'app/no-channel',
    service: 'pinpoint',
    text: /\b(?<channel>GCM|APNS(?:_\w+)?|ADM|BAIDU|SMS|EMAIL|VOICE) channel not found/i,
    cause: (t, d) => t('The application has no {0} channel, so it can’t send to such devices.', d('channel')),
    next: (t, d) => t('Set up the {0} channel in End User Messaging Push.', d('channel')),
    preflight: true,
  },
];
