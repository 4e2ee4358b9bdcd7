import { parseJsonBody } from '../wire/restJson.ts';
import {
  checked,
  firstFault,
  integer,
  list,
  object,
  optional,
  type Shape,
  type ShapeOf,
  string,
} from '../wire/shape.ts';
import type { EmulatorCall, EmulatorOperation } from '../world.ts';
import { fail } from './errors.ts';

/** The body as this shape. @throws {ServiceError} InvalidRequestException */
export function inputOf<T>(shape: Shape<T>, { body }: EmulatorCall): T {
  return checked(shape, body, problems => fail('InvalidRequestException', firstFault(problems)));
}

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** What `/token` may be asked with. */
export const GRANTS: ReadonlySet<string> = new Set(['authorization_code', DEVICE_GRANT, 'refresh_token']);

const client = object({
  /** Tells it from any other, and its secret from theirs. */
  id: string(),
  scopes: list(string()),
  grantTypes: list(string()),
  redirectUris: list(string()),
  issuerUrl: optional(string()),
});

/** A registered client. Its id says what it is, so that it need not be kept; AWS's are opaque. */
export type Client = ShapeOf<typeof client>;

const secret = object({ of: string(), endsAt: integer() });

const packed = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function unpacked<T>(shape: Shape<T>, text: string): T | undefined {
  try {
    return shape.parse(parseJsonBody(Buffer.from(text, 'base64url')), '', []);
  } catch {
    return undefined;
  }
}

/** The client that an id stands for; undefined where it was not given here. */
export const clientOf = (clientId: string): Client | undefined => unpacked(client, clientId);

/** The client of a request, whose secret must be its own and not over. @throws {ServiceError} InvalidClientException */
export function provenClient(
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
  now: Date,
): Client {
  const known = clientOf(clientId);
  const { of, endsAt = 0 } = unpacked(secret, clientSecret) ?? {};
  if (known !== undefined && known.id === of && endsAt * 1000 > now.getTime()) return known;
  throw fail('InvalidClientException', 'Client ID or client secret is not valid, or the registration is over');
}

const register = object({
  clientName: string({ min: 1 }),
  clientType: string(),
  scopes: optional(list(string())),
  redirectUris: optional(list(string())),
  grantTypes: optional(list(string())),
  issuerUrl: optional(string()),
});

/** AWS's registrations last 90 days. */
const REGISTRATION_SECONDS = 90 * 86_400;

/** A loopback address of the program that asks; its port counts only where the code is sent to. */
const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d{1,5})?\/[\w./-]*$/;

/** @throws {ServiceError} UnsupportedGrantTypeException, InvalidScopeException, InvalidRedirectUriException, InvalidClientMetadataException */
function checkClient({ clientType, grantTypes = [], redirectUris = [], scopes = [] }: ShapeOf<typeof register>): void {
  if (clientType !== 'public') throw fail('InvalidClientMetadataException', 'clientType must be public');
  if (!grantTypes.every(one => GRANTS.has(one)))
    throw fail('UnsupportedGrantTypeException', 'A grant type is not known');
  if (!scopes.every(one => /^[\w:.-]+$/.test(one))) throw fail('InvalidScopeException', 'A scope is not valid');
  const needsRedirect = grantTypes.includes('authorization_code') && redirectUris.length === 0;
  if (needsRedirect || !redirectUris.every(one => LOOPBACK.test(one)))
    throw fail('InvalidRedirectUriException', 'A redirect URI is missing or not valid');
}

/**
 * Takes any client, as AWS does: nobody signs it.
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_RegisterClient.html
 */
export const registerClient: EmulatorOperation = {
  name: 'RegisterClient',
  // It is kept nowhere.
  effect: 'read',
  run(call) {
    const input = inputOf(register, call);
    checkClient(input);
    const { scopes = [], grantTypes = [], redirectUris = [], issuerUrl } = input;
    const id = call.ids.uuid();
    const issuedAt = Math.floor(call.now.getTime() / 1000);
    const endsAt = issuedAt + REGISTRATION_SECONDS;
    return {
      body: {
        clientId: packed({ id, scopes, grantTypes, redirectUris, issuerUrl }),
        clientSecret: packed({ of: id, endsAt }),
        clientIdIssuedAt: issuedAt,
        clientSecretExpiresAt: endsAt,
      },
    };
  },
};
