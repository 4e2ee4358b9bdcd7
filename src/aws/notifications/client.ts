import {
  awsEndpointFunctions,
  createDefaultUserAgentProvider,
  getHostHeaderPlugin,
  getLoggerPlugin,
  getRecursionDetectionPlugin,
  getUserAgentPlugin,
  resolveHostHeaderConfig,
  resolveUserAgentConfig,
} from '@aws-sdk/core/client';
import { AwsSdkSigV4Signer, resolveAwsSdkSigV4Config } from '@aws-sdk/core/httpAuthSchemes';
import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import {
  DefaultIdentityProviderConfig,
  getHttpAuthSchemeEndpointRuleSetPlugin,
  getHttpSigningPlugin,
} from '@smithy/core';
import { Sha256 } from '@smithy/core/checksum';
import {
  Client,
  getSmithyContext,
  NoOpLogger,
  ServiceException,
  type ServiceExceptionOptions,
} from '@smithy/core/client';
import { resolveRegionConfig } from '@smithy/core/config';
import { customEndpointFunctions, resolveEndpointConfig } from '@smithy/core/endpoints';
import { getContentLengthPlugin, type HttpHandlerUserInput, parseUrl } from '@smithy/core/protocols';
import { getRetryPlugin, resolveRetryConfig } from '@smithy/core/retry';
import { getSchemaSerdePlugin, TypeRegistry } from '@smithy/core/schema';
import { calculateBodyLength, fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { NodeHttpHandler, streamCollector } from '@smithy/node-http-handler';
import type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  HandlerExecutionContext,
  HttpAuthSchemeParameters,
  HttpHandlerOptions,
  Logger,
  Provider,
} from '@smithy/types';
import { resolveNotificationsEndpoint } from './endpoint.ts';
import { NAMESPACE, type ServiceInputTypes, type ServiceOutputTypes } from './operations.ts';

// The resolver that AWS's own endpoint rules need; every published client registers it the same way.
customEndpointFunctions.aws = awsEndpointFunctions;

const API_VERSION = '2018-05-10';
const CLIENT_VERSION = '1.0.0';
const SIGNING_NAME = 'notifications';
const SIGV4 = 'aws.auth#sigv4';

/** What the client is made from: a subset of what a published client takes. */
export interface NotificationsClientConfig {
  readonly region: string | Provider<string>;
  readonly credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  /** Wins over the service's own endpoint rules. */
  readonly endpoint?: string | undefined;
  readonly ignoreConfiguredEndpointUrls?: boolean | undefined;
  readonly useFipsEndpoint?: boolean | undefined;
  /** Attempts per call, the first included; 3 unless told otherwise. */
  readonly maxAttempts?: number | undefined;
  readonly retryMode?: 'standard' | 'adaptive' | undefined;
  readonly requestHandler?: HttpHandlerUserInput | undefined;
  readonly cacheMiddleware?: boolean | undefined;
  /** Milliseconds to add to this machine's clock when signing. */
  readonly systemClockOffset?: number | undefined;
  readonly logger?: Logger | undefined;
}

const ERROR_NAMESPACE = `smithy.ts.sdk.synthetic.${NAMESPACE}`;

/** What every error of the service is, under AWS's own name for it. */
export class NotificationsServiceException extends ServiceException {
  static override readonly shapeId: string = `${ERROR_NAMESPACE}#NotificationsServiceException`;

  constructor(options: ServiceExceptionOptions) {
    super(options);
    Object.setPrototypeOf(this, NotificationsServiceException.prototype);
  }
}

const errors = TypeRegistry.for(ERROR_NAMESPACE);
errors.registerError([-3, ERROR_NAMESPACE, 'NotificationsServiceException', 0, [], []], NotificationsServiceException);

interface AuthParameters extends HttpAuthSchemeParameters {
  readonly region?: string;
}

