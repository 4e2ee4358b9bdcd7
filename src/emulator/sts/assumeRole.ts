import { partitionOf } from '../regions.ts';
import { tagKey, tagList } from '../tags.ts';
import { ServiceError } from '../wire/serviceError.ts';
import { inForm, list, object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { assumedRole, assuming, inputOf } from './assumedRole.ts';
import { sessionOf } from './session.ts';

interface Tagged {
  readonly Tags?: readonly { readonly Key: string }[];
  readonly TransitiveTagKeys?: readonly string[];
}

const input = object({
  ...assuming,
  Tags: optional(tagList),
  TransitiveTagKeys: optional(inForm(list(tagKey, { max: 50 }), () => [])),
  ExternalId: optional(string({ min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/ })),
  SerialNumber: optional(string({ min: 9, max: 256, pattern: /^[\w+=/:,.@-]*$/ })),
  TokenCode: optional(string({ min: 6, max: 6, pattern: /^\d*$/ })),
  SourceIdentity: optional(string({ min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ })),
});

/**
 * Takes any code of an MFA device of the caller's account, and holds the caller to the role's trust policy.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole: EmulatorOperation = {
  name: 'AssumeRole',
  effect: 'read',
  run(call) {
    const given = inputOf(input, call);
    checkTags(given);
    const { ExternalId: externalId, SerialNumber, TokenCode, SourceIdentity } = given;
    if ((SerialNumber === undefined) !== (TokenCode === undefined)) {
      const text = 'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.';
      throw new ServiceError('AccessDenied', 403, text);
    }
    const device = SerialNumber?.split(':')[4];
    if (device !== undefined && device !== call.account) {
      throw new ServiceError('AccessDenied', 403, 'MultiFactorAuthentication failed, unable to validate MFA code.');
    }
    const session = sessionOf(call.header('x-amz-security-token'));
    const caller = session === undefined ? 'user/emulator' : `role/${session.roleName}`;
    const answer = assumedRole(call, given, {
      ...{ account: call.account, arn: `arn:${partitionOf(call.region)}:iam::${call.account}:${caller}` },
      ...{ externalId, withMfa: SerialNumber !== undefined },
      ...{ isSession: session !== undefined, sessionName: given.RoleSessionName },
    });
    return { body: { ...answer, SourceIdentity } };
  },
};

/** @throws {ServiceError} ValidationError: AWS documents no code of its own for any of these */
function checkTags({ Tags = [], TransitiveTagKeys = [] }: Tagged): void {
  const refuse = (text: string): never => {
    throw new ServiceError('ValidationError', 400, text);
  };
  const keys = new Set(Tags.map(({ Key }) => Key.toLowerCase()));
  if (keys.size < Tags.length) refuse('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  if ([...keys].some(key => key.startsWith('aws:'))) refuse('Tag keys that begin with aws: are AWS’s own.');
  if (!TransitiveTagKeys.every(key => keys.has(key.toLowerCase())))
    refuse('The specified transitive tag key must be included in the requested tags.');
}
