import { describe, expect, test } from 'vitest';
import { configuredRegion, type EndpointService, homeRegion, resolveEndpoint } from './endpoints.ts';

interface Case {
  readonly env?: Record<string, string>;
  readonly profile?: Record<string, string>;
  readonly services?: Record<string, Record<string, string>>;
}

const settings = (of: Record<string, string> = {}) => new Map(Object.entries(of));
const choose = ({ env = {}, profile, services = {} }: Case, service: EndpointService = 'glacier') =>
  resolveEndpoint(
    {
      env,
      profile: settings(profile),
      services: new Map(
        Object.entries(services).map(([name, of]) => [name, { settings: settings(of), fault: undefined }]),
      ),
    },
    service,
  );

const all: Required<Case> = {
  env: { AWS_ENDPOINT_URL_GLACIER: 'http://one', AWS_ENDPOINT_URL: 'http://two' },
  profile: { services: 'mine', endpoint_url: 'http://four' },
  services: { mine: { 'glacier.endpoint_url': 'http://three', 'sns.endpoint_url': 'http://sns' } },
};

describe('the first of these that is set wins', () => {
  test.each([
    ['the service in the environment', all, 'http://one'],
    ['the environment', { ...all, env: { AWS_ENDPOINT_URL: 'http://two' } }, 'http://two'],
    ['the services section', { ...all, env: {} }, 'http://three'],
    ['the profile', { ...all, env: {}, profile: { endpoint_url: 'http://four' } }, 'http://four'],
    ['the profile, where its services are others', { ...all, env: {}, services: { mine: { x: '' } } }, 'http://four'],
  ])('%s', (_what, one, url) => {
    expect(choose(one)).toEqual({ kind: 'given', url });
  });
});

test.each<[EndpointService, string]>([
  ['notifications', 'NOTIFICATIONS'],
  ['glacier', 'GLACIER'],
  ['pinpoint', 'PINPOINT'],
  ['connect', 'CONNECT'],
  ['sts', 'STS'],
  ['sns', 'SNS'],
  ['iam', 'IAM'],
  ['kinesis', 'KINESIS'],
  ['firehose', 'FIREHOSE'],
  ['sso_oidc', 'SSO_OIDC'],
])('%s is called %s in the environment', (service, name) => {
  expect(choose({ env: { [`AWS_ENDPOINT_URL_${name}`]: 'http://x' } }, service)).toEqual({
    kind: 'given',
    url: 'http://x',
  });
});

test.each([
  ['no settings', {}],
  ['an endpoint of another service', { env: { AWS_ENDPOINT_URL_SNS: 'http://x' } }],
  ['an empty variable', { env: { AWS_ENDPOINT_URL: '' } }],
  ['a services section of another profile', { services: all.services }],
  ['settings ignored by the environment', { ...all, env: { ...all.env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' } }],
  ['settings ignored by the profile', { ...all, profile: { ...all.profile, ignore_configured_endpoint_urls: 'true' } }],
])('leaves it to AWS with %s', (_what, one) => {
  expect(choose(one)).toEqual({ kind: 'aws', fips: false, dualStack: false });
});

test('the environment can take back what the profile ignores', () => {
  const one = {
    env: { ...all.env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
    profile: { ignore_configured_endpoint_urls: 'true' },
  };
  expect(choose(one)).toEqual({ kind: 'given', url: 'http://one' });
});

test('a variable that is set to nothing takes back what the profile ignores', () => {
  const env = { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: '' };
  expect(choose({ env, profile: { ignore_configured_endpoint_urls: 'true', endpoint_url: 'http://one' } })).toEqual({
    kind: 'given',
    url: 'http://one',
  });
});

test.each([
  ['is missing', {}],
  ['is empty', { mine: {} }],
])('a services section that %s stops the call, which would go to AWS otherwise', (_what, services) => {
  const profile = { services: 'mine', endpoint_url: 'http://four' };
  expect(() => choose({ profile, services })).toThrow(expect.objectContaining({ code: 'config-unreadable' }));
  expect(choose({ profile, services, env: { AWS_ENDPOINT_URL: 'http://two' } })).toEqual({
    kind: 'given',
    url: 'http://two',
  });
});

test('takes FIPS and dual stack from the environment, then the profile', () => {
  const one = {
    env: { AWS_USE_FIPS_ENDPOINT: 'true' },
    profile: { use_dualstack_endpoint: 'true', use_fips_endpoint: 'false' },
  };
  expect(choose(one)).toEqual({ kind: 'aws', fips: true, dualStack: true });
});

test.each([
  ['http://gateway:8080/dev/', 'http://gateway:8080/dev'],
  ['http://gateway:8080/', 'http://gateway:8080'],
  ['http://gateway:8080/dev', 'http://gateway:8080/dev'],
])('the endpoint %s is asked below %s', (endpoint_url, url) => {
  expect(choose({ profile: { endpoint_url } })).toEqual({ kind: 'given', url });
});

test.each(['localhost:4566', 'ftp://x', 'nonsense'])('refuses %s as an endpoint', url => {
  expect(() => choose({ profile: { endpoint_url: url } })).toThrow(
    expect.objectContaining({ code: 'config-unreadable' }),
  );
});

test('finds the Region in the environment, then in the profile', () => {
  const profile = settings({ region: 'eu-west-1' });
  expect(configuredRegion({ AWS_REGION: 'a', AWS_DEFAULT_REGION: 'b' }, profile)).toBe('a');
  expect(configuredRegion({ AWS_DEFAULT_REGION: 'b' }, profile)).toBe('b');
  expect(configuredRegion({}, profile)).toBe('eu-west-1');
  expect(configuredRegion({}, settings())).toBeUndefined();
});

test.each(['eu-west-1 # Ireland', 'eu_west_1', '1', '-a', ' eu-west-1'])('refuses %j as a Region', text => {
  expect(() => homeRegion({}, settings({ region: text }))).toThrow(
    expect.objectContaining({ code: 'config-unreadable' }),
  );
});

test('takes us-east-1 where no Region is set, and any name that a host can have', () => {
  expect(homeRegion({}, settings({ region: '' }))).toBe('us-east-1');
  expect(homeRegion({ AWS_REGION: 'local' }, settings())).toBe('local');
});
