import { Collection } from '../state/collection.ts';
import { sessionOf } from '../sts/session.ts';
import { isRecord } from '../wire/shape.ts';
import type { EmulatorCall } from '../world.ts';
import { MAX_EVENTS } from './limits.ts';

/** Writes that AWS counts as events of data, which the event history does not have. */
const DATA_EVENTS: ReadonlySet<string> = new Set([
  ...['sns.Publish', 'kinesis.PutRecord', 'kinesis.PutRecords', 'firehose.PutRecord', 'firehose.PutRecordBatch'],
  ...['pinpoint.SendMessages'],
]);

/** Services whose callers have no account: what AWS records of them is in the organisation's own. */
const NOBODYS: ReadonlySet<string> = new Set(['oidc', 'sso']);

/** Services that are the same in every Region: their events are in us-east-1. */
const GLOBAL: ReadonlySet<string> = new Set(['account', 'iam']);

/** Members whose values nobody is to see, by their name in lower case. */
const SECRET: ReadonlySet<string> = new Set(
  ['deviceToken', 'apiKey', 'certificate', 'privateKey', 'tokenKey', 'serviceJson'].map(name => name.toLowerCase()),
);

/** As CloudTrail itself writes it. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** A write that the emulator took, in the event history of its account and Region; the oldest make room. */
export function recordWrite(service: string, call: EmulatorCall): void {
  if (DATA_EVENTS.has(`${service}.${call.operation}`) || NOBODYS.has(service)) return;
  const session = sessionOf(call.header('x-amz-security-token'));
  const { events } = call.world.cloudtrail.open(call.account, GLOBAL.has(service) ? 'us-east-1' : call.region);
  events.push({
    id: call.ids.uuid(),
    name: call.operation,
    source: `${service}.amazonaws.com`,
    time: call.now.toISOString(),
    username: session?.sessionName ?? 'emulator',
    accessKeyId: call.account,
    requestParameters: new Collection(Object.entries(parametersOf(call))),
  });
  if (events.length > MAX_EVENTS) events.shift();
}

/** Labels and body together, as CloudTrail writes the members of all services: with a small letter first. */
function parametersOf({ labels, body }: EmulatorCall): Readonly<Record<string, unknown>> {
  const members = isRecord(body) ? body : {};
  return lowered({ ...labels, ...members }, 0);
}

/** Deeper than any request of a client; a body may be nested thousands deep. */
const MAX_DEPTH = 16;

function lowered(members: Readonly<Record<string, unknown>>, depth: number): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => {
      const key = name.charAt(0).toLowerCase() + name.slice(1);
      return [key, SECRET.has(key.toLowerCase()) ? HIDDEN : shown(value, depth + 1)];
    }),
  );
}

function shown(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map(one => shown(one, depth + 1));
  return isRecord(value) ? lowered(value, depth) : value;
}
