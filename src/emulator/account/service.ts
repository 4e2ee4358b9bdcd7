import { awsModels } from '../awsModels.ts';
import { ALL_REGIONS, partitionOf } from '../regions.ts';
import { commonErrors, jsonCodes, statusesOf } from '../wire/commonErrors.ts';
import { restJson } from '../wire/restJson.ts';
import { encodeWithHeader } from '../wire/restJsonErrors.ts';
import { errorsOf } from '../wire/serviceError.ts';
import { checked, firstFault, integer, list, object, optional, type Shape, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation, EmulatorService } from '../world.ts';

const statuses = {
  AccessDeniedException: 403,
  ConflictException: 409,
  TooManyRequestsException: 429,
  ValidationException: 400,
} as const;
const fail = errorsOf(statuses);

/** The Regions that every account has; all others of its partition are enabled by choice. @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
const BY_DEFAULT = new Set(
  `ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1
   eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2`.split(/\s+/),
);

function inputOf<T>(shape: Shape<T>, call: EmulatorCall): T {
  return checked(shape, call.body, problems => fail('ValidationException', firstFault(problems)));
}

const STATES = ['ENABLED', 'ENABLING', 'DISABLING', 'DISABLED', 'ENABLED_BY_DEFAULT'] as const;

/** Changes are at once; AWS takes minutes over ENABLING and DISABLING. */
function stateOf(call: EmulatorCall, region: string): (typeof STATES)[number] {
  if (!call.world.isOptedIn(call.account, region)) return 'DISABLED';
  return BY_DEFAULT.has(region) ? 'ENABLED_BY_DEFAULT' : 'ENABLED';
}

const listInput = object({
  AccountId: optional(string({ pattern: /^\d{12}$/ })),
  MaxResults: optional(integer({ min: 1, max: 50 })),
  NextToken: optional(string({ max: 1000 })),
  RegionOptStatusContains: optional(list(string({ oneOf: STATES }))),
});

/** Pages of 20 where the request does not say; AWS publishes no default. @see https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html */
const listRegions: EmulatorOperation = {
  name: 'ListRegions',
  effect: 'read',
  run(call) {
    const { MaxResults: limit = 20, NextToken: from = '', RegionOptStatusContains: wanted } = inputOf(listInput, call);
    const all = [...ALL_REGIONS].filter(one => partitionOf(one) === partitionOf(call.region)).sort();
    const fitting = all
      .map(RegionName => ({ RegionName, RegionOptStatus: stateOf(call, RegionName) }))
      .filter(({ RegionOptStatus }) => wanted === undefined || wanted.includes(RegionOptStatus));
    const rest = fitting.filter(({ RegionName }) => RegionName >= from);
    const next = rest[limit]?.RegionName;
    return { body: { Regions: rest.slice(0, limit), ...(next === undefined ? {} : { NextToken: next }) } };
  },
};

const regionInput = object({
  AccountId: optional(string({ pattern: /^\d{12}$/ })),
  RegionName: string({ min: 1, max: 50 }),
});

/** @throws {ServiceError} ValidationException for a Region that does not exist or can't be chosen */
const choose = (name: string, optedIn: boolean): EmulatorOperation => ({
  name,
  effect: 'write',
  run(call) {
    const { RegionName } = inputOf(regionInput, call);
    if (!ALL_REGIONS.has(RegionName)) throw fail('ValidationException', `${RegionName} is not a Region`);
    if (BY_DEFAULT.has(RegionName))
      throw fail('ValidationException', `${RegionName} is enabled by default and can't be changed`);
    call.world.optIn(call.account, RegionName, optedIn);
    return {};
  },
});

const operations = [choose('DisableRegion', false), choose('EnableRegion', true), listRegions];
const codes = {
  ...jsonCodes,
  throttled: ['TooManyRequestsException', 429],
  internal: ['InternalServerException', 500],
} as const;

/** AWS Account Management, 2021-02-01: which Regions an account has enabled. */
export const account: EmulatorService = {
  name: 'account',
  signingName: 'account',
  regions: ALL_REGIONS,
  protocol: restJson(operations, awsModels.account),
  operations,
  recognises: request => /^\/(?:listRegions|enableRegion|disableRegion)$/.test(request.path),
  errors: commonErrors(codes),
  statuses: { ...awsModels.account.errors, ...statuses, ...statusesOf(codes) },
  encodeError: (error, requestId) =>
    encodeWithHeader({ header: 'x-amzn-errortype', message: 'message' }, error, requestId),
  maxBodyBytes: 1024 * 1024,
};
