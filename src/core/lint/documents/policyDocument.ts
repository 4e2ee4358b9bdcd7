import { headOf, type JsonNode, type Member, memberOf, type ObjectNode, stringAt } from '../../json/tree.ts';
import { blocks, objectsOf } from './terraformBlocks.ts';

/** The data source that writes a policy. */
export const POLICY_DOCUMENT = 'aws_iam_policy_document';

const REFERENCE = /^\$\{data\.aws_iam_policy_document\.([\w-]+)\.(?:json|minified_json)\}$/;

/** The name of the data source that a reference leads to; undefined for anything else. */
export const policyDocumentName = (reference: string): string | undefined => REFERENCE.exec(reference)?.[1];

/**
 * Gives the policies that data sources of a file write, by their names, each part where it stands there. Each is given once:
 * it is judged where it stands, however many vaults take it.
 */
export function policyDocuments(root: JsonNode): (name: string) => ObjectNode | undefined {
  let left: Map<string, ObjectNode> | undefined;
  return name => {
    left ??= documentsIn(root);
    const document = left.get(name);
    left.delete(name);
    return document && policyOf(document);
  };
}

/** Of several of one name, the first. */
function documentsIn(root: JsonNode): Map<string, ObjectNode> {
  const named = blocks(root, 'data')
    .flatMap(sources => blocks(sources, POLICY_DOCUMENT))
    .flatMap(({ members }) => members.flatMap(({ key, value }) => objectsOf(value).map(one => [key, one] as const)));
  return new Map(named.reverse());
}

function policyOf(document: ObjectNode): ObjectNode {
  const items = blocks(document, 'statement').map(statementOf);
  const list: JsonNode = { type: 'array', items, start: document.start, end: document.end };
  return { ...document, members: [given('Statement', list)] };
}

/** A member that stands for one under another name, or for several. */
const given = (key: string, value: JsonNode): Member => ({
  key,
  keyRange: headOf(value),
  value,
  start: value.start,
  end: value.end,
});

/** Members that are named otherwise in a policy. */
const NAMES: readonly (readonly [argument: string, member: string])[] = [
  ['sid', 'Sid'],
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
];

function statementOf(statement: ObjectNode): ObjectNode {
  const effect = memberOf(statement, 'effect')?.value ?? { type: 'string', value: 'Allow', ...headOf(statement) };
  const members = NAMES.flatMap(([argument, name]) => {
    const value = memberOf(statement, argument)?.value;
    return value === null || value === undefined ? [] : [given(name, value)];
  });
  const principals = [
    ...principalOf(blocks(statement, 'principals'), 'Principal', statement),
    ...principalOf(blocks(statement, 'not_principals'), 'NotPrincipal', statement),
  ];
  // Conditions that only Terraform can write may narrow it as well.
  const isNarrowed = blocks(statement, 'dynamic').some(one => memberOf(one, 'condition') !== undefined);
  const conditions = [...blocks(statement, 'condition'), ...(isNarrowed ? [statement] : [])];
  const condition = conditionOf(conditions, statement);
  return { ...statement, members: [given('Effect', effect), ...members, ...principals, ...condition] };
}

/** Several blocks of principals are one object; everybody of any kind is a `*` alone. */
function principalOf(all: readonly ObjectNode[], name: string, statement: ObjectNode): readonly Member[] {
  const everybody = all.find(one => stringAt(one, 'type') === '*');
  const identifiers = everybody && memberOf(everybody, 'identifiers')?.value;
  if (identifiers) return [given(name, identifiers)];
  const members = all.flatMap(one => {
    const value = memberOf(one, 'identifiers')?.value;
    return value ? [given(stringAt(one, 'type') ?? '', value)] : [];
  });
  return members.length === 0 ? [] : [given(name, { ...statement, members })];
}

/** A block for each test. */
function conditionOf(all: readonly ObjectNode[], statement: ObjectNode): readonly Member[] {
  if (all.length === 0) return [];
  const members = all.map(one => {
    const values = memberOf(one, 'values')?.value;
    const test: ObjectNode = { ...one, members: values ? [given(stringAt(one, 'variable') ?? '', values)] : [] };
    return given(stringAt(one, 'test') ?? '', test);
  });
  return [given('Condition', { ...statement, members })];
}
