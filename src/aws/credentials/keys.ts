import type { AwsCredentialIdentity } from '@smithy/types';
import { variable } from '../config/environment.ts';
import { expirationOf, noCredentials, type Provider, type Search } from './credentialContext.ts';

/** The keys of the environment. */
export const environmentKeys: Provider = async ({ context }) => {
  const { env } = context;
  const accessKeyId = variable(env, 'AWS_ACCESS_KEY_ID');
  if (accessKeyId === undefined) return undefined;
  const secretAccessKey = variable(env, 'AWS_SECRET_ACCESS_KEY');
  if (secretAccessKey === undefined) {
    throw noCredentials('The environment holds AWS_ACCESS_KEY_ID, and no AWS_SECRET_ACCESS_KEY.');
  }
  const sessionToken = variable(env, 'AWS_SECURITY_TOKEN') ?? variable(env, 'AWS_SESSION_TOKEN');
  const end = variable(env, 'AWS_CREDENTIAL_EXPIRATION');
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(end === undefined ? {} : { expiration: expirationOf(end, context, 'The keys of the environment') }),
  };
};

/** All three come from one file: a token of the other would belong to other keys. */
const keysOf =
  (file: 'ofConfig' | 'ofCredentials', called: string): Provider =>
  async ({ profile }: Search): Promise<AwsCredentialIdentity | undefined> => {
    const settings = profile[file];
    if (!settings.has('aws_access_key_id')) return undefined;
    const value = (name: string): string => {
      const found = settings.get(name) ?? '';
      if (found !== '') return found;
      throw noCredentials(`Profile "${profile.name}" holds half a key: ${name} is missing in the ${called} file.`);
    };
    const sessionToken = settings.get('aws_security_token') ?? settings.get('aws_session_token') ?? '';
    return {
      accessKeyId: value('aws_access_key_id'),
      secretAccessKey: value('aws_secret_access_key'),
      ...(sessionToken === '' ? {} : { sessionToken }),
    };
  };

/** The keys that the credentials file holds. */
export const credentialsFileKeys = keysOf('ofCredentials', 'credentials');

/** The keys that the config file holds. */
export const configFileKeys = keysOf('ofConfig', 'config');
