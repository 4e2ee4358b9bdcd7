import { describe, expect, it } from 'vitest';
import { gone, type Script, ScriptedReads } from '../../../test/support/scriptedReads.ts';
import { kinds } from '../kinds/table.ts';
import { AccessError } from '../model/errors.ts';
import type { Input } from '../model/ports.ts';
import { region } from '../model/regions.ts';
import { askIndexes, onlyIndexed } from './askIndexes.ts';

const regions = [region('us-east-1'), region('eu-west-1')];
const none: Script = {
  ListIndexes: () => ({ Indexes: [] }),
  DescribeConfigurationAggregators: () => ({ ConfigurationAggregators: [] }),
};
const index = (where: string, Type: 'LOCAL' | 'AGGREGATOR') => ({ Arn: 'arn', Region: where, Type });
const resource = (where: string, name: string, more: object = {}) => ({
  Arn: `arn:aws:glacier:${where}:111122223333:vaults/${name}`,
  OwningAccountId: '111122223333',
  Region: where,
  LastReportedAt: new Date('2026-11-22T00:00:00Z'),
  ...more,
});

function asking(script: Script) {
  const searched: string[] = [];
  const counted: Script = {
    ...none,
    ...script,
    Search: (input: Input, where: string) => {
      searched.push(`${where} ${String(input.QueryString)}`);
      return script.Search?.(input, where) ?? { Resources: [], Count: { Complete: true } };
    },
  };
  const reads = new ScriptedReads(counted);
  const ask = (signal?: AbortSignal) => {
    const reader = reads.gateway.reader({ kind: 'default' });
    return askIndexes({ reader, accountId: '111122223333', regions, kinds, signal });
  };
  return { reads, searched, ask };
}

