import {
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { type Clients, clientsFor, failureOf } from '../testing/clients.ts';
import { raw } from '../testing/rawRequest.ts';

const MANAGEMENT = '111122223333';
const DELEGATED = '444455556666';
const MEMBER = '777788889999';
const many = Array.from({ length: 23 }, (_, index) => String(200_000_000_001 + index));
const organizations = {
  id: 'o-exampleorgid',
  rootId: 'r-abcd',
  units: {
    'ou-abcd-workload': { name: 'Workloads' },
    'ou-abcd-prod0001': { name: 'Prod', parent: 'ou-abcd-workload' },
    'ou-abcd-empty001': { name: 'Empty' },
  },
  accounts: {
    [MANAGEMENT]: { name: 'Management' },
    [MEMBER]: { name: 'Shop', parent: 'ou-abcd-workload' },
    ...Object.fromEntries(many.map(id => [id, { parent: 'ou-abcd-prod0001' }])),
    [DELEGATED]: { parent: 'ou-abcd-prod0001', state: 'CLOSED' },
  },
  delegated: [DELEGATED],
};
const other = '100000000001';
const seed = {
  version: 1,
  accounts: {
    [MANAGEMENT]: { 'us-east-1': { organizations } },
    [other]: { 'us-east-1': { organizations: { accounts: { [other]: {} }, emptyPages: true } } },
  },
};

let emulator: Emulator;
let aws: Clients;
beforeAll(async () => {
  emulator = await startEmulator({ seed: { document: seed } });
  aws = clientsFor(emulator.endpoint, MANAGEMENT);
});
afterAll(() => emulator.close());

const as = (account: string, region?: string) => clientsFor(emulator.endpoint, account, region).organizations;
const accountsBelow = (ParentId: string, more: object = {}) =>
  aws.organizations.send(new ListAccountsForParentCommand({ ParentId, ...more }));

describe('an organization', () => {
  it('has a root, units and accounts, each listed by its parent', async () => {
    const arn = (resource: string) => `arn:aws:organizations::${MANAGEMENT}:${resource}`;
    expect((await aws.organizations.send(new ListRootsCommand())).Roots).toEqual([
      { Id: 'r-abcd', Arn: arn('root/o-exampleorgid/r-abcd'), Name: 'Root', PolicyTypes: [] },
    ]);
    const below = (ParentId: string) =>
      aws.organizations.send(new ListOrganizationalUnitsForParentCommand({ ParentId }));
    expect((await below('ou-abcd-workload')).OrganizationalUnits).toEqual([
      {
        ...{ Id: 'ou-abcd-prod0001', Name: 'Prod', Arn: arn('ou/o-exampleorgid/ou-abcd-prod0001') },
        Path: 'o-exampleorgid/r-abcd/ou-abcd-workload/ou-abcd-prod0001/',
      },
    ]);
    expect((await below('r-abcd')).OrganizationalUnits?.map(one => one.Name)).toEqual(['Workloads', 'Empty']);
    expect((await below('ou-abcd-empty001')).OrganizationalUnits).toEqual([]);
    expect((await accountsBelow('r-abcd')).Accounts?.map(one => [one.Id, one.Name])).toEqual([
      [MANAGEMENT, 'Management'],
    ]);
    expect((await accountsBelow('ou-abcd-prod0001', { MaxResults: 1 })).Accounts).toEqual([
      {
        ...{ Id: many[0], Name: many[0], Arn: arn(`account/o-exampleorgid/${many[0]}`) },
        ...{ Email: `aws+${many[0]}@example.com`, Status: 'ACTIVE', State: 'ACTIVE', JoinedMethod: 'CREATED' },
        JoinedTimestamp: new Date('2020-01-01T00:00:00Z'),
        Paths: [`o-exampleorgid/r-abcd/ou-abcd-workload/ou-abcd-prod0001/${many[0]}/`],
      },
    ]);
  });

  it('gives twenty on a page, and the token of the next', async () => {
    const first = await accountsBelow('ou-abcd-prod0001');
    const { NextToken } = first;
    const second = await accountsBelow('ou-abcd-prod0001', { NextToken });
    expect([first.Accounts?.length, second.Accounts?.length, second.NextToken]).toEqual([20, 4, undefined]);
    const closed = [...(first.Accounts ?? []), ...(second.Accounts ?? [])].find(({ Id }) => Id === DELEGATED);
    expect([closed?.Status, closed?.State]).toEqual(['SUSPENDED', 'CLOSED']);
  });

  it('gives an empty page first where the state says so', async () => {
    const first = await as(other).send(new ListRootsCommand());
    const second = await as(other).send(new ListRootsCommand({ NextToken: first.NextToken }));
    expect([first.Roots, second.Roots?.map(({ Id }) => Id), second.NextToken]).toEqual([[], ['r-0001'], undefined]);
  });

  it('answers its management account and who it was delegated to, in one Region', async () => {
    expect((await as(DELEGATED).send(new ListRootsCommand())).Roots).toHaveLength(1);
    const refusals = await Promise.all(
      [as(MEMBER), as('999999999999'), as(MANAGEMENT, 'eu-west-1')].map(client =>
        failureOf(client.send(new ListRootsCommand())),
      ),
    );
    expect(refusals.map(({ name, message, status }) => [name, message, status])).toEqual([
      ['AccessDeniedException', "You don't have permissions to access this resource.", 400],
      ['AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.', 400],
      ['InvalidSignatureException', expect.stringContaining("no endpoint in 'eu-west-1'"), 400],
    ]);
  });

  it.each<[object, string, string | undefined]>([
    [{ ParentId: 'ou-abcd-nowhere1' }, 'ParentNotFoundException', undefined],
    [{ ParentId: 'r-0000' }, 'ParentNotFoundException', undefined],
    [{ ParentId: 'x' }, 'InvalidInputException', 'INVALID_PATTERN'],
    [{}, 'InvalidInputException', 'INPUT_REQUIRED'],
    [{ ParentId: 'r-abcd', MaxResults: 21 }, 'InvalidInputException', 'MAX_VALUE_EXCEEDED'],
    [{ ParentId: 'r-abcd', MaxResults: 0 }, 'InvalidInputException', 'MIN_VALUE_EXCEEDED'],
    [{ ParentId: 'r-abcd', NextToken: '?' }, 'InvalidInputException', 'INVALID_NEXT_TOKEN'],
    [{ ParentId: 7 }, 'SerializationException', undefined],
  ])('refuses %j with %s', async (input, code, reason) => {
    const { status, text } = await raw(emulator.endpoint, {
      method: 'POST',
      path: '/',
      headers: { 'x-amz-target': 'AWSOrganizationsV20161128.ListAccountsForParent' },
      body: JSON.stringify(input),
      as: { service: 'organizations', account: MANAGEMENT, region: 'us-east-1' },
    });
    expect([status, JSON.parse(text)]).toMatchObject([400, { __type: code, ...(reason && { Reason: reason }) }]);
  });
});
