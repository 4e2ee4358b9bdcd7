import type { Json } from '../model/json.ts';
import type { JsonNode } from './tree.ts';

/** How deep a document may be nested to have its value taken: far deeper than any of ours, and no stack's end. */
export const MAX_DEPTH = 200;

/** A value that is nested deeper than `MAX_DEPTH`, or undefined where none is: none of ours is, so nobody goes down there. */
export function tooDeep(root: JsonNode): JsonNode | undefined {
  let level: readonly JsonNode[] = [root];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) level = level.flatMap(valuesIn);
  return level[0];
}

function valuesIn(node: JsonNode): readonly JsonNode[] {
  if (node.kind === 'array') return node.items;
  return node.kind === 'object' ? node.members.flatMap(({ value }) => value ?? []) : [];
}

/**
 * The value that a parsed text stands for. Of a key that stands twice the last wins, as everywhere. Ask `tooDeep` first
 * where the text is another's.
 */
export function jsonValue(node: JsonNode, text: string): Json {
  switch (node.kind) {
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
