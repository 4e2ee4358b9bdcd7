import { jsonReply, type Reply } from './reply.ts';
import type { ServiceError } from './serviceError.ts';

/** How a restJson1 service writes its errors: the header of the code, and the member names of the body. */
export interface ErrorCarrier {
  readonly header: string;
  readonly message: string;
  /** The body's member for the request id, where it has one. */
  readonly requestId?: string;
}

/** Writes an error whose code travels in a header. An error without a code has no such header. */
export function encodeWithHeader(carrier: ErrorCarrier, error: ServiceError, requestId: string): Reply {
  const type = error.code === '' ? {} : { [carrier.header]: error.code };
  const id = carrier.requestId === undefined ? {} : { [carrier.requestId]: requestId };
  const body = { [carrier.message]: error.message, ...id, ...error.extras.members };
  return jsonReply(error.status, body, { ...type, ...error.extras.headers });
}
