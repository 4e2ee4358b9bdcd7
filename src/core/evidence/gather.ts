import { Channel } from '../inventory/channel.ts';
import { sourceKey } from '../model/account.ts';
import type { CheckedResource } from '../model/check.ts';
import { type AppError, asAccessError, isCancelled } from '../model/errors.ts';
import type {
  Conclusion,
  EvidenceLook,
  EvidencePiece,
  KindEvidence,
  Metric,
  MetricPoint,
  PendingEvidence,
} from '../model/evidence.ts';
import type { AccountGateway, Clock, Input } from '../model/ports.ts';
import { partitionOf, type Region } from '../model/regions.ts';
import { readName, SharedReads, unchecked } from '../preflight/reads.ts';
import { type Evidence, isUnread, type Report } from '../preflight/report.ts';
import { EventHistory } from './eventHistory.ts';
import { type MetricReading, metricKey, readMetrics } from './metrics.ts';
import { withEvidence } from './withEvidence.ts';

/** What evidence is gathered with. */
export interface EvidenceTools {
  readonly gateway: Pick<AccountGateway, 'reader'>;
  /** What can be looked for of each kind. */
  readonly evidence: readonly KindEvidence[];
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Looks for what has happened, for reports of a preflight, and gives each back with it: what was unproven is settled where
 * something proves it. Only ever on demand, since it asks more of AWS than a sweep may. In each account the metrics of a Region
 * are read together, and the history of an operation once. What may not be read costs its own piece alone. Ends early when the
 * signal aborts. Never throws.
 */
export async function* gatherEvidence(
  tools: EvidenceTools,
  reports: readonly Report[],
  signal?: AbortSignal,
): AsyncGenerator<Report> {
  const all = reports.map((report): Subject => [report, subjectOf(report)]);
  const accounts = new Map<string, { readonly account: Report; readonly group: Subject[] }>();
  for (const subject of all) {
    const [account] = subject;
    const key = JSON.stringify([sourceKey(account.source), account.accountId]);
    const known = accounts.get(key);
    if (known === undefined) accounts.set(key, { account, group: [subject] });
    else known.group.push(subject);
  }
  const done = new Channel<Report>();
  const runs = [...accounts.values()].map(({ account, group }) =>
    new Gathering(tools, account, { group, all }, signal).run(one => done.push(one)),
  );
  // Only our own stop rejects: what was begun then is nobody's.
  void Promise.allSettled(runs).then(() => done.end());
  for await (const one of done) {
    if (signal?.aborted === true) return;
    yield one;
  }
}

/** A report and its resource; none of one that could not be read. */
type Subject = readonly [Report, CheckedResource | undefined];

/** A piece of a resource that has read what it reads alone. */
interface Begun {
  readonly piece: EvidencePiece;
  readonly read: string[];
  readonly came: Conclusion | PendingEvidence | AppError | undefined;
}

const isPending = (came: Begun['came']): came is PendingEvidence => came !== undefined && 'conclude' in came;
const isFailed = (came: Begun['came']): came is AppError => came instanceof Error;

/** The metrics of one Region, or why they could not be read. */
type RegionMetrics = ReadonlyMap<string, MetricReading> | AppError;

/** The evidence of one account. */
class Gathering {
  readonly #tools: EvidenceTools;
  readonly #subjects: readonly Subject[];
  /** Those of all accounts of the run. */
  readonly #all: readonly Subject[];
  readonly #reads: SharedReads;
  readonly #histories = new Map<string, EventHistory>();

  constructor(
    tools: EvidenceTools,
    account: Pick<Report, 'source' | 'accountId'>,
    { group, all }: { readonly group: readonly Subject[]; readonly all: readonly Subject[] },
    signal: AbortSignal | undefined,
  ) {
    this.#tools = tools;
    this.#subjects = group;
    this.#all = all;
    const options = { ...(account.accountId === null ? {} : { accountId: account.accountId }), signal };
    this.#reads = new SharedReads(tools.gateway.reader(account.source), options);
  }

  /** Rejects with our own stop alone. */
  async run(tell: (report: Report) => void): Promise<void> {
    const begun = await Promise.all(
      this.#subjects.map(async ([report, subject]) => [report, await this.#begin(report, subject)] as const),
    );
    const pending = begun.flatMap(([, pieces]) => pieces.map(({ came }) => came).filter(isPending));
    const metrics = await this.#metricsOf(pending);
    await Promise.all(
      begun.map(async ([report, pieces]) => {
        const found = await Promise.all(pieces.map(piece => conclude(piece, metrics)));
        tell(
          withEvidence(
            report,
            found.filter(one => one !== undefined),
          ),
        );
      }),
    );
  }

