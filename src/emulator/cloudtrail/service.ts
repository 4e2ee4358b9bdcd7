import { awsModels } from '../awsModels.ts';
import { awsJsonService } from '../wire/awsJson.ts';
import { headerOf, type WireRequest } from '../wire/request.ts';
import type { EmulatorService, World } from '../world.ts';
import { statuses } from './errors.ts';
import { lookupEvents } from './lookupEvents.ts';

/** What botocore writes before the target, and the SDK does not. */
const PACKAGE = 'com.amazonaws.cloudtrail.v20131101.';

function short(request: WireRequest): WireRequest {
  const target = headerOf(request, 'x-amz-target') ?? '';
  return { ...request, headers: { ...request.headers, 'x-amz-target': target.replace(PACKAGE, '') } };
}

/** AWS CloudTrail, 2013-11-01: the event history of every write that the emulator took. */
export function cloudtrail(): EmulatorService {
  const service = awsJsonService<World>({
    name: 'cloudtrail',
    target: 'CloudTrail_20131101',
    model: awsModels.cloudtrail,
    operations: [lookupEvents()],
    statuses,
  });
  return {
    ...service,
    recognises: request => service.recognises(short(request)),
    protocol: { ...service.protocol, match: request => service.protocol.match(short(request)) },
  };
}
