import {
  CreateTokenCommand,
  type CreateTokenCommandInput,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { text } from '../../core/model/answer.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { Answer, Clock } from '../../core/model/ports.ts';
import { clientSettings, type RequestHandler } from '../clients/clientSettings.ts';
import { refuseForeignAnswers } from '../clients/foreignAnswers.ts';
import type { EndpointChoice } from '../config/endpoints.ts';
import { redact } from '../errors/redact.ts';
import { translate } from '../errors/translate.ts';
import { withRegionFault } from './session.ts';
import { isSendable } from './tokenCache.ts';

/** A client of ours that the portal knows. */
export interface RegisteredClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

/** What a portal gives whoever has signed in. */
export interface GivenToken {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly refreshToken: string | undefined;
}

/** Where the sign-in of a Region answers, and what asks it. */
export interface OidcOptions {
  readonly region: string;
  readonly endpoint: EndpointChoice;
  readonly handler: RequestHandler;
  readonly clock: Pick<Clock, 'now'>;
}

/** Seconds that no token and no code is good for. */
const TEN_YEARS = 10 * 366 * 86_400;

/** Later times are none that AWS's tools can read. Milliseconds since 1970. */
const LATEST = Date.UTC(9999, 0);

const unexpected = (member: string, wanted: string): AccessError =>
  new AccessError('unexpected-answer', `The answer's ${member} is not ${wanted}.`);

/** A member that must be a time that is still to pass, in seconds. */
function seconds(answer: Answer, member: string): number {
  const value = Number(answer[member] ?? Number.NaN);
  if (value > 0 && value < TEN_YEARS) return value;
  throw unexpected(member, 'a number of seconds');
}

/** A member that must be the address of a web page: whatever else a browser is given may start another program. */
function webAddress(answer: Answer, member: string): string {
  const value = text(answer, member);
  const address = URL.canParse(value) ? new URL(value) : undefined;
  if (address?.protocol === 'https:' || address?.protocol === 'http:') return address.href;
  throw unexpected(member, 'the address of a web page');
}

/** A member that must be a token. */
function sendable(answer: Answer, member: string): string {
  const value = answer[member];
  if (isSendable(value)) return value;
  throw unexpected(member, 'a token');
}

type Grant = Omit<CreateTokenCommandInput, 'clientId' | 'clientSecret'>;

/** The calls of a sign-in. Nobody signs them. All throw AccessError, free of tokens and secrets. */
export class Oidc {
  readonly #client: SSOOIDCClient;
  readonly #options: OidcOptions;

  constructor(options: OidcOptions) {
    const { region, endpoint, handler } = options;
    this.#options = options;
    this.#client = new SSOOIDCClient(clientSettings({ region, endpoint, requestHandler: handler }));
    refuseForeignAnswers(this.#client);
  }

  /** The address that a person's browser is to be led to, which no client has an operation for. */
  authorizeAddress(parameters: Readonly<Record<string, string>>): string {
    const { region, endpoint } = this.#options;
    const base =
      endpoint.kind === 'given'
        ? endpoint.url
        : this.#client.config.endpointProvider({
            Region: region,
            UseFIPS: endpoint.fips,
            UseDualStack: endpoint.dualStack,
          }).url;
    const address = new URL(base);
    address.pathname = `${address.pathname.replace(/\/$/, '')}/authorize`;
    address.search = String(new URLSearchParams(parameters));
    return address.href;
  }

  /** Registers a client. */
  async register(
    input: ConstructorParameters<typeof RegisterClientCommand>[0],
    abortSignal: AbortSignal,
  ): Promise<RegisteredClient> {
    const answer = await this.#asked([], () => this.#client.send(new RegisterClientCommand(input), { abortSignal }));
    const [clientId, clientSecret] = [text(answer, 'clientId'), text(answer, 'clientSecret')];
    const endsAt = Number(answer.clientSecretExpiresAt) * 1000;
    // One that does not say when it ends is used this once.
    return { clientId, clientSecret, endsAt: endsAt < LATEST ? endsAt : 0 };
  }

  /** Begins a sign-in that is confirmed on any device. */
  async startDevice({ clientId, clientSecret }: RegisteredClient, startUrl: string, abortSignal: AbortSignal) {
    const input = { clientId, clientSecret, startUrl };
    const answer = await this.#asked([clientSecret], () =>
      this.#client.send(new StartDeviceAuthorizationCommand(input), { abortSignal }),
    );
    return {
      deviceCode: text(answer, 'deviceCode'),
      userCode: text(answer, 'userCode'),
      page: webAddress(answer, 'verificationUri'),
      address: webAddress(answer, 'verificationUriComplete'),
      expiresInSeconds: seconds(answer, 'expiresIn'),
      intervalSeconds: typeof answer.interval === 'number' ? answer.interval : undefined,
    };
  }

  /** Exchanges what a person, or an earlier token, stands for. */
  async token(
    { clientId, clientSecret }: Pick<RegisteredClient, 'clientId' | 'clientSecret'>,
    grant: Grant,
    abortSignal: AbortSignal | undefined,
  ): Promise<GivenToken> {
    const { code = '', deviceCode = '', refreshToken: old = '', codeVerifier = '' } = grant;
    const answer = await this.#asked([clientSecret, code, deviceCode, old, codeVerifier], () =>
      this.#client.send(
        new CreateTokenCommand({ clientId, clientSecret, ...grant }),
        abortSignal === undefined ? {} : { abortSignal },
      ),
    );
    const { refreshToken } = answer;
    return {
      accessToken: sendable(answer, 'accessToken'),
      expiresInSeconds: seconds(answer, 'expiresIn'),
      refreshToken: typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : undefined,
    };
  }

  async #asked(secrets: readonly string[], send: () => Promise<object>): Promise<Answer> {
    try {
      return { ...(await send()) };
    } catch (error) {
      throw this.#translated(error, secrets);
    }
  }

  #translated(error: unknown, secrets: readonly string[]): AccessError {
    const { clock, region } = this.#options;
    const failure = withRegionFault(translate(error, { now: clock.now(), secrets }), region);
    // OAuth's own member for the text, which the client does not take for one.
    const said = error instanceof Error && 'error_description' in error ? error.error_description : undefined;
    if (typeof said !== 'string' || said === '') return failure;
    return new AccessError(failure.code, redact(said, secrets), failure.details, { cause: failure.cause });
  }
}
