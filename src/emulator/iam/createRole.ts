import { Collection } from '../state/collection.ts';
import { tagList } from '../tags.ts';
import { integer, object, optional, type ShapeOf, string } from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { inputOf, openRoles, roleName } from './checks.ts';
import { encodeWholeRole } from './encodeRole.ts';
import { fail } from './errors.ts';
import type { Role } from './iamDocument.ts';
import { MAX_ROLES, MAX_TRUST_POLICY_CHARACTERS } from './limits.ts';

/** Tab, line ends and Latin-1 but its control characters, from the service model. */
const DESCRIPTION = /^[\t\n\r\u0020-\u007E\u00A1-\u00FF]*$/;

const input = object({
  RoleName: roleName,
  Path: optional(string({ min: 1, max: 512, pattern: /^(\/|\/[!-~]+\/)$/ })),
  AssumeRolePolicyDocument: string({ min: 1, max: 131_072, pattern: /^[\t\n\r\u0020-\u00FF]+$/ }),
  Description: optional(string({ max: 1000, pattern: DESCRIPTION })),
  MaxSessionDuration: optional(integer({ min: 3600, max: 43_200, fromText: true })),
  PermissionsBoundary: optional(string({ min: 20, max: 2048 })),
  Tags: optional(tagList),
});

/** @throws {ServiceError} MalformedPolicyDocument, LimitExceeded */
export function checkTrustPolicy(text: string): void {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw fail('MalformedPolicyDocument', 'This policy contains invalid Json');
  }
  if (typeof policy !== 'object' || policy === null || !('Statement' in policy)) {
    throw fail('MalformedPolicyDocument', 'Syntax errors in policy.');
  }
  if (text.replace(/\s/g, '').length > MAX_TRUST_POLICY_CHARACTERS) {
    throw fail('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${MAX_TRUST_POLICY_CHARACTERS}`);
  }
}

function toRole(call: EmulatorCall, given: ShapeOf<typeof input>): Role {
  return {
    name: given.RoleName,
    path: given.Path ?? '/',
    roleId: `AROA${call.ids.hex(17).toUpperCase()}`,
    createDate: call.now.toISOString(),
    assumeRolePolicyDocument: given.AssumeRolePolicyDocument,
    ...(given.Description === undefined ? {} : { description: given.Description }),
    ...(given.MaxSessionDuration === undefined ? {} : { maxSessionDurationSeconds: given.MaxSessionDuration }),
    ...(given.PermissionsBoundary === undefined ? {} : { permissionsBoundaryArn: given.PermissionsBoundary }),
    ...(given.Tags === undefined ? {} : { tags: new Collection(given.Tags.map(one => [one.Key, one.Value] as const)) }),
  };
}

/** Known at once to all; AWS takes some seconds to spread a role. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole: EmulatorOperation = {
  name: 'CreateRole',
  effect: 'write',
  run(call) {
    const given = inputOf(input, call);
    checkTrustPolicy(given.AssumeRolePolicyDocument);
    const roles = openRoles(call);
    if (roles.get(given.RoleName.toLowerCase()) !== undefined) {
      throw fail('EntityAlreadyExists', `Role with name ${given.RoleName} already exists.`);
    }
    if (roles.size >= MAX_ROLES) throw fail('LimitExceeded', `Cannot exceed quota for RolesPerAccount: ${MAX_ROLES}`);
    const role = toRole(call, given);
    roles.set(given.RoleName.toLowerCase(), role);
    return { body: { Role: encodeWholeRole(call, role) } };
  },
};
