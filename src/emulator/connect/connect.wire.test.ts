import {
  CreateInstanceCommand,
  CreateIntegrationAssociationCommand,
  CreatePushNotificationRegistrationCommand,
  type CreatePushNotificationRegistrationCommandInput,
  DeleteInstanceCommand,
  DeleteIntegrationAssociationCommand,
  DeletePushNotificationRegistrationCommand,
  DescribeInstanceCommand,
  ListInstancesCommand,
  ListIntegrationAssociationsCommand,
  ListQueuesCommand,
  paginateListInstances,
} from '@aws-sdk/client-connect';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';
import { control, raw } from '../testing/rawRequest.ts';

const NOW = '2026-11-22T02:00:00.250Z';
const APP = 'arn:aws:mobiletargeting:us-east-1:111122223333:apps/0123456789abcdef0123456789abcdef';
let emulator: Emulator;
let aws: Clients;

beforeEach(async () => {
  emulator = await startEmulator({ clock: () => Date.parse(NOW) });
  aws = clientsFor(emulator.endpoint);
});
afterEach(() => emulator.close());

async function createInstance(alias = 'support', more: { readonly ClientToken?: string } = {}): Promise<string> {
  const given = {
    IdentityManagementType: 'CONNECT_MANAGED',
    InboundCallsEnabled: true,
    OutboundCallsEnabled: false,
  } as const;
  return (await aws.connect.send(new CreateInstanceCommand({ ...given, InstanceAlias: alias, ...more }))).Id ?? '';
}
const registration = (InstanceId: string, more: Partial<CreatePushNotificationRegistrationCommandInput> = {}) => ({
  InstanceId,
  PinpointAppArn: APP,
  DeviceToken: 'example-not-a-real-token',
  DeviceType: 'APNS' as const,
  ContactConfiguration: { ContactId: 'contact-1' },
  ...more,
});
const register = (input: CreatePushNotificationRegistrationCommandInput) =>
  aws.connect.send(new CreatePushNotificationRegistrationCommand(input));
const deregister = (InstanceId: string, RegistrationId: string, ContactId = 'contact-1') =>
  aws.connect.send(new DeletePushNotificationRegistrationCommand({ InstanceId, RegistrationId, ContactId }));
const associate = (InstanceId: string, IntegrationArn = APP) =>
  aws.connect.send(
    new CreateIntegrationAssociationCommand({ InstanceId, IntegrationType: 'PINPOINT_APP', IntegrationArn }),
  );
const seed = (instances: unknown) =>
  control(emulator.endpoint, 'PUT', 'state', {
    version: 1,
    accounts: { '111122223333': { 'us-east-1': { connect: { instances } } } },
  });
const send = (method: string, path: string, body?: string) =>
  raw(emulator.endpoint, { method, path, as: { service: 'connect' }, ...(body === undefined ? {} : { body }) });

