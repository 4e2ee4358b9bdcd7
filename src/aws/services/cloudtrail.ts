import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of CloudTrail. */
export const openCloudTrail: OpenService = options =>
  serviceClient('cloudtrail', new CloudTrailClient(clientSettings(options)), options.requestHandler, {
    LookupEvents: LookupEventsCommand,
  });
