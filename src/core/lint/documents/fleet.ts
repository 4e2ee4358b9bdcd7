import {
  type ArrayNode,
  headOf,
  type JsonNode,
  type Member,
  memberOf,
  type ObjectNode,
  objectAt,
} from '../../json/tree.ts';
import { isAccountId } from '../../model/account.ts';
import type { FleetSection } from '../../model/kind.ts';
import { nearest } from '../../model/similar.ts';
import type { Collector, SubjectSpec } from '../collect.ts';
import { isRegionLike, Keys } from '../model/keys.ts';
import type { KindLint } from '../model/kindLint.ts';
import { type MemberShape, type Shape, shape } from '../model/shape.ts';
import type { SubjectField, Target } from '../model/subject.ts';
import { objectMembers } from '../readFields.ts';

interface FleetKind {
  readonly kind: KindLint;
  readonly section: FleetSection;
  /** The field that a name gives. */
  readonly nameField: string;
}

const TEXT: MemberShape = { type: 'string' };
const TOP = shape('fleet', { $schema: { type: 'string' }, accounts: { type: 'object' } }, ['accounts']);

/** What a fleet file may hold of some kinds. */
class FleetFrame {
  readonly kinds: readonly FleetKind[];
  readonly account: Shape;
  readonly region: Shape;

  constructor(kinds: readonly KindLint[]) {
    this.kinds = kinds.flatMap(kind => {
      const { fleet, nameMember } = kind.document;
      return fleet === undefined || nameMember === null ? [] : [{ kind, section: fleet, nameField: nameMember }];
    });
    this.account = shape('fleet-account', { ...this.#keysBelow('account'), regions: { type: 'object' } });
    this.region = shape('fleet-region', this.#keysBelow('region'));
  }

  #keysBelow(below: FleetSection['below']): Record<string, MemberShape> {
    const there = this.kinds.filter(({ section }) => section.below === below);
    return Object.fromEntries(
      there.map(({ section }) => [section.key, { type: section.as === 'names' ? 'list' : 'object' }]),
    );
  }
}

const frames = new WeakMap<readonly KindLint[], FleetFrame>();

/** Made once for each table. */
function frameOf(kinds: readonly KindLint[]): FleetFrame {
  const frame = frames.get(kinds) ?? new FleetFrame(kinds);
  frames.set(kinds, frame);
  return frame;
}

/** True where `accounts` holds what a fleet file holds. */
export function isFleet(root: ObjectNode, kinds: readonly KindLint[]): boolean {
  const frame = frameOf(kinds);
  const accounts = objectAt(root, 'accounts');
  return (
    accounts !== undefined &&
    new Keys(root).mostlyOf(TOP.members.keys()) &&
    objectMembers(accounts).some(({ value }) => isAccount(value, frame))
  );
}

function isAccount(account: ObjectNode, frame: FleetFrame): boolean {
  if (holdsConfigs('account', account, frame)) return true;
  const regions = objectAt(account, 'regions');
  return regions !== undefined && objectMembers(regions).some(({ value }) => holdsConfigs('region', value, frame));
}

/** True where a key of ours holds what we write there: others have vaults and streams too. */
function holdsConfigs(below: FleetSection['below'], holder: ObjectNode, { kinds }: FleetFrame): boolean {
  return kinds.some(({ kind, section }) => {
    const value = section.below === below ? memberOf(holder, section.key)?.value : undefined;
    if (section.as === 'names') return value?.type === 'array' && holdsRegions(value);
    return value?.type === 'object' && value.members.some(one => isConfig(one.value, kind));
  });
}

const holdsRegions = ({ items }: ArrayNode): boolean =>
  items.length > 0 && items.every(item => item.type === 'string' && isRegionLike(item.value));

function isConfig(value: JsonNode | null, { body, deciding }: KindLint): boolean {
  if (value?.type !== 'object') return value?.type === 'null';
  // Nothing decides nothing, and a file may hold a hundred thousand of it.
  if (value.members.length === 0) return false;
  const keys = new Keys(value);
  return keys.mostlyOf(body.members.keys()) && deciding(keys) !== undefined;
}

/** True where something stands below `accounts`, or below a key that is close to it among few others. */
const holdsAccounts = (root: ObjectNode): boolean =>
  objectAt(root, 'accounts') !== undefined ||
  (new Keys(root).mostlyOf(TOP.members.keys()) &&
    objectMembers(root).some(({ member }) => nearest(member.key, ['accounts']) !== undefined));

/** A file that is a fleet file by its name alone is told so once, however many keys it has. */
function saysNothing(root: ObjectNode, { faults, dialect }: Collector): void {
  const node = memberOf(root, 'accounts')?.value;
  if (node !== undefined && node !== null) faults.wrongTypes.push({ key: 'accounts', node, wanted: 'object' });
  else if (dialect.complete) faults.missingKeys.push({ key: 'accounts', range: headOf(root), owner: root, blank: {} });
}

/** Reads a fleet file: every config in it is a subject that knows its account and Region. */
export function readFleet(root: JsonNode, collector: Collector, kinds: readonly KindLint[]): void {
  if (root.type !== 'object') return;
  const frame = frameOf(kinds);
  if (!holdsAccounts(root)) {
    saysNothing(root, collector);
    return;
  }
  collector.frame(root, TOP);
  const accounts = objectAt(root, 'accounts');
  if (accounts === undefined) return;
  for (const { member, value } of objectMembers(accounts)) {
    const target = isAccountId(member.key) ? { account: member.key } : {};
    collector.frame(value, frame.account);
    readBelow('account', value, target, collector, frame);
    const regions = objectAt(value, 'regions');
    for (const one of regions === undefined ? [] : objectMembers(regions)) {
      collector.frame(one.value, frame.region);
      readBelow('region', one.value, { ...target, region: one.member.key }, collector, frame);
    }
  }
}

function readBelow(
  below: FleetSection['below'],
  holder: ObjectNode,
  target: Target,
  collector: Collector,
  { kinds }: FleetFrame,
): void {
  for (const { kind, section, nameField } of kinds) {
    const member = section.below === below ? memberOf(holder, section.key) : undefined;
    const spec = { kind, writtenAs: 'fleet', shape: kind.body, target } as const;
    if (member?.value?.type === 'array') readNames(member, member.value, nameField, spec, collector);
    else if (member?.value?.type === 'object') readConfigs(member.value, nameField, spec, collector);
  }
}

function readNames(list: Member, owner: ArrayNode, name: string, spec: SubjectSpec, collector: Collector): void {
  for (const [index, node] of owner.items.entries()) {
    if (node.type !== 'string') continue;
    const item = { owner, index };
    const field: SubjectField = { name, key: list.key, keyRange: node, shape: TEXT, node, item };
    collector.addBare(node, spec, [field]);
  }
}

function readConfigs(group: ObjectNode, name: string, spec: SubjectSpec, collector: Collector): void {
  for (const member of group.members) {
    const { key, keyRange, value } = member;
    if (value?.type === 'object') collector.add(value, spec, { beside: [keyField(member, name)], at: keyRange });
    else if (value !== null && value.type !== 'null') {
      collector.faults.wrongTypes.push({ key, node: value, wanted: 'object' });
    }
  }
}

/** A key that names a resource, as the field it stands for. */
function keyField({ key, keyRange }: Member, name: string): SubjectField {
  const { start, end } = keyRange;
  return { name, key, keyRange, shape: TEXT, node: { type: 'string', value: key, start, end } };
}
