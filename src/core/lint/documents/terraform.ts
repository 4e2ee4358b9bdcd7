import { type JsonNode, memberOf, type ObjectNode } from '../../json/tree.ts';
import type { Collector } from '../collect.ts';
import type { KindLint } from '../model/kindLint.ts';
import { addPolicyText } from './vaultPolicy.ts';

/** Where Terraform holds a vault's access policy, as text. */
const POLICIES = [
  ['aws_glacier_vault', 'access_policy'],
  ['aws_glacier_vault_lock', 'policy'],
] as const;

/** Reads the resources of ours in a Terraform file written as JSON. Blocks may stand alone or in lists. */
export function readTerraform(root: JsonNode, collector: Collector, kinds: readonly KindLint[]): void {
  for (const resources of blocks(root, 'resource')) {
    for (const kind of kinds) {
      const { terraform } = kind;
      if (terraform === undefined) continue;
      for (const resource of resourcesOf(resources, terraform.type)) {
        const configs = terraform.block === undefined ? [resource] : blocks(resource, terraform.block);
        for (const config of configs)
          collector.add(config, { kind, writtenAs: 'terraform', shape: terraform.arguments });
      }
    }
    for (const [type, key] of POLICIES) {
      for (const resource of resourcesOf(resources, type)) addPolicyText(memberOf(resource, key)?.value, collector);
    }
  }
}

/** Every block of a key: an object, or a list of objects. */
function blocks(node: JsonNode, key: string): readonly ObjectNode[] {
  if (node.type !== 'object') return [];
  return node.members.flatMap(member => (member.key === key ? objectsOf(member.value) : []));
}

function objectsOf(value: JsonNode | null): readonly ObjectNode[] {
  if (value?.type === 'object') return [value];
  return value?.type === 'array' ? value.items.filter(item => item.type === 'object') : [];
}

function resourcesOf(resources: ObjectNode, type: string): readonly ObjectNode[] {
  return blocks(resources, type).flatMap(named => named.members.flatMap(({ value }) => objectsOf(value)));
}
