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
import { unsigned } from '../credentials/credentialContext.ts';
import { redact } from '../errors/redact.ts';
import { translate } from '../errors/translate.ts';

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

type Grant = Omit<CreateTokenCommandInput, 'clientId' | 'clientSecret'>;

/** The calls of a sign-in. Nobody signs them. All throw AccessError, free of tokens and secrets. */
export class Oidc {
  readonly #client: SSOOIDCClient;
  readonly #options: OidcOptions;

  constructor(options: OidcOptions) {
    const { region, endpoint, handler } = options;
    this.#options = options;
    this.#client = new SSOOIDCClient(
      clientSettings({ region, endpoint, credentials: unsigned, requestHandler: handler }),
    );
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
    return { clientId, clientSecret, endsAt: Number(answer.clientSecretExpiresAt) * 1000 };
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
      page: text(answer, 'verificationUri'),
      address: text(answer, 'verificationUriComplete'),
      expiresInSeconds: Number(answer.expiresIn),
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
      accessToken: text(answer, 'accessToken'),
      expiresInSeconds: Number(answer.expiresIn ?? 0),
      refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined,
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
    const failure = translate(error, { now: this.#options.clock.now(), secrets });
    // OAuth's own member for the text, which the client does not take for one.
    const said = error instanceof Error && 'error_description' in error ? error.error_description : undefined;
    if (typeof said !== 'string' || said === '') return failure;
    return new AccessError(failure.code, redact(said, secrets), failure.details, { cause: failure.cause });
  }
}
