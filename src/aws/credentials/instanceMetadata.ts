import { HttpRequest } from '@smithy/core/protocols';
import { until } from '../../core/model/aborting.ts';
import { AccessError } from '../../core/model/errors.ts';
import { variable } from '../config/environment.ts';
import { type CredentialContext, jsonObject, noCredentials, type Provider } from './credentialContext.ts';

const ENDPOINTS = { ipv4: 'http://169.254.169.254', ipv6: 'http://[fd00:ec2::254]' } as const;
const TOKEN = '/latest/api/token';
const ROLES = '/latest/meta-data/iam/security-credentials/';
const TOKEN_HEADERS = { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' };

/** How long each answer may take, and how often it is asked for, where no setting says so. */
const PATIENCE_SECONDS = 1;
const ATTEMPTS = 1;

/** How long credentials are used that are over: the service renews them late at times, and AWS takes them all the same. */
const EXTENSION_MS = 10 * 60_000;

interface Told {
  readonly status: number;
  readonly body: Uint8Array;
}

/** The metadata service as the environment and the account's own profile set it up. */
class Metadata {
  readonly #context: CredentialContext;
  readonly #endpoint: string;
  readonly #patienceMs: number;
  readonly #attempts: number;

  /** @throws {AccessError} `no-credentials` where its endpoint is no URL */
  constructor(context: CredentialContext) {
    this.#context = context;
    const mode = this.#setting('ec2_metadata_service_endpoint_mode').toLowerCase() === 'ipv6' ? 'ipv6' : 'ipv4';
    const endpoint = this.#setting('ec2_metadata_service_endpoint') || ENDPOINTS[mode];
    if (!/^https?:/.test(endpoint) || !URL.canParse(endpoint)) {
      throw noCredentials(`ec2_metadata_service_endpoint is no http or https URL: ${JSON.stringify(endpoint)}`);
    }
    this.#endpoint = endpoint.replace(/\/$/, '');
    this.#patienceMs = (Number(this.#setting('metadata_service_timeout')) || PATIENCE_SECONDS) * 1000;
    this.#attempts = Number(this.#setting('metadata_service_num_attempts')) || ATTEMPTS;
  }

  get needsToken(): boolean {
    return this.#setting('ec2_metadata_v1_disabled').toLowerCase() === 'true';
  }

  /** The last answer of those that were asked for, the first good one; undefined where none came. */
  async ask(method: 'GET' | 'PUT', path: string, headers: Readonly<Record<string, string>>): Promise<Told | undefined> {
    const { hostname, pathname, port, protocol } = new URL(this.#endpoint + path);
    const to = { protocol, hostname, path: pathname, ...(port === '' ? {} : { port: Number(port) }) };
    const request = new HttpRequest({ ...to, method, headers: { ...headers } });
    let told: Told | undefined;
    for (let left = this.#attempts; left > 0 && told?.status !== 200; left -= 1)
      told = (await this.#once(request)) ?? told;
    return told;
  }

  async #once(request: HttpRequest): Promise<Told | undefined> {
    const { handler, signal } = this.#context;
    const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(this.#patienceMs)]);
    try {
      const { response } = await until(handler.handle(request, { abortSignal }), abortSignal);
      return { status: response.statusCode, body: response.body };
    } catch (error) {
      if (signal.aborted) throw new AccessError('cancelled', 'Cancelled.', {}, { cause: error });
      // Where nothing answers we are on no instance.
      return undefined;
    }
  }

  /** The environment wins over the profile, here even where it is empty. */
  #setting(name: string): string {
    const { env, account } = this.#context;
    return env[`AWS_${name.toUpperCase()}`] ?? account.settings.get(name) ?? '';
  }
}

const textOf = (told: Told | undefined): string => (told?.status === 200 ? new TextDecoder().decode(told.body) : '');

/**
 * The credentials of the role of the EC2 instance we run on, unless the environment forbids asking for them. Undefined where
 * there is none, or no instance.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html
 */
export const instanceCredentials: Provider = async ({ context }) => {
  const disabled = variable(context.env, 'AWS_EC2_METADATA_DISABLED') ?? '';
  if (disabled.toLowerCase() === 'true') return undefined;
  const metadata = new Metadata(context);
  const first = await metadata.ask('PUT', TOKEN, TOKEN_HEADERS);
  if (first?.status === 400) return undefined;
  // The answer may not reach a container on the instance, which those to requests without a token do.
  const token = textOf(first);
  if (token === '' && metadata.needsToken) {
    if (first === undefined) return undefined;
    throw noCredentials('The instance gives no token of IMDSv2, and ec2_metadata_v1_disabled forbids asking without.');
  }
  const headers = token === '' ? {} : { 'x-aws-ec2-metadata-token': token };
  const [role = ''] = textOf(await metadata.ask('GET', ROLES, headers))
    .trim()
    .split(/\s/);
  if (role === '') return undefined;
  return credentialsIn(textOf(await metadata.ask('GET', ROLES + role, headers)), context);
};

function credentialsIn(text: string, { clock }: CredentialContext) {
  const answer = jsonObject(text) ?? {};
  const found = ['AccessKeyId', 'SecretAccessKey', 'Token', 'Expiration'].map(name => answer[name]);
  const [accessKeyId, secretAccessKey, sessionToken, end] = found.map(value =>
    typeof value === 'string' ? value : undefined,
  );
  const endsAt = Date.parse(end ?? '');
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined || Number.isNaN(endsAt))
    return undefined;
  const now = clock.now();
  const expiration = new Date(endsAt > now ? endsAt : now + EXTENSION_MS);
  return { accessKeyId, secretAccessKey, ...(sessionToken === '' ? {} : { sessionToken }), expiration };
}
