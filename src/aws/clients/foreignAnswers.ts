import { getSmithyContext } from '@smithy/core/client';
import { HttpResponse } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { DeserializeHandler, HandlerExecutionContext, MetadataBearer } from '@smithy/types';
import { isObject } from '../../core/model/answer.ts';
import { operations } from '../../core/model/operations.ts';
import { withEpochTimes } from './epochTimes.ts';
import { ForeignAnswer } from './wholeBody.ts';

/** The middleware stack of any client, as far as this module needs it. */
export interface MiddlewareBearer {
  readonly middlewareStack: {
    add(middleware: never, options: never): void;
    addRelativeTo(middleware: never, options: never): void;
    remove(name: string): boolean;
  };
}

const writes = new Set(Object.entries(operations).flatMap(([name, { effect }]) => (effect === 'read' ? [] : [name])));

interface Operation {
  readonly name: string;
  readonly output: NormalizedSchema;
}

/** The operation under way, by the client's own schema of it: `[9, namespace, name, traits, input, output]`. */
function operationOf(context: HandlerExecutionContext): Operation | undefined {
  const schema: unknown = getSmithyContext(context).operationSchema;
  return Array.isArray(schema) ? { name: String(schema[2]), output: NormalizedSchema.of(schema[5]) } : undefined;
}

const PAGE = /^<(?:!doctype\s+html|html|head|body|script|!--)/i;

/** How much of a body is looked at to tell what it is. Bytes. */
const BEGINNING = 4096;

/** The names of what an operation answers, where a service wraps it those of what is within. */
function answeredNames(output: NormalizedSchema): readonly string[] {
  return Object.entries(output.getMemberSchemas()).flatMap(([name, member]) =>
    member.getMergedTraits().httpPayload === 1 ? Object.keys(member.getMemberSchemas()) : [name],
  );
}

/** True for JSON that holds something of what an operation answers: an error, say, holds none of it. */
function tellsOf(output: NormalizedSchema, body: Uint8Array): boolean {
  try {
    const answer: unknown = JSON.parse(new TextDecoder().decode(body));
    return isObject(answer) && answeredNames(output).some(name => (answer[name] ?? null) !== null);
  } catch {
    return false;
  }
}

/** Why an answer of status 2xx with this body is not AWS's; undefined where it may well be. */
function foreign(body: Uint8Array, { headers }: HttpResponse, operation: Operation | undefined): string | undefined {
  const beginning = new TextDecoder().decode(body.subarray(0, BEGINNING)).trim();
  // What the body is decides, not what its header calls it: other servers than AWS label their JSON as HTML.
  if (PAGE.test(beginning)) return 'The answer is a web page';
  // What a read answers is looked through by who asked.
  if (operation === undefined || !writes.has(operation.name)) return undefined;
  const { name, output } = operation;
  const isXml = new RegExp(`^(?:<\\?xml[^>]*>\\s*)?<${name}Response[\\s>]`).test(beginning);
  const isSilent = output.isUnitSchema() || Object.keys(output.getMemberSchemas()).length === 0;
  if (headers['x-amzn-errortype'] !== undefined) return 'The answer names an error';
  if (!isSilent) return isXml || tellsOf(output, body) ? undefined : 'The answer does not say what was done';
  if (beginning !== '' && beginning !== '{}' && !isXml) return 'The answer says something where AWS says nothing';
  const ids = [headers['x-amzn-requestid'], headers['x-amz-request-id']];
  return ids.every(id => id === undefined || id.trim() === '')
    ? 'The answer lacks the request id that AWS gives with each'
    : undefined;
}

type Send = DeserializeHandler<object, MetadataBearer>;

const refuse =
  (next: Send, context: HandlerExecutionContext): Send =>
  async args => {
    const result = await next(args);
    const { response } = result;
    if (!HttpResponse.isInstance(response)) return result;
    const body: unknown = response.body;
    if (!(body instanceof Uint8Array)) throw new TypeError('The answer was not read whole.');
    if (response.statusCode >= 300) return result;
    const operation = operationOf(context);
    const reason = foreign(body, response, operation);
    if (reason !== undefined) throw new ForeignAnswer(reason, response);
    if (operation !== undefined) response.body = withEpochTimes(body, operation.output);
    return result;
  };

/**
 * Makes a client refuse answers that are not AWS's. The SDK takes any answer of status 2xx for a success where an operation
 * has no output, so that a captive portal's page would pass for a write that was done: such an operation counts as done only
 * where the answer has AWS's request id and nothing in it, any other write only where the answer says what became of it.
 */
export function refuseForeignAnswers(client: MiddlewareBearer): void {
  const options = { step: 'deserialize', priority: 'low', name: 'refuseForeignAnswers' } as const;
  // Each client types its stack by its own inputs and outputs; this middleware looks at neither.
  client.middlewareStack.add(refuse as never, options as never);
}
