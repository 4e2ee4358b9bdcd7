import {
  DeleteVaultNotificationsCommand,
  DescribeVaultCommand,
  GetVaultAccessPolicyCommand,
  GetVaultNotificationsCommand,
  GlacierClient,
  ListJobsCommand,
  ListTagsForVaultCommand,
  ListVaultsCommand,
  SetVaultNotificationsCommand,
} from '@aws-sdk/client-glacier';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of Glacier, the vault service. */
export const openGlacier: OpenService = options =>
  serviceClient('glacier', new GlacierClient(clientSettings(options)), options.requestHandler, {
    ListVaults: ListVaultsCommand,
    DescribeVault: DescribeVaultCommand,
    GetVaultNotifications: GetVaultNotificationsCommand,
    GetVaultAccessPolicy: GetVaultAccessPolicyCommand,
    ListTagsForVault: ListTagsForVaultCommand,
    ListJobs: ListJobsCommand,
    SetVaultNotifications: SetVaultNotificationsCommand,
    DeleteVaultNotifications: DeleteVaultNotificationsCommand,
  });
