import type { AwsCredentialIdentity } from '@smithy/types';
import { AccessError } from '../../core/model/errors.ts';
import { clientSettings } from '../clients/clientSettings.ts';
import { resolveEndpoint } from '../config/endpoints.ts';
import { translate } from '../errors/translate.ts';
import { type CredentialContext, credentialRegion, endpointSources } from './credentialContext.ts';

/** What AssumeRole is asked with; the session's name is made where the profile gives none. */
export interface RoleRequest {
  readonly roleArn: string;
  readonly sessionName: string | undefined;
  readonly externalId?: string | undefined;
  readonly durationSeconds?: number | undefined;
  readonly mfa?: { readonly serialNumber: string; readonly code: string } | undefined;
}

interface StsCredentials {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
  readonly Expiration?: Date | undefined;
}

const SESSION_PREFIX = 'aws-notification-explorer';

/** @param clockOffsetMs how far this machine's clock is behind the one of STS, which says when they end; known of signed calls alone */
function identity(credentials: StsCredentials | undefined, roleArn: string, clockOffsetMs = 0): AwsCredentialIdentity {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined) {
    throw new AccessError('unexpected-answer', `STS gave no credentials for ${roleArn}.`, { service: 'sts' });
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
    ...(Expiration === undefined ? {} : { expiration: new Date(Expiration.getTime() - clockOffsetMs) }),
  };
}

async function openSts(context: CredentialContext, source: AwsCredentialIdentity | undefined) {
  const { STSClient } = await import('@aws-sdk/client-sts');
  return new STSClient({
    ...clientSettings({
      region: credentialRegion(context),
      endpoint: resolveEndpoint(endpointSources(context), 'sts'),
      credentials: source && (async () => source),
      requestHandler: context.handler,
    }),
    // Reading credentials changes nothing, so the runtime may try again.
    maxAttempts: 3,
  });
}

/** A name that is set to nothing is none. */
const sessionName = ({ clock }: CredentialContext, given: string | undefined): string =>
  given || `${SESSION_PREFIX}-${clock.now()}`;

function failed(context: CredentialContext, error: unknown, roleArn: string, secrets: readonly string[]): AccessError {
  const { code, message, details, cause } = translate(error, { service: 'sts', now: context.clock.now(), secrets });
  return new AccessError(code, `The role ${roleArn} could not be assumed: ${message}`, details, { cause });
}

/**
 * Credentials of a role, by AssumeRole with those of its source.
 * @throws {AccessError} what STS refused, with the role in its text
 */
export async function assumeRole(
  context: CredentialContext,
  source: AwsCredentialIdentity,
  request: RoleRequest,
): Promise<AwsCredentialIdentity> {
  const { roleArn, externalId, durationSeconds, mfa } = request;
  try {
    const { AssumeRoleCommand } = await import('@aws-sdk/client-sts');
    const sts = await openSts(context, source);
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: sessionName(context, request.sessionName),
        ExternalId: externalId,
        DurationSeconds: durationSeconds,
        SerialNumber: mfa?.serialNumber,
        TokenCode: mfa?.code,
      }),
    );
    return identity(Credentials, roleArn, sts.config.systemClockOffset);
  } catch (error) {
    throw failed(context, error, roleArn, [source.secretAccessKey, source.sessionToken ?? '']);
  }
}

/**
 * Credentials of a role, by AssumeRoleWithWebIdentity with a token that someone else's identity provider wrote.
 * @throws {AccessError} what STS refused, with the role in its text
 */
export async function assumeRoleWithToken(
  context: CredentialContext,
  token: string,
  request: RoleRequest,
): Promise<AwsCredentialIdentity> {
  try {
    const { AssumeRoleWithWebIdentityCommand } = await import('@aws-sdk/client-sts');
    const sts = await openSts(context, undefined);
    const { Credentials } = await sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: request.roleArn,
        RoleSessionName: sessionName(context, request.sessionName),
        WebIdentityToken: token,
        DurationSeconds: request.durationSeconds,
      }),
    );
    return identity(Credentials, request.roleArn);
  } catch (error) {
    throw failed(context, error, request.roleArn, [token]);
  }
}
