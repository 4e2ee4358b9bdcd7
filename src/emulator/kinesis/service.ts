import { awsModels } from '../awsModels.ts';
import { awsJsonService } from '../wire/awsJson.ts';
import type { World } from '../world.ts';
import { createStream } from './createStream.ts';
import { deleteStream } from './deleteStream.ts';
import { describeStreamSummary } from './describeStreamSummary.ts';
import { statuses } from './errors.ts';
import { listStreams } from './listStreams.ts';
import { putRecord, putRecords } from './putRecords.ts';
import { startStreamEncryption, stopStreamEncryption } from './streamEncryption.ts';

/**
 * Amazon Kinesis Data Streams, 2013-12-02. Over HTTP/1.1 alone: the SDK's own default is HTTP/2, so its client needs a
 * `NodeHttpHandler` against the emulator.
 */
export const kinesis = awsJsonService<World>({
  name: 'kinesis',
  target: 'Kinesis_20131202',
  model: awsModels.kinesis,
  operations: [
    createStream,
    deleteStream,
    describeStreamSummary,
    listStreams,
    putRecord,
    putRecords,
    startStreamEncryption,
    stopStreamEncryption,
  ],
  statuses,
  codes: { throttled: ['LimitExceededException', 400] },
});
