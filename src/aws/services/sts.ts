import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of STS. */
export const openSts: OpenService = options =>
  serviceClient('sts', new STSClient(clientSettings(options)), options.requestHandler, {
    GetCallerIdentity: GetCallerIdentityCommand,
  });
