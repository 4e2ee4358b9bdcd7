import { partitionOf } from '../regions.ts';
import type { EmulatorOperation } from '../world.ts';

/** Answers for every caller, as AWS does even where a policy denies it. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity: EmulatorOperation = {
  name: 'GetCallerIdentity',
  effect: 'read',
  run(call) {
    const arn = `arn:${partitionOf(call.region)}:iam::${call.account}:user/emulator`;
    return { body: { Arn: arn, UserId: 'AIDAEMULATOR000000000', Account: call.account } };
  },
};
