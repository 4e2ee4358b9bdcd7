import { objects, optionalText } from '../../model/answer.ts';
import { parseArn } from '../../model/arn.ts';
import { sameJson } from '../../model/json.ts';
import type { RemedyTarget, Write } from '../../model/kind.ts';
import { pagesOf } from '../../model/paging.ts';
import type { Answer, Input } from '../../model/ports.ts';
import type { Read } from '../../model/scope.ts';
import { outOfPlace } from './outOfPlace.ts';

const IntegrationType = 'PINPOINT_APP';

const member = (request: Input, name: string): string => String(request[name] ?? '');

/** What ties an application to an instance, as AWS lists it; undefined where nothing does. Throws AccessError. */
export async function associationOf(read: Read, InstanceId: string, appArn: string): Promise<Answer | undefined> {
  const pages = pagesOf(
    NextToken => {
      const more = NextToken === null ? {} : { NextToken };
      return read('ListIntegrationAssociations', { InstanceId, IntegrationType, ...more });
    },
    answer => optionalText(answer, 'NextToken'),
  );
  for await (const page of pages) {
    const found = objects(page, 'IntegrationAssociationSummaryList').find(one => one.IntegrationArn === appArn);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The request that ties an application to an instance. */
export const associating = (InstanceId: string, IntegrationArn: string) => ({
  InstanceId,
  IntegrationType,
  IntegrationArn,
});

/** AWS names an association only once it is there: it is known by its instance and its application. */
function arnOf(request: Input): string {
  const app = parseArn(member(request, 'IntegrationArn'));
  if (app === undefined) return member(request, 'IntegrationArn');
  const { partition, region, accountId, resource } = app;
  const instance = `arn:${partition}:connect:${region}:${accountId}:instance/${member(request, 'InstanceId')}`;
  return `${instance}/integration-association/${resource}`;
}

const base = {
  ...{ kind: 'connect', resourceName: arnOf, secrets: [], findings: () => [] },
  faults: (request, place) => outOfPlace(arnOf(request), place),
} satisfies Partial<Write>;

/** What lets a Connect instance push through a Pinpoint application. */
export const association: RemedyTarget = {
  ...{ id: 'connect', service: 'connect', icon: 'link', listable: true, same: sameJson, settling: [] },
  label: t => t('Integration association'),
  plural: t => t('Integration associations'),
  live: async ({ read }, _name, request) => {
    const found = await associationOf(read, member(request, 'InstanceId'), member(request, 'IntegrationArn'));
    const none = { config: null, status: 'none', updatedBy: null, updatedAt: null, facts: {} };
    if (found === undefined) return none;
    const config = { IntegrationType, IntegrationArn: member(request, 'IntegrationArn') };
    const facts = { IntegrationAssociationId: optionalText(found, 'IntegrationAssociationId') };
    return { ...none, config, status: 'set', facts };
  },
  verification: { timeoutSeconds: 30, equalReads: 1 },
  inOrderWithin: 'resource',
  writes: [
    {
      ...base,
      ...{ name: 'CreateIntegrationAssociation', effect: 'create', doneCodes: ['DuplicateResourceException'] },
      title: t => t('Create Integration Association'),
      done: (t, name) => t('Application associated with instance {0}', name),
      goal: request => ({ IntegrationType, IntegrationArn: member(request, 'IntegrationArn') }),
      undo: request => ({
        kind: 'by',
        operation: 'DeleteIntegrationAssociation',
        request: associating(member(request, 'InstanceId'), member(request, 'IntegrationArn')),
      }),
    },
    {
      ...base,
      ...{ name: 'DeleteIntegrationAssociation', effect: 'delete', doneCodes: ['ResourceNotFoundException'] },
      title: t => t('Delete Integration Association'),
      done: (t, name) => t('Application no longer associated with instance {0}', name),
      completed: (request, { facts }) => ({ ...request, IntegrationAssociationId: facts.IntegrationAssociationId }),
      // The application says for us what is deleted; AWS knows it by its id.
      sent: ({ InstanceId = '', IntegrationAssociationId: id }) =>
        typeof id === 'string' ? { InstanceId, IntegrationAssociationId: id } : undefined,
      goal: () => null,
      undo: request => ({
        kind: 'by',
        operation: 'CreateIntegrationAssociation',
        request: associating(member(request, 'InstanceId'), member(request, 'IntegrationArn')),
      }),
    },
  ],
};
