import type { AwsCredentialIdentity } from '@smithy/types';
import { AccessError } from '../../core/model/errors.ts';
import { clientSettings } from '../clients/clientSettings.ts';
import { resolveEndpoint } from '../config/endpoints.ts';
import { NO_SETTINGS, type Settings } from '../config/profiles.ts';
import type { NamedProfile } from '../config/sharedConfig.ts';
import { translate } from '../errors/translate.ts';
import { portalFailure, type SsoSession, sessionOfProfile, withRegionFault } from '../sso/session.ts';
import { type CredentialContext, endpointSources, noCredentials, type Provider } from './credentialContext.ts';
import { ssoToken } from './ssoToken.ts';

const NEEDED = ['sso_role_name', 'sso_account_id', 'sso_start_url', 'sso_region'] as const;

/**
 * The session that a profile names; undefined where it names none.
 * @throws {AccessError} `no-credentials` where that is not there or lacks what a session needs
 */
function sessionOf(profile: NamedProfile, { config }: CredentialContext): Settings | undefined {
  const session = profile.settings.get('sso_session');
  if (session === undefined) return undefined;
  // Says what it lacks, where it lacks something.
  sessionOfProfile(config, profile);
  return config.ssoSessions.get(session)?.settings;
}

/** The profile's settings and those of its session, which may not contradict each other. */
function joined(profile: NamedProfile, context: CredentialContext): Settings {
  const { name, settings } = profile;
  const ofSession = sessionOf(profile, context) ?? NO_SETTINGS;
  for (const [setting, value] of ofSession) {
    const own = settings.get(setting) ?? value;
    if (own !== value) {
      throw noCredentials(
        `Profile "${name}" and its SSO session contradict each other: ${setting} is ${own} and ${value}.`,
      );
    }
  }
  return new Map([...settings, ...ofSession]);
}

/** Ends a search over a profile whose session is not there, whatever else it holds: AWS's tools do nothing then. */
export const brokenSession: Provider = async ({ context, profile }) => {
  sessionOf(profile, context);
  return undefined;
};

/**
 * Credentials by IAM Identity Center, from a session (`sso_session`) or the older settings in the profile itself.
 * Throws AccessError: `sign-in-needed` where there is no valid token, or what the portal refused.
 */
export const sso: Provider = async ({ context, profile }) => {
  const { settings, name } = profile;
  if (!settings.has('sso_account_id') && !settings.has('sso_role_name')) return undefined;
  const all = joined(profile, context);
  const missing = NEEDED.filter(setting => !all.has(setting));
  if (missing.length > 0) throw noCredentials(`Profile "${name}" is set up for SSO, and lacks ${missing.join(', ')}.`);
  const [roleName = '', accountId = '', startUrl = '', region = ''] = NEEDED.map(setting => all.get(setting));
  const session: SsoSession = { name: all.get('sso_session'), startUrl, region, mayRenew: all.has('sso_session') };
  return signedIn(context, session, { accountId, roleName }, `Profile "${name}"`);
};

/**
 * Credentials of a role that a sign-in gives.
 * @param whose in words, whom an error is about
 * @throws {AccessError} `sign-in-needed` where there is no valid token, or what the portal refused
 */
export async function signedIn(
  context: CredentialContext,
  session: SsoSession,
  role: { readonly accountId: string; readonly roleName: string },
  whose: string,
): Promise<AwsCredentialIdentity> {
  let accessToken = '';
  try {
    accessToken = await ssoToken({ ...context, endpoints: endpointSources(context) }, session);
    return await roleCredentials(context, session, { accessToken, ...role });
  } catch (error) {
    const failure = portalFailure(translate(error, { now: context.clock.now(), secrets: [accessToken] }));
    const what = `${whose} has no valid SSO session: ${failure.message}`;
    throw new AccessError(failure.code, what, failure.details, { cause: failure.cause });
  }
}

async function roleCredentials(
  context: CredentialContext,
  { region }: SsoSession,
  input: { readonly accessToken: string; readonly accountId: string; readonly roleName: string },
) {
  const { GetRoleCredentialsCommand, SSOClient } = await import('@aws-sdk/client-sso');
  const client = new SSOClient({
    ...clientSettings({
      region,
      endpoint: resolveEndpoint(endpointSources(context), 'sso'),
      requestHandler: context.handler,
    }),
    // Reading credentials changes nothing, so the runtime may try again.
    maxAttempts: 2,
  });
  const { roleCredentials: given } = await client.send(new GetRoleCredentialsCommand(input)).catch((error: unknown) => {
    throw withRegionFault(translate(error, { now: context.clock.now(), secrets: [input.accessToken] }), region);
  });
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = given ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined || !expiration) {
    throw new AccessError('unexpected-answer', 'the portal gave no credentials.');
  }
  return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiration) };
}
