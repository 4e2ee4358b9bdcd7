import { awsModels } from '../awsModels.ts';
import { ALL_REGIONS } from '../regions.ts';
import { awsJson, encodeAwsJsonError } from '../wire/awsJson.ts';
import { type CommonCodes, commonErrors, jsonCodes, statusesOf } from '../wire/commonErrors.ts';
import { headerOf } from '../wire/request.ts';
import type { EmulatorService } from '../world.ts';
import { keyOperations, statuses } from './keys.ts';

const TARGET = 'TrentService';
const codes: CommonCodes = {
  ...jsonCodes,
  missingAuthentication: ['MissingAuthenticationTokenException', 400],
  invalidSignature: ['InvalidSignatureException', 400],
  disabledRegion: ['UnrecognizedClientException', 400],
  throttled: ['ThrottlingException', 400],
  internal: ['KMSInternalException', 500],
};

/** AWS Key Management Service, 2014-11-01: keys, aliases and key policies. Nothing is ever encrypted. */
export const kms: EmulatorService = {
  name: 'kms',
  signingName: 'kms',
  regions: ALL_REGIONS,
  protocol: awsJson(keyOperations, TARGET, awsModels.kms),
  operations: keyOperations,
  recognises: request => headerOf(request, 'x-amz-target')?.startsWith(`${TARGET}.`) ?? false,
  errors: commonErrors(codes),
  statuses: { ...awsModels.kms.errors, ...statuses, ...statusesOf(codes) },
  encodeError: encodeAwsJsonError,
  maxBodyBytes: 1024 * 1024,
};
