import { object, objects, optionalText, optionalTime, pageToken, text } from '../../model/answer.ts';
import { sameJson } from '../../model/json.ts';
import type { Kind } from '../../model/kind.ts';
import { pagesOf } from '../../model/paging.ts';
import type { Answer } from '../../model/ports.ts';
import type { Row } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';

declare module '../../model/resource.ts' {
  interface KindIds {
    app: 'browsed';
  }
}

function appRow(app: Answer): Row {
  const id = text(app, 'Id');
  const name = optionalText(app, 'Name');
  const told = [
    ['Name', name],
    ['Id', id],
    ['Arn', optionalText(app, 'Arn')],
    ['CreationDate', optionalTime(app, 'CreationDate')],
  ] as const;
  return {
    kind: 'app',
    name: id,
    label: name ?? id,
    status: 'set',
    mood: 'ok',
    config: name === null ? {} : { Name: name },
    arn: optionalText(app, 'Arn'),
    fields: told.flatMap(([field, value]) => (value === null ? [] : [[field, value] as const])),
    notices: [],
    error: null,
  };
}

/**
 * Pages of Pinpoint applications. The published client wraps the body in `ApplicationsResponse`.
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps.html
 */
async function* listApps(scope: Scope): AsyncIterable<readonly Row[]> {
  const pages = pagesOf(
    token => scope.read('GetApps', token === null ? {} : { Token: token }),
    answer => pageToken(object(answer, 'ApplicationsResponse'), 'NextToken'),
  );
  for await (const answer of pages) yield objects(object(answer, 'ApplicationsResponse'), 'Item').map(appRow);
}

/** The console's page of an application. */
export const appPage = (applicationId: string): string =>
  `pinpoint/home/#/apps/${encodeURIComponent(applicationId)}/analytics/overview`;

/** Pinpoint applications: browsed for the event stream each may have. */
export const app: Kind = {
  id: 'app',
  label: t => t('Pinpoint App'),
  plural: t => t('Pinpoint Apps'),
  choose: t => t('Choose an application'),
  icon: 'device-mobile',
  service: 'pinpoint',
  parent: 'region',
  regional: 'pinpoint',
  quota: null,
  listable: true,
  list: listApps,
  same: sameJson,
  settling: [],
  verification: { timeoutSeconds: 0, equalReads: 1 },
  operations: [],
  indexed: { config: 'AWS::Pinpoint::App' },
  consolePage: ({ name }) => appPage(name),
};
