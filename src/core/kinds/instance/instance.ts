import type { Place } from '../../model/account.ts';
import { isObject, objects, optionalFlag, optionalText, optionalTime, pageToken, text } from '../../model/answer.ts';
import { sameJson } from '../../model/json.ts';
import type { Kind } from '../../model/kind.ts';
import { pagesOf } from '../../model/paging.ts';
import type { Answer } from '../../model/ports.ts';
import { partitionOf } from '../../model/regions.ts';
import type { Mood, Row } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';

declare module '../../model/resource.ts' {
  interface KindIds {
    instance: 'browsed';
  }
}

const MOODS: ReadonlyMap<string, Mood> = new Map([
  ['ACTIVE', 'ok'],
  ['CREATION_IN_PROGRESS', 'pending'],
  ['CREATION_FAILED', 'failed'],
]);

/** Every member of an instance is optional to AWS: one without a status is there, and no more is known. */
const NO_STATUS = 'set';

const TEXT_FIELDS = ['InstanceAlias', 'Id', 'Arn', 'InstanceStatus', 'IdentityManagementType', 'ServiceRole'];
const FLAG_FIELDS = ['InboundCallsEnabled', 'OutboundCallsEnabled'];

function instanceRow(instance: Answer): Row {
  const id = text(instance, 'Id');
  const alias = optionalText(instance, 'InstanceAlias');
  const status = optionalText(instance, 'InstanceStatus') ?? NO_STATUS;
  const reason = isObject(instance.StatusReason) ? optionalText(instance.StatusReason, 'Message') : null;
  const told = [
    ...TEXT_FIELDS.map(field => [field, optionalText(instance, field)] as const),
    ['CreatedTime', optionalTime(instance, 'CreatedTime')] as const,
    ...FLAG_FIELDS.map(field => [field, optionalFlag(instance, field)] as const),
    ['StatusReason', reason] as const,
  ];
  return {
    kind: 'instance',
    name: id,
    label: alias ?? id,
    status,
    mood: MOODS.get(status) ?? (status === NO_STATUS ? 'ok' : 'attention'),
    config: alias === null ? {} : { InstanceAlias: alias },
    arn: optionalText(instance, 'Arn'),
    fields: told.flatMap(([field, value]) => (value === null ? [] : [[field, String(value)] as const])),
    notices: [],
    error: null,
  };
}

/** An instance that the ledger knows and AWS does not list any more: its registrations would be out of sight otherwise. */
const unlistedRow = (id: string): Row => ({
  kind: 'instance',
  name: id,
  label: id,
  status: 'none',
  mood: 'attention',
  config: null,
  arn: null,
  fields: [['Id', id]],
  notices: ['instance/not-listed'],
  error: null,
});

/**
 * Pages of Connect instances, ten at most a page, then those that only the ledger knows.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_ListInstances.html
 */
async function* listInstances(scope: Scope): AsyncIterable<readonly Row[]> {
  const listed = new Set<string>();
  const pages = pagesOf(
    token => scope.read('ListInstances', token === null ? {} : { NextToken: token }),
    answer => pageToken(answer, 'NextToken'),
  );
  for await (const answer of pages) {
    const rows = objects(answer, 'InstanceSummaryList').map(instanceRow);
    for (const row of rows) listed.add(row.name);
    yield rows;
  }
  // What of the ledger cannot be read is told where its registrations are listed.
  const { entries } = await scope.recorded();
  yield [...new Set(entries.map(({ instanceId }) => instanceId))].filter(id => !listed.has(id)).map(unlistedRow);
}

/** The console's page of an instance. */
export const instancePage = (
  instanceId: string,
  { accountId, region }: Pick<Place, 'accountId' | 'region'>,
): string => {
  const arn = `arn:${partitionOf(region)}:connect:${region}:${accountId}:instance/${instanceId}`;
  return `connect/v2/app/settings/overview?id=${encodeURIComponent(arn)}`;
};

/** Connect instances: browsed for the push registrations recorded below them. */
export const instance: Kind = {
  id: 'instance',
  label: t => t('Connect Instance'),
  plural: t => t('Connect Instances'),
  choose: t => t('Choose an instance'),
  icon: 'organization',
  service: 'connect',
  parent: 'region',
  regional: 'connect',
  quota: null,
  listable: true,
  list: listInstances,
  same: sameJson,
  settling: ['CREATION_IN_PROGRESS'],
  verification: { timeoutSeconds: 0, equalReads: 1 },
  lifecycle: {
    id: 'connect/renamed',
    title: t => t('Amazon Connect is now Amazon Connect Customer'),
    detail: t => t('Only the name changed: its calls, ARNs, permissions and endpoints are the same.'),
    isOver: false,
    concerns: () => true,
  },
  indexed: { 'resource-explorer': 'connect:instance', config: 'AWS::Connect::Instance' },
  consolePage: ({ name }, place) => instancePage(name, place),
  operations: [
    {
      name: 'ListInstances',
      title: t => t('List Instances'),
      icon: 'list-unordered',
      effect: 'read',
      startsFrom: 'account',
      request: () => ({}),
    },
    {
      name: 'DescribeInstance',
      title: t => t('Describe Instance'),
      icon: 'info',
      effect: 'read',
      startsFrom: 'instance',
      request: row => (row === null ? {} : { InstanceId: row.name }),
    },
  ],
};
