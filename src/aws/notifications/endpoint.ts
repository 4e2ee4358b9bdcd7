import { partition } from '@aws-sdk/core/client';
import type { EndpointParameters, EndpointV2 } from '@smithy/types';

/** What the endpoint of the service hangs on. */
export interface NotificationsEndpointParameters extends EndpointParameters {
  readonly Region?: string | undefined;
  readonly Endpoint?: string | undefined;
  readonly UseFIPS?: boolean | undefined;
}

/**
 * The endpoint by the service's own rules: a given one wins; otherwise a host of the dual-stack domain, since the
 * service has no other (`notifications.us-east-1.api.aws`, not `amazonaws.com`).
 * @throws {Error} without a Region, or for FIPS together with a given endpoint
 */
export function resolveNotificationsEndpoint(parameters: NotificationsEndpointParameters): EndpointV2 {
  const { Region: region, Endpoint: given, UseFIPS: fips = false } = parameters;
  if (given !== undefined) {
    if (fips) throw new Error('Invalid Configuration: FIPS and custom endpoint are not supported');
    return { url: new URL(given), properties: {}, headers: {} };
  }
  if (region === undefined || region === '') throw new Error('Invalid Configuration: Missing Region');
  const { dualStackDnsSuffix } = partition(region);
  return {
    url: new URL(`https://notifications${fips ? '-fips' : ''}.${region}.${dualStackDnsSuffix}`),
    properties: {},
    headers: {},
  };
}
