import { errorsOf } from '../wire/serviceError.ts';

/** Wire codes and statuses of IAM, from its service model. */
export const statuses = {
  ConcurrentModification: 409,
  DeleteConflict: 409,
  EntityAlreadyExists: 409,
  InvalidInput: 400,
  LimitExceeded: 409,
  MalformedPolicyDocument: 400,
  NoSuchEntity: 404,
  ServiceFailure: 500,
  UnmodifiableEntity: 400,
  ValidationError: 400,
} as const;

/** Makes an error of this service. */
export const fail = errorsOf(statuses);
