import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsModels } from '../awsModels.ts';
import { oidcModel } from '../oidc/service.ts';
import { services } from '../services.ts';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type RawRequest, raw } from '../testing/rawRequest.ts';
import type { EmulatorOperation, EmulatorService } from '../world.ts';

let emulator: Emulator;
const reports: string[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ seed: 'demo', report: text => reports.push(text) });
});
afterAll(() => emulator.close());

const PREFIXES: Readonly<Record<string, string>> = {
  kinesis: 'Kinesis_20131202',
  firehose: 'Firehose_20150804',
  kms: 'TrentService',
  cloudwatch: 'GraniteServiceVersion20100801',
  cloudtrail: 'CloudTrail_20131101',
  config: 'StarlingDoveService',
  organizations: 'AWSOrganizationsV20161128',
};

/** Values that a member might hold: of any type, and near what is right. */
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    'us-east-1',
    'arn:aws:sns:us-east-1:111122223333:vault-events',
    'ACTIVE',
    '__proto__',
    '',
    0,
    -1,
    1e21,
    null,
  ),
);
const MEMBERS = [
  'notificationHubRegion',
  'SNSTopic',
  'Events',
  'Name',
  'tags',
  'DestinationStreamArn',
  'RoleArn',
  'IdentityManagementType',
  'InstanceAlias',
  'InboundCallsEnabled',
  'OutboundCallsEnabled',
  'PinpointAppArn',
  'DeviceToken',
  'DeviceType',
  'ContactConfiguration',
  'ClientToken',
  'IntegrationType',
  'IntegrationArn',
  'StreamName',
  'StreamARN',
  'ShardCount',
  'Limit',
  'NextToken',
  'DeliveryStreamName',
  'ExtendedS3DestinationConfiguration',
  'SplunkDestinationConfiguration',
  'Tags',
  'SourceType',
  'MetricDataQueries',
  'StartTime',
  'EndTime',
  'LookupAttributes',
  'Records',
  'Type',
  'ArchiveId',
  '__proto__',
  'constructor',
  'toString',
];
const body = fc.oneof(fc.dictionary(fc.constantFrom(...MEMBERS), value, { maxKeys: 8 }), value);
const label = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom('-', '111122223333', 'us-east-1', 'tape-archive-001', '__proto__', '..', '%'),
);
const FORM = [
  'Name',
  'Attributes.entry.1.key',
  'Attributes.entry.1.value',
  'Attributes',
  'Tags.member.1.Key',
  'Tags.member.x',
  'TopicArn',
  'AttributeName',
  'NextToken',
  'RoleName',
  'AssumeRolePolicyDocument',
  'MaxItems',
  'Marker',
  'PathPrefix',
  'RoleArn',
  'RoleSessionName',
  'WebIdentityToken',
  'Policy',
  'PolicyArns.member.1.arn',
  'TransitiveTagKeys.member.1',
  'SerialNumber',
  'TokenCode',
  'ExternalId',
  'Protocol',
  'Endpoint',
  'SubscriptionArn',
  'Message',
  'MessageAttributes.entry.1.Name',
  'MessageAttributes.entry.1.Value.DataType',
  '__proto__.x',
  'a.b.c.d.e',
];
const form = fc.dictionary(fc.constantFrom(...FORM), fc.oneof(fc.string(), fc.constantFrom('1', '{}', 'true')), {
  maxKeys: 8,
});
const query = fc.dictionary(
  fc.constantFrom('limit', 'marker', 'maxResults', 'nextToken', 'page-size', 'token', 'contactId'),
  fc.string(),
  { maxKeys: 3 },
);

/** Requests for an operation with anything in them. */
function requestsFor(service: EmulatorService, { name }: EmulatorOperation): fc.Arbitrary<RawRequest> {
  const as = { service: service.signingName };
  const model = new Map(Object.entries({ ...awsModels, oidc: oidcModel })).get(service.name);
  const [method = '', template = ''] = (model?.operations[name] ?? '').split(' ');
  if (template !== '/') {
    return fc.tuple(fc.array(label, { minLength: 4, maxLength: 4 }), query, body).map(([labels, given, json]) => {
      let next = 0;
      const path = template.replace(/\{[^}]+\}/g, () => encodeURIComponent(labels[next++] ?? 'x'));
      const hasBody = method === 'PUT' || method === 'POST';
      const headers = { 'x-amz-glacier-version': '2012-06-01' };
      return {
        method,
        path: `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(given)}`,
        as,
        headers,
        ...(hasBody ? { body: JSON.stringify(json) ?? '' } : {}),
      };
    });
  }
  const prefix = PREFIXES[service.name];
  if (prefix === undefined) {
    return form.map(given => ({
      method: 'POST',
      path: '/',
      as,
      body: String(new URLSearchParams({ ...given, Action: name, Version: model?.version ?? '' })),
    }));
  }
  return body.map(json => ({
    method: 'POST',
    path: '/',
    as,
    headers: { 'x-amz-target': `${prefix}.${name}` },
    body: JSON.stringify(json) ?? '',
  }));
}

const all = services({ isPinpointRetired: false }).flatMap(service =>
  service.operations.map(operation => ({ service, operation, title: `${service.name}.${operation.name}` })),
);

describe('whatever its input holds', () => {
  it.each(all)('$title answers, and never with a fault of the emulator', async ({ service, operation }) => {
    await fc.assert(
      fc.asyncProperty(requestsFor(service, operation), async request => {
        const answer = await raw(emulator.endpoint, request);
        expect(answer.status).not.toBe(500);
        expect(answer.headers['x-amzn-requestid']).toBeDefined();
        expect(reports).toEqual([]);
        expect(answer.text).not.toMatch(/UnknownOperationException|InvalidAction|NotImplemented/);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves a state that can be put back', async () => {
    const state = await raw(emulator.endpoint, { path: '/_emulator/state' });
    const put = await raw(emulator.endpoint, { method: 'PUT', path: '/_emulator/state', body: state.text });
    expect(put.text).toBe('{}');
  });
});
