import {
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of AWS Organizations. */
export const openOrganizations: OpenService = options =>
  serviceClient('organizations', new OrganizationsClient(clientSettings(options)), options.requestHandler, {
    ListRoots: ListRootsCommand,
    ListOrganizationalUnitsForParent: ListOrganizationalUnitsForParentCommand,
    ListAccountsForParent: ListAccountsForParentCommand,
  });
