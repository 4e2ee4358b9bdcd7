import { awsModels } from '../awsModels.ts';
import { type Indexed, indexed } from '../indexed.ts';
import { arnOf } from '../regions.ts';
import { awsJsonInput, awsJsonService } from '../wire/awsJson.ts';
import { offsetOf, tokenAfter } from '../wire/pages.ts';
import { errorsOf } from '../wire/serviceError.ts';
import { anything, boolean, integer, list, object, optional, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation, World } from '../world.ts';
import type { Aggregator } from './configDocument.ts';

const statuses = {
  InvalidExpressionException: 400,
  InvalidLimitException: 400,
  InvalidNextTokenException: 400,
  InvalidParameterValueException: 400,
  NoSuchConfigurationAggregatorException: 400,
} as const;
const fail = errorsOf(statuses);

const name = string({ min: 1, max: 256, pattern: /^[\w-]+$/ });
const accountIds = list(string({ pattern: /^\d{12}$/ }), { min: 1 });
const regions = list(string({ min: 1 }), { min: 1 });

/** An aggregator as AWS writes it; times are seconds since 1970. */
function encode(call: EmulatorCall, aggregatorName: string, one: Aggregator) {
  const where = one.regions === undefined ? { AllAwsRegions: true } : { AllAwsRegions: false, AwsRegions: one.regions };
  const { organizationRoleArn: RoleArn, accountIds: AccountIds = [] } = one;
  return {
    ConfigurationAggregatorName: aggregatorName,
    ConfigurationAggregatorArn: arnOf('config', call.region, call.account, `config-aggregator/${one.id}`),
    ...(RoleArn === undefined
      ? { AccountAggregationSources: [{ AccountIds, ...where }] }
      : { OrganizationAggregationSource: { RoleArn, ...where } }),
    CreationTime: Date.parse(one.createdAt) / 1000,
    LastUpdatedTime: Date.parse(one.updatedAt ?? one.createdAt) / 1000,
  };
}

const putConfigurationAggregator: EmulatorOperation = {
  name: 'PutConfigurationAggregator',
  effect: 'write',
  run(call) {
    const where = { AllAwsRegions: optional(boolean), AwsRegions: optional(regions) };
    const input = awsJsonInput(
      object({
        ConfigurationAggregatorName: name,
        AccountAggregationSources: optional(list(object({ AccountIds: accountIds, ...where }), { max: 1 })),
        OrganizationAggregationSource: optional(object({ RoleArn: string({ min: 1 }), ...where })),
        Tags: optional(list(anything)),
        AggregatorFilters: optional(anything),
      }),
      call.body,
    );
    const accounts = input.AccountAggregationSources?.[0];
    const organization = input.OrganizationAggregationSource;
    const source = organization ?? accounts;
    if (source === undefined || (accounts !== undefined && organization !== undefined)) {
      throw fail('InvalidParameterValueException', 'Give either the accounts or the organization to aggregate from.');
    }
    const { aggregators } = call.world.config.open(call.account, call.region);
    const before = aggregators.get(input.ConfigurationAggregatorName);
    const now = call.now.toISOString();
    const made: Aggregator = {
      id: before?.id ?? `config-aggregator-${call.ids.hex(8)}`,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
      ...(accounts === undefined ? {} : { accountIds: accounts.AccountIds }),
      ...(organization === undefined ? {} : { organizationRoleArn: organization.RoleArn }),
      ...(source.AwsRegions === undefined ? {} : { regions: source.AwsRegions }),
      ...(before?.lagSeconds === undefined ? {} : { lagSeconds: before.lagSeconds }),
    };
    aggregators.set(input.ConfigurationAggregatorName, made);
    return { body: { ConfigurationAggregator: encode(call, input.ConfigurationAggregatorName, made) } };
  },
};

/** No page of either list is longer. */
const MAX_LIMIT = 100;

function limitOf(given: number | undefined): number {
  if (given !== undefined && given > MAX_LIMIT) throw fail('InvalidLimitException', 'The limit is at most 100.');
  return given === undefined || given === 0 ? MAX_LIMIT : given;
}

/** @throws {ServiceError} InvalidNextTokenException, InvalidLimitException */
function pageOf<T>(all: readonly T[], limit: number | undefined, token: string | undefined) {
  const from = offsetOf(token, () => fail('InvalidNextTokenException', 'The specified next token is not valid.'));
  const end = from + limitOf(limit);
  const NextToken = tokenAfter(end, all.length);
  return { items: all.slice(from, end), next: NextToken === undefined ? {} : { NextToken } };
}

