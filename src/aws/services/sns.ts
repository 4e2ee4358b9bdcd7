import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  SetTopicAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { clientSettings } from '../clients/clientSettings.ts';
import { type OpenService, serviceClient } from '../clients/serviceClient.ts';

/** Makes a client of SNS. */
export const openSns: OpenService = options =>
  serviceClient('sns', new SNSClient(clientSettings(options)), options.requestHandler, {
    ListTopics: ListTopicsCommand,
    GetTopicAttributes: GetTopicAttributesCommand,
    SetTopicAttributes: SetTopicAttributesCommand,
    ListSubscriptionsByTopic: ListSubscriptionsByTopicCommand,
    GetSubscriptionAttributes: GetSubscriptionAttributesCommand,
  });
