import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { clientsFor, failureOf } from '../testing/clients.ts';
import { control, raw } from '../testing/rawRequest.ts';

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

const EVERYBODY = JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } });

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

  it.each([{ name: 'other' }, { name: 'deployer' }, { name: 'deployer', path: '/team/' }])(
    'refuses a role that is not there, where the roles are known: %j',
    async known => {
      const roles = { [known.name]: { ...known, assumeRolePolicyDocument: '{}' } };
      const accounts = { '444455556666': { 'us-east-1': { iam: { roles } } } };
      await control(emulator.endpoint, 'PUT', 'state', { version: 1, accounts });
      expect(await failureOf(assume())).toMatchObject({ name: 'AccessDenied', status: 403 });
    },
  );

  it('finds a role by its path and its name', async () => {
    const roles = { deployer: { name: 'deployer', path: '/teams/', assumeRolePolicyDocument: EVERYBODY } };
    const accounts = { '444455556666': { 'us-east-1': { iam: { roles } } } };
    await control(emulator.endpoint, 'PUT', 'state', { version: 1, accounts });
    expect((await assume()).Credentials).toBeDefined();
  });
});

describe('AssumeRole of a role whose trust policy asks for more', () => {
  const RoleArn = 'arn:aws:iam::444455556666:role/deployer';
  const assume = (more = {}) =>
    clientsFor(emulator.endpoint).sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'maria', ...more }));
  const trusting = async (Condition: unknown) => {
    const Statement = [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition }];
    const roles = { deployer: { name: 'deployer', assumeRolePolicyDocument: JSON.stringify({ Statement }) } };
    const accounts = { '444455556666': { 'us-east-1': { iam: { roles } } } };
    expect((await control(emulator.endpoint, 'PUT', 'state', { version: 1, accounts })).status).toBe(200);
  };
  const mfa = { SerialNumber: 'arn:aws:iam::111122223333:mfa/maria', TokenCode: '123456' };

  it('needs its external id', async () => {
    await trusting({ StringEquals: { 'sts:ExternalId': ['partner-1', 'partner-2'] } });
    expect((await assume({ ExternalId: 'partner-2' })).Credentials).toBeDefined();
    for (const more of [{}, { ExternalId: 'partner-3' }]) {
      expect(await failureOf(assume(more))).toMatchObject({ name: 'AccessDenied', status: 403 });
    }
  });

  it('needs MFA, with a device and a code', async () => {
    await trusting({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
    expect((await assume(mfa)).Credentials).toBeDefined();
    const { SerialNumber, TokenCode } = mfa;
    for (const more of [{}, { SerialNumber }, { TokenCode }]) {
      expect((await failureOf(assume(more))).name).toBe('AccessDenied');
    }
  });

  it('needs a device of the caller’s own account', async () => {
    await trusting({});
    const SerialNumber = 'arn:aws:iam::999999999999:mfa/maria';
    expect((await failureOf(assume({ ...mfa, SerialNumber }))).name).toBe('AccessDenied');
  });

  it.each<readonly [string, readonly object[], object, boolean]>([
    ['names the caller’s account', [{ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }], {}, true],
    ['names another account', [{ Principal: { AWS: 'arn:aws:iam::999999999999:root' } }], {}, false],
    ['names a service alone', [{ Principal: { Service: 'pinpoint.amazonaws.com' } }], {}, false],
    ['allows something else', [{ Principal: '*', Action: 'sts:TagSession' }], {}, false],
    [
      'denies whoever comes without MFA, and the caller does',
      [
        { Principal: '*' },
        { Effect: 'Deny', Principal: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } },
      ],
      {},
      false,
    ],
    [
      'asks for MFA of the last minutes, and the caller brings it',
      [{ Principal: '*', Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '300' } } }],
      mfa,
      true,
    ],
    [
      'asks for an external id like a pattern, and the caller’s is another',
      [{ Principal: '*', Condition: { StringLike: { 'sts:ExternalId': 'partner-*' } } }],
      { ExternalId: 'stranger' },
      false,
    ],
  ])('is held to a policy that %s', async (_what, statements, brings, isLet) => {
    const Statement = statements.map(one => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...one }));
    const roles = { deployer: { name: 'deployer', assumeRolePolicyDocument: JSON.stringify({ Statement }) } };
    await control(emulator.endpoint, 'PUT', 'state', {
      version: 1,
      accounts: { '444455556666': { 'us-east-1': { iam: { roles } } } },
    });
    const assumed = await assume(brings).then(
      () => true,
      () => false,
    );
    expect(assumed).toBe(isLet);
  });

  it.each([
    [{ maxSessionDurationSeconds: 7200 }, 7200],
    [{}, 3600],
  ])('lasts as long as the role allows: %j', async (more, most) => {
    const roles = { deployer: { name: 'deployer', assumeRolePolicyDocument: '{}', ...more } };
    const accounts = { '444455556666': { 'us-east-1': { iam: { roles } } } };
    await control(emulator.endpoint, 'PUT', 'state', { version: 1, accounts });
    expect((await assume({ DurationSeconds: most })).Credentials).toBeDefined();
    expect(await failureOf(assume({ DurationSeconds: most + 1 }))).toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  it('lasts an hour at most where a session assumes it', async () => {
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = (await assume()).Credentials ?? {};
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const session = new STSClient({ endpoint: emulator.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
    const chained = (DurationSeconds: number) =>
      session.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'maria', DurationSeconds }));
    expect((await chained(3600)).Credentials).toBeDefined();
    expect((await failureOf(chained(3601))).message).toMatch(/role chaining/);
  });

  it('says how much of the room for policies is used, and whose the session is', async () => {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    const { PackedPolicySize, SourceIdentity } = await assume({ Policy, SourceIdentity: 'maria' });
    expect([PackedPolicySize, SourceIdentity]).toEqual([2, 'maria']);
    expect((await assume()).PackedPolicySize).toBeUndefined();
  });

  it.each([
    [{ ExternalId: 'x' }, 'ValidationError'],
    [{ ExternalId: 'a b' }, 'ValidationError'],
    [{ SerialNumber: 'short', TokenCode: '123456' }, 'ValidationError'],
    [{ ...mfa, TokenCode: '12345' }, 'ValidationError'],
    [{ ...mfa, TokenCode: 'abcdef' }, 'ValidationError'],
    [{ SourceIdentity: 'a b' }, 'ValidationError'],
    [{ Tags: [{ Key: '', Value: 'x' }] }, 'ValidationError'],
    [{ TransitiveTagKeys: ['a\u0000'] }, 'ValidationError'],
    [{ Tags: [{ Key: 'team', Value: 'a' }], TransitiveTagKeys: ['stage'] }, 'ValidationError'],
    [{ Tags: ['team', 'Team'].map(Key => ({ Key, Value: 'a' })) }, 'ValidationError'],
    [{ Tags: [{ Key: 'aws:team', Value: 'a' }] }, 'ValidationError'],
    [{ PolicyArns: [{ arn: 'arn:aws:iam::aws:role/ReadOnly' }] }, 'ValidationError'],
    [{ Policy: '\u0100' }, 'ValidationError'],
    [{ Policy: '{' }, 'MalformedPolicyDocumentException'],
    [{ Policy: JSON.stringify('x'.repeat(2047)) }, 'PackedPolicyTooLargeException'],
  ])('refuses %j', async (more, name) => {
    expect(await failureOf(assume(more))).toMatchObject({ name, status: 400 });
  });
});