const describeConfigurationAggregators: EmulatorOperation = {
  name: 'DescribeConfigurationAggregators',
  effect: 'read',
  run(call) {
    const input = awsJsonInput(
      object({
        ConfigurationAggregatorNames: optional(list(name, { max: 10 })),
        NextToken: optional(string()),
        Limit: optional(integer({ min: 0 })),
      }),
      call.body,
    );
    const { aggregators } = call.world.config.peek(call.account, call.region);
    const wanted = input.ConfigurationAggregatorNames ?? [];
    const missing = wanted.find(one => aggregators.get(one) === undefined);
    if (missing !== undefined) throw noAggregator();
    const all = [...aggregators.entries()]
      .filter(([one]) => wanted.length === 0 || wanted.includes(one))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const { items, next } = pageOf(all, input.Limit, input.NextToken);
    const page = items.map(([one, aggregator]) => encode(call, one, aggregator));
    return { body: { ConfigurationAggregators: page, ...next } };
  },
};

const noAggregator = () =>
  fail('NoSuchConfigurationAggregatorException', 'The configuration aggregator does not exist.');

/** The fields of an item that a query may name, of those that AWS has. */
const FIELDS: Readonly<Record<string, (one: Indexed, seenAt: number) => string>> = {
  accountId: ({ account }) => account,
  arn: ({ arn }) => arn,
  awsRegion: ({ region }) => region,
  configurationItemCaptureTime: (_one, seenAt) => new Date(seenAt).toISOString(),
  resourceId: ({ id }) => id,
  resourceName: ({ name: own }) => own,
  resourceType: ({ configType = '' }) => configType,
};

interface Query {
  readonly fields: readonly string[];
  readonly conditions: readonly { readonly field: string; readonly values: readonly string[] }[];
}

const CONDITION = /^(\w+)\s*(?:=\s*'([^']*)'|IN\s*\(\s*('[^']*'(?:\s*,\s*'[^']*')*)\s*\))$/i;

const withoutEnd = (expression: string): string => expression.trim().replace(/;$/, '').trimEnd();

/**
 * `SELECT a, b WHERE c = 'd' AND e IN ('f', 'g')`; of the rest of Config's SQL nothing.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/query-components.html
 */
function queryOf(expression: string): Query {
  const [, selected = '', where = ''] = /^SELECT\s([\w\s,*]+?)(?:\sWHERE\s(.+))?$/is.exec(withoutEnd(expression)) ?? [];
  const fields = selected.trim() === '*' ? Object.keys(FIELDS) : selected.split(',').map(one => one.trim());
  const conditions = (where === '' ? [] : where.split(/\sAND\s/i)).map(text => {
    const [, field = '', value, values = ''] = CONDITION.exec(text.trim()) ?? [];
    return {
      field,
      values: value === undefined ? [...values.matchAll(/'([^']*)'/g)].map(([, one = '']) => one) : [value],
    };
  });
  const named = [...fields, ...conditions.map(({ field }) => field)];
  if (named.length > 0 && named.every(field => Object.hasOwn(FIELDS, field))) return { fields, conditions };
  throw fail('InvalidExpressionException', 'The syntax of the query is incorrect.');
}

/** True where an aggregator gathers a resource, which its account must record. */
function gathers(call: EmulatorCall, { accountIds: from, regions: of }: Aggregator, one: Indexed): boolean {
  const records = call.world.config.peek(one.account, one.region).recording ?? true;
  return records && (from?.includes(one.account) ?? true) && (of?.includes(one.region) ?? true);
}

const selectAggregateResourceConfig: EmulatorOperation = {
  name: 'SelectAggregateResourceConfig',
  effect: 'read',
  run(call) {
    const input = awsJsonInput(
      object({
        Expression: string({ min: 1, max: 4096 }),
        ConfigurationAggregatorName: name,
        Limit: optional(integer({ min: 0 })),
        MaxResults: optional(integer({ min: 0 })),
        NextToken: optional(string()),
      }),
      call.body,
    );
    const aggregator = call.world.config
      .peek(call.account, call.region)
      .aggregators.get(input.ConfigurationAggregatorName);
    if (aggregator === undefined) throw noAggregator();
    const { fields, conditions } = queryOf(input.Expression);
    const latest = call.now.getTime() - (aggregator.lagSeconds ?? 0) * 1000;
    const all = [...indexed(call.world)].filter(
      one =>
        one.configType !== undefined &&
        one.createdAt <= latest &&
        gathers(call, aggregator, one) &&
        conditions.every(({ field, values }) => values.includes(FIELDS[field]?.(one, latest) ?? '')),
    );
    const { items, next } = pageOf(all, input.MaxResults ?? input.Limit, input.NextToken);
    const Results = items.map(one =>
      JSON.stringify(Object.fromEntries(fields.map(field => [field, FIELDS[field]?.(one, latest)]))),
    );
    const QueryInfo = { SelectFields: fields.map(Name => ({ Name })) };
    return { body: { Results, QueryInfo, ...next } };
  },
};

/** AWS Config, 2014-11-12: the aggregators of an account in a Region, and what they gathered. */
export const configService = awsJsonService<World>({
  name: 'config',
  target: 'StarlingDoveService',
  model: awsModels.config,
  operations: [describeConfigurationAggregators, putConfigurationAggregator, selectAggregateResourceConfig],
  statuses,
});
