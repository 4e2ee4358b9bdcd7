import { type JsonNode, memberOf, type ObjectNode, objectAt, stringAt } from '../../json/tree.ts';
import type { Collector } from '../collect.ts';
import type { KindLint } from '../model/kindLint.ts';
import { shape } from '../model/shape.ts';
import type { SubjectField } from '../model/subject.ts';
import { POLICY_DOCUMENT, policyDocumentName, policyDocuments } from './policyDocument.ts';
import { blocks, resourcesOf } from './terraformBlocks.ts';
import { addPolicyText } from './vaultPolicy.ts';

/** Where Terraform holds a vault's access policy, as text. */
const POLICIES = [
  ['aws_glacier_vault', 'access_policy'],
  ['aws_glacier_vault_lock', 'policy'],
] as const;

type PolicyDocuments = ReturnType<typeof policyDocuments>;

/** Reads the resources of ours in a Terraform file written as JSON. Blocks may stand alone or in lists. */
export function readTerraform(root: JsonNode, collector: Collector, kinds: readonly KindLint[]): void {
  const documents = policyDocuments(root);
  for (const resources of blocks(root, 'resource')) {
    for (const type of typesOf(kinds)) {
      for (const resource of resourcesOf(resources, type)) readResource(type, resource, documents, collector, kinds);
    }
  }
}

/** Tells the types whose blocks are read: those that hold something of ours, and what they may refer to. */
export function isOfTerraform(kinds: readonly KindLint[]): (type: string) => boolean {
  const types = new Set([...typesOf(kinds), POLICY_DOCUMENT]);
  return type => types.has(type);
}

/** The types that hold something of ours. */
const typesOf = (kinds: readonly KindLint[]): readonly string[] => [
  ...new Set([...kinds.flatMap(({ terraform }) => terraform?.type ?? []), ...POLICIES.map(([type]) => type)]),
];

/** Reads one resource: the config that it is or holds, and the policy beside it. */
function readResource(
  type: string,
  resource: ObjectNode,
  documents: PolicyDocuments,
  collector: Collector,
  kinds: readonly KindLint[],
): void {
  for (const kind of kinds) {
    const { terraform } = kind;
    if (terraform?.type !== type) continue;
    const configs = terraform.block === undefined ? [resource] : blocks(resource, terraform.block);
    const beside = nameOf(resource, kind);
    const spec = { kind, writtenAs: 'terraform', shape: terraform.arguments } as const;
    for (const [index, config] of configs.entries()) collector.add(config, spec, index === 0 ? { beside } : {});
    if (configs.length === 0) collector.addBare(resource, { ...spec, shape: NOTHING }, beside);
  }
  for (const [holder, key] of POLICIES) {
    if (holder === type) readPolicy(memberOf(resource, key)?.value, documents, collector);
  }
}

/** A policy as text, as what is made text of, or as a data source of the same file. */
function readPolicy(value: JsonNode | null | undefined, documents: PolicyDocuments, collector: Collector): void {
  if (value?.type === 'object') collector.addPolicy(value);
  if (value?.type !== 'string') return;
  const name = policyDocumentName(value.value);
  if (name === undefined) addPolicyText(value, collector);
  const document = name === undefined ? undefined : documents(name);
  if (document !== undefined) collector.addPolicy(document);
}

const NOTHING = shape('', {}, [], true);

/** The name of a resource that a block of it is the config of, as the field that it gives. */
function nameOf(resource: ObjectNode, { terraform, document }: KindLint): readonly SubjectField[] {
  const member = terraform?.name === undefined ? undefined : memberOf(resource, terraform.name);
  if (member?.value?.type !== 'string' || document.nameMember === null) return [];
  const { key, keyRange, value: node } = member;
  return [{ name: document.nameMember, key, keyRange, shape: { type: 'string' }, node }];
}

/** A resource as Terraform prints it: its type, and what is known of it. */
interface Printed {
  readonly type: string;
  readonly values: ObjectNode;
}

/** The member that makes a document a plan or a state that Terraform printed; undefined where there is nothing of ours in it. */
export function planKey(root: ObjectNode, kinds: readonly KindLint[]): string | undefined {
  if (stringAt(root, 'format_version') === undefined) return undefined;
  const types = new Set(typesOf(kinds));
  return PRINTED.find(key => printed(root, key).some(({ type }) => types.has(type)));
}

/** Reads the resources of ours in a plan or a state, as `terraform show -json` prints them. */
export function readPlan(root: JsonNode, collector: Collector, kinds: readonly KindLint[]): void {
  if (root.type !== 'object') return;
  const key = planKey(root, kinds);
  const types = new Set(typesOf(kinds));
  const documents = policyDocuments(root);
  for (const { type, values } of key === undefined ? [] : printed(root, key)) {
    if (types.has(type)) readResource(type, values, documents, collector, kinds);
  }
}

/** Where Terraform prints resources: what is planned, what is there, else the changes alone. */
const PRINTED = ['planned_values', 'values', 'resource_changes'];

function printed(root: ObjectNode, key: string): readonly Printed[] {
  if (key === 'resource_changes') {
    return blocks(root, key).flatMap(change =>
      printedAs(change, objectAt(objectAt(change, 'change') ?? change, 'after')),
    );
  }
  const found: Printed[] = [];
  const top = objectAt(root, key);
  const modules = top === undefined ? [] : [...blocks(top, 'root_module')];
  for (const module of modules) {
    found.push(...blocks(module, 'resources').flatMap(one => printedAs(one, objectAt(one, 'values'))));
    modules.push(...blocks(module, 'child_modules'));
  }
  return found;
}

/** Data sources are others' resources. What is not set or not known yet is printed as null, and is not there. */
function printedAs(resource: ObjectNode, values: ObjectNode | undefined): readonly Printed[] {
  const type = stringAt(resource, 'type');
  if (type === undefined || values === undefined || stringAt(resource, 'mode') === 'data') return [];
  return [{ type, values: { ...values, members: values.members.filter(({ value }) => value?.type !== 'null') } }];
}
