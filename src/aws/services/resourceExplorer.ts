import { ListIndexesCommand, ResourceExplorer2Client, SearchCommand } from '@aws-sdk/client-resource-explorer-2';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of Resource Explorer. */
export const openResourceExplorer: OpenService = options =>
  serviceClient('resource_explorer_2', new ResourceExplorer2Client(clientSettings(options)), options.requestHandler, {
    ListIndexes: ListIndexesCommand,
    Search: SearchCommand,
  });
