import type { Reply } from './reply.ts';
import { jsonReply } from './reply.ts';
import { headerOf } from './request.ts';
import { encodeJson, parseJsonBody } from './restJson.ts';
import type { Operation, Protocol } from './service.ts';
import type { ServiceError } from './serviceError.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/** awsJson1.1: the operation is in `X-Amz-Target` after the prefix, input and output are JSON objects. */
export function awsJson<World>(operations: readonly Operation<World>[], targetPrefix: string): Protocol<World> {
  const byName = new Map(operations.map(operation => [operation.name, operation]));
  return {
    match(request) {
      const target = headerOf(request, 'x-amz-target') ?? '';
      const name = target.startsWith(`${targetPrefix}.`) ? target.slice(targetPrefix.length + 1) : target;
      const operation = request.method === 'POST' ? byName.get(name) : undefined;
      const named = name === '' ? `${request.method} ${request.path.slice(0, 200)}` : name.slice(0, 200);
      return operation === undefined ? { name: named, labels: {} } : { name, operation, labels: {} };
    },
    decode: request => parseJsonBody(request.body) ?? {},
    encode: (_operation, output) => encodeJson(output, CONTENT_TYPE),
  };
}

/** Writes an awsJson1.1 error: `__type` and `message` in the body. */
export function encodeAwsJsonError(error: ServiceError): Reply {
  const type = error.code === '' ? {} : { __type: error.code };
  const body = { ...type, message: error.message, ...error.extras.members };
  return jsonReply(error.status, body, error.extras.headers, CONTENT_TYPE);
}
