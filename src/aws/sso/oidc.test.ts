import { NodeHttpHandler } from '@smithy/node-http-handler';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../test/support/manualClock.ts';
import type { EndpointChoice } from '../config/endpoints.ts';
import { Oidc } from './oidc.ts';

describe('the address that a browser is led to', () => {
  const aws = (more = {}): EndpointChoice => ({ kind: 'aws', fips: false, dualStack: false, ...more });

  it.each<readonly [string, EndpointChoice, string]>([
    ['eu-west-1', aws(), 'https://oidc.eu-west-1.amazonaws.com/authorize'],
    ['us-gov-west-1', aws(), 'https://oidc.us-gov-west-1.amazonaws.com/authorize'],
    ['cn-north-1', aws(), 'https://oidc.cn-north-1.amazonaws.com.cn/authorize'],
    ['eu-west-1', aws({ dualStack: true }), 'https://oidc.eu-west-1.api.aws/authorize'],
    ['eu-west-1', { kind: 'given', url: 'http://127.0.0.1:4599' }, 'http://127.0.0.1:4599/authorize'],
    ['eu-west-1', { kind: 'given', url: 'https://proxy.corp/oidc/' }, 'https://proxy.corp/oidc/authorize'],
  ])('in %s by %j is %s', (region, endpoint, address) => {
    const oidc = new Oidc({ region, endpoint, handler: new NodeHttpHandler(), clock: new ManualClock() });
    expect(oidc.authorizeAddress({ state: 'a b&c' })).toBe(`${address}?state=a+b%26c`);
  });
});
