import { awsModels } from '../awsModels.ts';
import { ALL_REGIONS } from '../regions.ts';
import { awsJson, encodeAwsJsonError } from '../wire/awsJson.ts';
import { type CommonCodes, commonErrors, jsonCodes, statusesOf } from '../wire/commonErrors.ts';
import { headerOf } from '../wire/request.ts';
import type { EmulatorService } from '../world.ts';
import { statuses } from './errors.ts';
import { lookupEvents } from './lookupEvents.ts';

const TARGET = 'CloudTrail_20131101';
/** What botocore writes before it, and the SDK does not. */
const PACKAGE = 'com.amazonaws.cloudtrail.v20131101.';
const codes: CommonCodes = { ...jsonCodes, throttled: ['ThrottlingException', 400] };

/** AWS CloudTrail, 2013-11-01: the event history of every write that the emulator took. */
export function cloudtrail(): EmulatorService {
  const operations = [lookupEvents()];
  const protocol = awsJson(operations, TARGET, awsModels.cloudtrail);
  return {
    name: 'cloudtrail',
    signingName: 'cloudtrail',
    regions: ALL_REGIONS,
    protocol: {
      ...protocol,
      match(request) {
        const target = headerOf(request, 'x-amz-target') ?? '';
        return protocol.match({
          ...request,
          headers: { ...request.headers, 'x-amz-target': target.replace(PACKAGE, '') },
        });
      },
    },
    operations,
    recognises: request => headerOf(request, 'x-amz-target')?.includes(`${TARGET}.`) ?? false,
    errors: commonErrors(codes),
    statuses: { ...awsModels.cloudtrail.errors, ...statuses, ...statusesOf(codes) },
    encodeError: encodeAwsJsonError,
    maxBodyBytes: 1024 * 1024,
  };
}