describe('indexes', () => {
  it('are none where there is none, and none is made by searching', async () => {
    const { searched, ask } = asking({});
    expect(await ask()).toEqual([]);
    expect(searched).toEqual([]);
  });

  it('of single Regions are each searched where they are, and nowhere else', async () => {
    const { searched, ask } = asking({
      ListIndexes: () => ({ Indexes: [index('eu-west-1', 'LOCAL'), index('sa-east-1', 'LOCAL')] }),
    });
    const readings = await ask();
    expect(searched.map(one => one.split(' ')[0]).sort()).toEqual(['eu-west-1', 'eu-west-1', 'sa-east-1', 'sa-east-1']);
    expect(readings.map(one => one.regions)).toEqual([['eu-west-1'], ['sa-east-1']]);
  });

  it('are searched in the aggregator alone where there is one, with all Regions that it holds', async () => {
    const { searched, ask } = asking({
      ListIndexes: () => ({ Indexes: [index('eu-west-1', 'LOCAL'), index('sa-east-1', 'AGGREGATOR')] }),
      Search: ({ QueryString }) => ({
        Resources: String(QueryString).includes('glacier') ? [resource('eu-west-1', 'tapes')] : [],
        Count: { TotalResources: 1, Complete: true },
      }),
    });
    expect(await ask()).toEqual([
      {
        ...{ index: 'resource-explorer', region: 'sa-east-1', name: null, kinds: ['vault', 'instance'] },
        ...{ regions: ['eu-west-1', 'sa-east-1'], isComplete: true, error: null },
        found: [
          {
            ...{ accountId: '111122223333', region: 'eu-west-1', kind: 'vault', name: 'tapes' },
            arn: 'arn:aws:glacier:eu-west-1:111122223333:vaults/tapes',
            reportedAt: Date.parse('2026-11-22T00:00:00Z'),
          },
        ],
      },
    ]);
    expect(searched).toEqual(['sa-east-1 resourcetype:glacier:vaults', 'sa-east-1 resourcetype:connect:instance']);
  });

  it('that hold more than they give say so', async () => {
    const { ask } = asking({
      ListIndexes: () => ({ Indexes: [index('us-east-1', 'LOCAL')] }),
      Search: () => ({ Resources: [], Count: { TotalResources: 1000, Complete: false } }),
    });
    expect((await ask()).map(one => one.isComplete)).toEqual([false]);
  });

  it('of Config are asked by aggregator, page by page, and tell of other accounts', async () => {
    const line = (accountId: string, resourceType: string, resourceId: string) =>
      JSON.stringify({ accountId, awsRegion: 'eu-west-1', resourceType, resourceId, arn: 'arn:x' });
    const asked: unknown[] = [];
    const { ask } = asking({
      DescribeConfigurationAggregators: (_input, where) => ({
        ConfigurationAggregators:
          where === 'eu-west-1'
            ? [
                {
                  ConfigurationAggregatorName: 'all',
                  OrganizationAggregationSource: { RoleArn: 'r', AllAwsRegions: true },
                },
              ]
            : [],
      }),
      SelectAggregateResourceConfig: input => {
        asked.push(input.Expression);
        return input.NextToken === undefined
          ? {
              Results: [
                line('444455556666', 'AWS::Pinpoint::App', 'a1'),
                'no JSON',
                line('x', 'AWS::Pinpoint::App', 'a2'),
              ],
              NextToken: '2',
            }
          : {
              Results: [
                line('444455556666', 'AWS::Pinpoint::EventStream', 'a1'),
                line('444455556666', 'AWS::S3::Bucket', 'b'),
              ],
            };
      },
    });
    const [reading, ...more] = await ask();
    expect(more).toEqual([]);
    expect(reading).toMatchObject({ index: 'config', region: 'eu-west-1', name: 'all', regions: null, error: null });
    expect(reading?.found.map(one => [one.accountId, one.kind, one.name, one.reportedAt])).toEqual([
      ['444455556666', 'app', 'a1', null],
      ['444455556666', 'event-stream', 'a1', null],
    ]);
    expect(asked[0]).toBe(
      'SELECT accountId, awsRegion, resourceType, resourceId, arn, configurationItemCaptureTime ' +
        "WHERE resourceType IN ('AWS::Pinpoint::App', 'AWS::Pinpoint::EventStream', 'AWS::Connect::Instance')",
    );
  });

  it('that may not be asked are told with why, and hide no other', async () => {
    const { reads, ask } = asking({ ListIndexes: () => ({ Indexes: [index('us-east-1', 'LOCAL')] }) });
    reads.denied.add('Search');
    reads.denied.add('DescribeConfigurationAggregators');
    expect((await ask()).map(one => [one.index, one.region, one.error?.code])).toEqual([
      ['resource-explorer', 'us-east-1', 'access-denied'],
      ['config', 'us-east-1', 'access-denied'],
      ['config', 'eu-west-1', 'access-denied'],
    ]);
  });

  it('are asked about in the first Region that the account has enabled', async () => {
    const off = (): never => {
      throw new AccessError('region-not-enabled', 'The security token included in the request is invalid.');
    };
    const ListIndexes = (_input: Input, where: string) =>
      where === 'us-east-1' ? off() : { Indexes: [index('sa-east-1', 'LOCAL')] };
    expect((await asking({ ListIndexes }).ask()).map(one => one.region)).toEqual(['sa-east-1']);
    expect((await asking({ ListIndexes: off }).ask()).map(({ error }) => error?.code)).toEqual(['region-not-enabled']);
  });

  it('that break off keep what they told before', async () => {
    const { ask } = asking({
      ListIndexes: () => ({ Indexes: [index('us-east-1', 'LOCAL')] }),
      Search: ({ QueryString }) =>
        String(QueryString).includes('glacier') ? { Resources: [resource('us-east-1', 'tapes')] } : gone(),
    });
    const [reading] = await ask();
    expect([reading?.found.length, reading?.error?.code]).toEqual([1, 'not-found']);
  });

  it('are left as soon as it is cancelled', async () => {
    const { ask } = asking({ ListIndexes: () => new AccessError('cancelled', 'Cancelled.') });
    await expect(ask()).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('what only an index knows', () => {
  const known = (name: string, reportedAt: number | null) => ({
    ...({ accountId: '111122223333', region: region('eu-west-1'), kind: 'vault', name, arn: 'a', reportedAt } as const),
  });
  const reading = (...found: ReturnType<typeof known>[]) => ({
    ...({ index: 'config', region: region('eu-west-1'), name: 'all', kinds: [], regions: null } as const),
    ...{ isComplete: true, error: null, found },
  });

  it('is told once, by the newest word of it, without what was read', () => {
    const readings = [reading(known('b', 1), known('a', null)), reading(known('b', 2), known('read', 1))];
    expect(onlyIndexed(readings, ({ name }) => name === 'read')).toEqual([known('a', null), known('b', 2)]);
  });
});
