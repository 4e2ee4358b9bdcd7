import { partitionOf } from '../regions.ts';
import { ServiceError } from '../wire/serviceError.ts';
import { integer, object, optional, type Problem, type ShapeOf, string } from '../wire/shape.ts';
import { validationText } from '../wire/validationText.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { sessionToken } from './session.ts';

const input = object({
  RoleArn: string({ min: 20, max: 2048, pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[!-~]+$/ }),
  RoleSessionName: string({ min: 2, max: 64, pattern: /^[\w+=,.@-]+$/ }),
  DurationSeconds: optional(integer({ min: 900, max: 43_200, fromText: true })),
});

/** How long a session lasts where the request does not say. Seconds. */
const DEFAULT_DURATION_SECONDS = 3600;

function inputOf(call: EmulatorCall): ShapeOf<typeof input> {
  const problems: Problem[] = [];
  const parsed = input.parse(call.body ?? {}, '', problems);
  if (parsed !== undefined) return parsed;
  throw new ServiceError('ValidationError', 400, validationText(problems));
}

/**
 * Gives credentials whose access key id is the role's account, which is what the emulator tells accounts by. Where the
 * account's roles are known the role must be one of them; whom it trusts is not weighed.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole: EmulatorOperation = {
  name: 'AssumeRole',
  effect: 'read',
  run(call) {
    const { RoleArn, RoleSessionName, DurationSeconds = DEFAULT_DURATION_SECONDS } = inputOf(call);
    const account = RoleArn.split(':')[4] ?? '';
    const roleName = RoleArn.slice(RoleArn.lastIndexOf('/') + 1);
    const { roles } = call.world.iam.peek(account, 'us-east-1');
    if (roles.size > 0 && roles.get(roleName.toLowerCase()) === undefined) {
      const caller = `arn:${partitionOf(call.region)}:iam::${call.account}:user/emulator`;
      throw new ServiceError(
        'AccessDenied',
        403,
        `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      );
    }
    const arn = `arn:${partitionOf(call.region)}:sts::${account}:assumed-role/${roleName}/${RoleSessionName}`;
    return {
      body: {
        AssumedRoleUser: { AssumedRoleId: `AROAEMULATOR000000000:${RoleSessionName}`, Arn: arn },
        Credentials: {
          AccessKeyId: account,
          SecretAccessKey: 'emulator-secret-access-key',
          SessionToken: sessionToken({ roleName, sessionName: RoleSessionName }),
          Expiration: new Date(call.now.getTime() + DurationSeconds * 1000).toISOString(),
        },
      },
    };
  },
};
