import { parseJson, type SyntaxFault } from '../../json/parse.ts';
import { type JsonNode, memberOf, moved, type ObjectNode, objectAt, shifted, stringAt } from '../../json/tree.ts';
import { placeholderIn } from '../../model/placeholder.ts';
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

/** Reads a policy held as text in a string. What stands in the document as it reads, as in a heredoc, has its places there. */
export function addPolicyText(node: JsonNode | null | undefined, collector: Collector): void {
  if (node?.type !== 'string') return;
  const { root, fault } = parseJson(node.value);
  const isAsItReads = node.end - node.start === node.value.length;
  if (fault !== undefined) {
    const { complete, forReaders } = collector.dialect;
    if (!complete || isFilledIn(node.value) || (forReaders === true && isNamedOnly(node.value))) return;
    collector.faults.heldFaults.push(isAsItReads ? { fault: movedFault(fault, node.start) } : { fault, heldIn: node });
  } else if (root?.type === 'object') {
    if (isAsItReads) collector.addPolicy(shifted(root, node.start));
    else collector.addPolicy(root, node);
  }
}

function movedFault({ fault, range, after }: SyntaxFault, by: number): SyntaxFault {
  return { fault, range: moved(range, by), ...(after === undefined ? {} : { after: after + by }) };
}

/** True where something that is filled in later stands outside the strings of a text: it may be what is missing there. */
function isFilledIn(text: string): boolean {
  const bare = text.replace(/"(?:[^"\\]|\\[\s\S]?)*(?:"|$)/g, string => (/^"\$x*"$/.test(string) ? '$' : ''));
  return placeholderIn(text)?.to === text.length || text.trim() === '' || /[$<]|%\{|\{\{/.test(bare);
}

/** True for what a page only names, or leaves a part of out. */
const isNamedOnly = (text: string): boolean => !text.includes(':') || /\.{3}|…/.test(text);

const policyText = (root: ObjectNode): string | undefined =>
  stringAt(root, 'Policy') ?? stringAt(objectAt(root, 'policy') ?? root, 'Policy');

function statements(root: ObjectNode): readonly ObjectNode[] {
  const value = memberOf(root, 'Statement')?.value;
  if (value?.type === 'object') return [value];
  return value?.type === 'array' ? value.items.filter(item => item.type === 'object') : [];
}
