import { Collection } from '../state/collection.ts';
import { object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { instanceArn, instanceOf, nextTokenOf, pageOf } from './checks.ts';
import { inputOf } from './errors.ts';
import { INTEGRATION_TYPES } from './integrationTypes.ts';
import { ASSOCIATIONS_PER_PAGE } from './limits.ts';

const filters = object({
  integrationType: optional(string({ oneOf: INTEGRATION_TYPES })),
  integrationArn: optional(string()),
});

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_ListIntegrationAssociations.html */
export const listIntegrationAssociations: EmulatorOperation = {
  name: 'ListIntegrationAssociations',
  effect: 'read',
  run(call) {
    const { id, instance } = instanceOf(call, 'InvalidRequestException');
    const wanted = inputOf(filters, Object.fromEntries(call.query), 'InvalidRequestException');
    const { from, limit } = pageOf(call, ASSOCIATIONS_PER_PAGE);
    const fitting = [...instance.associations.entries()].filter(
      ([, one]) =>
        (wanted.integrationType ?? one.integrationType) === one.integrationType &&
        (wanted.integrationArn ?? one.integrationArn) === one.integrationArn,
    );
    const { items, next } = new Collection(fitting).page(from, limit);
    const summaries = items.map(([associationId, one]) => ({
      IntegrationAssociationId: associationId,
      IntegrationAssociationArn: `${instanceArn(call, id)}/integration-association/${associationId}`,
      InstanceId: id,
      IntegrationType: one.integrationType,
      IntegrationArn: one.integrationArn,
      SourceApplicationUrl: one.sourceApplicationUrl,
      SourceApplicationName: one.sourceApplicationName,
      SourceType: one.sourceType,
    }));
    return { body: { IntegrationAssociationSummaryList: summaries, ...nextTokenOf(next) } };
  },
};
