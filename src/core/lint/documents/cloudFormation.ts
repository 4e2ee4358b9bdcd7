import {
  type JsonNode,
  type Member,
  memberOf,
  type ObjectNode,
  objectAt,
  type StringNode,
  stringAt,
} from '../../json/tree.ts';
import { nearest } from '../../model/similar.ts';
import type { Collector } from '../collect.ts';
import type { KindLint, TemplateResource } from '../model/kindLint.ts';
import type { Told, UnknownType } from '../model/rule.ts';
import { objectMembers } from '../readFields.ts';

/** The type that a resource of a template names. */
function typeNode(resource: ObjectNode): StringNode | undefined {
  const value = memberOf(resource, 'Type')?.value;
  return value?.type === 'string' ? value : undefined;
}

interface TemplateKind {
  readonly kind: KindLint;
  readonly resource: TemplateResource;
}

/** The kind that a resource is of, where it is one of ours. */
function kindOf(type: string, kinds: readonly KindLint[]): TemplateKind | undefined {
  const kind = kinds.find(({ cloudFormation }) => cloudFormation?.type === type);
  return kind?.cloudFormation === undefined ? undefined : { kind, resource: kind.cloudFormation };
}

/** A type that is not CloudFormation's and close to one of ours: a slip away, or its last word alone. */
function unknownType(node: StringNode, kinds: readonly KindLint[]): UnknownType | undefined {
  const { value } = node;
  if (kinds.some(({ noCloudFormation: none }) => none !== undefined && value.startsWith(none))) return { node };
  const [, service = '', last = ''] = /^AWS::(\w+)::(\w+)$/i.exec(value) ?? [];
  const types = kinds.flatMap(({ cloudFormation }) => cloudFormation?.type ?? []);
  const meant =
    nearest(value, types) ??
    types.find(type => type.startsWith(`AWS::${service}::`) && last.length >= MIN_WORD && type.endsWith(last));
  return meant === undefined || meant === value ? undefined : { node, meant };
}

/** `Hub` for NotificationHub is the shortest that tells. */
const MIN_WORD = 3;

/** What tells that a document is a template with a resource of ours, or meant to be one; undefined where there is none. */
export function toldAsTemplate(root: ObjectNode, kinds: readonly KindLint[]): Told | undefined {
  const key = typeOfOurs(root, kinds);
  if (key === undefined) return undefined;
  return DECLARATIONS.some(member => stringAt(root, member) !== undefined) ? { by: 'itself' } : { by: 'keys', key };
}

/** With either a template says itself what it is: the version of the format, or what makes it one, as for SAM. */
const DECLARATIONS = ['AWSTemplateFormatVersion', 'Transform'];

function typeOfOurs(root: ObjectNode, kinds: readonly KindLint[]): string | undefined {
  const resources = objectAt(root, 'Resources');
  for (const { value } of resources === undefined ? [] : objectMembers(resources)) {
    const node = typeNode(value);
    if (node !== undefined && (kindOf(node.value, kinds) ?? unknownType(node, kinds)) !== undefined) return node.value;
  }
  return undefined;
}

/** Reads the resources of ours in a template; the rest of it is none of our business. */
export function readTemplate(root: JsonNode, collector: Collector, kinds: readonly KindLint[]): void {
  const resources = root.type === 'object' ? objectAt(root, 'Resources') : undefined;
  if (resources === undefined) return;
  for (const { member, value } of objectMembers(resources)) {
    const node = typeNode(value);
    if (node === undefined) continue;
    const known = kindOf(node.value, kinds);
    if (known !== undefined) readResource(member, value, known, collector);
    else collector.faults.unknownTypes.push(...[unknownType(node, kinds) ?? []].flat());
  }
}

function readResource(
  { keyRange: at }: Member,
  resource: ObjectNode,
  { kind, resource: { properties: shape } }: TemplateKind,
  collector: Collector,
): void {
  const value = memberOf(resource, 'Properties')?.value ?? NOTHING;
  const spec = { kind, writtenAs: 'cloudformation', shape } as const;
  if (value.type === 'object') collector.add(value, spec, { at });
  // Whoever gives no properties gives none of those that are required.
  else if (value.type === 'null') collector.add({ type: 'object', ...at, members: [] }, spec, { at });
  else collector.faults.wrongTypes.push({ key: 'Properties', node: value, wanted: 'object' });
}

const NOTHING: JsonNode = { type: 'null', start: 0, end: 0 };
