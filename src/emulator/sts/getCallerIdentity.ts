import { partitionOf } from '../regions.ts';
import type { EmulatorOperation } from '../world.ts';
import { sessionOf } from './session.ts';

/**
 * Answers for every caller, as AWS does even where a policy denies it.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const getCallerIdentity: EmulatorOperation = {
  name: 'GetCallerIdentity',
  effect: 'read',
  run(call) {
    const partition = partitionOf(call.region);
    const session = sessionOf(call.header('x-amz-security-token'));
    if (session === undefined) {
      const arn = `arn:${partition}:iam::${call.account}:user/emulator`;
      return { body: { Arn: arn, UserId: 'AIDAEMULATOR000000000', Account: call.account } };
    }
    const { roleName, sessionName } = session;
    const arn = `arn:${partition}:sts::${call.account}:assumed-role/${roleName}/${sessionName}`;
    return { body: { Arn: arn, UserId: `AROAEMULATOR000000000:${sessionName}`, Account: call.account } };
  },
};
