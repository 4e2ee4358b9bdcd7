import { arnOf } from '../regions.ts';
import { awsJsonInput } from '../wire/awsJson.ts';
import { integer, list, number, object, optional, type ShapeOf, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import type { TrailEvent } from './cloudtrailDocument.ts';
import { fail } from './errors.ts';
import { EVENTS_PER_PAGE, HISTORY_DAYS, LOOKUPS_PER_SECOND } from './limits.ts';

const attribute = object({
  AttributeKey: string({
    oneOf: [
      ...['AccessKeyId', 'EventId', 'EventName', 'EventSource', 'ReadOnly', 'ResourceName', 'ResourceType', 'Username'],
    ],
  }),
  AttributeValue: string({ min: 1, max: 2000 }),
});

const input = object({
  LookupAttributes: optional(list(attribute)),
  StartTime: optional(number),
  EndTime: optional(number),
  MaxResults: optional(integer()),
  NextToken: optional(string()),
});

/** What an event is found by. The emulator tells no resources of events, as AWS tells few for these services. */
const ATTRIBUTES: Readonly<Record<string, (event: TrailEvent) => string | undefined>> = {
  AccessKeyId: ({ accessKeyId }) => accessKeyId,
  EventId: ({ id }) => id,
  EventName: ({ name }) => name,
  EventSource: ({ source }) => source,
  ReadOnly: () => 'false',
  Username: ({ username }) => username,
};

function encodeEvent(event: TrailEvent, { account, region }: EmulatorCall) {
  const arn = arnOf('iam', '', account, `user/${event.username}`);
  const identity = { type: 'IAMUser', principalId: account, arn, accountId: account, userName: event.username };
  const whole = {
    eventVersion: '1.09',
    userIdentity: { ...identity, accessKeyId: event.accessKeyId ?? '' },
    eventTime: event.time.replace(/\.\d+/, ''),
    eventSource: event.source,
    eventName: event.name,
    awsRegion: region,
    sourceIPAddress: '127.0.0.1',
    requestParameters: event.requestParameters ?? null,
    responseElements: null,
    ...(event.errorCode === undefined ? {} : { errorCode: event.errorCode }),
    eventID: event.id,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  };
  return {
    EventId: event.id,
    EventName: event.name,
    ReadOnly: 'false',
    AccessKeyId: event.accessKeyId ?? '',
    EventTime: Math.floor(Date.parse(event.time) / 1000),
    EventSource: event.source,
    Username: event.username,
    Resources: [],
    CloudTrailEvent: JSON.stringify(whole),
  };
}

function checkInput({ LookupAttributes = [], StartTime, EndTime, MaxResults }: ShapeOf<typeof input>): void {
  if (LookupAttributes.length > 1) {
    throw fail('InvalidLookupAttributesException', 'You can only specify one lookup attribute.');
  }
  if (MaxResults !== undefined && (MaxResults < 1 || MaxResults > EVENTS_PER_PAGE)) {
    throw fail('InvalidMaxResultsException', `MaxResults must be between 1 and ${EVENTS_PER_PAGE}.`);
  }
  if (StartTime !== undefined && EndTime !== undefined && StartTime > EndTime) {
    throw fail('InvalidTimeRangeException', 'The start time must not be after the end time.');
  }
}

/** The id to go on after, out of our token; AWS's is opaque. */
function afterOf(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (/^[0-9a-f-]{36}$/.test(text)) return text;
  throw fail('InvalidNextTokenException', 'Invalid token.');
}

/** The events that are asked for, the newest first. */
function found(call: EmulatorCall, { LookupAttributes, StartTime, EndTime }: ShapeOf<typeof input>): TrailEvent[] {
  const [wanted] = LookupAttributes ?? [];
  const since = Math.max((StartTime ?? 0) * 1000, call.now.getTime() - HISTORY_DAYS * 86_400_000);
  const until = EndTime === undefined ? Number.POSITIVE_INFINITY : EndTime * 1000;
  return call.world.cloudtrail
    .peek(call.account, call.region)
    .events.filter(event => {
      const time = Date.parse(event.time);
      const fits = wanted === undefined || ATTRIBUTES[wanted.AttributeKey]?.(event) === wanted.AttributeValue;
      return fits && time >= since && time <= until;
    })
    .toReversed();
}

/**
 * An event is found at once; AWS takes up to 15 minutes. More than two calls in a second are throttled, as AWS documents.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export function lookupEvents(): EmulatorOperation {
  /** When an account last asked in a Region, milliseconds since 1970. */
  const asked = new Map<string, readonly number[]>();
  return {
    name: 'LookupEvents',
    effect: 'read',
    run(call) {
      const given = awsJsonInput(input, call.body);
      checkInput(given);
      const key = `${call.account}/${call.region}`;
      const now = call.now.getTime();
      const recent = (asked.get(key) ?? []).filter(time => now - time < 1000);
      if (recent.length >= LOOKUPS_PER_SECOND) throw fail('ThrottlingException', 'Rate exceeded');
      asked.set(key, [...recent, now]);
      const all = found(call, given);
      const after = afterOf(given.NextToken);
      const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
      const page = all.slice(from, from + (given.MaxResults ?? EVENTS_PER_PAGE));
      const last = from + page.length < all.length ? page.at(-1) : undefined;
      const next = last === undefined ? {} : { NextToken: Buffer.from(last.id).toString('base64url') };
      return { body: { Events: page.map(event => encodeEvent(event, call)), ...next } };
    },
  };
}
