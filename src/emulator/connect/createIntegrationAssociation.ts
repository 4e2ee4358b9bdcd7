import { object, optional, string } from '../wire/shape.ts';
import type { EmulatorOperation } from '../world.ts';
import { instanceArn, instanceOf, instanceTags } from './checks.ts';
import { fail, inputOf } from './errors.ts';
import { INTEGRATION_TYPES } from './integrationTypes.ts';

const input = object({
  IntegrationType: string({ oneOf: INTEGRATION_TYPES }),
  IntegrationArn: string({ min: 1 }),
  SourceApplicationUrl: optional(string({ min: 1, max: 2000 })),
  SourceApplicationName: optional(string({ min: 1, max: 100, pattern: /^[a-zA-Z0-9_ -]+$/ })),
  SourceType: optional(string({ oneOf: ['SALESFORCE', 'ZENDESK', 'CASES'] })),
  Tags: optional(instanceTags),
});

/** @see https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateIntegrationAssociation.html */
export const createIntegrationAssociation: EmulatorOperation = {
  name: 'CreateIntegrationAssociation',
  effect: 'write',
  run(call) {
    const { id, instance } = instanceOf(call, 'InvalidRequestException');
    const given = inputOf(input, call.body, 'InvalidRequestException');
    const { IntegrationType: integrationType, IntegrationArn: integrationArn } = given;
    const isSame = [...instance.associations.values()].some(
      one => one.integrationType === integrationType && one.integrationArn === integrationArn,
    );
    if (isSame) throw fail('DuplicateResourceException', 'The integration is associated already');
    const associationId = call.ids.uuid();
    const { SourceApplicationUrl: url, SourceApplicationName: name, SourceType: sourceType, Tags: tags } = given;
    instance.associations.set(associationId, {
      integrationType,
      integrationArn,
      ...(url === undefined ? {} : { sourceApplicationUrl: url }),
      ...(name === undefined ? {} : { sourceApplicationName: name }),
      ...(sourceType === undefined ? {} : { sourceType }),
      ...(tags === undefined ? {} : { tags }),
    });
    return {
      body: {
        IntegrationAssociationId: associationId,
        IntegrationAssociationArn: `${instanceArn(call, id)}/integration-association/${associationId}`,
      },
    };
  },
};