describe('instances', () => {
  it('are ACTIVE at once, with their time as epoch seconds', async () => {
    const id = await createInstance();
    const { Instance: instance } = (await send('GET', `/instance/${id}`)).json() as {
      Instance: Record<string, unknown>;
    };
    expect(instance).toMatchObject({
      Id: id,
      Arn: `arn:aws:connect:us-east-1:111122223333:instance/${id}`,
      InstanceAlias: 'support',
      InstanceStatus: 'ACTIVE',
      CreatedTime: Date.parse(NOW) / 1000,
      InboundCallsEnabled: true,
      OutboundCallsEnabled: false,
    });
    const { Instance } = await aws.connect.send(new DescribeInstanceCommand({ InstanceId: id }));
    expect(Instance?.CreatedTime).toEqual(new Date(NOW));
  });

  it('show why their creation failed', async () => {
    await seed({ abc: { status: 'CREATION_FAILED', statusReason: 'No directory', tags: { a: 'b' } } });
    const { Instance } = await aws.connect.send(new DescribeInstanceCommand({ InstanceId: 'abc' }));
    expect(Instance).toMatchObject({
      InstanceStatus: 'CREATION_FAILED',
      StatusReason: { Message: 'No directory' },
      Tags: { a: 'b' },
    });
  });

  it.each([
    {},
    { '': 'x' },
    { 'aws:team': 'x' },
    { a: 'x'.repeat(257) },
    { 'a\u0000': 'x' },
    Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, ''])),
  ])('refuse tags that break a rule: %j', async Tags => {
    const given = { IdentityManagementType: 'CONNECT_MANAGED', InstanceAlias: 'support', Tags } as const;
    const calls = { InboundCallsEnabled: true, OutboundCallsEnabled: true };
    const answer = await send('PUT', '/instance', JSON.stringify({ ...given, ...calls }));
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'InvalidRequestException']);
  });

  it('are listed ten a page', async () => {
    const ids = Array.from({ length: 23 }, (_, index) => `i-${index + 10}`);
    await seed(Object.fromEntries(ids.map(id => [id, {}])));
    const sizes: number[] = [];
    for await (const page of paginateListInstances({ client: aws.connect }, {}))
      sizes.push(page.InstanceSummaryList?.length ?? 0);
    expect(sizes).toEqual([10, 10, 3]);
    expect((await aws.connect.send(new ListInstancesCommand({ MaxResults: 4 }))).InstanceSummaryList).toHaveLength(4);
  });

  it.each(['maxResults=0', 'maxResults=11', 'maxResults=x', 'nextToken=%21'])('refuse a list with %s', async query => {
    const answer = await send('GET', `/instance?${query}`);
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'InvalidRequestException']);
  });

  it('are one for one ClientToken', async () => {
    const first = await createInstance('support', { ClientToken: 'token-1' });
    expect(await createInstance('support', { ClientToken: 'token-1' })).toBe(first);
  });

  it.each([
    ['no alias', { IdentityManagementType: 'SAML', InboundCallsEnabled: true, OutboundCallsEnabled: true }],
    [
      'an alias like a directory',
      { IdentityManagementType: 'SAML', InboundCallsEnabled: true, OutboundCallsEnabled: true, InstanceAlias: 'd-x' },
    ],
    [
      'an unknown identity type',
      { IdentityManagementType: 'LDAP', InboundCallsEnabled: true, OutboundCallsEnabled: true, InstanceAlias: 'x' },
    ],
    ['no switches', { IdentityManagementType: 'SAML', InstanceAlias: 'x' }],
    [
      'no directory',
      { IdentityManagementType: 'EXISTING_DIRECTORY', InboundCallsEnabled: true, OutboundCallsEnabled: true },
    ],
  ])('refuse creation with %s', async (_what, body) => {
    const answer = await send('PUT', '/instance', JSON.stringify(body));
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'InvalidRequestException']);
  });

  it('refuse an alias that is taken, and more than the quota with 402', async () => {
    await createInstance('support');
    expect((await failureOf(createInstance('support'))).name).toBe('InvalidRequestException');
    await seed(Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`i-${index}`, {}])));
    expect(await failureOf(createInstance())).toMatchObject({ name: 'ServiceQuotaExceededException', status: 402 });
  });

  it('are deleted, and then not found', async () => {
    const InstanceId = await createInstance();
    await aws.connect.send(new DeleteInstanceCommand({ InstanceId }));
    for (const call of [
      aws.connect.send(new DescribeInstanceCommand({ InstanceId })),
      aws.connect.send(new DeleteInstanceCommand({ InstanceId })),
    ]) {
      expect(await failureOf(call)).toMatchObject({ name: 'ResourceNotFoundException', status: 404 });
    }
  });
});

