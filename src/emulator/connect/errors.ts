import { errorsOf, type ServiceError } from '../wire/serviceError.ts';
import { checked, type Problem, type Shape } from '../wire/shape.ts';

/** Codes and statuses of Connect, from its service model. */
export const statuses = {
  AccessDeniedException: 403,
  ContactNotFoundException: 410,
  DuplicateResourceException: 409,
  InternalServiceException: 500,
  InvalidParameterException: 400,
  InvalidRequestException: 400,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 402,
  ThrottlingException: 429,
} as const;

/** Makes an error of this service. */
export const fail = errorsOf(statuses);

/** Push operations refuse an input with the one code, instance operations with the other. */
export type RefusalCode = 'InvalidParameterException' | 'InvalidRequestException';

/** An input that has the shape. @throws {ServiceError} of the given code, naming the first member at fault */
export function inputOf<T>(shape: Shape<T>, given: unknown, code: RefusalCode): T {
  return checked(shape, given, ([first]) => refused(code, first));
}

const refused = (code: RefusalCode, { path, rule }: Problem): ServiceError =>
  fail(code, `Parameter ${path} is not valid: ${rule}`);
