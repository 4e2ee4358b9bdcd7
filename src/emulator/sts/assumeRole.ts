import { tagKey, tagList } from '../tags.ts';
import { ServiceError } from '../wire/serviceError.ts';
import { inForm, list, object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { assumedRole, assuming, inputOf } from './assumedRole.ts';

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
 * Takes any code of an MFA device, and weighs external id and MFA where the role's trust policy asks for them.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole: EmulatorOperation = {
  name: 'AssumeRole',
  effect: 'read',
  run(call) {
    const given = inputOf(input, call);
    const { ExternalId: externalId, SerialNumber, TokenCode, SourceIdentity } = given;
    if ((SerialNumber === undefined) !== (TokenCode === undefined)) {
      const text = 'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.';
      throw new ServiceError('AccessDenied', 403, text);
    }
    const answer = assumedRole(call, given, { externalId, withMfa: SerialNumber !== undefined });
    return { body: { ...answer, SourceIdentity } };
  },
};
