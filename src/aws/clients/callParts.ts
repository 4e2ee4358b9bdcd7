import type { HttpRequest } from '@smithy/core/protocols';
import type { DeserializeHandler, DeserializeMiddleware, MetadataBearer } from '@smithy/types';
import { whenAborted } from '../../core/model/aborting.ts';
import type { RequestHandler } from './clientSettings.ts';
import type { MiddlewareBearer } from './foreignAnswers.ts';

type Send = DeserializeHandler<object, MetadataBearer>;

/**
 * Lets the calls of a client be stopped. The SDK takes a signal as an option of a call, but puts its middleware together
 * anew for each call that has options, which takes longer than signing it. So the signal is kept beside the input, and
 * the innermost middleware sends with it.
 */
export class Abortable {
  readonly #signals = new WeakMap<object, AbortSignal>();

  constructor(client: MiddlewareBearer, handler: RequestHandler) {
    const sendWithSignal: DeserializeMiddleware<object, MetadataBearer> =
      (next: Send): Send =>
      args => {
        const signal = this.#signals.get(args.input);
        return signal === undefined ? next(args) : send(handler, args.request as HttpRequest, signal);
      };
    // The last of its step and priority stands next to the handler, whose place it takes.
    const options = { step: 'deserialize', priority: 'low', name: 'sendWithSignal' } as const;
    client.middlewareStack.add(sendWithSignal as never, options as never);
  }

  /** The call with this very input is stopped when the signal aborts. */
  stop(input: object, signal: AbortSignal): void {
    this.#signals.set(input, signal);
  }
}

/** Sends under a signal of its own, since the handler adds a listener to the one it is given for each call. */
async function send(handler: RequestHandler, request: HttpRequest, signal: AbortSignal): ReturnType<Send> {
  const own = new AbortController();
  const leave = whenAborted(signal, () => own.abort());
  try {
    return (await handler.handle(request, { abortSignal: own.signal })) as Awaited<ReturnType<Send>>;
  } finally {
    leave();
  }
}
