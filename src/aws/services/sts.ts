import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of STS. */
export const openSts: OpenService = needs =>
  serviceClient('sts', new STSClient(clientSettings(needs)), needs.requestHandler, {
    GetCallerIdentity: GetCallerIdentityCommand,
  });
