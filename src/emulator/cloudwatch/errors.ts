import { errorsOf } from '../wire/serviceError.ts';

/** Codes and statuses of CloudWatch, from its service model. */
export const statuses = { InvalidNextToken: 400, InvalidParameterValue: 400, ValidationError: 400 } as const;

/** Makes an error of this service. */
export const fail = errorsOf(statuses);
