import { DescribeStreamSummaryCommand, KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of Kinesis Data Streams. */
export const openKinesis: OpenService = options =>
  serviceClient('kinesis', new KinesisClient(clientSettings(options)), options.requestHandler, {
    ListStreams: ListStreamsCommand,
    DescribeStreamSummary: DescribeStreamSummaryCommand,
  });
