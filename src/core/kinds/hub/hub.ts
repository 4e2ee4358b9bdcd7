import { object, objects, optionalText, optionalTime, pageToken, text } from '../../model/answer.ts';
import { sameJson } from '../../model/json.ts';
import type { FleetKind, FleetNames } from '../../model/kind.ts';
import { pagesOf } from '../../model/paging.ts';
import type { Answer, Input } from '../../model/ports.ts';
import type { Live, Mood, Row } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';
import { hubDocument } from './document.ts';
import { hubAfter, hubAmong } from './hubSteps.ts';
import { hubOperations } from './operations.ts';

declare module '../../model/resource.ts' {
  interface KindIds {
    hub: 'changed';
  }
}

/** @see https://docs.aws.amazon.com/notifications/latest/userguide/notification-hubs.html */
const MOODS: ReadonlyMap<string, Mood> = new Map([
  ['ACTIVE', 'ok'],
  ['REGISTERING', 'pending'],
  ['DEREGISTERING', 'pending'],
  ['INACTIVE', 'attention'],
]);

function hubRow(hub: Answer): Row {
  const name = text(hub, 'notificationHubRegion');
  const summary = object(hub, 'statusSummary');
  const status = text(summary, 'status');
  const told = [
    ['notificationHubRegion', name],
    ['status', status],
    ['reason', optionalText(summary, 'reason')],
    ['creationTime', optionalTime(hub, 'creationTime')],
    ['lastActivationTime', optionalTime(hub, 'lastActivationTime')],
  ] as const;
  return {
    kind: 'hub',
    name,
    label: name,
    status,
    mood: MOODS.get(status) ?? 'attention',
    config: { notificationHubRegion: name },
    arn: null,
    fields: told.flatMap(([field, value]) => (value === null || value === '' ? [] : [[field, value] as const])),
    notices: [],
    error: null,
  };
}

/** Pages of hubs. `maxResults` is left out: AWS accepts only 3 there, and 3 is all there can be. */
async function* listHubs(scope: Scope): AsyncIterable<readonly Row[]> {
  const pages = pagesOf(
    nextToken => scope.read('ListNotificationHubs', nextToken === null ? {} : { nextToken }),
    answer => pageToken(answer, 'nextToken'),
  );
  for await (const answer of pages) yield objects(answer, 'notificationHubs').map(hubRow);
}

async function liveHub(scope: Scope, name: string, _request: Input): Promise<Live> {
  const rows: Row[] = [];
  for await (const page of listHubs(scope)) rows.push(...page);
  return hubAmong(Object.fromEntries(rows.map(row => [row.name, row.status])), name);
}

/** User Notifications hubs: where an account's notifications are stored. Control plane in us-east-1 only. */
export const hub: FleetKind<FleetNames> = {
  id: 'hub',
  label: t => t('Notification Hub'),
  plural: t => t('Notification Hubs'),
  choose: t => t('Choose a hub'),
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
  inOrderWithin: 'account',
  after: hubAfter,
  operations: hubOperations,
  consolePage: () => 'notifications/home#/hub-regions',
  document: hubDocument,
};
