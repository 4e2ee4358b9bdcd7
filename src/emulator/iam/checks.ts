import { checked, object, type Shape, string } from '../wire/shape.ts';
import { validationText } from '../wire/validationText.ts';
import type { EmulatorCall } from '../world.ts';
import { fail } from './errors.ts';
import type { Role } from './iamDocument.ts';
import { IAM_HOME_REGION } from './limits.ts';

/** A role's name; no ARN and no path. */
export const roleName = string({ min: 1, max: 64, pattern: /^[\w+=,.@-]+$/ });

/** An input that has the shape. @throws {ServiceError} ValidationError */
export function inputOf<T>(shape: Shape<T>, call: EmulatorCall): T {
  return checked(shape, call.body, problems => fail('ValidationError', validationText(problems)));
}

/** The caller's roles to read. IAM has no Region; a client with an endpoint of its own signs with any. */
export const peekRoles = (call: EmulatorCall) => call.world.iam.peek(call.account, IAM_HOME_REGION).roles;

/** The caller's roles to change. */
export const openRoles = (call: EmulatorCall) => call.world.iam.open(call.account, IAM_HOME_REGION).roles;

/**
 * The role that an ARN names: an account has one of each name, and with another path it is another role. Whether AWS minds
 * upper and lower case here is unknown.
 */
export function roleWithArn(roles: Pick<ReturnType<typeof peekRoles>, 'get'>, arn: string): Role | undefined {
  const role = roles.get(arn.slice(arn.lastIndexOf('/') + 1).toLowerCase());
  const end = role === undefined ? undefined : `:role${role.path ?? '/'}${role.name}`.toLowerCase();
  return end !== undefined && arn.toLowerCase().endsWith(end) ? role : undefined;
}

const named = object({ RoleName: roleName });

/** The role a call names. @throws {ServiceError} NoSuchEntity */
export function roleOf(call: EmulatorCall): Role {
  const { RoleName } = inputOf(named, call);
  const role = peekRoles(call).get(RoleName.toLowerCase());
  if (role === undefined) throw fail('NoSuchEntity', `The role with name ${RoleName} cannot be found.`);
  return role;
}
