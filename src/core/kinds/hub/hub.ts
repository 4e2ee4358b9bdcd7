import { object, objects, optionalText, pageToken, text } from '../../model/answer.ts';
import { sameJson } from '../../model/json.ts';
import type { Kind, Live, Scope } from '../../model/kind.ts';
import type { Answer, Input } from '../../model/ports.ts';
import type { Mood, Row } from '../../model/resource.ts';
import { hubOperations } from './operations.ts';

/** @see https://docs.aws.amazon.com/notifications/latest/userguide/notification-hubs.html */
const MOODS: Readonly<Record<string, Mood>> = {
  ACTIVE: 'ok',
  REGISTERING: 'pending',
  DEREGISTERING: 'pending',
  INACTIVE: 'attention',
};

function hubRow(hub: Answer): Row {
  const name = text(hub, 'notificationHubRegion');
  const summary = object(hub, 'statusSummary');
  const status = text(summary, 'status');
  const told = [
    ['notificationHubRegion', name],
    ['status', status],
    ['reason', optionalText(summary, 'reason')],
    ['creationTime', optionalText(hub, 'creationTime')],
    ['lastActivationTime', optionalText(hub, 'lastActivationTime')],
  ] as const;
  return {
    kind: 'hub',
    name,
    label: name,
    status,
    mood: MOODS[status] ?? 'attention',
    config: { notificationHubRegion: name },
    arn: null,
    fields: told.flatMap(([field, value]) => (value === null || value === '' ? [] : [[field, value] as const])),
    notices: [],
    error: null,
  };
}

/**
 * Pages of hubs. `maxResults` is left out: AWS accepts only 3 there, and 3 is all there can be.
 * A token that repeats ends the paging, so that a broken answer cannot keep us asking.
 */
async function* listHubs(scope: Scope): AsyncIterable<readonly Row[]> {
  let nextToken: string | null = null;
  do {
    const answer: Answer = await scope.read('ListNotificationHubs', nextToken === null ? {} : { nextToken });
    yield objects(answer, 'notificationHubs').map(hubRow);
    const next = pageToken(answer, 'nextToken');
    nextToken = next === nextToken ? null : next;
  } while (nextToken !== null);
}

async function liveHub(scope: Scope, name: string, _request: Input): Promise<Live> {
  const rows: Row[] = [];
  for await (const page of listHubs(scope)) rows.push(...page);
  const own = rows.find(row => row.name === name);
  return {
    config: own?.config ?? null,
    status: own?.status ?? 'none',
    updatedBy: null,
    updatedAt: null,
    facts: { hubs: Object.fromEntries(rows.map(row => [row.name, row.status])) },
  };
}

/** User Notifications hubs: where an account's notifications are stored. Control plane in us-east-1 only. */
export const hub: Kind = {
  id: 'hub',
  label: 'Notification Hub',
  plural: 'Notification Hubs',
  icon: 'broadcast',
  service: 'notifications',
  parent: 'account',
  regional: null,
  quota: 3,
  listable: true,
  list: listHubs,
  live: liveHub,
  same: sameJson,
  settling: ['REGISTERING', 'DEREGISTERING'],
  verification: { timeoutSeconds: 20 * 60, equalReads: 2 },
  operations: hubOperations,
};
