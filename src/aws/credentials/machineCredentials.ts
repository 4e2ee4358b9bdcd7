import type { FromHttpOptions } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';
import { variable } from '../config/environment.ts';
import { readFailure } from '../errors/failure.ts';
import { expirationOf, noCredentials, type Provider } from './credentialContext.ts';

/** The credentials that a container's host hands out, where the environment names its address. */
export const container: Provider = async ({ context }) => {
  const { env } = context;
  const relative = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const full = env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (relative === undefined && full === undefined) return undefined;
  const token = env.AWS_CONTAINER_AUTHORIZATION_TOKEN;
  const tokenFile = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  const found = await handedOut({
    // The relative address and the file win, as in AWS's own tools; only one of each is given, or the SDK warns. An
    // empty one is given too: the SDK would look for another in the process's environment.
    awsContainerCredentialsRelativeUri: relative ?? '',
    awsContainerCredentialsFullUri: relative === undefined ? (full ?? '') : '',
    awsContainerAuthorizationTokenFile: tokenFile ?? '',
    awsContainerAuthorizationToken: tokenFile === undefined ? (token ?? '') : '',
  }).catch((error: unknown) => {
    const { message } = readFailure(error, context.clock.now());
    throw noCredentials(`The container hands out no credentials: ${message}`);
  });
  if (found.expiration !== undefined) {
    expirationOf(found.expiration.toISOString(), context, 'The credentials of the container');
  }
  return found;
};

async function handedOut(options: FromHttpOptions): Promise<AwsCredentialIdentity> {
  const { fromHttp } = await import('@aws-sdk/credential-providers');
  return fromHttp(options)();
}

/** The credentials of the EC2 instance we run on, unless the environment forbids asking for them. */
export const instanceCredentials: Provider = async ({ context }) => {
  const disabled = variable(context.env, 'AWS_EC2_METADATA_DISABLED') ?? '';
  if (disabled.toLowerCase() === 'true') return undefined;
  const { fromInstanceMetadata } = await import('@aws-sdk/credential-providers');
  // Where nothing answers we are on no instance, or on one without a role.
  return fromInstanceMetadata({ timeout: 1000, maxRetries: 0 })().catch(() => undefined);
};
