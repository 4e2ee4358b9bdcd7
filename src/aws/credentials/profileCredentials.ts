import { readFile } from 'node:fs/promises';
import type { AwsCredentialIdentity } from '@smithy/types';
import { AccessError } from '../../core/model/errors.ts';
import { expandHome } from '../config/environment.ts';
import type { Settings } from '../config/profiles.ts';
import { profileSettings } from '../config/sharedConfig.ts';
import { assumeRole, assumeRoleWithToken } from './assumeRole.ts';
import type { CredentialContext } from './credentialContext.ts';
import { processCredentials } from './credentialProcess.ts';
import { containerCredentials, environmentCredentials, instanceCredentials } from './machineCredentials.ts';
import { loginCredentials, type NamedProfile, ssoCredentials } from './signIn.ts';

const SSO_SETTINGS = ['sso_session', 'sso_start_url', 'sso_account_id', 'sso_role_name'];

/** The ways of a profile to its credentials. */
export type CredentialWay = 'role' | 'static' | 'web-identity' | 'process' | 'sso' | 'login' | 'none';

/** Which way the settings of a profile show, in the order in which AWS's tools look. */
export function credentialWay(settings: Settings): CredentialWay {
  if (settings.has('role_arn') && (settings.has('source_profile') || settings.has('credential_source'))) return 'role';
  if (settings.has('aws_access_key_id') && settings.has('aws_secret_access_key')) return 'static';
  if (settings.has('role_arn') && settings.has('web_identity_token_file')) return 'web-identity';
  if (settings.has('credential_process')) return 'process';
  if (SSO_SETTINGS.some(name => settings.has(name))) return 'sso';
  return settings.has('login_session') ? 'login' : 'none';
}

function staticCredentials(settings: Settings): AwsCredentialIdentity {
  const sessionToken = settings.get('aws_session_token');
  return {
    accessKeyId: settings.get('aws_access_key_id') ?? '',
    secretAccessKey: settings.get('aws_secret_access_key') ?? '',
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

async function webIdentity(context: CredentialContext, { name, settings }: NamedProfile) {
  const file = expandHome(settings.get('web_identity_token_file') ?? '', context.env);
  const token = await readFile(file, 'utf8').catch(() => {
    throw new AccessError('no-credentials', `The web identity token of profile "${name}" cannot be read: ${file}`);
  });
  return assumeRoleWithToken(context, token.trim(), {
    roleArn: settings.get('role_arn') ?? '',
    sessionName: settings.get('role_session_name'),
  });
}

function sourceOfMachine(context: CredentialContext, source: string, profile: string): Promise<AwsCredentialIdentity> {
  switch (source) {
    case 'Environment':
      return environmentCredentials(context);
    case 'EcsContainer':
      return containerCredentials(context);
    case 'Ec2InstanceMetadata':
      return instanceCredentials(context);
    default:
      throw new AccessError('no-credentials', `Profile "${profile}" names an unknown credential_source: ${source}`);
  }
}

async function sourceCredentials(
  context: CredentialContext,
  { name, settings }: NamedProfile,
  path: readonly string[],
) {
  const source = settings.get('source_profile');
  if (source === undefined) return sourceOfMachine(context, settings.get('credential_source') ?? '', name);
  const sourceSettings = profileSettings(context.config, source);
  // A profile may name itself, or one that is on the way already, where that holds keys of its own.
  if (sourceSettings.has('aws_access_key_id') && sourceSettings.has('aws_secret_access_key')) {
    return staticCredentials(sourceSettings);
  }
  if (path.includes(source)) {
    throw new AccessError('no-credentials', `source_profile leads round in a circle: ${[...path, source].join(' > ')}`);
  }
  return resolveProfile(context, { name: source, settings: sourceSettings }, path);
}

async function askMfa(context: CredentialContext, serialNumber: string, profile: string): Promise<string> {
  if (context.askMfaCode === undefined) {
    throw new AccessError('no-credentials', `Profile "${profile}" needs an MFA code, and nobody can be asked for one.`);
  }
  return context.askMfaCode(serialNumber, profile);
}

async function role(context: CredentialContext, profile: NamedProfile, path: readonly string[]) {
  const { name, settings } = profile;
  const source = await sourceCredentials(context, profile, path);
  const serialNumber = settings.get('mfa_serial');
  const seconds = Number.parseInt(settings.get('duration_seconds') ?? '', 10);
  return assumeRole(context, source, {
    roleArn: settings.get('role_arn') ?? '',
    sessionName: settings.get('role_session_name'),
    externalId: settings.get('external_id'),
    durationSeconds: Number.isNaN(seconds) ? undefined : seconds,
    mfa: serialNumber === undefined ? undefined : { serialNumber, code: await askMfa(context, serialNumber, name) },
  });
}

/**
 * The credentials of a profile, by whichever way it shows. Runs programs and calls AWS only where the profile says so.
 * @throws {AccessError} `no-credentials`, `sign-in-needed`, `config-unreadable`, or what AWS refused
 */
export async function resolveProfile(
  context: CredentialContext,
  profile: NamedProfile,
  path: readonly string[] = [],
): Promise<AwsCredentialIdentity> {
  const { name, settings } = profile;
  const way = credentialWay(settings);
  switch (way) {
    case 'role':
      return role(context, profile, [...path, name]);
    case 'static':
      return staticCredentials(settings);
    case 'web-identity':
      return webIdentity(context, profile);
    case 'process':
      return processCredentials(profile);
    case 'sso':
      return ssoCredentials(context, profile);
    case 'login':
      return loginCredentials(context, profile);
    case 'none':
      throw new AccessError('no-credentials', `Profile "${name}" says nothing of where its credentials are.`);
    default:
      return way satisfies never;
  }
}
