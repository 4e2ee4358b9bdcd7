import { AccessError } from '../../core/model/errors.ts';
import type { ServiceId } from '../../core/model/operations.ts';
import { type Environment, variable } from './environment.ts';
import { NO_SETTINGS, type Section, type Settings } from './profiles.ts';
import { usable } from './sharedConfig.ts';

/** A service whose endpoint can be set: ours, and those the credential chain itself calls. */
export type EndpointService = ServiceId | 'sso' | 'sso_oidc' | 'signin';

/** What the endpoint of one account hangs on. */
export interface EndpointSources {
  readonly env: Environment;
  /** The account's own profile; empty where it has none. */
  readonly profile: Settings;
  /** The `[services NAME]` sections by name. */
  readonly services: ReadonlyMap<string, Section>;
}

/** A choice of endpoint: a given URL, or AWS's own rules with their two switches. */
export type EndpointChoice =
  | { readonly kind: 'given'; readonly url: string }
  | { readonly kind: 'aws'; readonly fips: boolean; readonly dualStack: boolean };

const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === 'true';

/** The environment wins over the profile, as for every setting of AWS's tools; here even where it is empty. */
const flag = ({ env, profile }: EndpointSources, name: string): boolean =>
  isTrue(env[`AWS_${name.toUpperCase()}`] ?? profile.get(name));

/**
 * The settings of the services section that the profile names. One that is missing stops the call: it would go to AWS
 * where another endpoint is meant.
 */
function servicesSection({ profile, services }: EndpointSources): Settings {
  const name = profile.get('services');
  if (name === undefined) return NO_SETTINGS;
  const section = services.get(name);
  if (section !== undefined && (section.fault !== undefined || section.settings.size > 0)) {
    return usable(section, `services section "${name}"`).settings;
  }
  throw new AccessError(
    'config-unreadable',
    `The config file holds no services section "${name}", which the profile names.`,
  );
}

function configured(sources: EndpointSources, service: EndpointService): { url: string; from: string } | undefined {
  const { env, profile } = sources;
  if (flag(sources, 'ignore_configured_endpoint_urls')) return undefined;
  const serviceVariable = `AWS_ENDPOINT_URL_${service.toUpperCase()}`;
  const candidates: readonly (readonly [() => string | undefined, string])[] = [
    [() => variable(env, serviceVariable), serviceVariable],
    [() => variable(env, 'AWS_ENDPOINT_URL'), 'AWS_ENDPOINT_URL'],
    [
      () => servicesSection(sources).get(`${service}.endpoint_url`),
      `the services section "${profile.get('services')}"`,
    ],
    [() => profile.get('endpoint_url'), 'endpoint_url of the profile'],
  ];
  for (const [look, from] of candidates) {
    const url = look();
    if (url !== undefined && url !== '') return { url, from };
  }
  return undefined;
}

/**
 * The endpoint of a service for one account: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the profile's `services`
 * section, its `endpoint_url`, in this order, unless AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or the profile's
 * `ignore_configured_endpoint_urls` is true; else AWS's own, by FIPS and dual-stack settings.
 * @throws {AccessError} `config-unreadable` where what is set is no http(s) URL, or in a section that is not there
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function resolveEndpoint(sources: EndpointSources, service: EndpointService): EndpointChoice {
  const given = configured(sources, service);
  if (given === undefined) {
    return {
      kind: 'aws',
      fips: flag(sources, 'use_fips_endpoint'),
      dualStack: flag(sources, 'use_dualstack_endpoint'),
    };
  }
  const url = URL.canParse(given.url) ? new URL(given.url) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new AccessError('config-unreadable', `The endpoint for ${service} is no http or https URL (${given.from}).`);
  }
  // The SDK puts each call's path behind it, slash and all.
  return { kind: 'given', url: given.url.replace(/\/+$/, '') };
}

/** The Region of an account as it is set: AWS_REGION, AWS_DEFAULT_REGION, else the profile's. */
export function configuredRegion(env: Environment, profile: Settings): string | undefined {
  return variable(env, 'AWS_REGION') ?? variable(env, 'AWS_DEFAULT_REGION') ?? (profile.get('region') || undefined);
}

/** What can be part of a host's name; an emulator takes any. */
const REGION_FORM = /^(?!\d+$)(?!-)[a-zA-Z\d-]{1,63}(?<!-)$/;

/**
 * The Region of calls that have none of their own, GetCallerIdentity say; us-east-1 where none is set.
 * @throws {AccessError} `config-unreadable` where what is set can be no Region, such as one with a comment behind it
 */
export function homeRegion(env: Environment, profile: Settings): string {
  const region = configuredRegion(env, profile) ?? 'us-east-1';
  if (REGION_FORM.test(region)) return region;
  throw new AccessError(
    'config-unreadable',
    `The Region that is set, ${JSON.stringify(region)}, is not the name of one.`,
  );
}
