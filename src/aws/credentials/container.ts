import { HttpRequest } from '@smithy/core/protocols';
import type { AwsCredentialIdentity } from '@smithy/types';
import { isCancelled } from '../../core/model/errors.ts';
import type { Environment } from '../config/environment.ts';
import { bytesOf } from '../config/plainFile.ts';
import { translate } from '../errors/translate.ts';
import { type CredentialContext, expirationOf, jsonObject, noCredentials, type Provider } from './credentialContext.ts';

const ECS = 'http://169.254.170.2';

/** Who may be asked without encryption: this computer, and the agents of ECS and EKS. */
const PLAIN = /^(?:localhost|127(?:\.\d+){3}|\[::1\]|169\.254\.170\.23?|\[fd00:ec2::23\])$/;

/** An agent that has just started may not know its role yet. */
const TRIES = 3;
const PAUSE_MS = 1_000;

/** What a header takes. */
const SENDABLE = /^[\x20-\x7e]*$/;

/** A token is a few thousand characters. Bytes. */
const LARGEST_TOKEN_BYTES = 1 << 20;

/**
 * The credentials that a container's host hands out, where the environment names its address. The relative address and the
 * token's file win, as in AWS's own tools.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export const container: Provider = async ({ context }) => {
  const relative = context.env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const full = context.env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (relative === undefined && full === undefined) return undefined;
  const address = relative === undefined ? full : relative && ECS + relative;
  for (let left = TRIES; ; left -= 1) {
    try {
      return await handedOut(context, addressOf(address ?? ''));
    } catch (error) {
      const { code, message } = translate(error, { now: context.clock.now() });
      if (isCancelled(error) || code === 'credentials-expired') throw error;
      if (left === 1) throw noCredentials(`The container hands out no credentials: ${message}`);
      await context.clock.sleep(PAUSE_MS, context.signal);
    }
  }
};

function addressOf(text: string): URL {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address?.protocol === 'https:' || (address?.protocol === 'http:' && PLAIN.test(address.hostname))) return address;
  throw noCredentials(
    'its address is neither one over https nor one of this computer, or of the agents of ECS and EKS.',
  );
}

async function handedOut(context: CredentialContext, address: URL): Promise<AwsCredentialIdentity> {
  const token = await authorization(context.env);
  const request = new HttpRequest({
    ...{
      protocol: address.protocol,
      hostname: address.hostname,
      path: address.pathname + address.search,
      method: 'GET',
    },
    ...(address.port === '' ? {} : { port: Number(address.port) }),
    headers: token === '' ? {} : { Authorization: token },
  });
  const { response } = await context.handler.handle(request);
  if (response.statusCode !== 200) throw noCredentials(`it answered HTTP ${response.statusCode}.`);
  const answer = jsonObject(response.body);
  // Nothing of it is repeated.
  if (answer === undefined) throw noCredentials('its answer is not a JSON object.');
  const [accessKeyId, secretAccessKey, sessionToken, end] = [
    'AccessKeyId',
    'SecretAccessKey',
    'Token',
    'Expiration',
  ].map(name => {
    const value = answer[name];
    if (typeof value !== 'string') throw noCredentials(`its answer has no ${name}.`);
    return value;
  });
  const expiration = expirationOf(end ?? '', context, 'The credentials of the container');
  return {
    ...{ accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '', sessionToken: sessionToken ?? '' },
    expiration,
  };
}

/** What the host wants to be shown; empty where it wants nothing. */
async function authorization(env: Environment): Promise<string> {
  const file = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  const token =
    file === undefined
      ? (env.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? '')
      : file && (await bytesOf(file, LARGEST_TOKEN_BYTES)).toString('utf8');
  if (SENDABLE.test(token)) return token;
  throw noCredentials('the token that it wants to be shown holds what no header can, such as a line end.');
}
