import { roleWithArn } from '../iam/checks.ts';
import type { Role } from '../iam/iamDocument.ts';
import { partitionOf } from '../regions.ts';
import { ServiceError } from '../wire/serviceError.ts';
import { checked, integer, list, object, optional, type Shape, string } from '../wire/shape.ts';
import { validationText } from '../wire/validationText.ts';
import type { EmulatorCall } from '../world.ts';
import { sessionOf, sessionToken } from './session.ts';
import { type Brought, letsIn } from './trust.ts';

/** How long a session lasts where the request does not say. Seconds. */
const DEFAULT_DURATION_SECONDS = 3600;

/** The longest that any role allows. Seconds. */
const MAX_DURATION_SECONDS = 43_200;

/** Largest sum of the session policies' characters. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const MAX_POLICY_CHARACTERS = 2048;

const policyArn = string({ min: 20, max: 2048, pattern: /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[!-~]+$/ });

/** What every way to assume a role takes. */
export const assuming = {
  RoleArn: string({ min: 20, max: 2048, pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[!-~]+$/ }),
  RoleSessionName: string({ min: 2, max: 64, pattern: /^[\w+=,.@-]+$/ }),
  DurationSeconds: optional(integer({ min: 900, max: MAX_DURATION_SECONDS, fromText: true })),
  Policy: optional(string({ min: 1, pattern: /^[\t\n\r\u0020-\u00FF]+$/ })),
  PolicyArns: optional(list(object({ arn: optional(policyArn) }), { max: 10 })),
};

/** What was asked for, of the above. */
export interface Assumption {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly DurationSeconds?: number;
  readonly Policy?: string;
  readonly PolicyArns?: readonly { readonly arn?: string }[];
}

const nameOf = (roleArn: string): string => roleArn.slice(roleArn.lastIndexOf('/') + 1);

/** An input that has the shape. @throws {ServiceError} ValidationError */
export function inputOf<T>(shape: Shape<T>, call: EmulatorCall): T {
  return checked(shape, call.body, problems => new ServiceError('ValidationError', 400, validationText(problems)));
}

/**
 * How much of the room for session policies is used, in percent; undefined where there are none. AWS counts what is left
 * once it has packed them, in a way it keeps to itself; here characters are counted.
 * @throws {ServiceError} MalformedPolicyDocument, PackedPolicyTooLarge
 */
function packedPolicySize({ Policy, PolicyArns = [] }: Assumption): number | undefined {
  if (Policy === undefined && PolicyArns.length === 0) return undefined;
  try {
    JSON.parse(Policy ?? '{}');
  } catch {
    throw new ServiceError('MalformedPolicyDocument', 400, 'This policy contains invalid Json');
  }
  const characters = [Policy, ...PolicyArns.map(({ arn }) => arn)].reduce((sum, text = '') => sum + text.length, 0);
  if (characters <= MAX_POLICY_CHARACTERS) return Math.ceil((characters / MAX_POLICY_CHARACTERS) * 100);
  throw new ServiceError('PackedPolicyTooLarge', 400, 'Session policies are larger than is allowed');
}

/**
 * How long the session lasts, in seconds: as long as the role allows, and an hour at most for a caller who is a session
 * itself. @throws {ServiceError} ValidationError
 */
function durationOf(call: EmulatorCall, { DurationSeconds }: Assumption, role: Role | undefined): number {
  const seconds = DurationSeconds ?? DEFAULT_DURATION_SECONDS;
  const refused = (text: string) => new ServiceError('ValidationError', 400, text);
  const most = role === undefined ? MAX_DURATION_SECONDS : (role.maxSessionDurationSeconds ?? DEFAULT_DURATION_SECONDS);
  if (seconds > most) {
    throw refused('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  if (seconds > DEFAULT_DURATION_SECONDS && sessionOf(call.header('x-amz-security-token')) !== undefined) {
    throw refused('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.');
  }
  return seconds;
}

/** The role, once it is known to be there and to let such a caller in; undefined where the account's are not known. @throws {ServiceError} AccessDenied */
function roleOf(call: EmulatorCall, roleArn: string, brought: Brought | 'token'): Role | undefined {
  const { roles } = call.world.iam.peek(roleArn.split(':')[4] ?? '', 'us-east-1');
  const role = roleWithArn(roles, roleArn);
  const isThere = roles.size === 0 || role !== undefined;
  // Whom a token of another provider stands for, only that provider knows.
  if (isThere && (brought === 'token' || letsIn(role?.assumeRolePolicyDocument ?? '{}', brought))) return role;
  const caller = `arn:${partitionOf(call.region)}:iam::${call.account}:user/emulator`;
  const text =
    call.operation === 'AssumeRole'
      ? `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`
      : `Not authorized to perform sts:${call.operation}`;
  throw new ServiceError('AccessDenied', 403, text);
}

/**
 * Credentials of a role, as every way to assume one answers: the access key id is the role's account, which is what the
 * emulator tells accounts by. Where the account's roles are known the role must be one of them.
 * @throws {ServiceError}
 */
export function assumedRole(call: EmulatorCall, asked: Assumption, brought: Brought | 'token') {
  const { RoleArn, RoleSessionName } = asked;
  const PackedPolicySize = packedPolicySize(asked);
  const seconds = durationOf(call, asked, roleOf(call, RoleArn, brought));
  const roleName = nameOf(RoleArn);
  const account = RoleArn.split(':')[4] ?? '';
  return {
    AssumedRoleUser: {
      AssumedRoleId: `AROAEMULATOR000000000:${RoleSessionName}`,
      Arn: `arn:${partitionOf(call.region)}:sts::${account}:assumed-role/${roleName}/${RoleSessionName}`,
    },
    Credentials: {
      AccessKeyId: account,
      SecretAccessKey: 'emulator-secret-access-key',
      SessionToken: sessionToken({ roleName, sessionName: RoleSessionName }),
      Expiration: new Date(call.now.getTime() + seconds * 1000).toISOString(),
    },
    PackedPolicySize,
  };
}
