import { arnOf } from '../regions.ts';
import { offsetOf, tokenAfter } from '../wire/pages.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { invalidField } from './errors.ts';
import { CONTROL_PLANE_REGION, DEFAULT_EVENTS_PER_PAGE, EVENT_DAYS, MAX_EVENTS_PER_PAGE } from './limits.ts';
import type { NotificationEvent } from './notificationsDocument.ts';

function limitOf(call: EmulatorCall): number {
  const given = call.query.get('maxResults');
  if (given === null) return DEFAULT_EVENTS_PER_PAGE;
  const limit = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (limit >= 1 && limit <= MAX_EVENTS_PER_PAGE) return limit;
  throw invalidField('maxResults', `Value '${given}' at 'maxResults' must be between 1 and ${MAX_EVENTS_PER_PAGE}`);
}

const noToken = () => invalidField('nextToken', "Value at 'nextToken' is not valid");

function timeOf(call: EmulatorCall, name: string, otherwise: number): number {
  const given = call.query.get(name);
  if (given === null) return otherwise;
  const time = Date.parse(given);
  if (Number.isNaN(time)) throw invalidField(name, `Value '${given}' at '${name}' is not a time`);
  return time;
}

/** An event as AWS writes it. Its ids follow from its place, since the state names none. */
function encodeEvent({ account, region }: EmulatorCall, event: NotificationEvent, index: number) {
  const configuration = `configuration/a01${'0'.repeat(24)}`;
  const id = `a02${String(index).padStart(24, '0')}`;
  return {
    arn: arnOf('notifications', region, account, `${configuration}/event/${id}`),
    notificationConfigurationArn: arnOf('notifications', '', account, configuration),
    relatedAccount: account,
    creationTime: event.creationTime,
    notificationEvent: {
      schemaVersion: 'v1.0',
      sourceEventMetadata: {
        eventOriginRegion: region,
        source: event.source ?? 'aws.health',
        eventType: event.eventType ?? 'AWS Health Event',
      },
      messageComponents: { headline: event.headline ?? 'An event' },
      eventStatus: 'HEALTHY',
      notificationType: 'INFORMATIONAL',
    },
    aggregationEventType: 'NONE',
  };
}

/**
 * The events that a hub in this Region shows, the newest first; none while there is no hub.
 * @see https://docs.aws.amazon.com/notifications/latest/APIReference/API_ListNotificationEvents.html
 */
export const listNotificationEvents: EmulatorOperation = {
  name: 'ListNotificationEvents',
  effect: 'read',
  run(call) {
    const since = Math.max(timeOf(call, 'startTime', 0), call.now.getTime() - EVENT_DAYS * 86_400_000);
    const until = timeOf(call, 'endTime', Number.POSITIVE_INFINITY);
    const { hubs } = call.world.notifications.peek(call.account, CONTROL_PLANE_REGION);
    const { events = [] } = call.world.notifications.peek(call.account, call.region);
    const shown = (hubs.get(call.region) === undefined ? [] : events)
      .map((event, index) => ({ event, index, time: Date.parse(event.creationTime) }))
      .filter(({ time }) => time >= since && time <= until)
      .sort((a, b) => b.time - a.time);
    const offset = offsetOf(call.query.get('nextToken'), noToken);
    const end = offset + limitOf(call);
    const nextToken = tokenAfter(end, shown.length);
    const page = shown.slice(offset, end).map(({ event, index }) => encodeEvent(call, event, index));
    return { body: { notificationEvents: page, ...(nextToken === undefined ? {} : { nextToken }) } };
  },
};
