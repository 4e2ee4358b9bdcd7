import { type AwsModel, awsModels } from '../awsModels.ts';
import { ALL_REGIONS } from '../regions.ts';
import { commonErrors, jsonCodes, statusesOf } from '../wire/commonErrors.ts';
import { restJson } from '../wire/restJson.ts';
import { encodeWithHeader } from '../wire/restJsonErrors.ts';
import type { EmulatorService } from '../world.ts';
import { authorize } from './authorize.ts';
import { registerClient } from './clients.ts';
import { createToken } from './createToken.ts';
import { devicePage, startDeviceAuthorization } from './device.ts';
import { oauthMembers } from './errors.ts';

const operations = [authorize, createToken, devicePage, registerClient, startDeviceAuthorization];
const pages = { Authorize: 'GET /authorize', DevicePage: 'GET /device' };
/** AWS's model of it, with the two pages, which AWS's clients know and its models do not. */
export const oidcModel: AwsModel = {
  ...awsModels['sso-oidc'],
  operations: { ...awsModels['sso-oidc'].operations, ...pages },
  unsigned: [...awsModels['sso-oidc'].unsigned, ...Object.keys(pages)],
};
const codes = {
  ...jsonCodes,
  throttled: ['SlowDownException', 400],
  serialization: ['InvalidRequestException', 400],
  internal: ['InternalServerException', 500],
} as const;
const json = restJson(operations, oidcModel);

/** The sign-in of IAM Identity Center, 2019-06-10, with the two pages that a person sees of it. */
export const oidc: EmulatorService = {
  name: 'oidc',
  signingName: 'sso-oauth',
  regions: ALL_REGIONS,
  protocol: {
    ...json,
    encode: (operation, output, requestId) =>
      typeof output.body === 'string'
        ? { status: output.status ?? 200, headers: output.headers ?? {}, body: output.body }
        : json.encode(operation, output, requestId),
  },
  operations,
  recognises: request => /^\/(?:authorize|client\/register|device|device_authorization|token)$/.test(request.path),
  errors: commonErrors(codes),
  statuses: { ...oidcModel.errors, ...statusesOf(codes) },
  errorMembers: oauthMembers,
  encodeError: (error, requestId) =>
    encodeWithHeader({ header: 'x-amzn-errortype', message: 'error_description' }, error, requestId),
  maxBodyBytes: 64 * 1024,
};
