import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentity } from '@smithy/types';
import { isObject } from '../../core/model/answer.ts';
import { AccessError } from '../../core/model/errors.ts';
import type { Answer, Clock } from '../../core/model/ports.ts';
import { type EndpointSources, homeRegion } from '../config/endpoints.ts';
import type { Environment } from '../config/environment.ts';
import type { ConfigSnapshot, NamedProfile } from '../config/sharedConfig.ts';

/**
 * Asks a person for the code of an MFA device, until the signal says that nobody needs it any more. Rejects with an
 * AccessError `cancelled` where none is given.
 */
export type AskMfaCode = (serialNumber: string, profile: string, signal: AbortSignal) => Promise<string>;

/**
 * Does some work while no other window or command line does work of the same name. Where that cannot be had, it is done all
 * the same.
 */
export type Exclusively = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** What every search for credentials goes by, besides the config. */
export interface CredentialOptions {
  readonly env: Environment;
  readonly clock: Clock;
  readonly handler: NodeHttpHandler;
  /** Absent where nobody can be asked. */
  readonly askMfaCode?: AskMfaCode | undefined;
  /** Keeps others from renewing the same sign-in meanwhile. */
  readonly exclusively?: Exclusively | undefined;
  /** How long a `credential_process` may take; a minute unless told otherwise. */
  readonly programLimitSeconds?: number | undefined;
}

/** One search for credentials: the config as it was at its start, and the profile whose endpoints count. */
export interface CredentialContext extends CredentialOptions {
  readonly config: ConfigSnapshot;
  /** The profile that the account itself names; roles and sources below it use its endpoints and Region. */
  readonly account: NamedProfile;
  /** Aborted when nobody waits for the credentials any more: programs and questions end. */
  readonly signal: AbortSignal;
}

/** Where a provider looks. */
export interface Search {
  readonly context: CredentialContext;
  /** The account's own, or one that a role on the way names as its source. */
  readonly profile: NamedProfile;
  /** True where variables may speak beside the profile: in the default chain alone. */
  readonly environment: boolean;
}

/**
 * One way to credentials. Gives undefined where nothing points its way, so that the next one is tried; where something
 * does, it gives them or throws an AccessError, and no other is tried.
 */
export type Provider = (search: Search) => Promise<AwsCredentialIdentity | undefined>;

/** That there are no credentials, and why. */
export const noCredentials = (text: string): AccessError => new AccessError('no-credentials', text);

/** The endpoint settings that hold for a search. */
export function endpointSources({ env, account, config }: CredentialContext): EndpointSources {
  return { env, profile: account.settings, services: config.services };
}

/** The Region for STS: the account's own, else us-east-1. Throws AccessError `config-unreadable`. */
export function credentialRegion({ env, account }: CredentialContext): string {
  return homeRegion(env, account.settings);
}

/** The JSON object that an answer or a program's output holds; undefined where it is none. */
export function jsonObject(text: string | Uint8Array): Answer | undefined {
  try {
    const value: unknown = JSON.parse(typeof text === 'string' ? text : new TextDecoder().decode(text));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A time with its zone, as programs and variables tell it. */
const WITH_ZONE = /(?:[zZ]|[+-]\d\d:?\d\d|\b(?:UTC|GMT))\s*$/;

/**
 * When credentials end, as a variable, a program or a container tells it.
 * @throws {AccessError} `credentials-expired` where that is past, `no-credentials` where it is no time with a zone
 */
export function expirationOf(text: string, { clock }: CredentialContext, whose: string): Date {
  const time = WITH_ZONE.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw noCredentials(`${whose} end at ${JSON.stringify(text)}, which is no time with a zone.`);
  if (time > clock.now()) return new Date(time);
  throw new AccessError('credentials-expired', `${whose} ended at ${new Date(time).toISOString()}.`);
}
