import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { control, raw } from '../testing/rawRequest.ts';

let emulator: Emulator;
let time: number;

beforeEach(async () => {
  time = Date.parse('2026-11-22T02:00:00.000Z');
  emulator = await startEmulator({ seed: 'demo', clock: () => time });
});
afterEach(() => emulator.close());

const ask = async (method: string, path: string, body?: unknown) => {
  const answer = await control(emulator.endpoint, method, path, body);
  return { status: answer.status, json: answer.json() };
};
const vaults = (account = '111122223333') =>
  raw(emulator.endpoint, {
    path: '/-/vaults',
    headers: { 'x-amz-glacier-version': '2012-06-01' },
    as: { service: 'glacier', account },
  });
const register = (region: string) =>
  raw(emulator.endpoint, {
    method: 'POST',
    path: '/notification-hubs',
    as: { service: 'notifications', account: '444455556666' },
    body: JSON.stringify({ notificationHubRegion: region }),
  });

describe('requests', () => {
  it('are counted by operation, with the most in flight, until counting starts anew', async () => {
    await ask('POST', 'faults', [{ service: 'glacier', kind: 'latency', ms: 50 }]);
    await Promise.all([vaults(), vaults(), vaults()]);
    await vaults();
    await register('eu-west-1');
    expect((await ask('GET', 'requests')).json).toEqual({
      'glacier.ListVaults': { count: 4, mostInFlight: 3 },
      'notifications.RegisterNotificationHub': { count: 1, mostInFlight: 1 },
    });
    await ask('DELETE', 'requests');
    expect((await ask('GET', 'requests')).json).toEqual({});
  });

  it('are counted though they fail, break off or name what is not there', async () => {
    await ask('POST', 'faults', [{ service: 'glacier', kind: 'reset', nth: 1 }]);
    await vaults().catch(() => undefined);
    await raw(emulator.endpoint, { path: '/-/vaults' });
    await raw(emulator.endpoint, { method: 'POST', path: '/-/vaults/x/jobs', as: { service: 'glacier' } });
    expect((await ask('GET', 'requests')).json).toEqual({
      'glacier.InitiateJob': { count: 1, mostInFlight: 1 },
      'glacier.ListVaults': { count: 2, mostInFlight: 1 },
    });
  });
});

describe('writes', () => {
  it('are counted by the account that they came to, refused ones too, and reads are not', async () => {
    await vaults();
    await register('eu-west-1');
    await register('nowhere');
    expect((await ask('GET', 'writes')).json).toEqual({
      '444455556666': { 'notifications.RegisterNotificationHub': 2 },
    });
    await ask('DELETE', 'requests');
    expect((await ask('GET', 'writes')).json).toEqual({});
  });
});

describe('the clock', () => {
  it('moves on by the seconds given, and shows in the Date header', async () => {
    expect((await ask('POST', 'clock', { advanceSeconds: 60 })).json).toEqual({
      now: '2026-11-22T02:01:00.000Z',
      offsetSeconds: 60,
    });
    await ask('POST', 'clock', { advanceSeconds: 5 });
    expect((await ask('GET', 'health')).json.now).toBe('2026-11-22T02:01:05.000Z');
    expect((await vaults()).headers.date).toBe('Sun, 22 Nov 2026 02:01:05 GMT');
  });

  it('settles hubs', async () => {
    await register('eu-west-1');
    await ask('POST', 'clock', { advanceSeconds: 2 });
    const { json } = await ask('GET', 'state');
    expect(json).toHaveProperty(
      ['accounts', '444455556666', 'us-east-1', 'notifications', 'hubs', 'eu-west-1', 'status'],
      'ACTIVE',
    );
  });

  it.each([{}, { advanceSeconds: -1 }, { advanceSeconds: '60' }, { advanceSeconds: 1.5 }, { seconds: 1 }, [], 7])(
    'refuses %j',
    async body => {
      expect((await ask('POST', 'clock', body)).status).toBe(400);
    },
  );
});

