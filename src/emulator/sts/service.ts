import { awsModels } from '../awsModels.ts';
import { ALL_REGIONS } from '../regions.ts';
import { awsQuery, encodeQueryError, formOf } from '../wire/awsQuery.ts';
import { commonErrors, queryCodes, statusesOf } from '../wire/commonErrors.ts';
import type { EmulatorService } from '../world.ts';
import { assumeRole } from './assumeRole.ts';
import { assumeRoleWithWebIdentity } from './assumeRoleWithWebIdentity.ts';
import { getCallerIdentity } from './getCallerIdentity.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const operations = [assumeRole, assumeRoleWithWebIdentity, getCallerIdentity];

/** AWS Security Token Service, 2011-06-15. */
export const sts: EmulatorService = {
  name: 'sts',
  signingName: 'sts',
  regions: ALL_REGIONS,
  protocol: awsQuery(operations, NAMESPACE, awsModels.sts),
  operations,
  recognises: request => formOf(request).get('Version') === '2011-06-15',
  errors: commonErrors(queryCodes),
  statuses: { ...awsModels.sts.errors, ...statusesOf(queryCodes) },
  encodeError: (error, requestId) => encodeQueryError(error, requestId, NAMESPACE),
  maxBodyBytes: 1024 * 1024,
};
