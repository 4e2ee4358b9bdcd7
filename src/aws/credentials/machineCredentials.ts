import type { AwsCredentialIdentity } from '@smithy/types';
import { AccessError } from '../../core/model/errors.ts';
import { variable } from '../config/environment.ts';
import { readFailure } from '../errors/failure.ts';
import type { CredentialContext } from './credentialContext.ts';

const none = (text: string): AccessError => new AccessError('no-credentials', text);

/** True where the environment itself holds keys. */
export function hasEnvironmentCredentials({ env }: CredentialContext): boolean {
  return variable(env, 'AWS_ACCESS_KEY_ID') !== undefined && variable(env, 'AWS_SECRET_ACCESS_KEY') !== undefined;
}

/** The keys of the environment. Throws AccessError `no-credentials` where it has none. */
export async function environmentCredentials({ env }: CredentialContext): Promise<AwsCredentialIdentity> {
  const accessKeyId = variable(env, 'AWS_ACCESS_KEY_ID');
  const secretAccessKey = variable(env, 'AWS_SECRET_ACCESS_KEY');
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw none('The environment holds no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.');
  }
  const sessionToken = variable(env, 'AWS_SESSION_TOKEN');
  const expiration = Date.parse(variable(env, 'AWS_CREDENTIAL_EXPIRATION') ?? '');
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(Number.isNaN(expiration) ? {} : { expiration: new Date(expiration) }),
  };
}

/** True where the environment names a container's credential endpoint. */
export function hasContainerCredentials({ env }: CredentialContext): boolean {
  return (
    variable(env, 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI') !== undefined ||
    variable(env, 'AWS_CONTAINER_CREDENTIALS_FULL_URI') !== undefined
  );
}

const failed = (error: unknown, what: string, { clock }: CredentialContext): AccessError =>
  none(`${what}: ${readFailure(error, clock.now()).message}`);

/** The credentials that a container's host hands out. Throws AccessError `no-credentials`. */
export async function containerCredentials(context: CredentialContext): Promise<AwsCredentialIdentity> {
  const { env } = context;
  const relative = variable(env, 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI');
  const full = variable(env, 'AWS_CONTAINER_CREDENTIALS_FULL_URI');
  const token = variable(env, 'AWS_CONTAINER_AUTHORIZATION_TOKEN');
  const tokenFile = variable(env, 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE');
  try {
    const { fromHttp } = await import('@aws-sdk/credential-providers');
    // The relative address and the file win, as in AWS's own tools; only one of each is given, or the SDK warns.
    return await fromHttp({
      ...(relative === undefined ? {} : { awsContainerCredentialsRelativeUri: relative }),
      ...(relative !== undefined || full === undefined ? {} : { awsContainerCredentialsFullUri: full }),
      ...(tokenFile === undefined ? {} : { awsContainerAuthorizationTokenFile: tokenFile }),
      ...(tokenFile !== undefined || token === undefined ? {} : { awsContainerAuthorizationToken: token }),
    })();
  } catch (error) {
    throw failed(error, 'The container hands out no credentials', context);
  }
}

/** True unless the environment forbids asking the instance metadata service. */
export function mayAskInstance({ env }: CredentialContext): boolean {
  return (variable(env, 'AWS_EC2_METADATA_DISABLED') ?? 'false').toLowerCase() !== 'true';
}

/** The credentials of the EC2 instance we run on. Throws AccessError `no-credentials`. */
export async function instanceCredentials(context: CredentialContext): Promise<AwsCredentialIdentity> {
  if (!mayAskInstance(context)) throw none('AWS_EC2_METADATA_DISABLED forbids asking the instance.');
  try {
    const { fromInstanceMetadata } = await import('@aws-sdk/credential-providers');
    return await fromInstanceMetadata({ timeout: 1000, maxRetries: 0 })();
  } catch (error) {
    throw failed(error, 'This machine hands out no credentials', context);
  }
}
