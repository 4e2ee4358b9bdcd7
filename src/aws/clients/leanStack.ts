import { getSchemaSerdePlugin } from '@smithy/core/schema';
import type {
  AuthScheme,
  BuildMiddleware,
  FinalizeRequestMiddleware,
  MetadataBearer,
  RequestSigner,
} from '@smithy/types';
import type { PartsOfCalls } from './callParts.ts';
import type { MiddlewareBearer } from './foreignAnswers.ts';

/** As much of an SDK client's settings as this module looks at. */
interface Signing {
  signer: (scheme?: AuthScheme) => Promise<RequestSigner>;
}

/** What a client sends of itself: CloudTrail keeps it with each event, so that one can tell who made a change. */
const USER_AGENT = `aws-sdk-js md/nodejs#${process.versions.node} app/notification-explorer`;

const sayWhoAsks: BuildMiddleware<object, MetadataBearer> = next => args => {
  const { headers } = args.request as { readonly headers: Record<string, string> };
  headers['user-agent'] = USER_AGENT;
  return next(args);
};

/** Those of a client's settings that are looked at where requests are written and answers read: each call copies them. */
const SERDE = [
  ...['protocol', 'endpoint', 'streamCollector', 'eventStreamMarshaller', 'disableHostPrefix', 'logger'],
  ...['base64Decoder', 'base64Encoder', 'utf8Decoder', 'utf8Encoder'],
];

/** Those that are looked at where a call's address is found, beside the parameters of the operation's own rules. */
const ADDRESS = [
  ...['endpoint', 'isCustomEndpoint', 'ignoreConfiguredEndpointUrls', 'serviceConfiguredEndpoint', 'serviceId'],
  ...['endpointProvider', 'credentials'],
];

/** The class of an operation, which says what its address depends on. */
export interface CommandClass {
  new (input: never): object;
  getEndpointParameterInstructions(): Readonly<Record<string, unknown>>;
}

/** The settings, all there, of which those that an address is found by are its own: a copy takes no others. */
function addressSettings(config: object, commands: readonly CommandClass[]): object {
  const parameters = commands.flatMap(command =>
    Object.entries(command.getEndpointParameterInstructions()).flatMap(([name, from]) => [
      name,
      String(Object(from).name),
    ]),
  );
  const own = [...ADDRESS, ...parameters].filter(name => Reflect.has(config, name));
  // Defined, not assigned: of what the settings keep behind a setter, such as credentials, an assignment makes nothing own.
  const properties = own.map(name => [name, { value: Reflect.get(config, name), enumerable: true }]);
  return Object.create(config, Object.fromEntries(properties));
}

/** Each client sends once; what is tried again is decided above. */
const sendOnce: FinalizeRequestMiddleware<object, MetadataBearer> = next => next;

/** What does nothing for us: logging without a log, and telling one Lambda function that another called it. */
const idle = ['loggerMiddleware', 'recursionDetectionMiddleware'];

/**
 * Takes out of a client what each call pays for and none needs, more than a third of the time that the SDK spends on it:
 * steps that do nothing here, retrying, which is done above, a user agent that is put together anew each time, a signer
 * that is made anew each time, and copies of all settings, of which a few are looked at. Throws where a step is not there
 * under the name that it is known by.
 */
export function leanStack(
  client: MiddlewareBearer & { readonly config: Signing },
  commands: readonly CommandClass[],
  calls: Pick<PartsOfCalls, 'signer'>,
): void {
  const { middlewareStack: stack, config } = client;
  for (const name of idle) {
    if (!stack.remove(name)) throw new Error(`The SDK has no ${name}.`);
  }
  stack.add(
    sayWhoAsks as never,
    { step: 'build', priority: 'low', name: 'getUserAgentMiddleware', override: true } as never,
  );
  stack.add(
    sendOnce as never,
    { step: 'finalizeRequest', priority: 'high', name: 'retryMiddleware', override: true } as never,
  );

  const serde = Object.fromEntries(SERDE.map(name => [name, Reflect.get(config, name)]));
  getSchemaSerdePlugin(serde as never).applyToStack(stack as never);

  const make = config.signer;
  const made = new Map<string, Promise<RequestSigner>>();
  config.signer = scheme => {
    const key = `${scheme?.signingName} ${scheme?.signingRegion}`;
    const signer = made.get(key) ?? make(scheme).then(one => calls.signer(one));
    made.set(key, signer);
    return signer;
  };

  Reflect.set(client, 'config', addressSettings(config, commands));
}
