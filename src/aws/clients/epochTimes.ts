import type { NormalizedSchema } from '@smithy/core/schema';

/** The SDK's numbers for a time that a JSON service writes as seconds: its own choice, or said at the member. */
const SECONDS: readonly unknown[] = [4, 7];

const ISO = /^\d{4}-\d\d-\d\dT/;
const HOLDS_ISO = /:\s*"\d{4}-\d\d-\d\dT/;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value with its times of text as seconds since 1970, wherever its schema reads seconds. */
function withSeconds(value: unknown, schema: NormalizedSchema): unknown {
  if (typeof value === 'string') {
    const isTime = ISO.test(value) && SECONDS.includes(schema.getSchema());
    return isTime ? Date.parse(value) / 1000 : value;
  }
  if (Array.isArray(value)) {
    return schema.isListSchema() ? value.map(one => withSeconds(one, schema.getValueSchema())) : value;
  }
  if (!isRecord(value) || !schema.isStructSchema()) return value;
  const members = schema.getMemberSchemas();
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const member = Object.hasOwn(members, name) ? members[name] : undefined;
      return [name, member === undefined ? one : withSeconds(one, member)];
    }),
  );
}

/** Whether a schema reads seconds, by its name: it is looked through once. */
const reading = new Map<string, boolean>();

function readsSeconds(schema: NormalizedSchema, seen: Set<string>): boolean {
  if (schema.isTimestampSchema()) return SECONDS.includes(schema.getSchema());
  if (schema.isListSchema()) return readsSeconds(schema.getValueSchema(), seen);
  const name = schema.getName(true) ?? '';
  if (!schema.isStructSchema() || seen.has(name)) return false;
  seen.add(name);
  return Object.values(schema.getMemberSchemas()).some(member => readsSeconds(member, seen));
}

function mayReadSeconds(output: NormalizedSchema): boolean {
  const name = output.getName(true) ?? '';
  const known = reading.get(name) ?? readsSeconds(output, new Set());
  reading.set(name, known);
  return known;
}

/**
 * The body of an answer with times as seconds where the client reads seconds. AWS writes them so; other servers write
 * ISO 8601 there, for which the client would throw the whole answer away.
 */
export function withEpochTimes(body: Uint8Array, output: NormalizedSchema): Uint8Array {
  if (!mayReadSeconds(output)) return body;
  const text = new TextDecoder().decode(body);
  if (!HOLDS_ISO.test(text)) return body;
  try {
    return new TextEncoder().encode(JSON.stringify(withSeconds(JSON.parse(text), output)));
  } catch {
    return body; // what it is instead of JSON, the client says
  }
}
