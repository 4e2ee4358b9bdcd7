import { parseJson } from '../../json/parse.ts';
import { type JsonNode, memberOf, type ObjectNode, objectAt, shifted, stringAt } from '../../json/tree.ts';
import type { Collector } from '../collect.ts';

/** True for an access policy one of whose statements is about Glacier, bare or as SetVaultAccessPolicy takes it. */
export function isVaultPolicy(root: ObjectNode): boolean {
  const text = policyText(root);
  if (text !== undefined) return /"Statement"/.test(text) && /glacier:/i.test(text);
  return statements(root).some(statement => {
    const action = memberOf(statement, 'Action')?.value;
    const actions = action?.type === 'array' ? action.items : [action];
    return actions.some(one => one?.type === 'string' && /^glacier:/i.test(one.value));
  });
}

/** Reads a vault access policy. */
export function readVaultPolicy(root: JsonNode, collector: Collector): void {
  if (root.type !== 'object') return;
  const holder = objectAt(root, 'policy') ?? root;
  const member = memberOf(holder, 'Policy');
  if (member?.value?.type === 'string') addPolicyText(member.value, collector);
  else collector.addPolicy(root);
}

/**
 * A policy held as text in a string. What stands in the document as it reads, as in a heredoc, has places of its own;
 * everything about another is said at the string.
 */
export function addPolicyText(node: JsonNode | null | undefined, collector: Collector): void {
  if (node?.type !== 'string') return;
  const { root, fault } = parseJson(node.value);
  if (fault !== undefined || root?.type !== 'object') return;
  if (node.end - node.start === node.value.length) collector.addPolicy(shifted(root, node.start));
  else collector.addPolicy(root, node);
}

const policyText = (root: ObjectNode): string | undefined =>
  stringAt(root, 'Policy') ?? stringAt(objectAt(root, 'policy') ?? root, 'Policy');

function statements(root: ObjectNode): readonly ObjectNode[] {
  const value = memberOf(root, 'Statement')?.value;
  if (value?.type === 'object') return [value];
  return value?.type === 'array' ? value.items.filter(item => item.type === 'object') : [];
}
