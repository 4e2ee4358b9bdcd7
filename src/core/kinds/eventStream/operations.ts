import { isObject } from '../../model/answer.ts';
import { type Finding, finding } from '../../model/finding.ts';
import type { Undo } from '../../model/journal.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Offered } from '../../model/kind.ts';
import type { Input } from '../../model/ports.ts';
import type { Live, Row } from '../../model/resource.ts';
import { END_OF_SUPPORT_NOTICE, PINPOINT_END_OF_SUPPORT } from './retirement.ts';

const applicationId = (request: Input): string => String(request.ApplicationId ?? '');
const preset = (row: Row | null): JsonObject => (row === null ? {} : { ApplicationId: row.name });

function goal(request: Input): JsonObject {
  const stream = request.WriteEventStream;
  return isObject(stream) ? (stream as { readonly [key: string]: Json }) : {};
}

const ended = finding(END_OF_SUPPORT_NOTICE, 'warning', { date: PINPOINT_END_OF_SUPPORT });

function putFindings(request: Input, live: Live): readonly Finding[] {
  const before = live.config === null ? '' : String(live.config.DestinationStreamArn ?? '');
  const after = String(goal(request).DestinationStreamArn ?? '');
  if (before === '' || before === after) return [ended];
  const data = { before, after, by: live.updatedBy ?? '', at: live.updatedAt ?? '' };
  return [ended, finding('event-stream/replaces', 'warning', data)];
}

/** Putting what was there before, or deleting where nothing was. */
function undo(request: Input, live: Live): Undo {
  if (live.status === 'retired') return { kind: 'not', reason: 'base-unknown' };
  const target = { ApplicationId: applicationId(request) };
  if (live.config === null) return { kind: 'by', operation: 'DeleteEventStream', request: target };
  return { kind: 'by', operation: 'PutEventStream', request: { ...target, WriteEventStream: live.config } };
}

const base = { undo, kind: 'event-stream', preset, resourceName: applicationId, secrets: [], doneCodes: [] } as const;

/** What can be done with event streams. */
export const eventStreamOperations: readonly Offered[] = [
  {
    ...base,
    name: 'PutEventStream',
    title: t => t('Set Event Stream'),
    help: t => t('Sets the event stream of a Pinpoint application, replacing the current one.'),
    done: (t, name) => t('Event stream set for app {0}', name),
    icon: 'edit',
    effect: 'replace',
    startsFrom: 'app',
    fields: [
      {
        path: ['WriteEventStream', 'DestinationStreamArn'],
        label: 'DestinationStreamArn',
        title: t => t('Stream'),
        help: t => t('ARN of the Kinesis data stream or Firehose delivery stream that receives the events.'),
        input: 'text',
        required: true,
        live: 'destination',
      },
      {
        path: ['WriteEventStream', 'RoleArn'],
        label: 'RoleArn',
        title: t => t('Role'),
        help: t => t('ARN of the IAM role that Pinpoint assumes to write to the stream.'),
        input: 'text',
        required: true,
        live: 'role',
      },
    ],
    goal,
    findings: putFindings,
  },
  {
    name: 'GetEventStream',
    title: t => t('Get Event Stream'),
    icon: 'json',
    effect: 'read',
    readsConfig: true,
    startsFrom: 'app',
    request: preset,
  },
  {
    ...base,
    name: 'DeleteEventStream',
    title: t => t('Delete Event Stream'),
    help: t => t('Removes the event stream of a Pinpoint application.'),
    done: (t, name) => t('Event stream removed from app {0}', name),
    icon: 'trash',
    effect: 'delete',
    startsFrom: 'app',
    fields: [],
    goal: () => null,
    findings: () => [ended],
    doneCodes: ['NotFoundException'],
  },
];
