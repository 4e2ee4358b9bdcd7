import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of Account Management. */
export const openAccount: OpenService = options =>
  serviceClient('account', new AccountClient(clientSettings(options)), options.requestHandler, {
    ListRegions: ListRegionsCommand,
  });