const defaults = (config: NotificationsClientConfig) => ({
  apiVersion: API_VERSION,
  serviceId: 'Notifications',
  runtime: 'node',
  defaultSigningName: SIGNING_NAME,
  disableHostPrefix: false,
  cacheMiddleware: config.cacheMiddleware ?? false,
  ignoreConfiguredEndpointUrls: config.ignoreConfiguredEndpointUrls ?? false,
  region: config.region,
  credentials: config.credentials,
  systemClockOffset: config.systemClockOffset ?? 0,
  useFipsEndpoint: config.useFipsEndpoint ?? false,
  // The service has dual-stack hosts only; its rules know no such choice.
  useDualstackEndpoint: false,
  maxAttempts: config.maxAttempts ?? 3,
  retryMode: config.retryMode ?? 'standard',
  logger: config.logger ?? new NoOpLogger(),
  requestHandler: NodeHttpHandler.create(config.requestHandler),
  userAgentAppId: async () => undefined,
  defaultUserAgentProvider: createDefaultUserAgentProvider({
    serviceId: 'Notifications',
    clientVersion: CLIENT_VERSION,
  }),
  endpointProvider: resolveNotificationsEndpoint,
  ...(config.endpoint === undefined ? {} : { endpoint: config.endpoint }),
  protocol: new AwsRestJsonProtocol({ defaultNamespace: NAMESPACE, errorTypeRegistries: [errors] }),
  httpAuthSchemes: [
    {
      schemeId: SIGV4,
      identityProvider: (identities: DefaultIdentityProviderConfig) => identities.getIdentityProvider(SIGV4),
      signer: new AwsSdkSigV4Signer(),
    },
  ],
  httpAuthSchemeProvider: (parameters: AuthParameters) => [
    {
      schemeId: SIGV4,
      signingProperties: { name: SIGNING_NAME, region: parameters.region },
      propertiesExtractor: (clientConfig: unknown, context: HandlerExecutionContext) => ({
        signingProperties: { config: clientConfig, context },
      }),
    },
  ],
  sha256: Sha256,
  urlParser: parseUrl,
  bodyLengthChecker: calculateBodyLength,
  streamCollector,
  base64Decoder: fromBase64,
  base64Encoder: toBase64,
  utf8Decoder: fromUtf8,
  utf8Encoder: toUtf8,
});

const resolve = (config: NotificationsClientConfig) =>
  resolveAwsSdkSigV4Config(
    resolveEndpointConfig(
      resolveHostHeaderConfig(resolveRegionConfig(resolveRetryConfig(resolveUserAgentConfig(defaults(config))))),
    ),
  );

/** The client's settings after all defaults. */
export type NotificationsClientResolvedConfig = ReturnType<typeof resolve>;

/** The client of AWS User Notifications. Destroy it when done, unless its request handler is shared. */
export class NotificationsClient extends Client<
  HttpHandlerOptions,
  ServiceInputTypes,
  ServiceOutputTypes,
  NotificationsClientResolvedConfig
> {
  constructor(config: NotificationsClientConfig) {
    const resolved = resolve(config);
    super(resolved);
    const stack = this.middlewareStack;
    stack.use(getSchemaSerdePlugin(resolved));
    stack.use(getUserAgentPlugin(resolved));
    stack.use(getRetryPlugin(resolved));
    stack.use(getContentLengthPlugin(resolved));
    stack.use(getHostHeaderPlugin(resolved));
    stack.use(getLoggerPlugin(resolved));
    stack.use(getRecursionDetectionPlugin(resolved));
    stack.use(
      getHttpAuthSchemeEndpointRuleSetPlugin(resolved, {
        httpAuthSchemeParametersProvider: async (_config: unknown, context: HandlerExecutionContext) => ({
          operation: String(getSmithyContext(context).operation),
          region: await resolved.region(),
        }),
        identityProviderConfigProvider: async () =>
          new DefaultIdentityProviderConfig({ [SIGV4]: resolved.credentials }),
      }),
    );
    stack.use(getHttpSigningPlugin(resolved));
  }
}
