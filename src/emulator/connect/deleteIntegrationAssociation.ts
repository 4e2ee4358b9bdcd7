import type { EmulatorOperation } from '../world.ts';
import { instanceOf } from './checks.ts';
import { fail } from './errors.ts';

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_DeleteIntegrationAssociation.html */
export const deleteIntegrationAssociation: EmulatorOperation = {
  name: 'DeleteIntegrationAssociation',
  effect: 'write',
  run(call) {
    const { instance } = instanceOf(call, 'InvalidRequestException');
    const id = call.labels.IntegrationAssociationId ?? '';
    if (!instance.associations.delete(id)) {
      throw fail('ResourceNotFoundException', `Integration association not found: ${id}`);
    }
    return {};
  },
};
