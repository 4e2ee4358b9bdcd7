import {
  CreateRoleCommand,
  type CreateRoleCommandInput,
  DeleteRoleCommand,
  GetRoleCommand,
  ListRolesCommand,
  ListUsersCommand,
  paginateListRoles,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';
import { control } from '../testing/rawRequest.ts';

const NOW = '2026-11-22T02:00:00.000Z';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'pinpoint.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
let emulator: Emulator;
let aws: Clients;

beforeEach(async () => {
  emulator = await startEmulator({ clock: () => Date.parse(NOW) });
  aws = clientsFor(emulator.endpoint);
});
afterEach(() => emulator.close());

const create = (RoleName: string, more: Partial<CreateRoleCommandInput> = {}) =>
  aws.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST, ...more }));
const get = (RoleName: string, clients = aws) => clients.iam.send(new GetRoleCommand({ RoleName }));
const seed = (roles: Record<string, unknown>) =>
  control(emulator.endpoint, 'PUT', 'state', {
    version: 1,
    accounts: { '111122223333': { 'us-east-1': { iam: { roles } } } },
  });

describe('roles', () => {
  it('are created and read with their path, tags, boundary and percent-encoded trust policy', async () => {
    await create('events', {
      Path: '/service-role/',
      Description: "it's (one)",
      MaxSessionDuration: 7200,
      PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
      Tags: [{ Key: 'team', Value: 'mobile' }],
    });
    const { Role } = await get('events');
    expect(Role).toMatchObject({
      Path: '/service-role/',
      RoleName: 'events',
      Arn: 'arn:aws:iam::111122223333:role/service-role/events',
      CreateDate: new Date(NOW),
      Description: "it's (one)",
      MaxSessionDuration: 7200,
      PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary' },
      Tags: [{ Key: 'team', Value: 'mobile' }],
    });
    expect(Role?.RoleId).toMatch(/^AROA[0-9A-F]{17}$/);
    expect(Role?.AssumeRolePolicyDocument).not.toContain('{');
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(TRUST);
  });

  it('are one by name without case', async () => {
    await create('Events');
    expect((await get('events')).Role?.RoleName).toBe('Events');
    expect(await failureOf(create('EVENTS'))).toMatchObject({ name: 'EntityAlreadyExistsException', status: 409 });
  });

  it('are simulated by their whole ARN, path included', async () => {
    const { Role } = await create('events', { Path: '/service-role/' });
    const simulate = (PolicySourceArn = '') =>
      aws.iam.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ['kinesis:PutRecords'] }));
    expect((await simulate(Role?.Arn)).EvaluationResults).toMatchObject([{ EvalDecision: 'implicitDeny' }]);
    for (const path of ['', 'other/']) {
      const arn = `arn:aws:iam::111122223333:role/${path}events`;
      expect(await failureOf(simulate(arn))).toMatchObject({ name: 'NoSuchEntityException', status: 404 });
    }
  });

  it('are seen from every Region, since IAM has none', async () => {
    await create('events');
    expect((await get('events', clientsFor(emulator.endpoint, '111122223333', 'eu-west-1'))).Role).toBeDefined();
  });

  it('are deleted, and then not found', async () => {
    await create('events');
    await aws.iam.send(new DeleteRoleCommand({ RoleName: 'events' }));
    for (const call of [get('events'), aws.iam.send(new DeleteRoleCommand({ RoleName: 'events' }))]) {
      expect(await failureOf(call)).toMatchObject({ name: 'NoSuchEntityException', status: 404 });
    }
  });

  it('are listed by path, in pages', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `r${index}`);
    await seed(
      Object.fromEntries(
        names.map(name => [name, { name, path: name < 'r5' ? '/a/' : '/b/', assumeRolePolicyDocument: TRUST }]),
      ),
    );
    const listed: string[] = [];
    for await (const page of paginateListRoles({ client: aws.iam }, { PathPrefix: '/a/', MaxItems: 2 })) {
      listed.push(...(page.Roles ?? []).map(role => role.RoleName ?? ''));
    }
    expect(listed).toEqual(['r0', 'r1', 'r2', 'r3', 'r4']);
    const all = await aws.iam.send(new ListRolesCommand({}));
    expect([all.Roles?.length, all.IsTruncated, all.Marker]).toEqual([7, false, undefined]);
  });

  it.each([
    ['a trust policy that is no JSON', { AssumeRolePolicyDocument: '{' }, 'MalformedPolicyDocumentException', 400],
    ['one with a control character', { AssumeRolePolicyDocument: '\u0001{}' }, 'ValidationError', 400],
    ['one without statements', { AssumeRolePolicyDocument: '{}' }, 'MalformedPolicyDocumentException', 400],
    [
      'one that is too long',
      { AssumeRolePolicyDocument: JSON.stringify({ Statement: 'x'.repeat(2100) }) },
      'LimitExceededException',
      409,
    ],
    ['a name with a slash', { RoleName: 'a/b' }, 'ValidationError', 400],
    ['a long name', { RoleName: 'x'.repeat(65) }, 'ValidationError', 400],
    ['a control character in its description', { Description: 'a\u0001' }, 'ValidationError', 400],
    ['a description beyond Latin-1', { Description: '\u0151' }, 'ValidationError', 400],
    ['a tag without a name', { Tags: [{ Key: '', Value: 'x' }] }, 'ValidationError', 400],
    ['a short session', { MaxSessionDuration: 60 }, 'ValidationError', 400],
  ])('are not created with %s', async (_what, more, name, status) => {
    expect(await failureOf(create('events', more))).toMatchObject({ name, status });
  });

  it('are limited to 1,000, which binds creating and not seeding', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `r${index}`);
    await seed(Object.fromEntries(names.map(name => [name, { name, assumeRolePolicyDocument: TRUST }])));
    expect(await failureOf(create('one-more'))).toMatchObject({ name: 'LimitExceededException', status: 409 });
  });
});

describe('IAM', () => {
  it('refuses a role ARN where a name belongs', async () => {
    expect((await failureOf(get('arn:aws:iam::111122223333:role/x'))).name).toBe('ValidationError');
  });

  it('names an operation that it does not have', async () => {
    expect((await failureOf(aws.iam.send(new ListUsersCommand({})))).message).toBe(
      'The emulator does not implement iam.ListUsers',
    );
  });
});
