import { HttpResponse } from '@smithy/core/protocols';
import type { DeserializeHandler, MetadataBearer } from '@smithy/types';

/** The middleware stack of any client, as far as this module needs it. */
export interface MiddlewareBearer {
  readonly middlewareStack: { add(middleware: never, options: never): void };
}

/** A page where an answer should be: a proxy, a captive portal, a server that is not AWS. */
class ForeignAnswer extends Error {
  readonly $metadata: { readonly httpStatusCode: number };
  readonly $response: HttpResponse;

  constructor(response: HttpResponse) {
    super('The answer is a web page.');
    this.name = 'ForeignAnswer';
    this.$metadata = { httpStatusCode: response.statusCode };
    this.$response = response;
  }
}

/** No answer of a control plane takes this long to arrive, however steadily it drips. */
const WHOLE_ANSWER_MS = 60_000;

/** The body of an answer while it arrives. */
export interface Body {
  readonly destroy: (error?: Error) => void;
  readonly once: (event: 'close', listener: () => void) => void;
}

/** True for a body that is still to be read. */
export function isStream(body: unknown): body is Body {
  return typeof body === 'object' && body !== null && 'destroy' in body && 'once' in body;
}

function limitTime(body: Body): void {
  const timer = setTimeout(() => {
    body.destroy(Object.assign(new Error('The answer took too long.'), { name: 'TimeoutError' }));
  }, WHOLE_ANSWER_MS);
  timer.unref();
  body.once('close', () => clearTimeout(timer));
}

const refuse =
  (next: DeserializeHandler<object, MetadataBearer>): DeserializeHandler<object, MetadataBearer> =>
  async args => {
    const result = await next(args);
    const { response } = result;
    if (!HttpResponse.isInstance(response)) return result;
    const body: unknown = response.body;
    if (response.statusCode < 300 && /\bhtml\b/i.test(String(response.headers['content-type'] ?? ''))) {
      if (isStream(body)) body.destroy();
      throw new ForeignAnswer(response);
    }
    if (isStream(body)) limitTime(body);
    return result;
  };

/**
 * Makes a client refuse web pages, and answers that never end. The SDK takes any answer of status 2xx for a success where an operation has no
 * output, so that a captive portal's page would pass for a write that was done.
 */
export function refuseForeignAnswers(client: MiddlewareBearer): void {
  const options = { step: 'deserialize', priority: 'low', name: 'refuseForeignAnswers' } as const;
  // Each client types its stack by its own inputs and outputs; this middleware looks at neither.
  client.middlewareStack.add(refuse as never, options as never);
}
