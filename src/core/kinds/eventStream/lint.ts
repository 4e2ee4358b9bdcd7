import bodySchema from '../../../../schemas/bodies/WriteEventStream.json';
import deleteSchema from '../../../../schemas/requests/DeleteEventStream.json';
import putSchema from '../../../../schemas/requests/PutEventStream.json';
import type { Keys } from '../../lint/model/keys.ts';
import type { KindLint, Recognised } from '../../lint/model/kindLint.ts';
import { type Role, shape, shapeOf, withForeign, withShapeAt } from '../../lint/model/shape.ts';
import { eventStreamDocument } from './document.ts';
import { rule as accountMismatch } from './rules/account-mismatch/rule.ts';
import { rule as appId } from './rules/app-id/rule.ts';
import { rule as endOfSupport } from './rules/end-of-support/rule.ts';
import { rule as externalId } from './rules/external-id/rule.ts';
import { OUTPUT_KEYS, rule as outputAsInput } from './rules/output-as-input/rule.ts';
import { rule as regionMismatch } from './rules/region-mismatch/rule.ts';
import { rule as roleArn } from './rules/role-arn/rule.ts';
import { rule as streamArn } from './rules/stream-arn/rule.ts';

const roles: Readonly<Record<string, Role>> = { DestinationStreamArn: 'arn', RoleArn: 'arn' };
const foreign = ['ExternalId', ...OUTPUT_KEYS];
const body = withForeign(shapeOf(bodySchema, roles), foreign);
const put = withShapeAt(shapeOf(putSchema, roles), 'WriteEventStream', body);
const output = shape('GetEventStream', { EventStream: { type: 'object', shape: body } }, ['EventStream']);

/** A request names its application; what GetEventStream printed is wrapped; a body is the stream itself. */
function recognise(keys: Keys): Recognised {
  if (keys.has('EventStream')) return { writtenAs: 'output', shape: output };
  const flat = keys.has('DestinationStreamArn') || keys.has('RoleArn');
  if (keys.has('WriteEventStream') || (keys.has('ApplicationId') && !flat)) return { writtenAs: 'request', shape: put };
  return { writtenAs: 'body', shape: body };
}

const KEYS = ['DestinationStreamArn', 'RoleArn', 'ApplicationId', 'WriteEventStream', 'EventStream', ...foreign];

/**
 * Neither a role, an external id nor an application tells anything: whoever assumes a role has them too. In another case
 * than AWS's, which settings of all kinds are written in, a stream tells only with a role and nothing of others beside it.
 */
function deciding(keys: Keys): string | undefined {
  const stream = keys.written('DestinationStreamArn');
  if (keys.holdsArn('DestinationStreamArn')) {
    return stream === 'DestinationStreamArn' || (keys.has('RoleArn') && keys.onlyOf(KEYS)) ? stream : undefined;
  }
  const written = keys.inside('WriteEventStream');
  if (written?.holdsArn('DestinationStreamArn') === true || written?.holdsArn('RoleArn') === true) {
    return keys.written('WriteEventStream');
  }
  const printed = keys.inside('EventStream');
  const wrapper = keys.written('EventStream');
  const isOurs = wrapper === 'EventStream' || printed?.onlyOf(KEYS) === true;
  return isOurs && printed?.holdsArn('DestinationStreamArn') === true ? wrapper : undefined;
}

/** What the linter knows of event streams. */
export const eventStreamLint: KindLint = {
  kind: 'event-stream',
  service: 'pinpoint',
  document: eventStreamDocument,
  roles,
  recognise,
  keys: KEYS,
  deciding,
  body,
  operations: { PutEventStream: put, DeleteEventStream: shapeOf(deleteSchema, roles) },
  cloudFormation: {
    type: 'AWS::Pinpoint::EventStream',
    properties: shape(
      'AWS::Pinpoint::EventStream',
      {
        ApplicationId: { type: 'string' },
        DestinationStreamArn: { type: 'string', role: 'arn' },
        RoleArn: { type: 'string', role: 'arn' },
      },
      ['ApplicationId', 'DestinationStreamArn', 'RoleArn'],
    ),
  },
  terraform: {
    type: 'aws_pinpoint_event_stream',
    arguments: shape(
      'aws_pinpoint_event_stream',
      {
        application_id: { type: 'string', field: 'ApplicationId' },
        destination_stream_arn: { type: 'string', field: 'DestinationStreamArn', role: 'arn' },
        role_arn: { type: 'string', field: 'RoleArn', role: 'arn' },
      },
      ['application_id', 'destination_stream_arn', 'role_arn'],
      true,
    ),
  },
  claimedKeys: [],
  rules: [endOfSupport, outputAsInput, externalId, appId, streamArn, roleArn, accountMismatch, regionMismatch],
};
