import { isObject, optionalText, optionalTime, text } from '../../model/answer.ts';
import { AccessError } from '../../model/errors.ts';
import { type JsonObject, sameJson } from '../../model/json.ts';
import type { Kind } from '../../model/kind.ts';
import type { Answer } from '../../model/ports.ts';
import { type Live, OWN_FIELDS, type Row } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';
import { appPage } from '../app/app.ts';
import { eventStreamDocument } from './document.ts';
import { streamListedChecks } from './listedChecks.ts';
import { eventStreamOperations } from './operations.ts';
import { pinpointEnded, readsAsRetired } from './retirement.ts';

declare module '../../model/resource.ts' {
  interface KindIds {
    'event-stream': 'changed';
  }
}

type Reading =
  | { readonly kind: 'set'; readonly stream: Answer }
  | { readonly kind: 'none' }
  | { readonly kind: 'retired'; readonly error: AccessError };

/** Reads an application's stream. A 404 of AWS's is "none set, or ended: AWS answers the same". Throws AccessError. */
async function readStream(scope: Scope, applicationId: string): Promise<Reading> {
  try {
    const answer = await scope.read('GetEventStream', { ApplicationId: applicationId });
    const stream = answer.EventStream;
    if (!isObject(stream)) throw new AccessError('unexpected-answer', 'The answer holds no EventStream.');
    return { kind: 'set', stream };
  } catch (error) {
    if (error instanceof AccessError && error.code === 'not-found') return { kind: 'none' };
    if (error instanceof AccessError && readsAsRetired(error)) return { kind: 'retired', error };
    throw error;
  }
}

const streamConfig = (stream: Answer): JsonObject => ({
  DestinationStreamArn: text(stream, 'DestinationStreamArn'),
  RoleArn: text(stream, 'RoleArn'),
});

function streamFields(stream: Answer): Row['fields'] {
  const members = ['ApplicationId', 'DestinationStreamArn', 'RoleArn', 'LastModifiedDate', 'LastUpdatedBy'];
  return members.flatMap(member => {
    const value = member === 'LastModifiedDate' ? optionalTime(stream, member) : optionalText(stream, member);
    return value === null ? [] : [[member, value] as const];
  });
}

function streamRow(applicationId: string, reading: Reading): Row {
  const row = {
    kind: 'event-stream',
    name: applicationId,
    label: applicationId,
    arn: null,
    notices: [],
    error: null,
  } as const;
  if (reading.kind === 'set') {
    const config = streamConfig(reading.stream);
    return { ...row, status: 'set', mood: 'set', config, fields: streamFields(reading.stream) };
  }
  const fields = [['ApplicationId', applicationId]] as const;
  if (reading.kind === 'none') return { ...row, status: 'none', mood: 'none', config: null, fields };
  const { awsCode, httpStatus } = reading.error.details;
  const answered = [awsCode, httpStatus, reading.error.message].filter(part => part !== undefined).join(' · ');
  return {
    ...row,
    status: 'retired',
    mood: 'retired',
    config: null,
    fields: [...fields, [OWN_FIELDS.answered, answered]],
  };
}

async function* listStreams(scope: Scope, parent: Row | null): AsyncIterable<readonly Row[]> {
  if (parent === null) return;
  yield [streamRow(parent.name, await readStream(scope, parent.name))];
}

async function liveStream(scope: Scope, name: string): Promise<Live> {
  const reading = await readStream(scope, name);
  const none = { config: null, updatedBy: null, updatedAt: null };
  if (reading.kind === 'retired') return { ...none, status: 'retired', facts: { answer: reading.error.message } };
  if (reading.kind === 'none') {
    await scope.read('GetApp', { ApplicationId: name });
    return { ...none, status: 'none', facts: {} };
  }
  return {
    config: streamConfig(reading.stream),
    status: 'set',
    updatedBy: optionalText(reading.stream, 'LastUpdatedBy'),
    updatedAt: optionalTime(reading.stream, 'LastModifiedDate'),
    facts: {},
  };
}

/** Pinpoint event streams: one an application, and silently replaced by the next PutEventStream. */
export const eventStream: Kind = {
  id: 'event-stream',
  label: t => t('Event Stream'),
  plural: t => t('Event Streams'),
  choose: t => t('Choose an event stream'),
  icon: 'git-commit',
  service: 'pinpoint',
  parent: 'app',
  regional: 'pinpoint',
  quota: 1,
  listable: true,
  list: listStreams,
  live: liveStream,
  same: sameJson,
  settling: [],
  verification: { timeoutSeconds: 30, equalReads: 1 },
  inOrderWithin: 'resource',
  operations: eventStreamOperations,
  indexed: { config: 'AWS::Pinpoint::EventStream' },
  consolePage: ({ name }) => appPage(name),
  listedChecks: streamListedChecks,
  lifecycle: pinpointEnded,
  document: eventStreamDocument,
};
