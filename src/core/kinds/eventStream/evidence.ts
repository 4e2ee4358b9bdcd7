import { parseArn } from '../../model/arn.ts';
import type { EvidencePiece, KindEvidence, Metric } from '../../model/evidence.ts';
import { parseRegion } from '../../model/regions.ts';
import { lastChangePiece, names } from '../lastChange.ts';
import { DAY_MS, inLastDay, sumOf } from '../metricTimes.ts';

/** By the service of a destination: what counts the records that it takes. */
const INTAKE: Readonly<Record<string, Pick<Metric, 'namespace'> & { readonly dimension: string }>> = {
  kinesis: { namespace: 'AWS/Kinesis', dimension: 'StreamName' },
  firehose: { namespace: 'AWS/Firehose', dimension: 'DeliveryStreamName' },
};

/** How many records the destination took in a day. Who sent them no metric tells, so that it proves nothing of Pinpoint. */
const intake: EvidencePiece = {
  id: 'event-stream/intake',
  gather: async ({ config, accountId }, look) => {
    const arn = typeof config?.DestinationStreamArn === 'string' ? parseArn(config.DestinationStreamArn) : undefined;
    const counted = arn === undefined ? undefined : INTAKE[arn.service];
    const region = arn === undefined ? undefined : parseRegion(arn.region);
    if (arn === undefined || counted === undefined || region === undefined) return undefined;
    const stream = arn.resource.slice(arn.resource.indexOf('/') + 1);
    const data = { stream, service: arn.service, owner: arn.accountId };
    if (arn.accountId !== accountId)
      return { verdict: 'not-checked', data: { ...data, why: 'other-account' }, at: null };
    const { namespace, dimension } = counted;
    const metric: Metric = { region, namespace, name: 'IncomingRecords', dimension: [dimension, stream] };
    const now = look.now();
    return {
      metrics: [metric],
      ...inLastDay(now),
      conclude: async read => {
        const points = read(metric).filter(({ time }) => time >= now - DAY_MS);
        const last = Math.max(...points.map(({ time }) => time));
        const at = points.length === 0 ? null : new Date(last).toISOString();
        return { verdict: null, data: { ...data, count: String(sumOf(points)) }, at };
      },
    };
  },
};

const lastChange = lastChangePiece(
  'event-stream/last-change',
  ({ config }) => (config === null ? 'DeleteEventStream' : 'PutEventStream'),
  (event, { name }) => names(event, 'applicationId', name),
);

/** What tells that records come to a stream. */
export const eventStreamEvidence: KindEvidence = { kind: 'event-stream', pieces: [intake, lastChange] };
