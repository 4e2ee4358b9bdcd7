import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of Account Management. */
export const openAccount: OpenService = needs =>
  serviceClient('account', new AccountClient(clientSettings(needs)), needs.requestHandler, {
    ListRegions: ListRegionsCommand,
  });
