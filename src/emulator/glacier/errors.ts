import { jsonReply, type Reply } from '../wire/reply.ts';
import { errorsOf, type ServiceError } from '../wire/serviceError.ts';

/**
 * Codes and statuses of Glacier: its service model, and its documentation for what the model lacks.
 * @see https://docs.aws.amazon.com/amazonglacier/latest/dev/api-error-responses.html
 */
export const statuses = {
  AccessDeniedException: 403,
  BadRequest: 400,
  ExpiredTokenException: 403,
  InvalidParameterValueException: 400,
  InvalidSignatureException: 403,
  LimitExceededException: 400,
  MissingAuthenticationTokenException: 400,
  MissingParameterValueException: 400,
  NoLongerSupportedException: 400,
  RequestTimeoutException: 408,
  ResourceNotFoundException: 404,
  SerializationException: 400,
  ServiceUnavailableException: 500,
  ThrottlingException: 400,
  UnrecognizedClientException: 403,
} as const;

/** Makes an error of this service. */
export const fail = errorsOf(statuses);

/** Writes an error: code, message and type in the body in this order, and no type header, as traces show it. */
export function encodeError(error: ServiceError): Reply {
  const type = error.status < 500 ? 'Client' : 'Server';
  const typed = error.code === '' ? { message: error.message } : { code: error.code, message: error.message, type };
  return jsonReply(error.status, { ...typed, ...error.extras.members }, error.extras.headers);
}