describe('push registrations', () => {
  it('are created with PUT and deleted with their contact, once', async () => {
    const id = await createInstance();
    const { RegistrationId = '' } = await register(registration(id));
    expect(RegistrationId).toMatch(/^[0-9a-f-]{36}$/);
    expect((await deregister(id, RegistrationId)).$metadata.httpStatusCode).toBe(200);
    expect(await failureOf(deregister(id, RegistrationId))).toMatchObject({
      name: 'ResourceNotFoundException',
      status: 404,
    });
  });

  it('are one for one ClientToken, and refuse it for another input', async () => {
    const id = await createInstance();
    const first = await register(registration(id, { ClientToken: 'token-1' }));
    expect((await register(registration(id, { ClientToken: 'token-1' }))).RegistrationId).toBe(first.RegistrationId);
    const other = registration(id, { ClientToken: 'token-1', DeviceToken: 'another-token' });
    expect((await failureOf(register(other))).name).toBe('InvalidParameterException');
    expect((await register(registration(id, { ClientToken: 'token-2' }))).RegistrationId).not.toBe(
      first.RegistrationId,
    );
  });

  it('are not deleted by another contact', async () => {
    const id = await createInstance();
    const { RegistrationId = '' } = await register(registration(id));
    expect((await failureOf(deregister(id, RegistrationId, 'contact-2'))).name).toBe('ResourceNotFoundException');
  });

  it('demand the contact in the query, in lower case', async () => {
    const id = await createInstance();
    const { RegistrationId = '' } = await register(registration(id));
    const path = `/push-notification/${id}/registrations/${RegistrationId}`;
    for (const query of ['', '?ContactId=contact-1', '?contactId=']) {
      const answer = await send('DELETE', `${path}${query}`);
      expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'InvalidParameterException']);
    }
    expect((await send('DELETE', `${path}?contactId=contact-1`)).json()).toEqual({});
  });

  it.each(['GCM', 'APNS', 'APNS_SANDBOX'] as const)('take the device type %s', async DeviceType => {
    expect((await register(registration(await createInstance(), { DeviceType }))).RegistrationId).toBeDefined();
  });

  it.each([
    ['another role', { ContactConfiguration: { ContactId: 'c', ParticipantRole: 'AGENT' } }],
    ['an unknown role', { ContactConfiguration: { ContactId: 'c', ParticipantRole: 'GUEST' } }],
    ['no contact', { ContactConfiguration: {} }],
    ['a long contact', { ContactConfiguration: { ContactId: 'c'.repeat(257) } }],
    ['an unknown device type', { DeviceType: 'FCM' }],
    ['an empty token', { DeviceToken: '' }],
    ['a long token', { DeviceToken: 't'.repeat(501) }],
    ['no application', { PinpointAppArn: undefined }],
    ['no ARN of an application', { PinpointAppArn: 'shop' }],
    ['a long client token', { ClientToken: 't'.repeat(501) }],
    ['a text for a flag', { ContactConfiguration: { ContactId: 'c', IncludeRawMessage: 'yes' } }],
  ])('refuse %s', async (_what, more) => {
    const { InstanceId, ...body } = registration(await createInstance(), more as never);
    const answer = await send('PUT', `/push-notification/${InstanceId}/registrations`, JSON.stringify(body));
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'InvalidParameterException']);
  });

  it('refuse the application of another account, and an instance that is not there', async () => {
    const elsewhere = APP.replace('111122223333', '444455556666');
    const inputs = [
      registration(await createInstance(), { PinpointAppArn: elsewhere }),
      registration('no-such-instance'),
    ];
    for (const input of inputs) {
      expect(await failureOf(register(input))).toMatchObject({ name: 'ResourceNotFoundException', status: 404 });
    }
  });

  it('demand the association only where the state asks for it', async () => {
    await seed({ strict: { requireAssociation: true } });
    expect((await failureOf(register(registration('strict')))).name).toBe('InvalidParameterException');
    await associate('strict');
    expect((await register(registration('strict'))).RegistrationId).toBeDefined();
  });
});

