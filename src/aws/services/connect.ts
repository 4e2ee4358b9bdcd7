import {
  ConnectClient,
  CreateIntegrationAssociationCommand,
  CreatePushNotificationRegistrationCommand,
  DeleteIntegrationAssociationCommand,
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
    CreateIntegrationAssociation: CreateIntegrationAssociationCommand,
    DeleteIntegrationAssociation: DeleteIntegrationAssociationCommand,
    CreatePushNotificationRegistration: CreatePushNotificationRegistrationCommand,
    DeletePushNotificationRegistration: DeletePushNotificationRegistrationCommand,
  });
