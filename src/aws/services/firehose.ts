import { DescribeDeliveryStreamCommand, FirehoseClient, ListDeliveryStreamsCommand } from '@aws-sdk/client-firehose';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of Firehose. */
export const openFirehose: OpenService = options =>
  serviceClient('firehose', new FirehoseClient(clientSettings(options)), options.requestHandler, {
    ListDeliveryStreams: ListDeliveryStreamsCommand,
    DescribeDeliveryStream: DescribeDeliveryStreamCommand,
  });
