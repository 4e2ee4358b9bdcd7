import {
  CreateAppCommand,
  DeleteAppCommand,
  DeleteEventStreamCommand,
  GetApnsChannelCommand,
  GetApnsSandboxChannelCommand,
  GetAppCommand,
  GetAppsCommand,
  GetEventStreamCommand,
  GetGcmChannelCommand,
  PutEventStreamCommand,
  SendMessagesCommand,
} from '@aws-sdk/client-pinpoint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';
import { control, raw } from '../testing/rawRequest.ts';

const NOW = '2026-11-22T02:00:00.123Z';
const STREAM = 'arn:aws:kinesis:us-east-1:111122223333:stream/mobile-events';
const DELIVERY = 'arn:aws:firehose:us-east-1:111122223333:deliverystream/mobile-events';
const ROLE = 'arn:aws:iam::111122223333:role/pinpoint-events';
let emulator: Emulator;
let aws: Clients;

beforeEach(async () => {
  emulator = await startEmulator({ clock: () => Date.parse(NOW) });
  aws = clientsFor(emulator.endpoint);
});
afterEach(() => emulator.close());

async function createApp(name = 'shop'): Promise<string> {
  const answer = await aws.pinpoint.send(new CreateAppCommand({ CreateApplicationRequest: { Name: name } }));
  return answer.ApplicationResponse?.Id ?? '';
}
const put = (ApplicationId: string, DestinationStreamArn = STREAM, RoleArn = ROLE) =>
  aws.pinpoint.send(new PutEventStreamCommand({ ApplicationId, WriteEventStream: { DestinationStreamArn, RoleArn } }));
const get = (ApplicationId: string) => aws.pinpoint.send(new GetEventStreamCommand({ ApplicationId }));
const seed = (services: Record<string, unknown>) =>
  control(emulator.endpoint, 'PUT', 'state', { version: 1, accounts: { '111122223333': { 'us-east-1': services } } });
const send = (method: string, path: string, body?: string) =>
  raw(emulator.endpoint, { method, path, as: { service: 'mobiletargeting' }, ...(body === undefined ? {} : { body }) });

const trust = (principal: unknown) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] });
const role = (assumeRolePolicyDocument: string, path?: string) => ({
  roles: { r: { name: 'pinpoint-events', assumeRolePolicyDocument, ...(path && { path }) } },
});

describe('applications', () => {
  it('are created with 201 under a fresh id, with lower-case tags', async () => {
    const answer = await send('POST', '/v1/apps', JSON.stringify({ Name: 'shop', tags: { team: 'mobile' } }));
    const app = answer.json();
    expect(answer.status).toBe(201);
    expect(app.Id).toMatch(/^[0-9a-f]{32}$/);
    expect(app).toEqual({
      Arn: `arn:aws:mobiletargeting:us-east-1:111122223333:apps/${app.Id}`,
      CreationDate: NOW,
      Id: app.Id,
      Name: 'shop',
      tags: { team: 'mobile' },
    });
  });

  it('are read and deleted, each answering the application', async () => {
    const ApplicationId = await createApp();
    const read = await aws.pinpoint.send(new GetAppCommand({ ApplicationId }));
    const deleted = await aws.pinpoint.send(new DeleteAppCommand({ ApplicationId }));
    expect(deleted.$metadata.httpStatusCode).toBe(200);
    expect(deleted.ApplicationResponse).toEqual(read.ApplicationResponse);
    expect(await failureOf(aws.pinpoint.send(new GetAppCommand({ ApplicationId })))).toMatchObject({
      name: 'NotFoundException',
      status: 404,
      message: 'Resource not found',
    });
  });

  it('are paged by page-size and token', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await createApp(name);
    const names: string[] = [];
    let Token: string | undefined;
    let pages = 0;
    do {
      const { ApplicationsResponse } = await aws.pinpoint.send(
        new GetAppsCommand({ PageSize: '2', ...(Token === undefined ? {} : { Token }) }),
      );
      names.push(...(ApplicationsResponse?.Item ?? []).map(app => app.Name ?? ''));
      Token = ApplicationsResponse?.NextToken ?? undefined;
      pages += 1;
    } while (Token !== undefined);
    expect([pages, names.sort()]).toEqual([3, ['a', 'b', 'c', 'd', 'e']]);
  });

  it('end their list with a null token', async () => {
    expect((await send('GET', '/v1/apps')).json()).toEqual({ Item: [], NextToken: null });
  });

  it.each(['page-size=0', 'page-size=x', 'page-size=1001', 'token=%21'])('refuse a list with %s', async query => {
    const answer = await send('GET', `/v1/apps?${query}`);
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'BadRequestException']);
  });

  it('are limited to 100, which binds creating and not seeding', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => index.toString(16).padStart(32, '0'));
    await seed({ pinpoint: { apps: Object.fromEntries(ids.map(id => [id, { name: id }])) } });
    expect((await failureOf(createApp())).name).toBe('BadRequestException');
    expect((await aws.pinpoint.send(new GetAppsCommand({ PageSize: '200' }))).ApplicationsResponse?.Item).toHaveLength(
      101,
    );
  });
});

