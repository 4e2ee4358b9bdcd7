import type { AwsModel } from '../awsModels.ts';
import type { Output, Reply } from './reply.ts';
import { RestRoutes } from './restRoutes.ts';
import type { Operation, Protocol } from './service.ts';

/** Parses a JSON body; undefined for an empty one. @throws {SyntaxError} */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
}

/** Writes an output whose body is the JSON value itself; no body at all where the output has none. */
export function encodeJson(output: Output, contentType: string): Reply {
  const headers = output.headers ?? {};
  const status = output.status ?? 200;
  return output.body === undefined
    ? { status, headers, body: '' }
    : { status, headers: { 'content-type': contentType, ...headers }, body: JSON.stringify(output.body) };
}

/** restJson1: the operation is in method and path, input in labels, query and a JSON body. */
export function restJson<World>(operations: readonly Operation<World>[], model: AwsModel): Protocol<World> {
  const routes = new RestRoutes(operations, model);
  return {
    match: request => routes.match(request),
    decode: request => parseJsonBody(request.body),
    encode: (_operation, output) => encodeJson(output, 'application/json'),
  };
}
