import { lintKind } from '../../kinds/lintTable.ts';
import { isAccountId } from '../../model/account.ts';
import {
  type ArrayNode,
  type JsonNode,
  type Member,
  memberOf,
  type ObjectNode,
  objectAt,
} from '../../model/jsonTree.ts';
import { shape } from '../../model/shape.ts';
import type { Field, Target } from '../../model/subject.ts';
import type { Collector } from '../collect.ts';
import { objectMembers } from '../readFields.ts';

const TOP = shape({ $schema: { type: 'string' }, accounts: { type: 'object' } }, ['accounts']);
const ACCOUNT = shape({ notificationHubs: { type: 'list' }, regions: { type: 'object' } });
const REGION = shape({ vaults: { type: 'object' }, eventStreams: { type: 'object' } });

/** True where `accounts` holds what a fleet file holds. */
export function isFleet(root: ObjectNode): boolean {
  const accounts = objectAt(root, 'accounts');
  return accounts !== undefined && objectMembers(accounts).some(({ value }) => isAccount(value));
}

function isAccount(account: ObjectNode): boolean {
  if (memberOf(account, 'notificationHubs') !== undefined) return true;
  const regions = objectAt(account, 'regions');
  if (regions === undefined) return false;
  return objectMembers(regions).some(({ value }) => value.members.some(({ key }) => REGION.members.has(key)));
}

/** Reads a fleet file: every hub, vault and event stream in it is a subject that knows its account and Region. */
export function readFleet(root: JsonNode, collector: Collector): void {
  if (root.kind !== 'object') return;
  collector.frame(root, TOP);
  const accounts = objectAt(root, 'accounts');
  if (accounts === undefined) return;
  for (const { member, value } of objectMembers(accounts)) readAccount(member, value, collector);
}

function readAccount(named: Member, account: ObjectNode, collector: Collector): void {
  const target = isAccountId(named.key) ? { account: named.key } : {};
  collector.frame(account, ACCOUNT);
  const hubs = memberOf(account, 'notificationHubs');
  if (hubs?.value?.kind === 'array') {
    readHubs(hubs, hubs.value, target, collector);
  }
  const regions = objectAt(account, 'regions');
  if (regions === undefined) return;
  for (const { member, value } of objectMembers(regions)) {
    collector.frame(value, REGION);
    readRegion(value, { ...target, region: member.key }, collector);
  }
}

function readHubs(list: Member, owner: ArrayNode, target: Target, collector: Collector): void {
  const kind = lintKind('hub');
  const name = 'notificationHubRegion';
  for (const [index, node] of owner.items.entries()) {
    if (node.kind !== 'string') continue;
    const item = { owner, index };
    const field: Field = { name, key: list.key, keyRange: node, shape: { type: 'string' }, node, item };
    collector.addBare(node, { kind, form: 'fleet', shape: kind.body, target, beside: [field] });
  }
}

function readRegion(region: ObjectNode, target: Target, collector: Collector): void {
  const groups = [
    ['vaults', 'vault', 'vaultName'],
    ['eventStreams', 'event-stream', 'ApplicationId'],
  ] as const;
  for (const [key, id, nameField] of groups) {
    const group = objectAt(region, key);
    if (group === undefined) continue;
    const kind = lintKind(id);
    for (const member of group.members) {
      const at = member.keyRange;
      const beside = [keyField(member, nameField)];
      const plan = { kind, form: 'fleet', shape: kind.body, target, beside, at } as const;
      if (member.value?.kind === 'object') collector.add(member.value, plan);
      else if (member.value !== null && member.value.kind !== 'null') {
        collector.faults.wrongTypes.push({ key: member.key, node: member.value, wanted: 'object' });
      }
    }
  }
}

/** A key that names a resource, as the field it stands for. */
export function keyField(member: Member, name: string): Field {
  const { start, end } = member.keyRange;
  const node = { kind: 'string', value: member.key, start, end } as const;
  return { name, key: member.key, keyRange: member.keyRange, shape: { type: 'string' }, node };
}
