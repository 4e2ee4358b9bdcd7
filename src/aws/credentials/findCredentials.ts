import type { AwsCredentialIdentity } from '@smithy/types';
import { requireProfile } from '../config/sharedConfig.ts';
import { assumeRole } from './assumeRole.ts';
import { container } from './container.ts';
import { type CredentialContext, noCredentials, type Provider, type Search } from './credentialContext.ts';
import { processKeys } from './credentialProcess.ts';
import { instanceCredentials } from './instanceMetadata.ts';
import { configFileKeys, credentialsFileKeys, environmentKeys } from './keys.ts';
import { login } from './login.ts';
import { brokenSession, sso } from './sso.ts';
import { webIdentity } from './webIdentity.ts';

/** What a profile holds besides a role with a source, in the order in which AWS's tools look. */
const HELD_BY_PROFILE: readonly Provider[] = [
  webIdentity,
  sso,
  credentialsFileKeys,
  login,
  processKeys,
  configFileKeys,
];

/** What a role may name as its `credential_source`. */
const MACHINE_SOURCES: ReadonlyMap<string, Provider> = new Map([
  ['Environment', environmentKeys],
  ['EcsContainer', container],
  ['Ec2InstanceMetadata', instanceCredentials],
]);

/** The first that is pointed to. */
async function firstOf(providers: readonly Provider[], search: Search): Promise<AwsCredentialIdentity | undefined> {
  for (const provider of providers) {
    const found = await provider(search);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isRole = ({ profile: { settings } }: Search): boolean =>
  settings.has('role_arn') && !settings.has('web_identity_token_file');

const holdsKeys = ({ profile: { settings } }: Search): boolean =>
  settings.has('aws_access_key_id') || settings.has('aws_secret_access_key');

async function ofMachine(search: Search, source: string): Promise<AwsCredentialIdentity> {
  const { name } = search.profile;
  const provider = MACHINE_SOURCES.get(source);
  if (provider === undefined) throw noCredentials(`Profile "${name}" names an unknown credential_source: ${source}`);
  const found = await provider(search);
  if (found !== undefined) return found;
  throw noCredentials(`Profile "${name}" names the credential_source ${source}, which holds none here.`);
}

/** The credentials of a source profile: its keys and the like, or a role of its own. */
async function ofProfile(from: Search, name: string, path: readonly string[]): Promise<AwsCredentialIdentity> {
  const { config } = from.context;
  const search = { ...from, profile: requireProfile(config, name), environment: false };
  // A profile may name itself as the source of its own keys, and no other that is on the way already.
  const isAllowed = !path.includes(name) || (name === from.profile.name && holdsKeys(search));
  if (!isAllowed) throw noCredentials(`source_profile leads round in a circle: ${[...path, name].join(' > ')}`);
  if (isRole(search) && !holdsKeys(search)) return assumed(search, [...path, name]);
  const found = await firstOf(HELD_BY_PROFILE, search);
  if (found !== undefined) return found;
  throw noCredentials(
    `Profile "${name}" is to be the source of profile "${from.profile.name}", and holds no credentials.`,
  );
}

/** A duration as AWS's tools read it: what is no whole number is passed over. */
function durationSeconds(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

async function assumed(search: Search, path: readonly string[]): Promise<AwsCredentialIdentity> {
  const { context, profile } = search;
  const { name, settings } = profile;
  const [fromProfile, fromMachine] = [settings.get('source_profile'), settings.get('credential_source')];
  if (fromProfile !== undefined && fromMachine !== undefined) {
    throw noCredentials(`Profile "${name}" names both a source_profile and a credential_source; a role takes one.`);
  }
  if (fromProfile === undefined && fromMachine === undefined) {
    throw noCredentials(`Profile "${name}" names a role, and neither a source_profile nor a credential_source for it.`);
  }
  const source =
    fromProfile === undefined ? await ofMachine(search, fromMachine ?? '') : await ofProfile(search, fromProfile, path);
  const serialNumber = settings.get('mfa_serial');
  return assumeRole(context, source, {
    roleArn: settings.get('role_arn') ?? '',
    sessionName: settings.get('role_session_name'),
    externalId: settings.get('external_id'),
    durationSeconds: durationSeconds(settings.get('duration_seconds')),
    mfa: serialNumber === undefined ? undefined : { serialNumber, code: await mfaCode(context, serialNumber, name) },
  });
}

async function mfaCode(context: CredentialContext, serialNumber: string, profile: string): Promise<string> {
  if (context.askMfaCode === undefined) {
    throw noCredentials(`Profile "${profile}" needs an MFA code, and nobody can be asked for one.`);
  }
  return context.askMfaCode(serialNumber, profile, context.signal);
}

/** A role of the profile, assumed with the credentials of its source. */
const role: Provider = async search => (isRole(search) ? assumed(search, [search.profile.name]) : undefined);

/**
 * The credentials of an account, in the order in which AWS's tools look. Runs programs and calls AWS only where
 * something says so. A profile that was named is asked before the machine, and the environment not at all.
 *
 * @param isDefault True for the default chain, in which variables speak too: keys before the profile, a web identity in
 *   the place of the profile's own.
 * @throws {AccessError} `no-credentials` where nothing holds any, `sign-in-needed`, `config-unreadable`, or what AWS
 *   refused
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-authentication.html
 */
export async function findCredentials(context: CredentialContext, isDefault: boolean): Promise<AwsCredentialIdentity> {
  const providers = [
    brokenSession,
    ...(isDefault ? [environmentKeys] : []),
    role,
    ...HELD_BY_PROFILE,
    container,
    instanceCredentials,
  ];
  const found = await firstOf(providers, { context, profile: context.account, environment: isDefault });
  if (found !== undefined) return found;
  const { name } = context.account;
  throw noCredentials(
    isDefault
      ? `No credentials were found: none in the environment, none in profile "${name}", none on this machine.`
      : `Profile "${name}" says nothing of where its credentials are, and this machine has none.`,
  );
}
