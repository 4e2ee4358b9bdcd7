import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { externalDataInterceptor } from '@smithy/core/config';
import type { AwsCredentialIdentity } from '@smithy/types';
import { isObject } from '../../core/model/answer.ts';
import { AccessError, type AccessErrorCode } from '../../core/model/errors.ts';
import { resolveEndpoint } from '../config/endpoints.ts';
import { homeFolder } from '../config/environment.ts';
import type { Settings } from '../config/profiles.ts';
import { readFailure } from '../errors/failure.ts';
import { redactedCause } from '../errors/redact.ts';
import { type CredentialContext, credentialRegion, endpointSources } from './credentialContext.ts';
import { ssoHandler } from './ssoEndpoints.ts';
import { sdkName, withVirtualConfig } from './virtualConfig.ts';

/** A profile, with the name people know it by. */
export interface NamedProfile {
  readonly name: string;
  readonly settings: Settings;
}

const common = (context: CredentialContext) => {
  const sources = endpointSources(context);
  const choice = resolveEndpoint(sources, 'sso');
  return {
    requestHandler: ssoHandler(context.handler, sources),
    ignoreConfiguredEndpointUrls: true,
    maxAttempts: 2,
    retryMode: 'standard' as const,
    defaultsMode: 'standard' as const,
    authSchemePreference: [] as string[],
    userAgentAppId: async () => undefined,
    useFipsEndpoint: choice.kind === 'aws' && choice.fips,
    useDualstackEndpoint: choice.kind === 'aws' && choice.dualStack,
  };
};

/** What the portal's errors mean, told by the name that the SDK leaves at the start of its text. */
const portalErrors: readonly (readonly [RegExp, AccessErrorCode])[] = [
  [/^(ForbiddenException|AccessDeniedException)\b/, 'access-denied'],
  [/^ResourceNotFoundException\b/, 'not-found'],
  [/^TooManyRequestsException\b/, 'throttled'],
  [/^InvalidRequestException\b/, 'invalid-request'],
  [/\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ECONNRESET|EPIPE|EHOSTUNREACH|ENETUNREACH)\b|socket hang up/, 'unreachable'],
  [/^TimeoutError\b/, 'timed-out'],
];

function failed(error: unknown, what: string, context: CredentialContext): AccessError {
  const { message, httpStatus } = readFailure(error, context.clock.now());
  // Whatever else is wrong with a session, signing in anew is what cures it.
  const code = portalErrors.find(([form]) => form.test(message))?.[1] ?? 'sign-in-needed';
  const details = httpStatus === undefined ? {} : { httpStatus };
  return new AccessError(code, `${what}: ${message}`, details, { cause: redactedCause(error, []) });
}

/**
 * The token of a session whose name the SDK cannot be told: given to it under another name, without what it would
 * renew the token with, since it would then write the new one under that other name.
 */
async function lendToken(context: CredentialContext, session: string, alias: string): Promise<void> {
  const file = `${createHash('sha1').update(session).digest('hex')}.json`;
  const text = await readFile(join(homeFolder(context.env), '.aws', 'sso', 'cache', file), 'utf8');
  const token: unknown = JSON.parse(text);
  if (!isObject(token)) throw new Error('the cached token is not an object');
  const { accessToken, expiresAt } = token;
  externalDataInterceptor.interceptToken(alias, { accessToken, expiresAt });
}

/**
 * Credentials by IAM Identity Center, from a session (`sso_session`) or the older settings in the profile itself.
 * @throws {AccessError} `sign-in-needed` where there is no valid token, or what the portal refused
 */
export async function ssoCredentials(
  context: CredentialContext,
  profile: NamedProfile,
): Promise<AwsCredentialIdentity> {
  const sessionName = profile.settings.get('sso_session');
  const settings = sessionName === undefined ? undefined : context.config.ssoSessions.get(sessionName);
  if (sessionName !== undefined && settings === undefined) {
    throw new AccessError(
      'no-credentials',
      `Profile "${profile.name}" names the SSO session "${sessionName}", which the config file does not hold.`,
    );
  }
  const session =
    sessionName === undefined || settings === undefined
      ? undefined
      : { name: sdkName(sessionName, `session-${createHash('sha1').update(sessionName).digest('hex')}`), settings };
  try {
    if (sessionName !== undefined && session !== undefined && session.name !== sessionName) {
      await lendToken(context, sessionName, session.name);
    }
    return await withVirtualConfig(profile, session, async files => {
      const { fromSSO } = await import('@aws-sdk/credential-providers');
      return fromSSO({ ...files, clientConfig: common(context) })();
    });
  } catch (error) {
    throw failed(error, `Profile "${profile.name}" has no valid SSO session`, context);
  }
}

/**
 * Credentials of `aws login` (`login_session`).
 * @throws {AccessError} `sign-in-needed` where its token is missing or over
 */
export async function loginCredentials(
  context: CredentialContext,
  profile: NamedProfile,
): Promise<AwsCredentialIdentity> {
  const settings = new Map(profile.settings).set('region', credentialRegion(context));
  try {
    return await withVirtualConfig({ name: profile.name, settings }, undefined, async files => {
      const { fromLoginCredentials } = await import('@aws-sdk/credential-providers');
      return fromLoginCredentials({ ...files, clientConfig: common(context) })();
    });
  } catch (error) {
    throw failed(error, `Profile "${profile.name}" has no valid login session`, context);
  }
}
