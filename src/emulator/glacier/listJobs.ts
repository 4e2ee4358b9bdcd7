import { Collection } from '../state/collection.ts';
import type { EmulatorOperation } from '../world.ts';
import { limitOf, vaultOf } from './checks.ts';
import { fail } from './errors.ts';
import { encodeJobOf, jobsOf, statusOf } from './jobs.ts';
import { JOBS_PER_PAGE } from './limits.ts';

/** A filter of the query; undefined where it is not given. @throws {ServiceError} for what it does not know */
function filterOf(query: URLSearchParams, name: string, values: readonly string[]): string | undefined {
  const given = query.get(name);
  if (given === null || given === '') return undefined;
  const found = values.find(value => value.toLowerCase() === given.toLowerCase());
  if (found === undefined) throw fail('InvalidParameterValueException', `Invalid ${name}: ${given}`);
  return found;
}

/** @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-jobs-get.html */
export const listJobs: EmulatorOperation = {
  name: 'ListJobs',
  effect: 'read',
  run(call) {
    const { name } = vaultOf(call);
    const completed = filterOf(call.query, 'completed', ['true', 'false']);
    const status = filterOf(call.query, 'statuscode', ['InProgress', 'Succeeded', 'Failed']);
    const wanted = jobsOf(call, name).filter(([, job]) => {
      return (
        (completed === undefined || String(job.completed ?? false) === completed) &&
        (status === undefined || statusOf(job) === status)
      );
    });
    // The marker is the id of the next job; AWS's is opaque.
    const page = new Collection(wanted).page(call.query.get('marker') ?? '', limitOf(call, JOBS_PER_PAGE));
    return { body: { JobList: page.items.map(([id, job]) => encodeJobOf(call, id, job)), Marker: page.next ?? null } };
  },
};
