import type { Json } from '../model/json.ts';
import type { JsonNode } from './tree.ts';

/** The value that a parsed text stands for. Of a key that stands twice the last wins, as everywhere. */
export function jsonValue(node: JsonNode, text: string): Json {
  switch (node.type) {
    case 'object':
      return Object.fromEntries(
        node.members.flatMap(({ key, value }) => (value === null ? [] : [[key, jsonValue(value, text)]])),
      );
    case 'array':
      return node.items.map(item => jsonValue(item, text));
    case 'string':
      return node.value;
    default:
      return JSON.parse(text.slice(node.start, node.end));
  }
}
