import { AccessError, type AccessErrorCode } from '../../core/model/errors.ts';
import { clientSettings } from '../clients/clientSettings.ts';
import { resolveEndpoint } from '../config/endpoints.ts';
import { NO_SETTINGS, type Settings } from '../config/profiles.ts';
import { type NamedProfile, usable } from '../config/sharedConfig.ts';
import { translate } from '../errors/translate.ts';
import {
  type CredentialContext,
  endpointSources,
  noCredentials,
  type Provider,
  unsigned,
} from './credentialContext.ts';
import { type SsoSession, ssoToken } from './ssoToken.ts';

/** The portal's own names for what it refuses. */
const portalCodes: Readonly<Record<string, AccessErrorCode>> = {
  UnauthorizedException: 'sign-in-needed',
  ForbiddenException: 'access-denied',
};

function failed(error: unknown, { name }: NamedProfile, { clock }: CredentialContext, token: string): AccessError {
  const { code, message, details, cause } = translate(error, { now: clock.now(), secrets: [token] });
  const what = `Profile "${name}" has no valid SSO session: ${message}`;
  return new AccessError(portalCodes[details.awsCode ?? ''] ?? code, what, details, { cause });
}

const NEEDED = ['sso_role_name', 'sso_account_id', 'sso_start_url', 'sso_region'] as const;

/**
 * The session that a profile names; undefined where it names none.
 * @throws {AccessError} `no-credentials` where that is not there or lacks what a session needs
 */
function sessionOf({ name, settings }: NamedProfile, { config }: CredentialContext): Settings | undefined {
  const session = settings.get('sso_session');
  if (session === undefined) return undefined;
  const section = config.ssoSessions.get(session);
  if (section === undefined) {
    throw noCredentials(`Profile "${name}" names the SSO session "${session}", which the config file does not hold.`);
  }
  const ofSession = usable(section, `SSO session "${session}"`).settings;
  for (const setting of ['sso_start_url', 'sso_region']) {
    if (!ofSession.has(setting)) throw noCredentials(`The SSO session "${session}" has no ${setting}.`);
  }
  return ofSession;
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
  const session: SsoSession = { name: all.get('sso_session'), startUrl, region };
  let accessToken = '';
  try {
    accessToken = await ssoToken(context, session);
    return await roleCredentials(context, session, { accessToken, accountId, roleName });
  } catch (error) {
    throw failed(error, profile, context, accessToken);
  }
};

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
      credentials: unsigned,
      requestHandler: context.handler,
    }),
    // Reading credentials changes nothing, so the runtime may try again.
    maxAttempts: 2,
  });
  const { roleCredentials: given } = await client.send(new GetRoleCredentialsCommand(input));
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = given ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined || !expiration) {
    throw new AccessError('unexpected-answer', 'the portal gave no credentials.');
  }
  return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiration) };
}