  #begin({ steps }: Report, subject: CheckedResource | undefined): Promise<readonly Begun[]> {
    const pieces = this.#tools.evidence.find(({ kind }) => kind === subject?.kind)?.pieces ?? [];
    const unproven = steps.filter(({ verdict }) => verdict === 'unproven').map(({ rule }) => rule);
    return subject === undefined
      ? Promise.resolve([])
      : Promise.all(pieces.map(piece => this.#gather(piece, subject, unproven)));
  }

  async #gather(piece: EvidencePiece, subject: CheckedResource, unproven: readonly string[]): Promise<Begun> {
    const read: string[] = [];
    try {
      return { piece, read, came: await piece.gather(subject, this.#lookOf(subject, unproven, read)) };
    } catch (error) {
      if (isCancelled(error)) throw error;
      return { piece, read, came: asAccessError(error) };
    }
  }

  #lookOf(subject: CheckedResource, unproven: readonly string[], read: string[]): EvidenceLook {
    const all = this.#all;
    const noted: EvidenceLook['read'] = (operation, input, region = subject.region) => {
      if (!read.includes(readName(operation))) read.push(readName(operation));
      return this.#reads.read(operation, region, input);
    };
    return {
      read: noted,
      now: () => this.#tools.clock.now(),
      run: this,
      unproven,
      // Put together only where it is looked at: of thousands each would hold all others.
      get others() {
        return all.flatMap(([, other]) => (other?.kind === subject.kind && other !== subject ? [other] : []));
      },
      lastChange: (operation, isMeant, region = subject.region) => {
        if (!read.includes(readName('LookupEvents'))) read.push(readName('LookupEvents'));
        return this.#historyOf(operation, region).last(isMeant);
      },
    };
  }

  /** One query for all resources: CloudTrail takes one attribute a query, and two queries a second. */
  #historyOf(operation: string, region: Region): EventHistory {
    const key = `${region} ${operation}`;
    const known = this.#histories.get(key);
    if (known !== undefined) return known;
    const LookupAttributes = [{ AttributeKey: 'EventName', AttributeValue: operation }];
    const made = new EventHistory(NextToken =>
      this.#reads.read('LookupEvents', region, { LookupAttributes, ...(NextToken === null ? {} : { NextToken }) }),
    );
    this.#histories.set(key, made);
    return made;
  }

  /** The metrics that are waited for, by Region. */
  async #metricsOf(pending: readonly PendingEvidence[]): Promise<ReadonlyMap<Region, RegionMetrics>> {
    const regions = new Set(pending.flatMap(({ metrics }) => metrics.map(({ region }) => region)));
    const since = Math.min(...pending.map(one => one.since));
    const until = Math.max(...pending.map(one => one.until));
    const read = [...regions].map(async (region): Promise<readonly [Region, RegionMetrics]> => {
      const wanted = pending.flatMap(({ metrics }) => metrics.filter(metric => metric.region === region));
      try {
        const ask = (input: Input) => this.#reads.read('GetMetricData', region, input);
        return [region, await readMetrics(wanted, { since, until }, ask)];
      } catch (error) {
        if (isCancelled(error)) throw error;
        return [region, asAccessError(error)];
      }
    });
    return new Map(await Promise.all(read));
  }
}

/** The resource of a report; undefined for one that could not be read, and for a place that could not be listed. */
function subjectOf(report: Report): CheckedResource | undefined {
  const { source, accountId, region, kind, name, status, config } = report;
  if (accountId === null || region === null || name === null || isUnread(report)) return undefined;
  const partition = partitionOf(region);
  return { source, accountId, region, partition, kind, name, status, config, fields: new Map() };
}

/** What a piece comes to, now that the metrics are read. Rejects with our own stop alone. */
async function conclude(
  { piece, read, came }: Begun,
  metrics: ReadonlyMap<Region, RegionMetrics>,
): Promise<(Evidence & Pick<Conclusion, 'settles'>) | undefined> {
  try {
    if (isFailed(came)) throw came;
    if (isPending(came) && !read.includes(readName('GetMetricData'))) read.push(readName('GetMetricData'));
    const conclusion = isPending(came) ? await came.conclude(metric => pointsOf(metric, metrics)) : came;
    return conclusion && { rule: piece.id, ...conclusion, read, needs: null, error: null, by: conclusion.by ?? null };
  } catch (error) {
    if (isCancelled(error)) throw error;
    const told = asAccessError(error);
    const { rule, needs } = unchecked(piece.id, read, told);
    return { rule, verdict: 'not-checked', data: {}, read, needs, error: told, at: null, by: null };
  }
}

/** @throws {AppError} as the metric, or all of its Region, could not be read */
function pointsOf(metric: Metric, metrics: ReadonlyMap<Region, RegionMetrics>): readonly MetricPoint[] {
  const found = metrics.get(metric.region);
  const reading = found instanceof Error ? found : found?.get(metricKey(metric));
  if (reading instanceof Error) throw reading;
  return reading ?? [];
}
