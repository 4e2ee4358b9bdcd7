import type { AwsModel } from '../awsModels.ts';
import { matchByName } from './matchByName.ts';
import type { Reply } from './reply.ts';
import { jsonReply } from './reply.ts';
import { headerOf } from './request.ts';
import { encodeJson, parseJsonBody } from './restJson.ts';
import type { Operation, Protocol } from './service.ts';
import { ServiceError } from './serviceError.ts';
import type { Problem, Shape } from './shape.ts';
import { validationText } from './validationText.ts';

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

/**
 * An input of this shape out of a body.
 * @throws {ServiceError} SerializationException for a value of another JSON type than the member's, which AWS finds
 * before it looks at anything else; ValidationException for what breaks a rule
 */
export function awsJsonInput<T>(shape: Shape<T>, body: unknown): T {
  const problems: Problem[] = [];
  const parsed = shape.parse(body ?? {}, '', problems);
  const mistyped = problems.find(({ kind }) => kind === 'type');
  if (mistyped !== undefined) throw new ServiceError('SerializationException', 400, mistypedText(mistyped));
  if (parsed !== undefined && problems.length === 0) return parsed;
  throw new ServiceError('ValidationException', 400, validationText(problems));
}

/** Why a value can't be read as its member's type, in the words seen of AWS. */
function mistypedText({ value, rule }: Problem): string {
  if (Array.isArray(value)) return 'Start of list found where not expected';
  if (typeof value === 'object') return 'Start of structure or map found where not expected.';
  const type = typeof value === 'boolean' ? String(value) : typeof value;
  return `${type.toUpperCase()}_VALUE can not be converted to ${rule.replace('Member must be ', '')}`;
}
