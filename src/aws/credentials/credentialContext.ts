import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock } from '../../core/model/ports.ts';
import { configuredRegion, type EndpointSources } from '../config/endpoints.ts';
import type { Environment } from '../config/environment.ts';
import type { Settings } from '../config/profiles.ts';
import type { ConfigSnapshot } from '../config/sharedConfig.ts';

/** Asks a person for the code of an MFA device. Rejects with an AccessError `cancelled` where none is given. */
export type AskMfaCode = (serialNumber: string, profile: string) => Promise<string>;

/** What finding credentials needs besides the config. */
export interface CredentialNeeds {
  readonly env: Environment;
  readonly clock: Clock;
  readonly handler: NodeHttpHandler;
  /** Absent where nobody can be asked. */
  readonly askMfaCode?: AskMfaCode | undefined;
}

/** One search for credentials: the config as it was at its start, and the profile whose endpoints count. */
export interface CredentialContext extends CredentialNeeds {
  readonly config: ConfigSnapshot;
  /** The profile that the account itself names; roles and sources below it use its endpoints and Region. */
  readonly profile: Settings;
}

/** The endpoint settings that hold for a search. */
export function endpointSources({ env, profile, config }: CredentialContext): EndpointSources {
  return { env, profile, services: config.services };
}

/** The Region for STS: the account's own, else us-east-1. */
export function credentialRegion({ env, profile }: CredentialContext): string {
  return configuredRegion(env, profile) ?? 'us-east-1';
}