describe('integration associations', () => {
  it('show where they are from', async () => {
    const InstanceId = await createInstance();
    const source = {
      SourceApplicationUrl: 'https://crm.example.com',
      SourceApplicationName: 'CRM',
      SourceType: 'ZENDESK',
    } as const;
    const IntegrationArn = 'arn:aws:app-integrations:us-east-1:111122223333:event-integration/crm';
    await aws.connect.send(
      new CreateIntegrationAssociationCommand({ InstanceId, IntegrationType: 'EVENT', IntegrationArn, ...source }),
    );
    const list = await aws.connect.send(new ListIntegrationAssociationsCommand({ InstanceId }));
    expect(list.IntegrationAssociationSummaryList).toMatchObject([source]);
  });

  it.each([
    { SourceApplicationUrl: '' },
    { SourceApplicationUrl: 'x'.repeat(2001) },
    { SourceApplicationName: 'a/b' },
    { SourceType: 'HUBSPOT' },
    { SourceType: 1 },
    { Tags: { 'aws:a': 'b' } },
    { Tags: [] },
  ])('refuse %j', async more => {
    const id = await createInstance();
    const body = JSON.stringify({ IntegrationType: 'EVENT', IntegrationArn: APP, ...more });
    const answer = await send('PUT', `/instance/${id}/integration-associations`, body);
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'InvalidRequestException']);
  });

  it('are created, listed by type and ARN, and deleted', async () => {
    const InstanceId = await createInstance();
    const { IntegrationAssociationId } = await associate(InstanceId);
    await associate(InstanceId, `${APP}-2`);
    const list = (filter: { IntegrationArn?: string; IntegrationType?: 'PINPOINT_APP' | 'EVENT' } = {}) =>
      aws.connect.send(new ListIntegrationAssociationsCommand({ InstanceId, ...filter }));
    expect((await list()).IntegrationAssociationSummaryList).toHaveLength(2);
    expect((await list({ IntegrationType: 'EVENT' })).IntegrationAssociationSummaryList).toEqual([]);
    expect(
      (await list({ IntegrationType: 'PINPOINT_APP', IntegrationArn: APP })).IntegrationAssociationSummaryList,
    ).toEqual([
      {
        IntegrationAssociationId,
        IntegrationAssociationArn: `arn:aws:connect:us-east-1:111122223333:instance/${InstanceId}/integration-association/${IntegrationAssociationId}`,
        InstanceId,
        IntegrationType: 'PINPOINT_APP',
        IntegrationArn: APP,
      },
    ]);
    await aws.connect.send(new DeleteIntegrationAssociationCommand({ InstanceId, IntegrationAssociationId }));
    expect((await list()).IntegrationAssociationSummaryList).toHaveLength(1);
  });

  it('are paged', async () => {
    const InstanceId = await createInstance();
    for (const suffix of ['a', 'b', 'c']) await associate(InstanceId, `${APP}-${suffix}`);
    const first = await aws.connect.send(new ListIntegrationAssociationsCommand({ InstanceId, MaxResults: 2 }));
    const more = { InstanceId, MaxResults: 2, NextToken: first.NextToken };
    const second = await aws.connect.send(new ListIntegrationAssociationsCommand(more));
    expect(first.IntegrationAssociationSummaryList).toHaveLength(2);
    expect([second.IntegrationAssociationSummaryList?.length, second.NextToken]).toEqual([1, undefined]);
  });

  it('refuse the same once more, a type unknown to AWS, and an instance that is not there', async () => {
    const InstanceId = await createInstance();
    await associate(InstanceId);
    expect(await failureOf(associate(InstanceId))).toMatchObject({ name: 'DuplicateResourceException', status: 409 });
    expect((await send('GET', `/instance/${InstanceId}/integration-associations?integrationType=X`)).status).toBe(400);
    expect((await failureOf(associate('none'))).name).toBe('ResourceNotFoundException');
    const gone = { InstanceId, IntegrationAssociationId: 'none' };
    expect((await failureOf(aws.connect.send(new DeleteIntegrationAssociationCommand(gone)))).status).toBe(404);
  });
});

describe('Connect', () => {
  it('writes errors as Message, with the code in a header', async () => {
    const answer = await send('GET', '/instance/none');
    expect(answer.headers['x-amzn-errortype']).toBe('ResourceNotFoundException');
    expect(answer.json()).toEqual({ Message: 'Instance not found: none' });
  });

  it('names an operation that it does not have', async () => {
    const failure = await failureOf(aws.connect.send(new ListQueuesCommand({ InstanceId: 'abc' })));
    expect([failure.name, failure.message]).toEqual([
      'NotImplemented',
      'The emulator does not implement connect.ListQueues',
    ]);
  });
});
