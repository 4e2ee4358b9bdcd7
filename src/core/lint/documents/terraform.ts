import { lintKind } from '../../kinds/lintTable.ts';
import { type JsonNode, memberOf, type ObjectNode } from '../../model/jsonTree.ts';
import type { ChangeableKind } from '../../model/resource.ts';
import { type Shape, shape } from '../../model/shape.ts';
import type { Collector } from '../collect.ts';
import { addPolicyText } from './vaultPolicy.ts';

const HUB = shape(
  {
    notification_hub_region: { type: 'string', field: 'notificationHubRegion' },
    region: { type: 'any', foreign: true },
    tags: { type: 'any', foreign: true },
  },
  [],
  true,
);

const VAULT = shape(
  {
    sns_topic: { type: 'string', field: 'SNSTopic', role: 'arn' },
    events: { type: 'list', field: 'Events' },
  },
  ['sns_topic', 'events'],
);

const EVENT_STREAM = shape(
  {
    application_id: { type: 'string', field: 'ApplicationId' },
    destination_stream_arn: { type: 'string', field: 'DestinationStreamArn', role: 'arn' },
    role_arn: { type: 'string', field: 'RoleArn', role: 'arn' },
  },
  ['application_id', 'destination_stream_arn', 'role_arn'],
  true,
);

/** Reads the resources of ours in a Terraform file written as JSON. Blocks may stand alone or in lists. */
export function readTerraform(root: JsonNode, collector: Collector): void {
  for (const resources of blocks(root, 'resource')) {
    for (const hub of resourcesOf(resources, 'aws_notifications_notification_hub')) add('hub', HUB, hub, collector);
    for (const vault of resourcesOf(resources, 'aws_glacier_vault')) {
      for (const notification of blocks(vault, 'notification')) add('vault', VAULT, notification, collector);
      addPolicyText(memberOf(vault, 'access_policy')?.value, collector);
    }
    for (const lock of resourcesOf(resources, 'aws_glacier_vault_lock')) {
      addPolicyText(memberOf(lock, 'policy')?.value, collector);
    }
    for (const stream of resourcesOf(resources, 'aws_pinpoint_event_stream')) {
      add('event-stream', EVENT_STREAM, stream, collector);
    }
  }
}

function add(id: ChangeableKind, its: Shape, node: ObjectNode, collector: Collector): void {
  collector.add(node, { kind: lintKind(id), form: 'terraform', shape: its });
}

/** Every block of a key: an object, or a list of objects. */
function blocks(node: JsonNode, key: string): readonly ObjectNode[] {
  if (node.kind === 'array') return node.items.flatMap(item => blocks(item, key));
  if (node.kind !== 'object') return [];
  return node.members.flatMap(member => (member.key === key ? objectsOf(member.value) : []));
}

/** A value as the objects it is made of, lists in it included one level deep. */
function objectsOf(value: JsonNode | null): readonly ObjectNode[] {
  if (value?.kind === 'object') return [value];
  return value?.kind === 'array' ? value.items.filter(item => item.kind === 'object') : [];
}

function resourcesOf(resources: ObjectNode, type: string): readonly ObjectNode[] {
  return blocks(resources, type).flatMap(named => named.members.flatMap(({ value }) => objectsOf(value)));
}
