import type { AwsModel } from '../awsModels.ts';
import { matchByName } from './matchByName.ts';
import type { Reply } from './reply.ts';
import { jsonReply } from './reply.ts';
import { headerOf } from './request.ts';
import { encodeJson, parseJsonBody } from './restJson.ts';
import type { Operation, Protocol } from './service.ts';
import { ServiceError } from './serviceError.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/** awsJson1.1: the operation is in `X-Amz-Target` after the prefix, input and output are JSON objects. */
export function awsJson<World>(
  operations: readonly Operation<World>[],
  targetPrefix: string,
  model: AwsModel,
): Protocol<World> {
  const find = matchByName(operations, model);
  return {
    match(request) {
      const target = headerOf(request, 'x-amz-target') ?? '';
      const named = target.startsWith(`${targetPrefix}.`) ? target.slice(targetPrefix.length + 1) : '';
      const shown = (target || `${request.method} ${request.path}`).slice(0, 200);
      const found = request.method === 'POST' ? find(named) : undefined;
      return found ?? { name: shown, labels: {}, refusal: new ServiceError('UnknownOperationException', 400, '') };
    },
    decode: request => parseJsonBody(request.body) ?? {},
    encode: (_operation, output) => encodeJson(output, CONTENT_TYPE),
  };
}

/** Writes an awsJson1.1 error: `__type` and, where there is one, `message` in the body. */
export function encodeAwsJsonError(error: ServiceError): Reply {
  const type = error.code === '' ? {} : { __type: error.code };
  const message = error.message === '' ? {} : { message: error.message };
  const body = { ...type, ...message, ...error.extras.members };
  return jsonReply(error.status, body, error.extras.headers, CONTENT_TYPE);
}
