import { type JsonNode, type ObjectNode, objectAt, stringAt } from '../../json/tree.ts';
import type { Collector } from '../collect.ts';
import type { KindLint } from '../model/kindLint.ts';
import { objectMembers } from '../readFields.ts';

/** The kind that a resource of a template is of, where it is one of ours. */
function kindOf(resource: ObjectNode, kinds: readonly KindLint[]) {
  const type = stringAt(resource, 'Type');
  return type === undefined ? undefined : kinds.find(({ cloudFormation }) => cloudFormation?.type === type);
}

/** The type of the first resource of ours in a template; undefined where there is none. */
export function typeOfOurs(root: ObjectNode, kinds: readonly KindLint[]): string | undefined {
  const resources = objectAt(root, 'Resources');
  const ours = resources === undefined ? [] : objectMembers(resources);
  return ours.flatMap(({ value }) => kindOf(value, kinds)?.cloudFormation?.type ?? [])[0];
}

/** Reads the resources of ours in a template; the rest of it is none of our business. */
export function readTemplate(root: JsonNode, collector: Collector, kinds: readonly KindLint[]): void {
  const resources = root.type === 'object' ? objectAt(root, 'Resources') : undefined;
  if (resources === undefined) return;
  for (const { member, value } of objectMembers(resources)) {
    const kind = kindOf(value, kinds);
    const properties = objectAt(value, 'Properties');
    if (kind?.cloudFormation === undefined || properties === undefined) continue;
    const shape = kind.cloudFormation.properties;
    collector.add(properties, { kind, writtenAs: 'cloudformation', shape }, { at: member.keyRange });
  }
}
