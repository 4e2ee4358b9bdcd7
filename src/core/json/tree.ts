/** A stretch of text: offsets in UTF-16 units, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A JSON value and where it stands in the text. */
export type JsonNode = ObjectNode | ArrayNode | StringNode | ScalarNode;

/** An object, its members in the order of the text. */
export interface ObjectNode extends Range {
  readonly type: 'object';
  readonly members: readonly Member[];
}

/** One member of an object; its range runs from the key's quote to the end of the value. */
export interface Member extends Range {
  readonly key: string;
  readonly keyRange: Range;
  /** Null where the text breaks off before a value. */
  readonly value: JsonNode | null;
}

/** A list. */
export interface ArrayNode extends Range {
  readonly type: 'array';
  readonly items: readonly JsonNode[];
}

/** A string; its range includes the quotes, where it has any. */
export interface StringNode extends Range {
  readonly type: 'string';
  readonly value: string;
}

/** A number, true, false or null. */
export interface ScalarNode extends Range {
  readonly type: 'number' | 'boolean' | 'null';
}

/** The member of exactly this key: the last, since that one wins. */
export function memberOf(object: ObjectNode, key: string): Member | undefined {
  return object.members.findLast(member => member.key === key);
}

/** The value of a key where it is an object. */
export function objectAt(object: ObjectNode, key: string): ObjectNode | undefined {
  const value = memberOf(object, key)?.value;
  return value?.type === 'object' ? value : undefined;
}

/** The value of a key where it is a list. */
export function arrayAt(object: ObjectNode, key: string): ArrayNode | undefined {
  const value = memberOf(object, key)?.value;
  return value?.type === 'array' ? value : undefined;
}

/** The value of a key where it is a string. */
export function stringAt(object: ObjectNode, key: string): string | undefined {
  const value = memberOf(object, key)?.value;
  return value?.type === 'string' ? value.value : undefined;
}

/** The first character of a value: where something about the whole is said without underlining all of it. */
export function headOf(range: Range): Range {
  return { start: range.start, end: Math.min(range.start + 1, range.end) };
}

/** The same value further on in a text, by so many characters. */
export function shifted<Node extends JsonNode>(node: Node, by: number): Node;
export function shifted(node: JsonNode, by: number): JsonNode {
  const range = moved(node, by);
  if (node.type === 'array') return { ...node, ...range, items: node.items.map(item => shifted(item, by)) };
  if (node.type !== 'object') return { ...node, ...range };
  const members = node.members.map(member => ({
    ...member,
    ...moved(member, by),
    keyRange: moved(member.keyRange, by),
    value: member.value && shifted(member.value, by),
  }));
  return { ...node, ...range, members };
}

/** The same stretch further on in a text. */
export const moved = ({ start, end }: Range, by: number): Range => ({ start: start + by, end: end + by });
