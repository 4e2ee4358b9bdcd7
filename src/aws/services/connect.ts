import {
  ConnectClient,
  CreatePushNotificationRegistrationCommand,
  DeletePushNotificationRegistrationCommand,
  DescribeContactCommand,
  DescribeInstanceCommand,
  ListInstancesCommand,
  ListIntegrationAssociationsCommand,
} from '@aws-sdk/client-connect';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of Connect. */
export const openConnect: OpenService = options =>
  serviceClient('connect', new ConnectClient(clientSettings(options)), options.requestHandler, {
    ListInstances: ListInstancesCommand,
    DescribeInstance: DescribeInstanceCommand,
    ListIntegrationAssociations: ListIntegrationAssociationsCommand,
    DescribeContact: DescribeContactCommand,
    CreatePushNotificationRegistration: CreatePushNotificationRegistrationCommand,
    DeletePushNotificationRegistration: DeletePushNotificationRegistrationCommand,
  });
