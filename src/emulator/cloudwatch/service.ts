import { awsModels } from '../awsModels.ts';
import { awsJsonService, JSON_1_0 } from '../wire/awsJson.ts';
import type { EmulatorService, World } from '../world.ts';
import { statuses } from './errors.ts';
import { getMetricData } from './getMetricData.ts';

const service = awsJsonService<World>({
  name: 'cloudwatch',
  target: 'GraniteServiceVersion20100801',
  model: awsModels.cloudwatch,
  operations: [getMetricData],
  statuses,
  codes: { throttled: ['Throttling', 400], internal: ['InternalServiceFault', 500] },
  contentType: JSON_1_0,
});

/**
 * Amazon CloudWatch, 2010-08-01, over awsJson1.0, which the SDK and botocore speak: of its three protocols the only one here.
 * Fed by what SNS published and delivered and by the records that Kinesis and Firehose took.
 */
export const cloudwatch: EmulatorService = {
  ...service,
  signingName: 'monitoring',
  encodeError(error, requestId) {
    const reply = service.encodeError(error, requestId);
    // Clients that knew the service by awsQuery look for the code here.
    const sender = error.status < 500 ? 'Sender' : 'Receiver';
    return { ...reply, headers: { ...reply.headers, 'x-amzn-query-error': `${error.code};${sender}` } };
  },
};
