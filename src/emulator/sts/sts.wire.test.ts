import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { clientsFor, failureOf } from '../testing/clients.ts';
import { control } from '../testing/rawRequest.ts';

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const identityOf = (accessKeyId: string) =>
  clientsFor(emulator.endpoint, accessKeyId).sts.send(new GetCallerIdentityCommand({}));

describe('GetCallerIdentity', () => {
  it.each([
    ['111122223333', '111122223333'],
    ['444455556666', '444455556666'],
    ['AKIAIOSFODNN7EXAMPLE', '000000000000'],
    ['1111222233334', '000000000000'],
    ['11112222333', '000000000000'],
  ])('takes the access key id %s for the account %s', async (accessKeyId, account) => {
    const { Account, Arn, UserId } = await identityOf(accessKeyId);
    expect([Account, Arn, UserId]).toEqual([account, `arn:aws:iam::${account}:user/emulator`, 'AIDAEMULATOR000000000']);
  });
});

describe('AssumeRole', () => {
  const RoleArn = 'arn:aws:iam::444455556666:role/teams/deployer';
  const assume = (more = {}) =>
    clientsFor(emulator.endpoint).sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'maria', ...more }));

  it('gives credentials of the role and its account, which expire', async () => {
    const before = Date.now();
    const { Credentials, AssumedRoleUser } = await assume({ DurationSeconds: 900 });
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '', Expiration } = Credentials ?? {};
    expect(Math.abs((Expiration?.getTime() ?? 0) - before - 900_000)).toBeLessThan(10_000);
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const client = new STSClient({ endpoint: emulator.endpoint, region: 'us-east-1', credentials });
    expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '444455556666',
      Arn: 'arn:aws:sts::444455556666:assumed-role/deployer/maria',
    });
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::444455556666:assumed-role/deployer/maria');
  });

  it.each([{ RoleArn: 'deployer' }, { RoleSessionName: 'a b' }, { DurationSeconds: 60 }])('refuses %j', async more => {
    expect(await failureOf(assume(more))).toMatchObject({ name: 'ValidationError', status: 400 });
  });

  it('refuses a role that is not there, where the roles are known', async () => {
    const roles = { other: { name: 'other', assumeRolePolicyDocument: '{}' } };
    const accounts = { '444455556666': { 'us-east-1': { iam: { roles } } } };
    await control(emulator.endpoint, 'PUT', 'state', { version: 1, accounts });
    expect(await failureOf(assume())).toMatchObject({ name: 'AccessDenied', status: 403 });
  });
});

describe('STS', () => {
  it('names an operation that it does not have', async () => {
    const failure = await failureOf(clientsFor(emulator.endpoint).sts.send(new GetSessionTokenCommand({})));
    expect([failure.name, failure.status]).toEqual(['NotImplemented', 501]);
  });
});
