import type { AwsCredentialIdentity } from '@smithy/types';
import type { AccountSource } from '../../core/model/account.ts';
import type { ServiceId } from '../../core/model/operations.ts';
import { parseRegion, partitionOf } from '../../core/model/regions.ts';
import type { Server } from '../../core/model/server.ts';
import type { Connections } from '../clients/connections.ts';
import { loadService } from '../clients/openService.ts';
import type { ServiceClient } from '../clients/serviceClient.ts';
import type { EndpointChoice } from '../config/endpoints.ts';
import type { CredentialCache } from '../credentials/credentialCache.ts';

/** What one account is made of, for as long as its part of the config stays the same. */
export interface AccountParts {
  readonly source: AccountSource;
  readonly credentials: CredentialCache;
  readonly connections: Connections;
  /** The Region of calls that have none of their own, such as GetCallerIdentity. */
  readonly homeRegion: string;
  /** Throws AccessError `config-unreadable` for a setting that is no URL. */
  readonly endpoint: (service: ServiceId) => EndpointChoice;
}

/** The clients of one account: one per service and Region, made when first needed and then kept. */
export class ClientSet {
  readonly #parts: AccountParts;
  readonly #clients = new Map<string, Promise<ServiceClient>>();
  #clockOffsetMs = 0;

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  /** The client of a service in a Region. */
  client(service: ServiceId, region: string): Promise<ServiceClient> {
    const key = `${service}\n${region}`;
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const opening = this.#open(service, region);
    this.#clients.set(key, opening);
    // What could not be made is not kept.
    opening.catch(() => this.#clients.delete(key));
    return opening;
  }

  /** Takes note of how far this machine's clock is off, for the clients that are made from now on. */
  learnClock(offsetMs: number): void {
    this.#clockOffsetMs = offsetMs;
  }

  async #open(service: ServiceId, region: string): Promise<ServiceClient> {
    const { endpoint, connections } = this.#parts;
    const open = await loadService(service);
    return open({
      region,
      endpoint: endpoint(service),
      requestHandler: connections.handler,
      clockOffsetMs: this.#clockOffsetMs,
    });
  }
}

/**
 * A host of AWS's own that answers for one service, such as `glacier.eu-west-1.amazonaws.com`, in a VPC too. Much else below these
 * domains is a customer's: machines, load balancers, buckets. They end as the SDKs' list of partitions has it.
 */
const AWS_HOST =
  /^(?:vpce-[\w-]+\.)?([a-z]+)(?:-fips)?(?:\.[a-z]{1,4}(?:-[a-z]{1,15})+-\d)?(?:\.vpce)?\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|api\.aws|api\.amazonwebservices\.(?:com\.cn|eu)|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov|api\.aws\.(?:ic\.gov|scloud|hci\.ic\.gov)|api\.cloud-aws\.adc-e\.uk)$/;

/** One account as it is now: its credentials, found once and shared, and its clients. */
export class AccountSession {
  readonly source: AccountSource;
  readonly homeRegion: string;
  readonly clients: ClientSet;
  /** Twelve digits once STS has told, or where the source itself says so. */
  accountId: string | undefined;
  /** The AWS partition that STS has told, before that the one of the home Region. */
  partition: string;
  readonly #parts: AccountParts;

  constructor(parts: AccountParts) {
    this.#parts = parts;
    this.source = parts.source;
    this.homeRegion = parts.homeRegion;
    this.accountId = parts.source.kind === 'emulator' ? parts.source.accountId : undefined;
    const home = parseRegion(parts.homeRegion);
    this.partition = home === undefined ? 'aws' : partitionOf(home);
    this.clients = new ClientSet(parts);
  }

  /**
   * The URL that the config sends a service's calls to, to be shown: without a name and password in it; null for AWS itself.
   * Throws AccessError as `AccountParts`.
   */
  endpoint(service: ServiceId): string | null {
    const choice = this.#parts.endpoint(service);
    return choice.kind === 'given' ? choice.url.replace(/^([a-z]+:\/\/)[^/?#]*@/i, '$1') : null;
  }

  /** Who answers a service's calls. Throws AccessError as `AccountParts`. */
  server(service: ServiceId): Server {
    const { source } = this;
    if (source.kind === 'emulator') return 'emulator';
    const endpoint = this.endpoint(service);
    if (endpoint === null) return null;
    const { host, origin, pathname } = new URL(endpoint);
    const [name] = AWS_HOST.exec(host)?.slice(1) ?? [];
    return name === service ? null : `${origin}${pathname.replace(/\/+$/, '')}`;
  }

  /** Credentials that are good now; the first call finds them, until the signal aborts. Throws AccessError. */
  credentials(signal?: AbortSignal): Promise<AwsCredentialIdentity> {
    return this.#parts.credentials.get(signal);
  }

  /** Forgets credentials that AWS no longer takes: for good, or where it never knew them, if they are not new. */
  discard(credentials: AwsCredentialIdentity, wasNeverKnown: boolean): void {
    if (wasNeverKnown) this.#parts.credentials.discardUnknown(credentials);
    else this.#parts.credentials.discard(credentials);
  }

  /** Forgets credentials whatever AWS says of them: the sign-in that gave them has ended. */
  forget(): void {
    this.#parts.credentials.forget();
  }

  /** Stops looking for credentials. */
  close(): void {
    this.#parts.credentials.close();
  }
}
