import type { AwsModel } from '../awsModels.ts';
import { ALL_REGIONS } from '../regions.ts';
import { type CommonCodes, commonErrors, jsonCodes, statusesOf } from './commonErrors.ts';
import { matchByName } from './matchByName.ts';
import type { Reply } from './reply.ts';
import { jsonReply } from './reply.ts';
import { headerOf } from './request.ts';
import { encodeJson, parseJsonBody } from './restJson.ts';
import type { Operation, Protocol, Service } from './service.ts';
import { ServiceError } from './serviceError.ts';
import type { Problem, Shape } from './shape.ts';
import { validationText } from './validationText.ts';

const JSON_1_1 = 'application/x-amz-json-1.1';

/** The content type of awsJson1.0, which differs from awsJson1.1 by it alone. */
export const JSON_1_0 = 'application/x-amz-json-1.0';

/** awsJson1.1: the operation is in `X-Amz-Target` after the prefix, input and output are JSON objects. */
function awsJson<World>(
  operations: readonly Operation<World>[],
  targetPrefix: string,
  model: AwsModel,
  contentType: string,
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
    encode: (_operation, output) => encodeJson(output, contentType),
  };
}

/** Writes an awsJson error: `__type` and, where there is one, `message` in the body. */
function encodeAwsJsonError(error: ServiceError, contentType: string): Reply {
  const type = error.code === '' ? {} : { __type: error.code };
  const message = error.message === '' ? {} : { message: error.message };
  const body = { ...type, ...message, ...error.extras.members };
  return jsonReply(error.status, body, error.extras.headers, contentType);
}

/** What is a service's own where services speak awsJson1.1. */
interface AwsJsonService<World> {
  /** In the control plane and in the credential scope. */
  readonly name: string;
  /** The prefix of its operations in `X-Amz-Target`, such as `TrentService`. */
  readonly target: string;
  readonly model: AwsModel;
  readonly operations: readonly Operation<World>[];
  /** HTTP statuses of the errors it throws beside those of the model. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Its names for errors that any service may answer, where they are not the usual ones. */
  readonly codes?: Partial<CommonCodes>;
  /** `JSON_1_0` for a service that speaks awsJson1.0. */
  readonly contentType?: string;
}

/** AWS answers these with 400 where the services that speak REST answer 403 or 429. */
const awsJsonCodes: CommonCodes = {
  ...jsonCodes,
  missingAuthentication: ['MissingAuthenticationTokenException', 400],
  invalidSignature: ['InvalidSignatureException', 400],
  disabledRegion: ['UnrecognizedClientException', 400],
  throttled: ['ThrottlingException', 400],
};

/** A service that speaks awsJson1.1, in every Region. */
export function awsJsonService<World>(given: AwsJsonService<World>): Service<World> {
  const { name, target, model, operations, statuses, contentType = JSON_1_1 } = given;
  const codes = { ...awsJsonCodes, ...given.codes };
  return {
    name,
    signingName: name,
    regions: ALL_REGIONS,
    protocol: awsJson(operations, target, model, contentType),
    operations,
    recognises: request => headerOf(request, 'x-amz-target')?.startsWith(`${target}.`) ?? false,
    errors: commonErrors(codes),
    statuses: { ...model.errors, ...statuses, ...statusesOf(codes) },
    encodeError: error => encodeAwsJsonError(error, contentType),
    maxBodyBytes: 1024 * 1024,
  };
}

/**
 * An input of this shape out of a body.
 *
 * @param refuse What a service answers to what breaks a rule, where that is no ValidationException.
 * @throws {ServiceError} SerializationException for a value of another JSON type than the member's, which AWS finds
 * before it looks at anything else; ValidationException for what breaks a rule
 */
export function awsJsonInput<T>(
  shape: Shape<T>,
  body: unknown,
  refuse: (problems: readonly Problem[]) => ServiceError = problems =>
    new ServiceError('ValidationException', 400, validationText(problems)),
): T {
  const problems: Problem[] = [];
  const parsed = shape.parse(body ?? {}, '', problems);
  const mistyped = problems.find(({ kind }) => kind === 'type');
  if (mistyped !== undefined) throw new ServiceError('SerializationException', 400, mistypedText(mistyped));
  if (parsed !== undefined && problems.length === 0) return parsed;
  throw refuse(problems);
}

/** Why a value can't be read as its member's type, in the words seen of AWS. */
function mistypedText({ value, rule }: Problem): string {
  if (Array.isArray(value)) return 'Start of list found where not expected';
  if (typeof value === 'object') return 'Start of structure or map found where not expected.';
  const type = typeof value === 'boolean' ? String(value) : typeof value;
  return `${type.toUpperCase()}_VALUE can not be converted to ${rule.replace('Member must be ', '')}`;
}
