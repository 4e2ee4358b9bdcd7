import { isObject, objects, optionalText, pageToken, text } from '../model/answer.ts';
import { AccessError } from '../model/errors.ts';
import type { Metric, MetricPoint } from '../model/evidence.ts';
import { pagesOf } from '../model/paging.ts';
import type { Answer, Input } from '../model/ports.ts';

/** Metrics of one GetMetricData. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MOST_METRICS = 500;

const MINUTE_SECONDS = 60;

/** What a metric is told by. */
export const metricKey = ({ namespace, name, dimension }: Metric): string =>
  JSON.stringify([namespace, name, dimension]);

/** What a metric came to, or why AWS did not tell all of it. */
export type MetricReading = readonly MetricPoint[] | AccessError;

/** Metrics by `metricKey`, out of as few calls as AWS allows: each that was asked for. @throws {AccessError} */
export async function readMetrics(
  metrics: readonly Metric[],
  { since, until }: { readonly since: number; readonly until: number },
  ask: (input: Input) => Promise<Answer>,
): Promise<ReadonlyMap<string, MetricReading>> {
  const found = new Map<string, MetricReading>();
  const keys = [...new Set(metrics.map(metricKey))];
  const byKey = new Map(metrics.map(metric => [metricKey(metric), metric]));
  for (let from = 0; from < keys.length; from += MOST_METRICS) {
    const asked = keys.slice(from, from + MOST_METRICS);
    const queries = asked.flatMap((key, index) => queryOf(byKey.get(key), index) ?? []);
    // A whole minute each, so that the points are those that AWS keeps.
    const times = { StartTime: new Date(since), EndTime: new Date(until) };
    const pages = pagesOf(
      NextToken => ask({ MetricDataQueries: queries, ...times, ...(NextToken === null ? {} : { NextToken }) }),
      answer => pageToken(answer, 'NextToken'),
    );
    const results = new Map<string | undefined, Answer[]>();
    for await (const page of pages) {
      for (const result of objects(page, 'MetricDataResults')) {
        const key = asked[Number(text(result, 'Id').slice(1))];
        results.set(key, [...(results.get(key) ?? []), result]);
      }
    }
    for (const key of asked) found.set(key, readingOf(results.get(key) ?? []));
  }
  return found;
}

/**
 * The points of a metric's results, of which the last tells whether they are all: without that, no point would be taken for
 * nothing counted.
 */
function readingOf(results: readonly Answer[]): MetricReading {
  const last = results.at(-1);
  if (last === undefined) return new AccessError('unexpected-answer', 'The answer leaves out a metric.');
  const status = optionalText(last, 'StatusCode') ?? 'Complete';
  if (status === 'Complete') return results.flatMap(pointsOf);
  const [message] = Array.isArray(last.Messages) ? last.Messages : [];
  const said = isObject(message) ? (optionalText(message, 'Value') ?? '') : '';
  const code = status === 'Forbidden' ? 'access-denied' : 'service-failure';
  return new AccessError(code, `CloudWatch did not give all of a metric: ${said === '' ? status : said}`);
}

function queryOf(metric: Metric | undefined, index: number): Input | undefined {
  if (metric === undefined) return undefined;
  const [Name, Value] = metric.dimension;
  const Metric = { Namespace: metric.namespace, MetricName: metric.name, Dimensions: [{ Name, Value }] };
  return { Id: `m${index}`, MetricStat: { Metric, Period: MINUTE_SECONDS, Stat: 'Sum' } };
}

/** The clients give times as Date, other servers as text. */
function pointsOf(result: Answer): readonly MetricPoint[] {
  const { Timestamps: times = [], Values: values = [] } = result;
  if (!Array.isArray(times) || !Array.isArray(values)) throw unexpected(result);
  return times.map((time, index) => {
    const [at, sum] = [time instanceof Date ? time.getTime() : Date.parse(String(time)), Number(values[index])];
    if (Number.isNaN(at) || Number.isNaN(sum)) throw unexpected(result);
    return { time: at, sum };
  });
}

const unexpected = (result: Answer): AccessError =>
  new AccessError(
    'unexpected-answer',
    `The metric ${isObject(result) ? String(result.Id) : ''} is not a list of points.`,
  );
