import type { MetricPoint } from '../model/evidence.ts';

/** A day, in milliseconds. */
export const DAY_MS = 86_400_000;

/** How long CloudWatch may take to show what SNS counted. Milliseconds. @see https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
const LAG_MS = 5 * 60_000;

/**
 * How far this machine's clock may be off AWS's without AWS refusing its calls, and so without anybody noticing. Milliseconds.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
const SKEW_MS = 5 * 60_000;

/** Whether something happened so lately that metrics may not show it yet, be our clock ahead of AWS's or behind it. */
export const isFresh = (time: number, now: number): boolean => now - time < LAG_MS + SKEW_MS && now - time > -SKEW_MS;

/**
 * How long ago something may have happened for CloudWatch to tell of its minute: after 15 days it keeps five together, and gives
 * a query by the minute that begins before nothing at all. Milliseconds; a day less, since clocks differ.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html
 */
export const MINUTES_KEPT_MS = 14 * DAY_MS;

/** The last day; and the next, since a clock of ours may be behind AWS's, and CloudWatch takes an end ahead. */
export const inLastDay = (now: number): { readonly since: number; readonly until: number } => ({
  since: now - DAY_MS,
  until: now + DAY_MS,
});

/** How much points come to together. */
export const sumOf = (points: readonly MetricPoint[]): number => points.reduce((sum, point) => sum + point.sum, 0);
