import { awsJsonInput } from '../wire/awsJson.ts';
import { offsetOf, tokenAfter } from '../wire/pages.ts';
import { ServiceError } from '../wire/serviceError.ts';
import { boolean, integer, list, number, object, optional, type ShapeOf, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { fail } from './errors.ts';
import { MAX_DATAPOINTS, MAX_QUERIES, MINUTES_KEPT_DAYS } from './limits.ts';
import { metricKey } from './metrics.ts';

const STATISTICS = ['Sum', 'SampleCount', 'Average', 'Minimum', 'Maximum'] as const;

const query = object({
  Id: string({ min: 1, max: 255 }),
  MetricStat: optional(
    object({
      Metric: object({
        Namespace: optional(string({ min: 1, max: 255 })),
        MetricName: optional(string({ min: 1, max: 255 })),
        Dimensions: optional(list(object({ Name: string({ min: 1 }), Value: string({ min: 1 }) }), { max: 30 })),
      }),
      Period: integer({ min: 1 }),
      Stat: string(),
      Unit: optional(string()),
    }),
  ),
  Expression: optional(string()),
  Label: optional(string()),
  ReturnData: optional(boolean),
});

const input = object({
  MetricDataQueries: list(query),
  StartTime: number,
  EndTime: number,
  NextToken: optional(string()),
  ScanBy: optional(string({ oneOf: ['TimestampDescending', 'TimestampAscending'] })),
  MaxDatapoints: optional(integer({ min: 1, max: MAX_DATAPOINTS })),
});

type Query = ShapeOf<typeof query>;
type Point = readonly [seconds: number, value: number];

/** What AWS checks of the queries before it looks at any metric. */
function checkQueries(queries: readonly Query[]): void {
  const ids = queries.map(({ Id }) => Id);
  const bad = ids.find(id => !/^[a-z][a-zA-Z0-9_]*$/.test(id));
  if (bad !== undefined)
    throw fail(
      'ValidationError',
      `The value ${bad} for parameter MetricDataQueries.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  if (new Set(ids).size < ids.length)
    throw fail('ValidationError', 'The values for parameter id in MetricDataQueries are not unique.');
  if (queries.length > MAX_QUERIES) {
    throw fail('ValidationError', `The collection MetricDataQueries must not have a size greater than ${MAX_QUERIES}.`);
  }
  for (const { Id, MetricStat, Expression } of queries) {
    if (Expression !== undefined) throw new ServiceError('NotImplemented', 501, 'The emulator has no metric math');
    if (MetricStat === undefined) throw fail('ValidationError', `No metric specified for ${Id}.`);
    const { Period, Stat } = MetricStat;
    if (Period % 60 !== 0 && ![1, 5, 10, 20, 30].includes(Period)) {
      throw fail('ValidationError', 'Period must be a value of 1, 5, 10, 20, 30 or a multiple of 60.');
    }
    if (!STATISTICS.some(one => one === Stat)) {
      throw new ServiceError('NotImplemented', 501, `The emulator has no statistic ${Stat.slice(0, 50)}`);
    }
  }
}

/** The data points of a query, the newest first. Whatever is counted here is counted one by one. */
function pointsOf(call: EmulatorCall, { MetricStat }: Query, startTime: number, endTime: number): readonly Point[] {
  if (MetricStat === undefined) return [];
  const { Metric, Period, Stat } = MetricStat;
  const { metrics, lagSeconds = 0 } = call.world.cloudwatch.peek(call.account, call.region);
  const [dimension, ...others] = Metric.Dimensions ?? [];
  if (dimension === undefined || others.length > 0) return [];
  const { Namespace: namespace = '', MetricName: name = '' } = Metric;
  const counted = metrics.get(metricKey({ namespace, name, dimension: [dimension.Name, dimension.Value] }));
  const shownUntil = call.now.getTime() / 1000 - lagSeconds;
  const keptSince = call.now.getTime() / 1000 - MINUTES_KEPT_DAYS * 86_400;
  const start = Math.floor(startTime / Period) * Period;
  const sums = new Map<number, number>();
  for (const [minute, sum] of counted?.entries() ?? []) {
    const seconds = Date.parse(minute) / 1000;
    if (seconds > shownUntil || (Period < 300 && seconds < keptSince)) continue;
    const begin = Math.floor(seconds / Period) * Period;
    if (begin >= start && begin < endTime) sums.set(begin, (sums.get(begin) ?? 0) + sum);
  }
  const value = (sum: number): number => (Stat === 'Sum' || Stat === 'SampleCount' ? sum : 1);
  return [...sums].map(([begin, sum]) => [begin, value(sum)] as const).sort(([a], [b]) => b - a);
}

const noToken = () => fail('InvalidNextToken', 'The value for parameter NextToken is invalid.');

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const getMetricData: EmulatorOperation = {
  name: 'GetMetricData',
  effect: 'read',
  run(call) {
    const given = awsJsonInput(input, call.body);
    const { MetricDataQueries: queries, StartTime, EndTime, ScanBy, MaxDatapoints = MAX_DATAPOINTS } = given;
    checkQueries(queries);
    if (StartTime >= EndTime) {
      throw fail('ValidationError', 'The parameter StartTime must be less than the parameter EndTime.');
    }
    // Of all data points of all queries.
    const offset = offsetOf(given.NextToken, noToken);
    let passed = 0;
    const results = queries
      .filter(({ ReturnData = true }) => ReturnData)
      .map(one => {
        const newestFirst = pointsOf(call, one, StartTime, EndTime);
        const all = ScanBy === 'TimestampAscending' ? newestFirst.toReversed() : newestFirst;
        const before = passed;
        passed += all.length;
        const shown = all.slice(Math.max(0, offset - before), Math.max(0, offset + MaxDatapoints - before));
        return {
          Id: one.Id,
          Label: one.Label ?? one.MetricStat?.Metric.MetricName ?? one.Id,
          Timestamps: shown.map(([begin]) => begin),
          Values: shown.map(([, value]) => value),
          StatusCode: passed > offset + MaxDatapoints ? 'PartialData' : 'Complete',
        };
      });
    const end = offset + MaxDatapoints;
    const NextToken = tokenAfter(end, passed);
    return { body: { MetricDataResults: results, Messages: [], ...(NextToken === undefined ? {} : { NextToken }) } };
  },
};
