import { awsModels } from '../awsModels.ts';
import { ALL_REGIONS } from '../regions.ts';
import { awsQuery, encodeQueryError, formOf } from '../wire/awsQuery.ts';
import { type CommonCodes, commonErrors, queryCodes, statusesOf } from '../wire/commonErrors.ts';
import type { EmulatorService } from '../world.ts';
import { createRole } from './createRole.ts';
import { deleteRole } from './deleteRole.ts';
import { statuses } from './errors.ts';
import { getRole } from './getRole.ts';
import { listRoles } from './listRoles.ts';
import { rolePolicyOperations } from './rolePolicies.ts';

const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';
const operations = [createRole, deleteRole, getRole, listRoles, ...rolePolicyOperations];
const codes: CommonCodes = { ...queryCodes, internal: ['ServiceFailure', 500] };

/** AWS Identity and Access Management, 2010-05-08: roles and their policies. AWS takes us-east-1 alone in the scope; here any Region. */
export const iam: EmulatorService = {
  name: 'iam',
  signingName: 'iam',
  regions: ALL_REGIONS,
  protocol: awsQuery(operations, NAMESPACE, awsModels.iam),
  operations,
  recognises: request => formOf(request).get('Version') === '2010-05-08',
  errors: commonErrors(codes),
  statuses: { ...awsModels.iam.errors, ...statuses, ...statusesOf(codes) },
  encodeError: (error, requestId) => encodeQueryError(error, requestId, NAMESPACE),
  maxBodyBytes: 1024 * 1024,
};
