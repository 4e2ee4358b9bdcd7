import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/support/fakeHost.ts';
import { InMemoryGateway } from '../../../test/support/inMemoryGateway.ts';
import { trustPolicy } from '../../../test/support/policies.ts';
import type { Intent } from '../../core/changes/change.ts';
import { kindChecks } from '../../core/kinds/checkTable.ts';
import { AccessError } from '../../core/model/errors.ts';
import { region } from '../../core/model/regions.ts';
import { preflightOf } from '../../core/preflight/preflight.ts';
import { nextSteps } from '../changing/outcome.ts';
import { aheadOf } from './ahead.ts';

const ID = '111122223333';
const source = { kind: 'profile', name: 'prod' } as const;
const place = { source, accountId: ID, region: region('us-east-1') };
const config = {
  DestinationStreamArn: `arn:aws:kinesis:us-east-1:${ID}:stream/clicks`,
  RoleArn: `arn:aws:iam::${ID}:role/firehose`,
};
const put: Intent = {
  ...place,
  operation: 'PutEventStream',
  request: { ApplicationId: 'a1', WriteEventStream: config },
};

describe('a change that AWS refused', () => {
  const stepsAfter = (message: string) => {
    const host = fakeHost();
    const details = { service: 'pinpoint', operation: 'PutEventStream', httpStatus: 400 } as const;
    const error = new AccessError('invalid-request', message, details);
    const aftermath = {
      tell: () => undefined,
      found: () => undefined,
      overwrite: async () => undefined,
      undo: async () => undefined,
    };
    return { host, steps: nextSteps(host, { kind: 'failed', error }, put, aftermath) };
  };

  it('offers the preflight where the text of AWS may blame something else', async () => {
    const { host, steps } = stepsAfter('Destination stream validation failed');
    expect(steps.map(({ label }) => label)).toEqual(['Run Preflight', 'Refresh', 'Show Log']);
    await steps[0]?.run();
    expect(host.done).toContain('check ahead PutEventStream');
  });

  it('offers it nowhere else', () => {
    expect(stepsAfter('Something else').steps.map(({ label }) => label)).toEqual(['Refresh', 'Show Log']);
  });
});

describe('the preflight of a change', () => {
  it('follows the chain that the change would set, without listing anything', async () => {
    const aws = new InMemoryGateway();
    const account = aws.account(ID, source);
    account.roles.set('firehose', trustPolicy('firehose.amazonaws.com'));
    const host = fakeHost({ aws });
    const scope = aheadOf(host, put);
    expect(scope).toMatchObject({ requests: [], about: `Event Stream a1 · prod (${ID}) · us-east-1` });
    const reports = [];
    const tools = { gateway: aws, checks: kindChecks, clock: { now: () => Date.parse('2026-11-28T12:00:00Z') } };
    for await (const one of preflightOf(tools, scope?.planned ?? [])) reports.push(one);
    expect(reports).toMatchObject([{ kind: 'event-stream', name: 'a1', verdict: 'broken' }]);
    const trust = reports[0]?.steps.find(({ rule }) => rule === 'event-stream/role-trust');
    expect(trust).toMatchObject({ verdict: 'broken', data: { role: 'firehose' } });
    expect(aws.called().filter(name => ['GetApps', 'GetEventStream'].includes(name))).toEqual([]);
  });

  it('is none for a change that takes something away', () => {
    const away: Intent = { ...place, operation: 'DeleteEventStream', request: { ApplicationId: 'a1' } };
    expect(aheadOf(fakeHost(), away)).toBeUndefined();
  });
});