describe('event streams', () => {
  it.each([STREAM, DELIVERY])(
    'are put with POST, read and deleted, each answering the stream to %s',
    async destination => {
      const id = await createApp();
      const body = JSON.stringify({ DestinationStreamArn: destination, RoleArn: ROLE });
      const answer = await send('POST', `/v1/apps/${id}/eventstream`, body);
      const expected = {
        ApplicationId: id,
        DestinationStreamArn: destination,
        LastModifiedDate: NOW,
        LastUpdatedBy: 'arn:aws:iam::111122223333:user/emulator',
        RoleArn: ROLE,
      };
      expect([answer.status, answer.json()]).toEqual([200, expected]);
      expect((await get(id)).EventStream).toEqual(expected);
      const deleted = await aws.pinpoint.send(new DeleteEventStreamCommand({ ApplicationId: id }));
      expect([deleted.$metadata.httpStatusCode, deleted.EventStream]).toEqual([200, expected]);
    },
  );

  it('are replaced without a word', async () => {
    const id = await createApp();
    await put(id);
    await put(id, DELIVERY);
    expect((await get(id)).EventStream?.DestinationStreamArn).toBe(DELIVERY);
  });

  it('are 404 where none is set, and where there is no application', async () => {
    const id = await createApp();
    const none = { name: 'NotFoundException', status: 404, message: 'Resource not found' };
    const remove = (ApplicationId: string) => aws.pinpoint.send(new DeleteEventStreamCommand({ ApplicationId }));
    for (const call of [get(id), remove(id), get('f'.repeat(32)), put('f'.repeat(32))]) {
      expect(await failureOf(call)).toMatchObject(none);
    }
  });

  it.each([
    ['kinesis:arn', ROLE],
    ['arn:aws:s3:::bucket', ROLE],
    ['arn:aws:lambda:us-east-1:111122223333:function:f', ROLE],
    ['arn:aws:kinesis:us-east-1:111122223333:deliverystream/x', ROLE],
    ['arn:aws:firehose:us-east-1:111122223333:stream/x', ROLE],
    [STREAM, 'pinpoint-events'],
    [STREAM, 'arn:aws:iam::111122223333:user/maria'],
  ])('refuse the stream %s with the role %s', async (destination, roleArn) => {
    const id = await createApp();
    expect(await failureOf(put(id, destination, roleArn))).toMatchObject({ name: 'BadRequestException', status: 400 });
  });

  it.each(['{}', '{"DestinationStreamArn":"x"}', '{"RoleArn":7}', '[]', '{"Dest'])('refuse the body %s', async body => {
    const id = await createApp();
    const answer = await send('POST', `/v1/apps/${id}/eventstream`, body);
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'BadRequestException']);
  });

  it.each([
    [
      'does not exist',
      { roles: { other: { name: 'other', assumeRolePolicyDocument: trust({ Service: 'pinpoint.amazonaws.com' }) } } },
    ],
    ['has another path', role(trust({ Service: 'pinpoint.amazonaws.com' }), '/service-role/')],
    ['trusts another service', role(trust({ Service: 'firehose.amazonaws.com' }))],
    ['trusts Pinpoint of another Region', role(trust({ Service: 'pinpoint.eu-west-1.amazonaws.com' }))],
    ['trusts an account', role(trust({ AWS: '111122223333' }))],
    ['has a trust policy that is no JSON', role('{')],
  ])('refuse a role that %s, where the roles are known', async (_what, iam) => {
    await seed({ iam, pinpoint: { apps: { abc: { name: 'shop' } } } });
    const failure = await failureOf(put('abc'));
    expect([failure.name, failure.status]).toEqual(['BadRequestException', 400]);
    expect(failure.message).toContain('make sure the IAM Role is configured correctly');
  });

  it.each([
    { Service: 'pinpoint.amazonaws.com' },
    { Service: ['lambda.amazonaws.com', 'pinpoint.amazonaws.com'] },
    { Service: 'pinpoint.us-east-1.amazonaws.com' },
  ])('take a role that trusts %j', async principal => {
    await seed({ iam: role(trust(principal)), pinpoint: { apps: { abc: { name: 'shop' } } } });
    expect((await put('abc')).EventStream?.RoleArn).toBe(ROLE);
  });

  it('take a role with a path by that path', async () => {
    const iam = role(trust({ Service: 'pinpoint.amazonaws.com' }), '/service-role/');
    await seed({ iam, pinpoint: { apps: { abc: { name: 'shop' } } } });
    const RoleArn = ROLE.replace(':role/', ':role/service-role/');
    expect((await put('abc', STREAM, RoleArn)).EventStream?.RoleArn).toBe(RoleArn);
  });

  it('refuse a stream that does not exist, where the streams are known', async () => {
    await seed({ kinesis: { streams: { other: {} } }, pinpoint: { apps: { abc: { name: 'shop' } } } });
    expect((await failureOf(put('abc'))).message).toBe('Destination stream validation failed');
    expect((await put('abc', DELIVERY)).EventStream).toBeDefined();
  });
});

