import { awsModels } from '../awsModels.ts';
import { ALL_REGIONS } from '../regions.ts';
import { awsJson, encodeAwsJsonError } from '../wire/awsJson.ts';
import { type CommonCodes, commonErrors, jsonCodes, statusesOf } from '../wire/commonErrors.ts';
import { headerOf } from '../wire/request.ts';
import type { EmulatorService } from '../world.ts';
import { createStream } from './createStream.ts';
import { deleteStream } from './deleteStream.ts';
import { describeStreamSummary } from './describeStreamSummary.ts';
import { statuses } from './errors.ts';
import { listStreams } from './listStreams.ts';
import { startStreamEncryption, stopStreamEncryption } from './streamEncryption.ts';

const TARGET = 'Kinesis_20131202';
const operations = [
  createStream,
  deleteStream,
  describeStreamSummary,
  listStreams,
  startStreamEncryption,
  stopStreamEncryption,
];
const codes: CommonCodes = {
  ...jsonCodes,
  missingAuthentication: ['MissingAuthenticationTokenException', 400],
  invalidSignature: ['InvalidSignatureException', 400],
  disabledRegion: ['UnrecognizedClientException', 400],
  throttled: ['LimitExceededException', 400],
};

/**
 * Amazon Kinesis Data Streams, 2013-12-02. Over HTTP/1.1 alone: the SDK's own default is HTTP/2, so its client needs a
 * `NodeHttpHandler` against the emulator.
 */
export const kinesis: EmulatorService = {
  name: 'kinesis',
  signingName: 'kinesis',
  regions: ALL_REGIONS,
  protocol: awsJson(operations, TARGET, awsModels.kinesis),
  operations,
  recognises: request => headerOf(request, 'x-amz-target')?.startsWith(`${TARGET}.`) ?? false,
  errors: commonErrors(codes),
  statuses: { ...awsModels.kinesis.errors, ...statuses, ...statusesOf(codes) },
  encodeError: encodeAwsJsonError,
  maxBodyBytes: 1024 * 1024,
};
