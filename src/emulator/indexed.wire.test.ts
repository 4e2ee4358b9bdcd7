import {
  DescribeConfigurationAggregatorsCommand,
  PutConfigurationAggregatorCommand,
  SelectAggregateResourceConfigCommand,
} from '@aws-sdk/client-config-service';
import {
  CreateIndexCommand,
  DeleteIndexCommand,
  ListIndexesCommand,
  SearchCommand,
  UpdateIndexTypeCommand,
} from '@aws-sdk/client-resource-explorer-2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from './startEmulator.ts';
import { type Clients, clientsFor, failureOf } from './testing/clients.ts';

const START = Date.parse('2026-11-22T02:00:00.000Z');
const stream = { destinationStreamArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/s', roleArn: 'r' };
const seed = {
  version: 1,
  accounts: {
    '111122223333': {
      'us-east-1': {
        glacier: { vaults: { tapes: {}, new: { creationDate: '2026-11-22T01:59:30.000Z' } } },
        connect: { instances: { 'i-1': { alias: 'support' } } },
      },
      'eu-west-1': {
        glacier: { vaults: { films: {} } },
        pinpoint: { apps: { a1: { name: 'Shop', eventStream: stream }, a2: { name: 'Blog' } } },
      },
    },
    '444455556666': {
      'us-east-1': { pinpoint: { apps: { b1: { name: 'Other' } } } },
      'eu-west-1': { pinpoint: { apps: { b2: { name: 'Silent' } } }, config: { recording: false } },
    },
  },
};

let emulator: Emulator;
let aws: Clients;
beforeEach(async () => {
  emulator = await startEmulator({ seed: { document: seed }, clock: () => START });
  aws = clientsFor(emulator.endpoint);
});
afterEach(() => emulator.close());

const inIreland = () => clientsFor(emulator.endpoint, '111122223333', 'eu-west-1');
const state = async (): Promise<unknown> => (await fetch(`${emulator.endpoint}/_emulator/state`)).json();

describe('Resource Explorer', () => {
  const search = async (QueryString: string, client = aws.explorer) => {
    const { Resources = [], Count } = await client.send(new SearchCommand({ QueryString }));
    return { names: Resources.map(({ Arn }) => Arn?.split('/').at(-1)), Count };
  };
  const createIndex = async (client: Clients['explorer']) => (await client.send(new CreateIndexCommand({}))).Arn ?? '';

  it('makes an index where a search finds none, and finds nothing then', async () => {
    expect((await search('resourcetype:glacier:vaults')).names).toEqual([]);
    expect((await aws.explorer.send(new ListIndexesCommand({}))).Indexes).toHaveLength(1);
    expect(await state()).toMatchObject({
      accounts: { '111122223333': { 'us-east-1': { resourceExplorer: { index: { madeBySearch: true } } } } },
    });
  });

  it('finds what is in the Region of an index, by its filters and words', async () => {
    await createIndex(aws.explorer);
    expect(await search('resourcetype:glacier:vaults')).toEqual({
      names: ['tapes', 'new'],
      Count: { TotalResources: 2, Complete: true },
    });
    expect((await search('service:connect,glacier -resourcetype:glacier:vaults')).names).toEqual(['i-1']);
    expect((await search('TAPES region:us-east-1')).names).toEqual(['tapes']);
    expect((await search('region:eu-west-1')).names).toEqual([]);
  });

  it('finds in the aggregator what the indexes of all Regions hold, and no more', async () => {
    const arn = await createIndex(aws.explorer);
    await aws.explorer.send(new UpdateIndexTypeCommand({ Arn: arn, Type: 'AGGREGATOR' }));
    expect((await search('resourcetype:glacier:vaults')).names).toEqual(['tapes', 'new']);
    const other = await createIndex(inIreland().explorer);
    expect((await search('resourcetype:glacier:vaults')).names).toEqual(['tapes', 'new', 'films']);
    const { Indexes } = await inIreland().explorer.send(new ListIndexesCommand({}));
    expect(Indexes?.map(({ Region, Type }) => [Region, Type])).toEqual([
      ['eu-west-1', 'LOCAL'],
      ['us-east-1', 'AGGREGATOR'],
    ]);
    const second = new UpdateIndexTypeCommand({ Arn: other, Type: 'AGGREGATOR' });
    expect(await failureOf(inIreland().explorer.send(second))).toMatchObject({ name: 'ServiceQuotaExceededException' });
    await inIreland().explorer.send(new DeleteIndexCommand({ Arn: other }));
    expect((await search('resourcetype:glacier:vaults')).names).toEqual(['tapes', 'new']);
  });

  it('refuses a token that it never gave, and does not begin anew with it', async () => {
    await createIndex(aws.explorer);
    const again = new SearchCommand({ QueryString: '', NextToken: '!!!' });
    expect(await failureOf(aws.explorer.send(again))).toMatchObject({ name: 'ValidationException' });
  });

  it('refuses a second index in a Region, and one that there is not', async () => {
    await createIndex(aws.explorer);
    expect(await failureOf(createIndex(aws.explorer))).toMatchObject({ name: 'ConflictException', status: 409 });
    const missing = new DeleteIndexCommand({ Arn: 'arn:aws:resource-explorer-2:us-east-1:111122223333:index/x' });
    expect(await failureOf(aws.explorer.send(missing))).toMatchObject({
      name: 'ResourceNotFoundException',
      status: 404,
    });
  });
});

describe('Config', () => {
  const put = (
    more: Omit<ConstructorParameters<typeof PutConfigurationAggregatorCommand>[0], 'ConfigurationAggregatorName'>,
  ) => aws.config.send(new PutConfigurationAggregatorCommand({ ConfigurationAggregatorName: 'all', ...more }));
  const select = async (Expression: string) => {
    const input = { ConfigurationAggregatorName: 'all', Expression };
    const { Results = [] } = await aws.config.send(new SelectAggregateResourceConfigCommand(input));
    return Results.map(one => JSON.parse(one));
  };

  it('tells what the accounts and Regions of an aggregator record', async () => {
    await put({ AccountAggregationSources: [{ AccountIds: ['111122223333', '444455556666'], AllAwsRegions: true }] });
    expect(
      await select("SELECT accountId, awsRegion, resourceId WHERE resourceType IN ('AWS::Pinpoint::App')"),
    ).toEqual([
      { accountId: '111122223333', awsRegion: 'eu-west-1', resourceId: 'a1' },
      { accountId: '111122223333', awsRegion: 'eu-west-1', resourceId: 'a2' },
      { accountId: '444455556666', awsRegion: 'us-east-1', resourceId: 'b1' },
    ]);
    expect(await select("SELECT resourceId, resourceType WHERE resourceType = 'AWS::Pinpoint::EventStream'")).toEqual([
      { resourceId: 'a1', resourceType: 'AWS::Pinpoint::EventStream' },
    ]);
    await put({ AccountAggregationSources: [{ AccountIds: ['111122223333'], AwsRegions: ['us-east-1'] }] });
    expect(await select('\n SELECT  resourceName ; ')).toEqual([{ resourceName: 'support' }]);
  });

  it('refuses what is no query, without looking at it in many ways', async () => {
    await put({ AccountAggregationSources: [{ AccountIds: ['111122223333'], AllAwsRegions: true }] });
    const refused = await failureOf(select(`SELECT${' '.repeat(4000)}!`));
    expect(refused).toMatchObject({ name: 'InvalidExpressionException', status: 400 });
  });

  it('tells of its aggregators, whether of accounts or of an organisation', async () => {
    await put({
      OrganizationAggregationSource: { RoleArn: 'arn:aws:iam::111122223333:role/config', AllAwsRegions: true },
    });
    const { ConfigurationAggregators } = await aws.config.send(new DescribeConfigurationAggregatorsCommand({}));
    expect(ConfigurationAggregators).toEqual([
      expect.objectContaining({
        ConfigurationAggregatorName: 'all',
        OrganizationAggregationSource: { RoleArn: 'arn:aws:iam::111122223333:role/config', AllAwsRegions: true },
        CreationTime: new Date(START),
      }),
    ]);
    expect(
      (await inIreland().config.send(new DescribeConfigurationAggregatorsCommand({}))).ConfigurationAggregators,
    ).toEqual([]);
  });

  it('lags behind as long as its aggregator says', async () => {
    const put = async (lagSeconds: number) => {
      const aggregators = { all: { id: 'x', createdAt: '2026-11-22T00:00:00.000Z', lagSeconds } };
      const accounts = {
        '111122223333': {
          'us-east-1': {
            config: { aggregators },
            pinpoint: {
              apps: { a1: { name: 'Shop', creationDate: '2026-11-22T01:59:30.000Z' } },
            },
          },
        },
      };
      await fetch(`${emulator.endpoint}/_emulator/state`, {
        method: 'PUT',
        body: JSON.stringify({ version: 1, accounts }),
      });
    };
    await put(60);
    expect(await select('SELECT resourceId')).toEqual([]);
    await put(20);
    expect(await select('SELECT resourceId, configurationItemCaptureTime')).toEqual([
      { resourceId: 'a1', configurationItemCaptureTime: '2026-11-22T01:59:40.000Z' },
    ]);
  });

  it.each([
    ['an unknown field', 'SELECT colour', 'InvalidExpressionException'],
    ['what is no query', 'DROP TABLE resources', 'InvalidExpressionException'],
  ])('refuses %s', async (_what, expression, name) => {
    await put({ AccountAggregationSources: [{ AccountIds: ['111122223333'], AllAwsRegions: true }] });
    expect(await failureOf(select(expression))).toMatchObject({ name, status: 400 });
  });

  it('refuses a token that it never gave, and does not begin anew with it', async () => {
    const again = new DescribeConfigurationAggregatorsCommand({ NextToken: '!!!' });
    expect(await failureOf(aws.config.send(again))).toMatchObject({ name: 'InvalidNextTokenException' });
  });

  it('knows no aggregator that was not made', async () => {
    expect(await failureOf(select('SELECT arn'))).toMatchObject({ name: 'NoSuchConfigurationAggregatorException' });
  });
});
