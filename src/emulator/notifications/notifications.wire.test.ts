import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { control, raw } from '../testing/rawRequest.ts';

const REGISTERED = '2026-11-22T02:00:00.000Z';
let emulator: Emulator;
let time: number;

beforeEach(async () => {
  time = Date.parse(REGISTERED);
  emulator = await startEmulator({ clock: () => time });
});
afterEach(() => emulator.close());

const as = { service: 'notifications' };
const register = (region: unknown) =>
  raw(emulator.endpoint, {
    method: 'POST',
    path: '/notification-hubs',
    as,
    body: JSON.stringify({ notificationHubRegion: region }),
  });
const deregister = (region: string) =>
  raw(emulator.endpoint, { method: 'DELETE', path: `/notification-hubs/${region}`, as });
const list = (query = '') => raw(emulator.endpoint, { path: `/notification-hubs${query}`, as });
const pass = (seconds: number) => {
  time += seconds * 1000;
};

async function states(): Promise<Record<string, string>> {
  const { notificationHubs } = (await list()).json() as {
    notificationHubs: { notificationHubRegion: string; statusSummary: { status: string } }[];
  };
  return Object.fromEntries(notificationHubs.map(hub => [hub.notificationHubRegion, hub.statusSummary.status]));
}

async function active(...regions: readonly string[]): Promise<void> {
  for (const region of regions) expect((await register(region)).status).toBe(201);
  pass(60);
}

const hubs = (document: unknown) =>
  control(emulator.endpoint, 'PUT', 'state', {
    version: 1,
    accounts: { '111122223333': { 'us-east-1': { notifications: document } } },
  });

describe('RegisterNotificationHub', () => {
  it('answers 201 with the hub REGISTERING and without an activation time', async () => {
    const answer = await register('eu-west-1');
    expect(answer.status).toBe(201);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.json()).toEqual({
      notificationHubRegion: 'eu-west-1',
      statusSummary: { status: 'REGISTERING', reason: '' },
      creationTime: REGISTERED,
    });
  });

  it('becomes ACTIVE as the clock moves on, and not before', async () => {
    await register('eu-west-1');
    pass(1);
    expect(await states()).toEqual({ 'eu-west-1': 'REGISTERING' });
    pass(1);
    expect(await states()).toEqual({ 'eu-west-1': 'ACTIVE' });
    expect((await list()).json()).toEqual({
      notificationHubs: [
        {
          notificationHubRegion: 'eu-west-1',
          statusSummary: { status: 'ACTIVE', reason: '' },
          creationTime: REGISTERED,
          lastActivationTime: '2026-11-22T02:00:02.000Z',
        },
      ],
    });
  });

  it('refuses a fourth hub with 402 and the quota members', async () => {
    await active('us-east-1', 'eu-west-1', 'ap-southeast-2');
    const answer = await register('eu-central-1');
    expect(answer.status).toBe(402);
    expect(answer.headers['x-amzn-errortype']).toBe('ServiceQuotaExceededException');
    expect(answer.json()).toMatchObject({ resourceType: 'NotificationHub', serviceCode: 'notifications' });
    expect(answer.json().message).toMatch(/limit/i);
  });

  it('counts a hub that is still being deregistered to the quota', async () => {
    await active('us-east-1', 'eu-west-1', 'ap-southeast-2');
    await deregister('eu-west-1');
    expect((await register('eu-central-1')).status).toBe(402);
    pass(60);
    expect((await register('eu-central-1')).status).toBe(201);
  });

  it('answers an existing hub as it is, whether ACTIVE or REGISTERING', async () => {
    await active('us-east-1');
    const answer = await register('us-east-1');
    expect([answer.status, answer.json().statusSummary]).toEqual([201, { status: 'ACTIVE', reason: '' }]);
    await register('eu-west-1');
    expect((await register('eu-west-1')).json().creationTime).toBe('2026-11-22T02:01:00.000Z');
  });

  it('refuses an existing hub with 409 where the state asks for it', async () => {
    await hubs({ strictRegister: true, hubs: { 'us-east-1': { status: 'ACTIVE' } } });
    const answer = await register('us-east-1');
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([409, 'ConflictException']);
    expect(answer.json().resourceId).toBe('us-east-1');
  });

  it('refuses a Region whose hub is being deregistered with 409', async () => {
    await active('us-east-1', 'eu-west-1');
    await deregister('eu-west-1');
    const answer = await register('eu-west-1');
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([409, 'ConflictException']);
  });

  it.each([
    ['no Region', undefined],
    ['an empty one', ''],
    ['a malformed one', 'EU_WEST'],
    ['one that AWS does not have', 'eu-west-9'],
    ['a number', 7],
  ])('refuses %s with a ValidationException that names the field', async (_what, region) => {
    const answer = await register(region);
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'ValidationException']);
    expect(answer.json()).toMatchObject({
      reason: 'fieldValidationFailed',
      fieldList: [{ name: 'notificationHubRegion' }],
    });
  });

  it('takes a Region with four letters in front', async () => {
    expect((await register('eusc-de-east-1')).status).toBe(201);
  });

  it('leaves a hub INACTIVE in a Region that the account has not enabled', async () => {
    await control(emulator.endpoint, 'PUT', 'state', {
      version: 1,
      accounts: { '111122223333': { 'me-central-1': { optedIn: false } } },
    });
    await active('me-central-1');
    expect(await states()).toEqual({ 'me-central-1': 'INACTIVE' });
  });

  it('refuses a body that is not JSON', async () => {
    const answer = await raw(emulator.endpoint, { method: 'POST', path: '/notification-hubs', as, body: '{"notif' });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'SerializationException']);
  });
});