describe('channels', () => {
  const channel = { creationDate: NOW, lastModifiedDate: NOW, enabled: true, version: 2 };
  const read = {
    apns: () => aws.pinpoint.send(new GetApnsChannelCommand({ ApplicationId: 'abc' })),
    sandbox: () => aws.pinpoint.send(new GetApnsSandboxChannelCommand({ ApplicationId: 'abc' })),
    gcm: () => aws.pinpoint.send(new GetGcmChannelCommand({ ApplicationId: 'abc' })),
  };

  it('show what tells them apart, and no credential', async () => {
    const apns = { ...channel, hasTokenKey: true, defaultAuthenticationMethod: 'TOKEN' };
    const gcm = { ...channel, hasFcmServiceCredentials: true, defaultAuthenticationMethod: 'KEY' };
    await seed({ pinpoint: { apps: { abc: { name: 'shop', apns, apnsSandbox: channel, gcm } } } });
    expect((await read.apns()).APNSChannelResponse).toMatchObject({ Platform: 'APNS', HasTokenKey: true, Version: 2 });
    expect((await read.sandbox()).APNSSandboxChannelResponse).toMatchObject({
      Platform: 'APNS_SANDBOX',
      HasTokenKey: false,
    });
    const answer = await send('GET', '/v1/apps/abc/channels/gcm');
    expect(answer.json()).toEqual({
      ApplicationId: 'abc',
      CreationDate: NOW,
      DefaultAuthenticationMethod: 'KEY',
      Enabled: true,
      HasCredential: true,
      HasFcmServiceCredentials: true,
      Id: 'gcm',
      IsArchived: false,
      LastModifiedBy: '111122223333',
      LastModifiedDate: NOW,
      Platform: 'GCM',
      Version: 2,
    });
  });

  it('take messages where they are there and enabled', async () => {
    await seed({ pinpoint: { apps: { abc: { name: 'shop', gcm: channel, apns: { ...channel, enabled: false } } } } });
    const push = (types: Readonly<Record<string, 'GCM' | 'APNS' | 'APNS_SANDBOX'>>, ApplicationId = 'abc') => {
      const Addresses = Object.fromEntries(Object.entries(types).map(([to, type]) => [to, { ChannelType: type }]));
      const MessageRequest = { Addresses, MessageConfiguration: {} };
      return aws.pinpoint.send(new SendMessagesCommand({ ApplicationId, MessageRequest }));
    };
    expect((await push({ one: 'GCM', two: 'APNS' })).MessageResponse).toMatchObject({
      ApplicationId: 'abc',
      Result: {
        one: { DeliveryStatus: 'SUCCESSFUL', StatusCode: 200, MessageId: expect.stringMatching(/^[\da-f-]{36}$/) },
        two: { DeliveryStatus: 'PERMANENT_FAILURE', StatusMessage: 'APNS channel is disabled' },
      },
    });
    const none = { name: 'BadRequestException', status: 400, message: 'APNS_SANDBOX channel not found' };
    expect(await failureOf(push({ one: 'APNS_SANDBOX' }))).toMatchObject(none);
    expect(await failureOf(push({}, 'nowhere'))).toMatchObject({ name: 'NotFoundException', status: 404 });
  });

  it('are 404 where the application has none', async () => {
    await seed({ pinpoint: { apps: { abc: { name: 'shop' } } } });
    for (const call of Object.values(read)) {
      expect(await failureOf(call())).toMatchObject({ name: 'NotFoundException', status: 404 });
    }
  });
});

