import { type ArrayNode, type JsonNode, type Member, memberOf, type ObjectNode, objectAt } from '../../json/tree.ts';
import { lintKinds } from '../../kinds/lintTable.ts';
import { isAccountId } from '../../model/account.ts';
import type { FleetSection } from '../../model/kind.ts';
import type { Collector } from '../collect.ts';
import { Keys } from '../model/keys.ts';
import type { KindLint } from '../model/kindLint.ts';
import { type MemberShape, shape } from '../model/shape.ts';
import type { SubjectField, Target } from '../model/subject.ts';
import { objectMembers } from '../readFields.ts';

interface FleetKind {
  readonly kind: KindLint;
  readonly section: FleetSection;
  /** The field that a name gives. */
  readonly nameField: string;
}

const fleetKinds: readonly FleetKind[] = lintKinds.flatMap(kind => {
  const { fleet, nameMember } = kind.document;
  return fleet === undefined || nameMember === null ? [] : [{ kind, section: fleet, nameField: nameMember }];
});

const keysBelow = (below: FleetSection['below']): Record<string, MemberShape> =>
  Object.fromEntries(
    fleetKinds
      .filter(({ section }) => section.below === below)
      .map(({ section }) => [section.key, { type: section.as === 'names' ? 'list' : 'object' }]),
  );

const TOP = shape('fleet', { $schema: { type: 'string' }, accounts: { type: 'object' } }, ['accounts']);
const ACCOUNT = shape('fleet-account', { ...keysBelow('account'), regions: { type: 'object' } });
const REGION = shape('fleet-region', keysBelow('region'));

/** True where `accounts` holds what a fleet file holds. */
export function isFleet(root: ObjectNode): boolean {
  const accounts = objectAt(root, 'accounts');
  return (
    accounts !== undefined &&
    new Keys(root).mostlyOf(TOP.members.keys()) &&
    objectMembers(accounts).some(({ value }) => isAccount(value))
  );
}

function isAccount(account: ObjectNode): boolean {
  if (holdsConfigs('account', account)) return true;
  const regions = objectAt(account, 'regions');
  return regions !== undefined && objectMembers(regions).some(({ value }) => holdsConfigs('region', value));
}

/** True where a key of ours holds what we write there: others have vaults and streams too. */
function holdsConfigs(below: FleetSection['below'], holder: ObjectNode): boolean {
  return fleetKinds.some(({ kind, section }) => {
    const value = section.below === below ? memberOf(holder, section.key)?.value : undefined;
    if (section.as === 'names') return value?.kind === 'array';
    if (value?.kind !== 'object') return false;
    return value.members.length === 0 || value.members.some(one => isConfig(one.value, kind));
  });
}

const isConfig = (value: JsonNode | null, { body }: KindLint): boolean =>
  value?.kind === 'null' ||
  (value?.kind === 'object' && new Keys(value).mostlyOf(body.members.keys()) && value.members.length > 0);

/** Reads a fleet file: every config in it is a subject that knows its account and Region. */
export function readFleet(root: JsonNode, collector: Collector): void {
  if (root.kind !== 'object') return;
  collector.frame(root, TOP);
  const accounts = objectAt(root, 'accounts');
  if (accounts === undefined) return;
  for (const { member, value } of objectMembers(accounts)) {
    const target = isAccountId(member.key) ? { account: member.key } : {};
    collector.frame(value, ACCOUNT);
    readBelow('account', value, target, collector);
    const regions = objectAt(value, 'regions');
    for (const one of regions === undefined ? [] : objectMembers(regions)) {
      collector.frame(one.value, REGION);
      readBelow('region', one.value, { ...target, region: one.member.key }, collector);
    }
  }
}

function readBelow(below: FleetSection['below'], holder: ObjectNode, target: Target, collector: Collector): void {
  for (const { kind, section, nameField } of fleetKinds) {
    const member = section.below === below ? memberOf(holder, section.key) : undefined;
    const plan = { kind, nameField, target };
    if (member?.value?.kind === 'array') readNames(member, member.value, plan, collector);
    else if (member?.value?.kind === 'object') readConfigs(member.value, plan, collector);
  }
}

interface FleetPlan {
  readonly kind: KindLint;
  readonly nameField: string;
  readonly target: Target;
}

function readNames(list: Member, owner: ArrayNode, plan: FleetPlan, collector: Collector): void {
  const { kind, nameField: name, target } = plan;
  for (const [index, node] of owner.items.entries()) {
    if (node.kind !== 'string') continue;
    const item = { owner, index };
    const field: SubjectField = { name, key: list.key, keyRange: node, shape: { type: 'string' }, node, item };
    collector.addBare(node, { kind, writtenAs: 'fleet', shape: kind.body, target, beside: [field] });
  }
}

function readConfigs(group: ObjectNode, { kind, nameField, target }: FleetPlan, collector: Collector): void {
  for (const member of group.members) {
    const at = member.keyRange;
    const beside = [keyField(member, nameField)];
    const spec = { kind, writtenAs: 'fleet', shape: kind.body, target, beside, at } as const;
    if (member.value?.kind === 'object') collector.add(member.value, spec);
    else if (member.value !== null && member.value.kind !== 'null') {
      collector.faults.wrongTypes.push({ key: member.key, node: member.value, wanted: 'object' });
    }
  }
}

/** A key that names a resource, as the field it stands for. */
function keyField(member: Member, name: string): SubjectField {
  const { start, end } = member.keyRange;
  const node = { kind: 'string', value: member.key, start, end } as const;
  return { name, key: member.key, keyRange: member.keyRange, shape: { type: 'string' }, node };
}
