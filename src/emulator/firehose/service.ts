import { awsModels } from '../awsModels.ts';
import { ALL_REGIONS } from '../regions.ts';
import { awsJson, encodeAwsJsonError } from '../wire/awsJson.ts';
import { type CommonCodes, commonErrors, jsonCodes, statusesOf } from '../wire/commonErrors.ts';
import { headerOf } from '../wire/request.ts';
import type { EmulatorService } from '../world.ts';
import { createDeliveryStream } from './createDeliveryStream.ts';
import { deleteDeliveryStream } from './deleteDeliveryStream.ts';
import { describeDeliveryStream } from './describeDeliveryStream.ts';
import { statuses } from './errors.ts';
import { listDeliveryStreams } from './listDeliveryStreams.ts';

const TARGET = 'Firehose_20150804';
const operations = [createDeliveryStream, deleteDeliveryStream, describeDeliveryStream, listDeliveryStreams];
const codes: CommonCodes = {
  ...jsonCodes,
  missingAuthentication: ['MissingAuthenticationTokenException', 400],
  invalidSignature: ['InvalidSignatureException', 400],
  disabledRegion: ['UnrecognizedClientException', 400],
  throttled: ['ThrottlingException', 400],
};

/** Amazon Data Firehose, 2015-08-04. */
export const firehose: EmulatorService = {
  name: 'firehose',
  signingName: 'firehose',
  regions: ALL_REGIONS,
  protocol: awsJson(operations, TARGET, awsModels.firehose),
  operations,
  recognises: request => headerOf(request, 'x-amz-target')?.startsWith(`${TARGET}.`) ?? false,
  errors: commonErrors(codes),
  statuses: { ...awsModels.firehose.errors, ...statuses, ...statusesOf(codes) },
  encodeError: encodeAwsJsonError,
  maxBodyBytes: 1024 * 1024,
};
