import type { CheckedResource, Look, StepVerdict } from './check.ts';
import type { Answer } from './ports.ts';
import type { Region } from './regions.ts';
import type { KindId } from './resource.ts';

/** A metric of CloudWatch with its one dimension, counted by the minute. */
export interface Metric {
  readonly region: Region;
  /** Such as `AWS/SNS`. */
  readonly namespace: string;
  readonly name: string;
  /** Name and value, such as `TopicName` and `jobs`. */
  readonly dimension: readonly [name: string, value: string];
}

/** How much was counted in one minute. */
export interface MetricPoint {
  /** Its beginning, milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  readonly sum: number;
}

/** What a metric came to, in no promised order; minutes in which nothing was counted have no point. */
export type ReadMetric = (metric: Metric) => readonly MetricPoint[];

/** One write in the event history. Nothing else of the event is kept: its parameters may hold secrets. */
export interface PastChange {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The ARN of the caller, or the name that CloudTrail gives. */
  readonly by: string;
}

/** That no such write is in the event history. */
export interface NoPastChange {
  readonly at: null;
  /** How far back was looked, where AWS has more than is read: ISO 8601, UTC. Null where all of its 90 days were. */
  readonly since: string | null;
}

/** The eyes of whoever gathers evidence: what a check may read, and the history of writes. */
export interface EvidenceLook extends Look {
  /** The same for all looks of one account in one run: what is worked out once for many resources is kept by it. */
  readonly run: object;
  /** The rules of the checks that left the resource unproven, which evidence may settle. */
  readonly unproven: readonly string[];
  /**
   * The last write by an operation that succeeded and is about what the caller means, or that there is none.
   * @param operation AWS's own name, such as `SetVaultNotifications`
   * @param isMeant given what was asked for and what was answered, whose casing AWS does not promise
   * @throws {AccessError}
   */
  lastChange(
    operation: string,
    isMeant: (event: Answer) => boolean,
    region?: Region,
  ): Promise<PastChange | NoPastChange>;
}

/** What a piece of evidence comes to, as data; `messages/` puts it into words. */
export interface Conclusion {
  /** Null for a fact that judges nothing. `unproven`: the words say why it settles nothing. */
  readonly verdict: StepVerdict | null;
  readonly data: Readonly<Record<string, string>>;
  /** When that happened which it rests on: ISO 8601, UTC; null where nothing has. */
  readonly at: string | null;
  /** Who did it, where it tells of a change. */
  readonly by?: string;
  /** The checks whose `unproven` it settles. What is amiss and settles none stands in the chain itself. */
  readonly settles?: readonly string[];
}

/** Evidence that waits for metrics, which are read for all resources of a place together. */
export interface PendingEvidence {
  readonly metrics: readonly Metric[];
  /** The earliest moment that matters, milliseconds since 1970-01-01 UTC. */
  readonly since: number;
  /** The last one: after it nothing is looked at. */
  readonly until: number;
  /** @throws {AccessError} as the metrics could not be read */
  conclude(read: ReadMetric): Promise<Conclusion | undefined>;
}

/** One thing to look for beyond what is set. Undefined where it has nothing to say of this resource. */
export interface EvidencePiece {
  /** Its published id, which never changes. */
  readonly id: string;
  gather(subject: CheckedResource, look: EvidenceLook): Promise<Conclusion | PendingEvidence | undefined>;
}

/** What can be looked for of a kind. */
export interface KindEvidence {
  readonly kind: KindId;
  readonly pieces: readonly EvidencePiece[];
}
