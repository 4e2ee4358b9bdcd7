import { errorsOf } from '../wire/serviceError.ts';

/** Codes and statuses of Pinpoint, the same seven on every operation. From its service model. */
export const statuses = {
  BadRequestException: 400,
  ForbiddenException: 403,
  InternalServerErrorException: 500,
  MethodNotAllowedException: 405,
  NotFoundException: 404,
  PayloadTooLargeException: 413,
  TooManyRequestsException: 429,
} as const;

/** Makes an error of this service. */
export const fail = errorsOf(statuses);