describe('DeregisterNotificationHub', () => {
  it('answers DEREGISTERING, and the hub is gone as the clock moves on', async () => {
    await active('us-east-1', 'eu-west-1');
    const answer = await deregister('eu-west-1');
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      notificationHubRegion: 'eu-west-1',
      statusSummary: { status: 'DEREGISTERING', reason: '' },
    });
    expect(await states()).toEqual({ 'us-east-1': 'ACTIVE', 'eu-west-1': 'DEREGISTERING' });
    pass(2);
    expect(await states()).toEqual({ 'us-east-1': 'ACTIVE' });
  });

  it('refuses the last ACTIVE hub with the known text', async () => {
    await active('us-east-1');
    await register('eu-west-1');
    const answer = await deregister('us-east-1');
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([409, 'ConflictException']);
    expect(answer.json()).toEqual({
      message: 'Cannot deregister last ACTIVE notification hub',
      resourceId: 'us-east-1',
    });
  });

  it.each(['REGISTERING', 'DEREGISTERING'])('refuses a hub that is %s with 409', async status => {
    await hubs({ hubs: { 'us-east-1': { status: 'ACTIVE' }, 'eu-west-1': { status } } });
    expect((await deregister('eu-west-1')).status).toBe(409);
  });

  it('allows an INACTIVE hub', async () => {
    await hubs({ hubs: { 'us-east-1': { status: 'ACTIVE' }, 'me-central-1': { status: 'INACTIVE' } } });
    expect((await deregister('me-central-1')).status).toBe(200);
  });

  it('answers 404 with the resource for a Region without a hub', async () => {
    const answer = await deregister('eu-west-1');
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([404, 'ResourceNotFoundException']);
    expect(answer.json().resourceId).toBe('eu-west-1');
  });
});

describe('ListNotificationHubs', () => {
  it('answers an empty list for an account without hubs', async () => {
    expect((await list()).json()).toEqual({ notificationHubs: [] });
  });

  it('takes maxResults only as 3', async () => {
    expect((await list('?maxResults=3')).status).toBe(200);
    for (const other of ['1', '2', '4', '100', 'x', '']) {
      const answer = await list(`?maxResults=${other}`);
      expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'ValidationException']);
    }
  });

  it('pages a seed of more hubs than an account may have', async () => {
    const many = ['ap-southeast-2', 'eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'];
    await hubs({ hubs: Object.fromEntries(many.map(region => [region, { status: 'ACTIVE' }])) });
    const first = (await list()).json() as { notificationHubs: unknown[]; nextToken: string };
    const second = (await list(`?nextToken=${encodeURIComponent(first.nextToken)}`)).json();
    expect(first.notificationHubs).toHaveLength(3);
    expect(second.notificationHubs).toHaveLength(2);
    expect(second.nextToken).toBeUndefined();
  });

  it('refuses a token it never gave', async () => {
    expect((await list('?nextToken=%21%21')).status).toBe(400);
  });
});

describe('the control plane of User Notifications', () => {
  it('refuses every hub operation outside us-east-1 with the known text', async () => {
    const elsewhere = { service: 'notifications', region: 'us-west-2' };
    const answer = await raw(emulator.endpoint, { path: '/notification-hubs', as: elsewhere });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'ValidationException']);
    expect(answer.json().message).toBe(
      'API ListNotificationHubsActivity cannot be called in us-west-2. Use us-east-1 instead',
    );
  });

  it('keeps the hubs of two accounts apart', async () => {
    await register('eu-west-1');
    const other = { service: 'notifications', account: '444455556666' };
    expect((await raw(emulator.endpoint, { path: '/notification-hubs', as: other })).json()).toEqual({
      notificationHubs: [],
    });
  });

  it('names an operation that it does not have', async () => {
    const arn = encodeURIComponent('arn:aws:notifications::111122223333:configuration/a01jes88qxwkbj05xv9c967pgm1');
    const answer = await raw(emulator.endpoint, { path: `/notification-configurations/${arn}`, as });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([501, 'NotImplemented']);
    expect(answer.json().message).toContain('notifications.GetNotificationConfiguration');
  });
});
