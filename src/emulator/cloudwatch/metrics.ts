import { Collection } from '../state/collection.ts';
import type { World } from '../world.ts';

/** A metric as the emulator keeps it: every one that it counts has one dimension. */
export interface Metric {
  /** Such as `AWS/SNS`. */
  readonly namespace: string;
  readonly name: string;
  /** Name and value, such as `TopicName` and `jobs`. */
  readonly dimension: readonly [name: string, value: string];
}

/** What a metric is called in the state. */
export const metricKey = ({ namespace, name, dimension: [key, value] }: Metric): string =>
  `${namespace} ${name} ${key}=${value}`;

const MINUTE_MS = 60_000;

/** Counts something that happened at a time, each as one observation of the value 1. */
export function count(
  world: Pick<World, 'cloudwatch'>,
  place: { readonly account: string; readonly region: string },
  metric: Metric,
  at: Date,
  times = 1,
): void {
  if (times === 0) return;
  const { metrics } = world.cloudwatch.open(place.account, place.region);
  const key = metricKey(metric);
  const points = metrics.get(key) ?? new Collection<number>();
  const minute = new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS).toISOString();
  points.set(minute, (points.get(minute) ?? 0) + times);
  metrics.set(key, points);
}
