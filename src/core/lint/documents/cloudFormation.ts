import { lintKind } from '../../kinds/lintTable.ts';
import { type JsonNode, type ObjectNode, objectAt, stringAt } from '../../model/jsonTree.ts';
import type { ChangeableKind } from '../../model/resource.ts';
import { type Shape, shape } from '../../model/shape.ts';
import type { Collector } from '../collect.ts';
import { objectMembers } from '../readFields.ts';

interface ResourceType {
  readonly kind: ChangeableKind;
  readonly properties: Shape;
}

/**
 * The resource types of ours that CloudFormation has.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-notifications-notificationhub.html
 */
const TYPES: ReadonlyMap<string, ResourceType> = new Map([
  [
    'AWS::Notifications::NotificationHub',
    {
      kind: 'hub',
      properties: shape(
        {
          Region: { type: 'string', field: 'notificationHubRegion' },
          Tags: { type: 'any', field: 'tags', foreign: true },
        },
        ['Region'],
      ),
    },
  ],
  [
    'AWS::Pinpoint::EventStream',
    {
      kind: 'event-stream',
      properties: shape(
        {
          ApplicationId: { type: 'string' },
          DestinationStreamArn: { type: 'string', role: 'arn' },
          RoleArn: { type: 'string', role: 'arn' },
        },
        ['ApplicationId', 'DestinationStreamArn', 'RoleArn'],
      ),
    },
  ],
]);

const typeOf = (resource: ObjectNode): ResourceType | undefined => TYPES.get(stringAt(resource, 'Type') ?? '');

/** True for a template that holds a resource of ours. */
export function isTemplate(root: ObjectNode): boolean {
  const resources = objectAt(root, 'Resources');
  return resources !== undefined && objectMembers(resources).some(({ value }) => typeOf(value) !== undefined);
}

/** Reads the resources of ours in a template; the rest of it is none of our business. */
export function readTemplate(root: JsonNode, collector: Collector): void {
  const resources = root.kind === 'object' ? objectAt(root, 'Resources') : undefined;
  if (resources === undefined) return;
  for (const { member, value } of objectMembers(resources)) {
    const type = typeOf(value);
    const properties = objectAt(value, 'Properties');
    if (type === undefined || properties === undefined) continue;
    const kind = lintKind(type.kind);
    collector.add(properties, { kind, form: 'cloudformation', shape: type.properties, at: member.keyRange });
  }
}
