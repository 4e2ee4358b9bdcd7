import { AccountClient } from '@aws-sdk/client-account';
import {
  CreateInstanceCommand,
  CreateIntegrationAssociationCommand,
  ListIntegrationAssociationsCommand,
  StartChatContactCommand,
} from '@aws-sdk/client-connect';
import { CreateVaultCommand, SetVaultNotificationsCommand } from '@aws-sdk/client-glacier';
import { CreateRoleCommand, PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateStreamCommand } from '@aws-sdk/client-kinesis';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateAppCommand, PutEventStreamCommand, UpdateGcmChannelCommand } from '@aws-sdk/client-pinpoint';
import {
  CreateTopicCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import type { LedgerEntry } from '../../src/core/model/ports.ts';
import { region } from '../../src/core/model/regions.ts';
import { type Clients, clientsFor } from '../../src/emulator/testing/clients.ts';
import { control } from '../../src/emulator/testing/rawRequest.ts';
import { policyOf, publishGrant, trustPolicy } from './policies.ts';

/** The account of the estate. */
export const ACCOUNT = '111122223333';
/** Where its vault publishes to. */
export const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:jobs`;
/** Where its application's events go. */
export const STREAM = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/events`;

/** The statement by which a key's account rules it. */
export const root = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};
/** A policy that allows these actions everywhere. */
export const writes = (...actions: readonly string[]): string =>
  policyOf({ Effect: 'Allow', Action: actions, Resource: '*' });

/** An estate that AWS's own calls plant: everything arrives in it. */
export class PlantedEstate {
  readonly aws: Clients;
  readonly kms: KMSClient;
  readonly account: AccountClient;
  appId = '';
  instanceId = '';
  contactId = '';

