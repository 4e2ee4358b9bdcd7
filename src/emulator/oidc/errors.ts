import { awsModels } from '../awsModels.ts';
import { ServiceError } from '../wire/serviceError.ts';

/** What OAuth calls each error, in the `error` member of its body. @see https://www.rfc-editor.org/rfc/rfc8628#section-3.5 */
const oauthCodes = {
  AccessDeniedException: 'access_denied',
  AuthorizationPendingException: 'authorization_pending',
  ExpiredTokenException: 'expired_token',
  InvalidClientException: 'invalid_client',
  InvalidClientMetadataException: 'invalid_client_metadata',
  InvalidGrantException: 'invalid_grant',
  InvalidRedirectUriException: 'invalid_redirect_uri',
  InvalidRequestException: 'invalid_request',
  InvalidScopeException: 'invalid_scope',
  SlowDownException: 'slow_down',
  UnauthorizedClientException: 'unauthorized_client',
  UnsupportedGrantTypeException: 'unsupported_grant_type',
} as const;

/** Members that errors have beside their text, for faults that give only a code. */
export const oauthMembers = Object.fromEntries(Object.entries(oauthCodes).map(([code, error]) => [code, { error }]));

/** An error of this service. */
export const fail = (code: keyof typeof oauthCodes, text: string): ServiceError =>
  new ServiceError(code, awsModels['sso-oidc'].errors[code] ?? 400, text, { members: { error: oauthCodes[code] } });
