import type { HttpRequest } from '@smithy/core/protocols';
import type {
  AwsCredentialIdentity,
  DeserializeHandler,
  DeserializeMiddleware,
  FinalizeRequestMiddleware,
  MetadataBearer,
  RequestSigner,
} from '@smithy/types';
import { whenAborted } from '../../core/model/aborting.ts';
import type { RequestHandler } from './clientSettings.ts';
import type { MiddlewareBearer } from './foreignAnswers.ts';

type Send = DeserializeHandler<object, MetadataBearer>;

/** What belongs to one call of a client. */
export interface CallParts {
  /** Those that it is signed with: none that were found since, which may be another account's. */
  readonly credentials: AwsCredentialIdentity;
  /** Stops it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Lets each call of a client have its own credentials and its own end. The SDK takes credentials for all calls of a client,
 * and a signal as an option of a call, but puts its middleware together anew for each call that has options, which takes
 * longer than signing it. So both are kept beside the input, where the middleware finds them.
 */
export class PartsOfCalls {
  readonly #parts = new WeakMap<object, CallParts>();
  readonly #signed = new WeakMap<object, AwsCredentialIdentity>();

  /** The call with this very input has these parts. */
  keep(input: object, parts: CallParts): void {
    this.#parts.set(input, parts);
  }

  /** A signer that signs each request with the credentials of its call; else it is the given one. */
  signer(signer: RequestSigner): RequestSigner {
    const sign: RequestSigner['sign'] = async (request, options) => {
      const credentials = this.#signed.get(request);
      if (credentials === undefined) throw new Error('Nobody signs this call.');
      const own: RequestSigner = Object.create(signer, { credentialProvider: { value: async () => credentials } });
      return own.sign(request, options);
    };
    return { sign };
  }

  applyTo({ middlewareStack: stack }: MiddlewareBearer, handler: RequestHandler): void {
    const chooseCredentials: FinalizeRequestMiddleware<object, MetadataBearer> = next => args => {
      const parts = this.#parts.get(args.input);
      if (parts !== undefined) this.#signed.set(Object(args.request), parts.credentials);
      return next(args);
    };
    stack.addRelativeTo(
      chooseCredentials as never,
      { relation: 'before', toMiddleware: 'httpSigningMiddleware', name: 'chooseCredentials' } as never,
    );
    const sendWithSignal: DeserializeMiddleware<object, MetadataBearer> =
      (next: Send): Send =>
      args => {
        const signal = this.#parts.get(args.input)?.signal;
        return signal === undefined ? next(args) : send(handler, args.request as HttpRequest, signal);
      };
    // The last of its step and priority stands next to the handler, whose place it takes.
    const options = { step: 'deserialize', priority: 'low', name: 'sendWithSignal' } as const;
    stack.add(sendWithSignal as never, options as never);
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
