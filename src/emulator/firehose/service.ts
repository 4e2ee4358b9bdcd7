import { awsModels } from '../awsModels.ts';
import { awsJsonService } from '../wire/awsJson.ts';
import type { World } from '../world.ts';
import { createDeliveryStream } from './createDeliveryStream.ts';
import { deleteDeliveryStream } from './deleteDeliveryStream.ts';
import { describeDeliveryStream } from './describeDeliveryStream.ts';
import { statuses } from './errors.ts';
import { listDeliveryStreams } from './listDeliveryStreams.ts';
import { putRecord, putRecordBatch } from './putRecordBatch.ts';

/** Amazon Data Firehose, 2015-08-04. */
export const firehose = awsJsonService<World>({
  name: 'firehose',
  target: 'Firehose_20150804',
  model: awsModels.firehose,
  operations: [
    createDeliveryStream,
    deleteDeliveryStream,
    describeDeliveryStream,
    listDeliveryStreams,
    putRecord,
    putRecordBatch,
  ],
  statuses,
});
