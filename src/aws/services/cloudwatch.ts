import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of CloudWatch. */
export const openCloudWatch: OpenService = options =>
  serviceClient('cloudwatch', new CloudWatchClient(clientSettings(options)), options.requestHandler, {
    GetMetricData: GetMetricDataCommand,
  });
