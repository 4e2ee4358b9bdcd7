import { createHash } from 'node:crypto';
import { awsModels } from '../awsModels.ts';
import { ALL_REGIONS } from '../regions.ts';
import { sessionToken } from '../sts/session.ts';
import { commonErrors, jsonCodes, statusesOf } from '../wire/commonErrors.ts';
import { restJson } from '../wire/restJson.ts';
import { encodeWithHeader } from '../wire/restJsonErrors.ts';
import { errorsOf } from '../wire/serviceError.ts';
import type { EmulatorCall, EmulatorOperation, EmulatorService } from '../world.ts';
import { assignments, portalsOf, rolesIn } from './portals.ts';
import type { SsoDocument } from './ssoDocument.ts';

const statuses = {
  // Not in the model; seen where a role or an account is not assigned to the person.
  ForbiddenException: 403,
  InvalidRequestException: 400,
  UnauthorizedException: 401,
} as const;
const fail = errorsOf(statuses);

const TOKEN_HEADER = 'x-amz-sso_bearer_token';

/** The portal that gave the caller's token, while token and session last. @throws {ServiceError} UnauthorizedException */
function portalOf(call: EmulatorCall): { readonly portal: SsoDocument; readonly session: string } {
  const token = call.header(TOKEN_HEADER) ?? '';
  for (const portal of portalsOf(call.world)) {
    const { session = '', endsAt = '' } = portal.tokens.get(token) ?? {};
    const lasts = (until: string): boolean => Date.parse(until) > call.now.getTime();
    if (lasts(endsAt) && lasts(portal.sessions.get(session) ?? '')) return { portal, session };
  }
  throw fail('UnauthorizedException', 'Session token not found or invalid');
}

/** A parameter that must be there and fit. @throws {ServiceError} InvalidRequestException */
function parameter(call: EmulatorCall, name: string, form: RegExp): string {
  const value = call.query.get(name) ?? '';
  if (form.test(value)) return value;
  throw fail('InvalidRequestException', `${name} is missing or not valid`);
}

/** Pages of 20 where the request does not say; AWS publishes no default. The token of a page is the name that it starts with. */
function pageOf(call: EmulatorCall, names: readonly string[]) {
  const limit = call.query.has('max_result') ? Number(parameter(call, 'max_result', /^(?:[1-9]\d?|100)$/)) : 20;
  const from = call.query.get('next_token') ?? '';
  const rest = [...names].sort().filter(name => name >= from);
  const next = rest[limit];
  return { page: rest.slice(0, limit), nextToken: next === undefined ? {} : { nextToken: next } };
}

const ACCOUNT_ID = /^\d{12}$/;

/** @throws {ServiceError} ForbiddenException */
function rolesOrRefusal(call: EmulatorCall, portal: SsoDocument): { accountId: string; roles: readonly string[] } {
  const accountId = parameter(call, 'account_id', ACCOUNT_ID);
  const roles = rolesIn(call, portal, accountId);
  if (roles === undefined) throw fail('ForbiddenException', 'No access');
  return { accountId, roles };
}

/** @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccounts.html */
const listAccounts: EmulatorOperation = {
  name: 'ListAccounts',
  effect: 'read',
  run(call) {
    const assigned = assignments(call, portalOf(call).portal);
    const { page, nextToken } = pageOf(call, [...assigned.keys()]);
    const accountList = page.map(accountId => {
      const { name = accountId, email = `${accountId}@example.com` } = assigned.get(accountId) ?? {};
      return { accountId, accountName: name, emailAddress: email };
    });
    return { body: { accountList, ...nextToken } };
  },
};

/** @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccountRoles.html */
const listAccountRoles: EmulatorOperation = {
  name: 'ListAccountRoles',
  effect: 'read',
  run(call) {
    const { accountId, roles } = rolesOrRefusal(call, portalOf(call).portal);
    const { page, nextToken } = pageOf(call, roles);
    return { body: { roleList: page.map(roleName => ({ roleName, accountId })), ...nextToken } };
  },
};

/** AWS lets permission sets last 1 to 12 hours; one that says nothing lasts an hour. */
const CREDENTIALS_MS = 3600_000;

/** The role that a permission set makes in an account, whose end is one for each account. */
const reservedRole = (accountId: string, permissionSet: string): string => {
  const end = createHash('sha256').update(`${accountId}/${permissionSet}`).digest('hex').slice(0, 16);
  return `AWSReservedSSO_${permissionSet}_${end}`;
};

/** @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html */
const getRoleCredentials: EmulatorOperation = {
  name: 'GetRoleCredentials',
  effect: 'read',
  run(call) {
    const { portal } = portalOf(call);
    const { accountId, roles } = rolesOrRefusal(call, portal);
    const roleName = parameter(call, 'role_name', /./);
    if (!roles.includes(roleName)) throw fail('ForbiddenException', 'No access');
    const roleCredentials = {
      accessKeyId: accountId,
      secretAccessKey: 'emulator-secret-access-key',
      sessionToken: sessionToken({
        roleName: reservedRole(accountId, roleName),
        sessionName: portal.user ?? 'maria',
      }),
      expiration: call.now.getTime() + CREDENTIALS_MS,
    };
    return { body: { roleCredentials } };
  },
};

/** Ends the session with all its tokens. @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_Logout.html */
const logout: EmulatorOperation = {
  name: 'Logout',
  effect: 'write',
  run(call) {
    const { portal, session } = portalOf(call);
    portal.sessions.delete(session);
    return {};
  },
};

const operations = [getRoleCredentials, listAccountRoles, listAccounts, logout];
const codes = { ...jsonCodes, throttled: ['TooManyRequestsException', 429] } as const;

/** The access portal of IAM Identity Center, 2019-06-10: a token in a header takes the place of a signature. */
export const sso: EmulatorService = {
  name: 'sso',
  signingName: 'awsssoportal',
  regions: ALL_REGIONS,
  protocol: restJson(operations, awsModels.sso),
  operations,
  recognises: request => /^\/(?:assignment\/(?:accounts|roles)|federation\/credentials|logout)$/.test(request.path),
  errors: commonErrors(codes),
  statuses: { ...awsModels.sso.errors, ...statuses, ...statusesOf(codes) },
  encodeError: (error, requestId) =>
    encodeWithHeader({ header: 'x-amzn-errortype', message: 'message' }, error, requestId),
  maxBodyBytes: 64 * 1024,
};
