import { state as versionWarning } from '@aws-sdk/core/client';
import type { HttpHandlerUserInput } from '@smithy/core/protocols';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentialIdentity, Provider } from '@smithy/types';
import type { EndpointChoice } from '../config/endpoints.ts';
import { Sha256 } from './sha256.ts';

// The SDK warns on stderr that releases after ours will need a newer Node, which a person who runs a command can do
// nothing about.
versionWarning.warningEmitted = true;

/** What sends requests. */
export type RequestHandler = HttpHandlerUserInput & Pick<NodeHttpHandler, 'handle'>;

/** Credentials for signing, found when they are needed. */
export type CredentialProvider = () => Promise<AwsCredentialIdentity>;

const nobody: CredentialProvider = async () => ({ accessKeyId: '', secretAccessKey: '' });

/** What a client is made from. */
export interface ClientOptions {
  readonly region: string;
  readonly endpoint: EndpointChoice;
  /** Those of all its calls; absent where each brings its own, or nobody signs. */
  readonly credentials?: CredentialProvider | undefined;
  readonly requestHandler: RequestHandler;
  /** Milliseconds that this machine's clock is behind AWS's, as far as an earlier client found out. */
  readonly clockOffsetMs?: number;
}

/** Settings that leave a client nothing to look up in the process's environment or in files. */
export interface ClientSettings {
  readonly region: string;
  readonly credentials: CredentialProvider;
  readonly requestHandler: RequestHandler;
  readonly maxAttempts: number;
  readonly retryMode: 'standard';
  readonly defaultsMode: 'standard';
  readonly cacheMiddleware: boolean;
  readonly ignoreConfiguredEndpointUrls: true;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  readonly authSchemePreference: string[];
  readonly userAgentAppId: Provider<undefined>;
  readonly systemClockOffset: number;
  readonly sha256: typeof Sha256;
  readonly signerConstructor: typeof SignatureV4;
  readonly endpoint?: string;
}

/**
 * The settings of every client. Each sends once: retrying is done above, where the limiter counts every attempt and
 * where a write is never repeated unseen. The SDK's own search for settings is cut off, because it takes the endpoint
 * of the wrong profile and reads files that it then keeps for the life of the process.
 */
export function clientSettings(options: ClientOptions): ClientSettings {
  const { endpoint, credentials = nobody } = options;
  return {
    region: options.region,
    // Marked as memoised, or each client would keep a copy of the credentials beyond our reach.
    credentials: Object.assign(() => credentials(), { memoized: true }),
    requestHandler: options.requestHandler,
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard',
    cacheMiddleware: true,
    ignoreConfiguredEndpointUrls: true,
    useFipsEndpoint: endpoint.kind === 'aws' && endpoint.fips,
    useDualstackEndpoint: endpoint.kind === 'aws' && endpoint.dualStack,
    authSchemePreference: [],
    userAgentAppId: async () => undefined,
    systemClockOffset: options.clockOffsetMs ?? 0,
    sha256: Sha256,
    // That of STS would be one for several Regions, which wraps this one.
    signerConstructor: SignatureV4,
    ...(endpoint.kind === 'given' ? { endpoint: endpoint.url } : {}),
  };
}
