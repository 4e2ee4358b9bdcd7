import { awsModels } from '../awsModels.ts';
import { ALL_REGIONS } from '../regions.ts';
import { awsQuery, encodeQueryError, formOf } from '../wire/awsQuery.ts';
import { type CommonCodes, commonErrors, queryCodes, statusesOf } from '../wire/commonErrors.ts';
import type { EmulatorService } from '../world.ts';
import { createTopic } from './createTopic.ts';
import { deleteTopic } from './deleteTopic.ts';
import { statuses } from './errors.ts';
import { getTopicAttributes } from './getTopicAttributes.ts';
import { listSubscriptionsByTopic } from './listSubscriptionsByTopic.ts';
import { listTopics } from './listTopics.ts';
import { publish } from './publish.ts';
import { setTopicAttributes } from './setTopicAttributes.ts';
import { subscribe } from './subscribe.ts';
import { getSubscriptionAttributes, setSubscriptionAttributes } from './subscriptionAttributes.ts';
import { confirmSubscription, unsubscribe } from './subscriptions.ts';

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';
const operations = [
  createTopic,
  deleteTopic,
  getTopicAttributes,
  listSubscriptionsByTopic,
  listTopics,
  publish,
  getSubscriptionAttributes,
  setSubscriptionAttributes,
  setTopicAttributes,
  subscribe,
  confirmSubscription,
  unsubscribe,
];
const codes: CommonCodes = { ...queryCodes, throttled: ['Throttled', 429], internal: ['InternalError', 500] };

/** Amazon Simple Notification Service, 2010-03-31: topics, their policies and subscriptions. What is published is counted, and
 * nothing is sent out. */
export const sns: EmulatorService = {
  name: 'sns',
  signingName: 'sns',
  regions: ALL_REGIONS,
  protocol: awsQuery(operations, NAMESPACE, awsModels.sns),
  operations,
  recognises: request => formOf(request).get('Version') === '2010-03-31',
  errors: commonErrors(codes),
  statuses: { ...awsModels.sns.errors, ...statuses, ...statusesOf(codes) },
  encodeError: (error, requestId) => encodeQueryError(error, requestId, NAMESPACE),
  maxBodyBytes: 1024 * 1024,
};