  constructor(readonly endpoint: string) {
    this.aws = clientsFor(endpoint);
    const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'not-a-secret' };
    const config = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
    this.kms = new KMSClient(config);
    this.account = new AccountClient(config);
  }

  async vault(): Promise<void> {
    await this.aws.sns.send(new CreateTopicCommand({ Name: 'jobs' }));
    await this.topic('Policy', policyOf(publishGrant(TOPIC, ACCOUNT)));
    await this.subscribe('sqs', `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`);
    await this.aws.glacier.send(new CreateVaultCommand({ accountId: '-', vaultName: 'tapes' }));
    const config = { SNSTopic: TOPIC, Events: ['ArchiveRetrievalCompleted'] };
    await this.aws.glacier.send(
      new SetVaultNotificationsCommand({ accountId: '-', vaultName: 'tapes', vaultNotificationConfig: config }),
    );
  }

  topic = (AttributeName: string, AttributeValue: string) =>
    this.aws.sns.send(new SetTopicAttributesCommand({ TopicArn: TOPIC, AttributeName, AttributeValue }));
  subscribe = (Protocol: string, Endpoint: string) =>
    this.aws.sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol, Endpoint }));

  /** Sets an attribute of the one subscription. */
  async subscription(AttributeName: string, AttributeValue: string): Promise<void> {
    const { SubscriptionArn } = await this.subscribe('sqs', `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`);
    await this.aws.sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  }

  /** Has the vault publish elsewhere: AWS takes any ARN of a topic in its Region. */
  publishesTo = (SNSTopic: string) =>
    this.aws.glacier.send(
      new SetVaultNotificationsCommand({
        accountId: '-',
        vaultName: 'tapes',
        vaultNotificationConfig: { SNSTopic, Events: ['ArchiveRetrievalCompleted'] },
      }),
    );

  /** The same for what AWS refuses to set: put into the state. */
  async publishedTo(SNSTopic: string): Promise<void> {
    const state = JSON.parse((await control(this.endpoint, 'GET', 'state')).text);
    state.accounts[ACCOUNT]['us-east-1'].glacier.vaults.tapes.notifications.SNSTopic = SNSTopic;
    await control(this.endpoint, 'PUT', 'state', state);
  }

  /** A topic encrypted with a key of this policy. */
  async key(text: string): Promise<string> {
    const id = await this.keyOf(text);
    await this.kms.send(new CreateAliasCommand({ AliasName: 'alias/jobs', TargetKeyId: id }));
    await this.topic('KmsMasterKeyId', 'alias/jobs');
    return id;
  }

  /** A key of this policy, by its id. */
  async keyOf(text: string): Promise<string> {
    const { KeyMetadata } = await this.kms.send(new CreateKeyCommand({ Policy: text }));
    return KeyMetadata?.KeyId ?? '';
  }

  async stream(): Promise<void> {
    await this.aws.kinesis.send(new CreateStreamCommand({ StreamName: 'events', ShardCount: 1 }));
    await this.aws.iam.send(
      new CreateRoleCommand({ RoleName: 'writer', AssumeRolePolicyDocument: trustPolicy('pinpoint.amazonaws.com') }),
    );
    await this.permit('kinesis:PutRecords', 'kinesis:DescribeStream');
    await this.app();
    const WriteEventStream = { DestinationStreamArn: STREAM, RoleArn: `arn:aws:iam::${ACCOUNT}:role/writer` };
    await this.aws.pinpoint.send(new PutEventStreamCommand({ ApplicationId: this.appId, WriteEventStream }));
  }

  async app(): Promise<void> {
    const { ApplicationResponse } = await this.aws.pinpoint.send(
      new CreateAppCommand({ CreateApplicationRequest: { Name: 'shop' } }),
    );
    this.appId = ApplicationResponse?.Id ?? '';
  }

  permit = (...actions: readonly string[]) =>
    this.aws.iam.send(
      new PutRolePolicyCommand({ RoleName: 'writer', PolicyName: 'own', PolicyDocument: writes(...actions) }),
    );
  permitIf = (Condition: object) => {
    const PolicyDocument = policyOf({ Effect: 'Allow', Action: 'kinesis:*', Resource: '*', Condition });
    return this.aws.iam.send(new PutRolePolicyCommand({ RoleName: 'writer', PolicyName: 'own', PolicyDocument }));
  };
  trusts = (...services: readonly string[]) =>
    this.aws.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'writer', PolicyDocument: trustPolicy(services) }));

  async registration(): Promise<void> {
    await this.app();
    await this.gcm({ ServiceJson: '{}', DefaultAuthenticationMethod: 'TOKEN', Enabled: true });
    const instance = {
      IdentityManagementType: 'CONNECT_MANAGED',
      InboundCallsEnabled: true,
      OutboundCallsEnabled: true,
    } as const;
    this.instanceId =
      (await this.aws.connect.send(new CreateInstanceCommand({ ...instance, InstanceAlias: 'support' }))).Id ?? '';
    await this.associate();
    const chat = { InstanceId: this.instanceId, ContactFlowId: 'flow', ParticipantDetails: { DisplayName: 'Ana' } };
    this.contactId = (await this.aws.connect.send(new StartChatContactCommand(chat))).ContactId ?? '';
  }

  associate = () =>
    this.aws.connect.send(
      new CreateIntegrationAssociationCommand({
        InstanceId: this.instanceId,
        IntegrationType: 'PINPOINT_APP',
        IntegrationArn: this.appArn(),
      }),
    );
  /** What ties the application to the instance. */
  async association() {
    const InstanceId = this.instanceId;
    const { IntegrationAssociationSummaryList: found = [] } = await this.aws.connect.send(
      new ListIntegrationAssociationsCommand({ InstanceId, IntegrationType: 'PINPOINT_APP' }),
    );
    return { InstanceId, IntegrationAssociationId: found[0]?.IntegrationAssociationId };
  }
  gcm = (
    GCMChannelRequest: NonNullable<ConstructorParameters<typeof UpdateGcmChannelCommand>[0]['GCMChannelRequest']>,
  ) => this.aws.pinpoint.send(new UpdateGcmChannelCommand({ ApplicationId: this.appId, GCMChannelRequest }));
  appArn = () => `arn:aws:mobiletargeting:us-east-1:${ACCOUNT}:apps/${this.appId}`;

  entry = (): LedgerEntry => ({
    accountId: ACCOUNT,
    region: region('us-east-1'),
    instanceId: this.instanceId,
    contactId: this.contactId,
    registrationId: 'registration-1',
    pinpointAppArn: this.appArn(),
    deviceType: 'GCM',
    tokenHash: 'aa',
    recordedAt: '2026-11-28T11:00:00Z',
  });
}
