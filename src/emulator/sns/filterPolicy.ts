import { isRecord } from '../wire/shape.ts';

/** Attributes of a message, as Publish takes them. */
export type MessageAttributes = Readonly<Record<string, unknown>>;

/** A filter policy as it may be set; undefined for what is none. @see https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
export function readFilterPolicy(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) && Object.values(parsed).every(Array.isArray) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Whether one item of a filter takes a value; undefined is a value that is not there. */
function takes(item: unknown, value: unknown): boolean {
  if (!isRecord(item)) return item === value;
  if ('exists' in item) return item.exists === (value !== undefined);
  if (typeof value !== 'string') return false;
  if (typeof item.prefix === 'string') return value.startsWith(item.prefix);
  if (typeof item.suffix === 'string') return value.endsWith(item.suffix);
  const but = item['anything-but'];
  return Array.isArray(but) ? !but.includes(value) : but !== undefined && but !== value;
}

/** The value of a message's attribute: a text or, where it says so, a number. */
function attributeValue(attribute: unknown): unknown {
  if (!isRecord(attribute)) return undefined;
  return attribute.DataType === 'Number' ? Number(attribute.StringValue) : attribute.StringValue;
}

function bodyOf(message: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(message);
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

/**
 * Whether a message passes a subscription's filter: exact values, prefix, suffix, anything-but and exists, over the first
 * level alone. What else AWS knows, numeric ranges among it, lets nothing through here.
 */
export function passes(
  filter: { readonly policy: string; readonly onBody: boolean },
  message: { readonly text: string; readonly attributes: MessageAttributes },
): boolean {
  const body = filter.onBody ? bodyOf(message.text) : undefined;
  return Object.entries(readFilterPolicy(filter.policy) ?? {}).every(([key, items]) => {
    const value = body === undefined ? attributeValue(message.attributes[key]) : body[key];
    return Array.isArray(items) && items.some(item => takes(item, value));
  });
}
