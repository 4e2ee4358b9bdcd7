import { ANOTHER_SETTING, amiss, type ListedCheck } from '../../model/check.ts';

/** A text of the config that is not what it must be: nothing can be delivered by it. */
const wellFormed = (id: string, member: string, pattern: RegExp): ListedCheck => ({
  id,
  judge: ({ config }) => {
    const value = config?.[member];
    return typeof value === 'string' && !pattern.test(value) ? amiss('broken', { value }, ANOTHER_SETTING) : undefined;
  },
});

/** What an event stream's row itself tells of where its events go. */
export const streamListedChecks: readonly ListedCheck[] = [
  wellFormed(
    'event-stream/stream-arn',
    'DestinationStreamArn',
    /^arn:[^:]+:(?:kinesis:[^:]+:\d{12}:stream|firehose:[^:]+:\d{12}:deliverystream)\/\S+$/,
  ),
  wellFormed('event-stream/role-arn', 'RoleArn', /^arn:[^:]+:iam::\d{12}:role\/\S+$/),
];
