import { GetRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of IAM. */
export const openIam: OpenService = needs =>
  serviceClient('iam', new IAMClient(clientSettings(needs)), needs.requestHandler, {
    ListRoles: ListRolesCommand,
    GetRole: GetRoleCommand,
  });