describe('the state', () => {
  it('is one document that can be put back as it is', async () => {
    const before = await ask('GET', 'state');
    await register('eu-west-1');
    expect((await ask('GET', 'state')).json).not.toEqual(before.json);
    expect((await ask('PUT', 'state', before.json)).status).toBe(200);
    expect((await ask('GET', 'state')).json).toEqual(before.json);
  });

  it('keeps an account and a Region that hold nothing', async () => {
    const document = {
      version: 1,
      clock: { offsetSeconds: 0 },
      accounts: { '777788889999': {}, '444455556666': { 'eu-west-1': {}, 'af-south-1': { optedIn: false } } },
    };
    await ask('PUT', 'state', document);
    expect((await ask('GET', 'state')).json).toEqual(document);
    expect((await ask('GET', 'accounts')).json).toEqual({ accounts: ['444455556666', '777788889999'] });
  });

  it('gains an account when it writes something', async () => {
    await ask('PUT', 'state', { version: 1, accounts: {} });
    await vaults();
    expect((await ask('GET', 'state')).json.accounts).toEqual({});
    await register('eu-west-1');
    expect(Object.keys((await ask('GET', 'state')).json.accounts as object)).toEqual(['444455556666']);
  });

  it.each([
    ['no version', { accounts: {} }, 'version'],
    ['another version', { version: 2, accounts: {} }, 'version'],
    ['a short account id', { version: 1, accounts: { '1234': {} } }, 'accounts.1234'],
    ['an unknown Region', { version: 1, accounts: { '111122223333': { 'eu-west-9': {} } } }, 'eu-west-9'],
    ['an unknown service', { version: 1, accounts: { '111122223333': { 'us-east-1': { s3: {} } } } }, 'us-east-1.s3'],
    [
      'an unknown member',
      { version: 1, accounts: { '111122223333': { 'us-east-1': { glacier: { vault: {} } } } } },
      'glacier.vault',
    ],
    [
      'a member of another type',
      {
        version: 1,
        accounts: { '111122223333': { 'us-east-1': { glacier: { vaults: { a: { numberOfArchives: '1' } } } } } },
      },
      'vaults.a.numberOfArchives',
    ],
    [
      'a bad status',
      {
        version: 1,
        accounts: { '111122223333': { 'us-east-1': { notifications: { hubs: { 'us-east-1': { status: 'on' } } } } } },
      },
      'hubs.us-east-1.status',
    ],
    ['a list', [], 'object'],
  ])('refuses %s, names the place, and stays as it was', async (_what, document, place) => {
    const before = await ask('GET', 'state');
    const answer = await ask('PUT', 'state', document);
    expect(answer.status).toBe(400);
    expect(answer.json.message).toContain(place);
    expect((await ask('GET', 'state')).json).toEqual(before.json);
  });

  it('refuses a body that is no JSON or not there', async () => {
    expect((await raw(emulator.endpoint, { method: 'PUT', path: '/_emulator/state', body: '{' })).status).toBe(400);
    expect((await raw(emulator.endpoint, { method: 'PUT', path: '/_emulator/state' })).status).toBe(400);
  });

  it('goes back to the seed, with faults, counts and clock', async () => {
    const seeded = await ask('GET', 'state');
    await register('eu-west-1');
    await ask('POST', 'clock', { advanceSeconds: 600 });
    await ask('POST', 'faults', [{ service: 'glacier', kind: 'throttle' }]);
    expect((await ask('POST', 'reset')).status).toBe(200);
    expect((await ask('GET', 'state')).json).toEqual(seeded.json);
    expect((await ask('GET', 'requests')).json).toEqual({});
    expect((await vaults()).status).toBe(200);
  });
});

describe('faults', () => {
  it('may be posted one alone, and add up', async () => {
    await ask('POST', 'faults', { service: 'glacier', kind: 'throttle' });
    await ask('POST', 'faults', [{ service: 'sts', kind: 'hang' }]);
    expect((await ask('GET', 'faults')).json).toHaveLength(2);
  });

  it.each([
    [{ kind: 'throttle' }, 'service'],
    [{ service: 's3', kind: 'throttle' }, 'service'],
    [{ service: 'glacier', operation: 'InitiateVaultLock', kind: 'throttle' }, 'operation'],
    [{ service: 'glacier', kind: 'explode' }, 'kind'],
    [{ service: 'glacier', kind: 'error' }, 'code'],
    [{ service: 'glacier', kind: 'error', status: 200 }, 'status'],
    [{ service: 'glacier', kind: 'error', status: 999 }, 'status'],
    [{ service: 'glacier', kind: 'latency' }, 'ms'],
    [{ service: 'glacier', kind: 'latency', ms: -1 }, 'ms'],
    [{ service: 'glacier', kind: 'malformed', as: 'xml' }, 'as'],
    [{ service: 'glacier', kind: 'throttle', nth: 0 }, 'nth'],
    [{ service: 'glacier', kind: 'throttle', count: 0 }, 'count'],
    [{ service: 'glacier', kind: 'throttle', probability: 2 }, 'probability'],
    [{ service: 'glacier', kind: 'throttle', probability: 0.5, nth: 1 }, 'nth'],
    [{ service: 'glacier', kind: 'throttle', retryAfter: 1 }, 'retryAfter'],
    [{ service: 'glacier', kind: 'throttle', account: 'me' }, 'account'],
  ])('refuse %j, name the member, and set none', async (fault, member) => {
    const answer = await ask('POST', 'faults', [{ service: 'sts', kind: 'throttle' }, fault]);
    expect(answer.status).toBe(400);
    expect(answer.json.message).toContain(`1.${member}`);
    expect((await ask('GET', 'faults')).json).toEqual([]);
  });
});

describe('the control plane', () => {
  it.each(['', 'health'])('says at /_emulator/%s that it is ours', async path => {
    expect((await ask('GET', path)).json).toEqual({
      emulator: 'notification-explorer',
      pid: process.pid,
      now: '2026-11-22T02:00:00.000Z',
    });
  });

  it('names the paths there are, and the methods a path takes', async () => {
    expect(await ask('GET', 'stat')).toMatchObject({
      status: 404,
      json: { message: expect.stringContaining('state') },
    });
    const answer = await control(emulator.endpoint, 'DELETE', 'state');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, PUT']);
  });
});