describe('Pinpoint', () => {
  it('writes errors as Message and RequestID, with the code in a header', async () => {
    const answer = await send('GET', '/v1/apps/none');
    expect(answer.headers['x-amzn-errortype']).toBe('NotFoundException');
    expect(answer.json()).toEqual({ Message: 'Resource not found', RequestID: answer.headers['x-amzn-requestid'] });
  });

  it('refuses a body over 7 MB with 413', async () => {
    const body = JSON.stringify({ Name: 'x'.repeat(7 * 1024 * 1024) });
    const answer = await send('POST', '/v1/apps', body);
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([413, 'PayloadTooLargeException']);
  });

  it('names an operation that it does not have', async () => {
    const answer = await send('GET', '/v1/apps/abc/segments');
    expect([answer.status, answer.json().Message]).toEqual([
      501,
      'The emulator does not implement pinpoint.GetSegments',
    ]);
  });
});

describe('Pinpoint, retired', () => {
  beforeEach(async () => {
    await emulator.close();
    emulator = await startEmulator({ isPinpointRetired: true });
    aws = clientsFor(emulator.endpoint);
  });

  it('answers its event streams with a refusal that has a type', async () => {
    const id = await createApp();
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await send(method, `/v1/apps/${id}/eventstream`, method === 'POST' ? '{}' : undefined);
      expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([403, 'ForbiddenException']);
      expect(answer.json().Message).toMatch(/end of support/);
    }
    expect(await failureOf(get(id))).toMatchObject({ status: 403, name: 'ForbiddenException' });
  });

  it('still answers applications and channels', async () => {
    const ApplicationId = await createApp();
    expect((await aws.pinpoint.send(new GetAppCommand({ ApplicationId }))).ApplicationResponse?.Name).toBe('shop');
    expect((await failureOf(aws.pinpoint.send(new GetGcmChannelCommand({ ApplicationId })))).status).toBe(404);
  });
});
