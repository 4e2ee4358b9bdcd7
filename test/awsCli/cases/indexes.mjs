const ACCOUNT = '100000000031';
const explorer = (...words) => ['resource-explorer-2', ...words];
const config = (...words) => ['configservice', ...words];
const SOURCES = JSON.stringify([{ AccountIds: [ACCOUNT], AllAwsRegions: true }]);
const query = expression =>
  config(
    ...['select-aggregate-resource-config', '--configuration-aggregator-name', 'all'],
    ...['--expression', expression],
  );

const resourceExplorer = [
  {
    aws: ['glacier', 'create-vault', '--account-id', '-', '--vault-name', 'tapes'],
    output: { location: `/${ACCOUNT}/vaults/tapes` },
  },
  { aws: explorer('list-indexes'), output: { Indexes: [] } },
  {
    aws: explorer('create-index'),
    output: { State: 'CREATING' },
    remember: (output, memory) => {
      memory.index = output?.Arn ?? 'none';
    },
  },
  { aws: explorer('create-index'), error: 'ConflictException' },
  ({ index }) => ({
    aws: explorer('update-index-type', '--arn', index, '--type', 'AGGREGATOR'),
    output: { Type: 'AGGREGATOR' },
  }),
  {
    aws: explorer('list-indexes', '--type', 'AGGREGATOR'),
    output: { Indexes: [{ Region: 'us-east-1', Type: 'AGGREGATOR' }] },
  },
  {
    aws: explorer('search', '--query-string', 'resourcetype:glacier:vaults'),
    output: {
      Resources: [
        { Arn: `arn:aws:glacier:us-east-1:${ACCOUNT}:vaults/tapes`, OwningAccountId: ACCOUNT, Service: 'glacier' },
      ],
      Count: { TotalResources: 1, Complete: true },
    },
  },
  ({ index }) => ({ aws: explorer('delete-index', '--arn', index), output: { State: 'DELETING' } }),
  ({ index }) => ({ aws: explorer('delete-index', '--arn', index), error: 'ResourceNotFoundException' }),
];

const aggregators = [
  {
    aws: ['pinpoint', 'create-app', '--create-application-request', 'Name=shop'],
    output: { ApplicationResponse: { Name: 'shop' } },
  },
  { aws: query('SELECT arn'), error: 'NoSuchConfigurationAggregatorException' },
  {
    aws: config(
      ...['put-configuration-aggregator', '--configuration-aggregator-name', 'all'],
      ...['--account-aggregation-sources', SOURCES],
    ),
    output: { ConfigurationAggregator: { ConfigurationAggregatorName: 'all' } },
  },
  {
    aws: config('describe-configuration-aggregators'),
    output: { ConfigurationAggregators: [{ ConfigurationAggregatorName: 'all' }] },
  },
  {
    aws: query("SELECT accountId, resourceName WHERE resourceType = 'AWS::Pinpoint::App'"),
    output: {
      Results: [JSON.stringify({ accountId: ACCOUNT, resourceName: 'shop' })],
      QueryInfo: { SelectFields: [{ Name: 'accountId' }, { Name: 'resourceName' }] },
    },
  },
  { aws: query('SELECT colour'), error: 'InvalidExpressionException' },
];

/** The indexes that AWS keeps of resources. */
export const indexes = { name: 'indexes', account: ACCOUNT, cases: [...resourceExplorer, ...aggregators] };
