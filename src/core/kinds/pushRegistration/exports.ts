import { isObject } from '../../model/answer.ts';
import type { KindExport } from '../../model/export.ts';
import type { JsonObject } from '../../model/json.ts';

/** Push registrations elsewhere: only calls make them, and who makes the call brings the device token. */
export const pushRegistrationExport: KindExport = {
  kind: 'push-registration',
  request: config => ({
    ...config,
    ContactConfiguration: { ...contact(config), ParticipantRole: 'CUSTOMER' },
  }),
  cloudFormation: {
    none: t => t('CloudFormation has no resource type for push registrations, and they need a device token.'),
  },
  terraform: { none: t => t('Terraform has no resource for push registrations, and they need a device token.') },
  noFleet: t => t('AWS cannot list push registrations, so a fleet file could not be compared with anything.'),
};

const contact = ({ ContactConfiguration }: JsonObject): JsonObject =>
  isObject(ContactConfiguration) ? (ContactConfiguration as JsonObject) : {};
