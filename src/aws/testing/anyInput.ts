/** Members that let any operation be sent, whatever it asks for. */
export const ANY_INPUT = {
  accountId: '-',
  vaultName: 'v',
  vaultNotificationConfig: {},
  ApplicationId: 'a',
  WriteEventStream: { DestinationStreamArn: 'd', RoleArn: 'r' },
  InstanceId: 'i',
  RegistrationId: 'r',
  ContactId: 'c',
  notificationHubRegion: 'eu-west-1',
};
