import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { clientsFor, failureOf } from '../testing/clients.ts';
import { control, raw } from '../testing/rawRequest.ts';

let emulator: Emulator;
let time = Date.parse('2026-11-22T02:00:00.000Z');
let state: Record<string, Record<string, Record<string, unknown>>>;

beforeAll(async () => {
  emulator = await startEmulator({ seed: 'estate', clock: () => time, keepsRates: true });
  state = JSON.parse((await control(emulator.endpoint, 'GET', 'state')).text).accounts;
});
afterAll(() => emulator.close());

describe('an estate', () => {
  it('is forty accounts, three in four of which hold nothing', () => {
    const holds = (regions: (typeof state)[string]) =>
      Object.values(regions).some(({ glacier }) => glacier !== undefined);
    expect([Object.keys(state).length, Object.values(state).filter(holds).length]).toEqual([40, 10]);
  });

  it('has its production roles assumed from its first account, with MFA and an external id', async () => {
    const [home = '', , , , production = ''] = Object.keys(state).sort();
    const { sts } = clientsFor(emulator.endpoint, home);
    const assume = (more: object) =>
      sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${production}:role/Operator`,
          RoleSessionName: 'maria',
          ...more,
        }),
      );
    const mfa = { SerialNumber: `arn:aws:iam::${home}:mfa/maria`, TokenCode: '123456' };
    const ExternalId = 'estate-operators';
    expect((await assume({ ...mfa, ExternalId })).Credentials?.AccessKeyId).toBe(production);
    for (const less of [{}, mfa, { ExternalId }]) expect((await failureOf(assume(less))).name).toBe('AccessDenied');
  });
});

describe('the documented rates', () => {
  const instances = (account: string) =>
    raw(emulator.endpoint, { path: '/instance', as: { service: 'connect', account, region: 'us-east-1' } });
  const statuses = async (count: number, account: string) => {
    const answers = await Promise.all(Array.from({ length: count }, () => instances(account)));
    return answers.map(({ status }) => status);
  };

  it('let a burst through and then two a second, in each account by itself', async () => {
    const [first = '', second = ''] = Object.keys(state);
    expect((await statuses(7, first)).sort()).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(await statuses(1, second)).toEqual([200]);
    time += 1_000;
    expect((await statuses(3, first)).sort()).toEqual([200, 200, 429]);
  });
});
