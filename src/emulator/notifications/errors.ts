import { errorsOf } from '../wire/serviceError.ts';

/** Codes and statuses of User Notifications, from its service model. */
export const statuses = {
  AccessDeniedException: 403,
  ConflictException: 409,
  InternalServerException: 500,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 402,
  ThrottlingException: 429,
  ValidationException: 400,
} as const;

/** Makes an error of this service. */
export const fail = errorsOf(statuses);

/** What its faults say they are about. Required members, from its service model. */
export const errorMembers = {
  ConflictException: { resourceId: 'us-east-1' },
  ResourceNotFoundException: { resourceId: 'us-east-1' },
  ServiceQuotaExceededException: { resourceType: 'NotificationHub', resourceId: 'us-east-1' },
} as const;

/** A refused input, with the field that is at fault. */
export const invalidField = (name: string, message: string) =>
  fail('ValidationException', `1 validation error detected: ${message}`, {
    reason: 'fieldValidationFailed',
    fieldList: [{ name, message }],
  });
