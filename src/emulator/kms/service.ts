import { awsModels } from '../awsModels.ts';
import { awsJsonService } from '../wire/awsJson.ts';
import type { World } from '../world.ts';
import { keyOperations, statuses } from './keys.ts';

/** AWS Key Management Service, 2014-11-01: keys, aliases and key policies. Nothing is ever encrypted. */
export const kms = awsJsonService<World>({
  name: 'kms',
  target: 'TrentService',
  model: awsModels.kms,
  operations: keyOperations,
  statuses,
  codes: { internal: ['KMSInternalException', 500] },
});
