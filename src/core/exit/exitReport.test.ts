import { beforeEach, describe, expect, it } from 'vitest';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { InMemoryLedger } from '../../../test/support/inMemoryLedger.ts';
import { refusal } from '../../../test/support/inMemoryOperations.ts';
import { policyOf, trustPolicy } from '../../../test/support/policies.ts';
import { kinds } from '../kinds/table.ts';
import type { AccountSource } from '../model/account.ts';
import { region } from '../model/regions.ts';
import { type ExitReport, exitReport } from './exitReport.ts';

const ID = '111122223333';
const prod: AccountSource = { kind: 'profile', name: 'prod' };
const role = (name: string, account = ID): string => `arn:aws:iam::${account}:role/${name}`;
const stream = (name: string, roleArn: string) => ({
  DestinationStreamArn: `arn:aws:kinesis:us-east-1:${ID}:stream/${name}`,
  RoleArn: roleArn,
});
const denied = refusal('access-denied', 'AccessDeniedException', 403);

let aws: InMemoryGateway;
beforeEach(() => {
  aws = new InMemoryGateway();
  const account = aws.account(ID, prod);
  account.app('us-east-1', 'a1', 'shop', stream('clicks', role('shop')));
  account.app('us-east-1', 'a2', 'news');
  account.roles.set('shop', trustPolicy('pinpoint.amazonaws.com'));
  account.roles.set('left', trustPolicy(['lambda.amazonaws.com', 'pinpoint.eu-west-1.amazonaws.com']));
  account.roles.set(
    'barred',
    policyOf({ Effect: 'Deny', Principal: { Service: 'pinpoint.amazonaws.com' }, Action: '*' }),
  );
  account.roles.set('web', trustPolicy('lambda.amazonaws.com'));
});

const report = (regions = ['us-east-1'], sources = [prod], signal?: AbortSignal): Promise<ExitReport> =>
  exitReport({ gateway: aws, ledger: new InMemoryLedger(), kinds }, { sources, regions: regions.map(region), signal });
const roles = ({ roles: [first] }: ExitReport) => first?.roles.map(({ roleArn, trust }) => [roleArn, trust]);

describe('the exit report', () => {
  it('says of each stream where it went, by which role, and who set it when', async () => {
    const { streams } = await report();
    expect(streams).toMatchObject([
      {
        ...{ accountId: ID, region: 'us-east-1', applicationId: 'a1', applicationName: 'shop', status: 'set' },
        destinationArn: stream('clicks', '').DestinationStreamArn,
        roleArn: role('shop'),
        changedAt: '2026-01-02T03:04:05.000Z',
        changedBy: 'someone',
        error: null,
      },
      { applicationId: 'a2', applicationName: 'news', status: 'none', destinationArn: null, roleArn: null },
    ]);
  });

  it('finds every role that trusts Pinpoint, of whatever Region, also where no stream names it', async () => {
    const told = await report();
    expect(roles(told)).toEqual([
      [role('shop'), 'pinpoint'],
      [role('left'), 'pinpoint'],
    ]);
    expect(told.roles[0]?.roles[0]?.applicationIds).toEqual(['a1']);
  });

  it('finds them in an account that has no application any more', async () => {
    expect(roles(await report(['eu-west-1']))).toEqual([
      [role('shop'), 'pinpoint'],
      [role('left'), 'pinpoint'],
    ]);
  });

  it('tells a role that is gone, and one that never trusted Pinpoint', async () => {
    aws.account(ID, prod).app('us-east-1', 'a3', 'x', stream('x', role('gone')));
    aws.account(ID, prod).app('us-east-1', 'a4', 'y', stream('y', role('web')));
    expect(roles(await report())).toEqual(
      expect.arrayContaining([
        [role('gone'), 'gone'],
        [role('web'), 'others'],
      ]),
    );
  });

  it('looks at the roles that streams name where it may not list all, and says so', async () => {
    aws.account(ID, prod).app('us-east-1', 'a3', 'x', stream('x', role('gone')));
    aws.fail({ operation: 'ListRoles' }, denied);
    const told = await report();
    expect(roles(told)).toEqual([
      [role('shop'), 'pinpoint'],
      [role('gone'), 'gone'],
    ]);
    expect(told.roles[0]?.error).toMatchObject({ code: 'access-denied' });
  });

  it('takes no role for looked at that it could not see', async () => {
    aws.account(ID, prod).app('us-east-1', 'a3', 'x', stream('x', role('theirs', '444455556666')));
    aws.fail({ operation: 'ListRoles' }, denied);
    aws.fail({ operation: 'GetRole' }, denied);
    const told = await report();
    expect(told.roles[0]?.roles).toMatchObject([
      { roleArn: role('shop'), trust: 'unknown', error: { code: 'access-denied' } },
      { accountId: '444455556666', trust: 'unknown', error: null },
    ]);
    expect(aws.calls.filter(({ operation }) => operation === 'GetRole')).toHaveLength(1);
  });

  it('hides nothing behind a stream, a Region or an account that can’t be read', async () => {
    const staging: AccountSource = { kind: 'profile', name: 'staging' };
    aws.account('444455556666', staging);
    aws.fail(
      { operation: 'GetCallerIdentity', source: 'profile:staging' },
      refusal('credentials-expired', 'ExpiredToken', 403),
    );
    aws.fail({ operation: 'GetApps', region: 'eu-west-1' }, denied);
    aws.fail({ operation: 'GetEventStream', input: { ApplicationId: 'a2' } }, denied);
    const told = await report(['us-east-1', 'eu-west-1'], [prod, staging]);
    expect(told.streams.map(({ applicationId, status }) => [applicationId, status])).toEqual([
      ['a1', 'set'],
      ['a2', 'error'],
    ]);
    expect(told.unread.map(({ source, region: where, error }) => [source, where, error?.code])).toEqual([
      [prod, 'eu-west-1', 'access-denied'],
      [staging, null, 'credentials-expired'],
    ]);
    expect(told.roles).toHaveLength(1);
  });

  it.each([
    ['ForbiddenException', 403, 'retired'],
    ['MethodNotAllowedException', 405, 'retired'],
    ['GoneException', 410, 'retired'],
    ['NotFoundException', 404, 'none'],
  ] as const)('tells %s as %s %s, with what AWS says', async (code, status, told) => {
    const error = refusal(status === 404 ? 'not-found' : 'refused', code, status, 'it is over');
    aws.fail({ operation: 'GetEventStream' }, error);
    const { streams } = await report();
    expect(streams[0]).toMatchObject({ status: told, error: null });
    if (told === 'retired') expect(streams[0]?.answered).toContain('it is over');
  });

  it('only reads', async () => {
    await report();
    expect(new Set(aws.calls.map(({ operation }) => operation))).toEqual(
      new Set(['GetCallerIdentity', 'GetApps', 'GetEventStream', 'ListRoles']),
    );
  });

  it('ends with what it has when it is stopped', async () => {
    expect(await report(['us-east-1'], [prod], AbortSignal.abort())).toEqual({ streams: [], roles: [], unread: [] });
  });
});