describe('AssumeRoleWithWebIdentity', () => {
  const RoleArn = 'arn:aws:iam::444455556666:role/deployer';
  const claims = Buffer.from(JSON.stringify({ sub: 'pod-1', aud: 'sts', iss: 'https://oidc.example.com' }));
  const WebIdentityToken = `e30.${claims.toString('base64url')}.x`;

  it('is taken from a caller without keys, and tells what the token says', async () => {
    const form = { Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleArn, WebIdentityToken };
    const body = String(new URLSearchParams({ ...form, RoleSessionName: 'pod' }));
    const answer = await raw(emulator.endpoint, { method: 'POST', path: '/', body });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('<AccessKeyId>444455556666</AccessKeyId>');
    expect(answer.text).toContain('<SubjectFromWebIdentityToken>pod-1</SubjectFromWebIdentityToken>');
  });

  it('is what the published client sends', async () => {
    const { sts } = clientsFor(emulator.endpoint);
    const input = { RoleArn, RoleSessionName: 'pod', WebIdentityToken };
    const { AssumedRoleUser, Audience, Provider } = await sts.send(new AssumeRoleWithWebIdentityCommand(input));
    expect([AssumedRoleUser?.Arn, Audience, Provider]).toEqual([
      'arn:aws:sts::444455556666:assumed-role/deployer/pod',
      'sts',
      'https://oidc.example.com',
    ]);
  });

  it('is refused for a role that is not there, where the roles are known', async () => {
    const roles = { other: { name: 'other', assumeRolePolicyDocument: '{}' } };
    const accounts = { '444455556666': { 'us-east-1': { iam: { roles } } } };
    await control(emulator.endpoint, 'PUT', 'state', { version: 1, accounts });
    const input = { RoleArn, RoleSessionName: 'pod', WebIdentityToken };
    const { sts } = clientsFor(emulator.endpoint);
    expect(await failureOf(sts.send(new AssumeRoleWithWebIdentityCommand(input)))).toMatchObject({
      name: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    });
  });
});

describe('STS', () => {
  it('names an operation that it does not have', async () => {
    const failure = await failureOf(clientsFor(emulator.endpoint).sts.send(new GetSessionTokenCommand({})));
    expect([failure.name, failure.status]).toEqual(['NotImplemented', 501]);
  });
});
