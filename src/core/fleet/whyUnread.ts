import type { Found } from '../inventory/found.ts';
import { AccessError, type AppError } from '../model/errors.ts';
import { OWN_FIELDS } from '../model/resource.ts';

/** How a row of a section stands where AWS said what is set: all other states without an error are refusals. */
const READ = new Set(['set', 'none']);

/**
 * Why it is not known what is set in a thing that a Region of a fleet file can name, or in a whole place; null where it is
 * known. A refusal that stands in a list as a state, without an error, is no answer either: nothing set is not to be believed.
 */
export function whyUnread({ row, status, error }: Pick<Found, 'row' | 'status' | 'error'>): AppError | null {
  if (error !== null || READ.has(status)) return error;
  if (status === 'region-not-enabled') {
    return new AccessError('region-not-enabled', 'The Region is not enabled for this account.');
  }
  if (status === 'retired') {
    const answered = row?.fields.find(([field]) => field === OWN_FIELDS.answered)?.[1];
    return new AccessError('refused', answered ?? 'The service has ended.');
  }
  return new AccessError('not-a-customer', 'The service is closed to this account.', { awsCode: status });
}
