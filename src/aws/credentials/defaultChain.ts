import { readFile } from 'node:fs/promises';
import type { AwsCredentialIdentity } from '@smithy/types';
import { AccessError } from '../../core/model/errors.ts';
import type { Environment } from '../config/environment.ts';
import { chosenProfile, expandHome, variable } from '../config/environment.ts';
import type { Settings } from '../config/profiles.ts';
import { type ConfigSnapshot, profileSettings } from '../config/sharedConfig.ts';
import { assumeRoleWithToken } from './assumeRole.ts';
import type { CredentialContext } from './credentialContext.ts';
import {
  containerCredentials,
  environmentCredentials,
  hasContainerCredentials,
  hasEnvironmentCredentials,
  instanceCredentials,
  mayAskInstance,
} from './machineCredentials.ts';
import { credentialWay, resolveProfile } from './profileCredentials.ts';

/**
 * The profile whose Region and endpoints hold for the default chain, whatever its credentials come from: AWS_PROFILE,
 * else `default`. Empty where there is no `default`.
 * @throws {AccessError} where AWS_PROFILE names a profile that is not there
 */
export function defaultProfile(env: Environment, config: ConfigSnapshot): { name: string; settings: Settings } {
  const chosen = chosenProfile(env);
  if (chosen !== undefined) return { name: chosen, settings: profileSettings(config, chosen) };
  return { name: 'default', settings: config.profiles.get('default') ?? new Map() };
}

async function webIdentityOfEnvironment(context: CredentialContext, file: string, roleArn: string) {
  const token = await readFile(expandHome(file, context.env), 'utf8').catch(() => {
    throw new AccessError('no-credentials', `AWS_WEB_IDENTITY_TOKEN_FILE cannot be read: ${file}`);
  });
  return assumeRoleWithToken(context, token.trim(), {
    roleArn,
    sessionName: variable(context.env, 'AWS_ROLE_SESSION_NAME'),
  });
}

/**
 * The credentials that AWS's own tools would take: keys in the environment, the profile of AWS_PROFILE or `default`,
 * a web identity in the environment, a container's, an instance's.
 * @throws {AccessError} `no-credentials` where none of these has any, or what the first that should have some threw
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-authentication.html
 */
export async function resolveDefaultChain(context: CredentialContext): Promise<AwsCredentialIdentity> {
  const { env, config } = context;
  if (hasEnvironmentCredentials(context)) return environmentCredentials(context);
  const profile = defaultProfile(env, config);
  if (credentialWay(profile.settings) !== 'none') return resolveProfile(context, profile);
  const tokenFile = variable(env, 'AWS_WEB_IDENTITY_TOKEN_FILE');
  const roleArn = variable(env, 'AWS_ROLE_ARN');
  if (tokenFile !== undefined && roleArn !== undefined) return webIdentityOfEnvironment(context, tokenFile, roleArn);
  if (hasContainerCredentials(context)) return containerCredentials(context);
  if (config.incomplete) throw new AccessError('config-unreadable', config.problems.join('; '));
  if (mayAskInstance(context)) {
    const instance = await instanceCredentials(context).catch(() => undefined);
    if (instance !== undefined) return instance;
  }
  throw new AccessError(
    'no-credentials',
    `No credentials were found: none in the environment, none in profile "${profile.name}", none on this machine.`,
  );
}
