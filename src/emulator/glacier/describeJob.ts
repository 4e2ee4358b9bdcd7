import type { EmulatorOperation } from '../world.ts';
import { vaultOf } from './checks.ts';
import { fail } from './errors.ts';
import { encodeJobOf, jobsOf } from './jobs.ts';

/** @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-describe-job-get.html */
export const describeJob: EmulatorOperation = {
  name: 'DescribeJob',
  effect: 'read',
  run(call) {
    const { name } = vaultOf(call);
    const { jobId = '' } = call.labels;
    const found = jobsOf(call, name).find(([id]) => id === jobId);
    if (found === undefined) throw fail('ResourceNotFoundException', `The job ID was not found: ${jobId}`);
    return { body: encodeJobOf(call, ...found) };
  },
};
