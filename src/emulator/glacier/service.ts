import { awsModels } from '../awsModels.ts';
import { GLACIER_REGIONS } from '../regions.ts';
import { commonErrors, jsonCodes, statusesOf } from '../wire/commonErrors.ts';
import { restJson } from '../wire/restJson.ts';
import type { EmulatorService } from '../world.ts';
import { accessPolicyOperations } from './accessPolicies.ts';
import { beforeGlacier } from './checks.ts';
import { createVault } from './createVault.ts';
import { deleteVault } from './deleteVault.ts';
import { deleteVaultNotifications } from './deleteVaultNotifications.ts';
import { describeJob } from './describeJob.ts';
import { describeVault } from './describeVault.ts';
import { encodeError, statuses } from './errors.ts';
import { getVaultNotifications } from './getVaultNotifications.ts';
import { initiateJob } from './initiateJob.ts';
import { listJobs } from './listJobs.ts';
import { listVaults } from './listVaults.ts';
import { setVaultNotifications } from './setVaultNotifications.ts';
import { vaultTagOperations } from './vaultTags.ts';

const operations = [
  ...accessPolicyOperations,
  ...vaultTagOperations,
  createVault,
  deleteVault,
  deleteVaultNotifications,
  describeJob,
  describeVault,
  getVaultNotifications,
  initiateJob,
  listJobs,
  listVaults,
  setVaultNotifications,
];
const codes = {
  ...jsonCodes,
  missingAuthentication: ['MissingAuthenticationTokenException', 400],
  throttled: ['ThrottlingException', 400],
  internal: ['ServiceUnavailableException', 500],
} as const;

/** Amazon S3 Glacier, the original vault service, 2012-06-01. */
export const glacier: EmulatorService = {
  name: 'glacier',
  signingName: 'glacier',
  regions: GLACIER_REGIONS,
  protocol: restJson(operations, awsModels.glacier),
  operations,
  recognises: request => /^\/(\d{12}|-)\/(vaults|policies|provisioned-capacity)(\/|$)/.test(request.path),
  errors: commonErrors(codes),
  statuses: { ...awsModels.glacier.errors, ...statuses, ...statusesOf(codes) },
  encodeError,
  maxBodyBytes: 1024 * 1024,
  before: beforeGlacier,
};
