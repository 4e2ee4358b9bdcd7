import type { JsonNode, ObjectNode } from '../../json/tree.ts';

/** Every block of a key: an object, or a list of objects. */
export function blocks(node: JsonNode, key: string): readonly ObjectNode[] {
  if (node.type !== 'object') return [];
  return node.members.flatMap(member => (member.key === key ? objectsOf(member.value) : []));
}

/** What stands for blocks: an object, or the objects of a list. */
export function objectsOf(value: JsonNode | null): readonly ObjectNode[] {
  if (value?.type === 'object') return [value];
  return value?.type === 'array' ? value.items.filter(item => item.type === 'object') : [];
}

/** The resources, or data sources, of a type. */
export function resourcesOf(resources: ObjectNode, type: string): readonly ObjectNode[] {
  return blocks(resources, type).flatMap(named => named.members.flatMap(({ value }) => objectsOf(value)));
}
