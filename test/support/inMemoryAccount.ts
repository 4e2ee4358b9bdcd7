import type { Json } from '../../src/core/model/json.ts';
import { HUB_REGIONS, type Region, region } from '../../src/core/model/regions.ts';

/** One notification hub as the scripted AWS keeps it. */
export interface ScriptedHub {
  status: string;
  reason: string;
  readonly createdAt: Date;
}

/** What SetVaultNotifications holds of a vault, or null where nothing is set. */
export type ScriptedVaultConfig = { readonly SNSTopic: string; readonly Events: readonly string[] } | null;

/** One vault. `previous` is what reads still see while `staleReads` is above zero. */
export interface ScriptedVault {
  config: ScriptedVaultConfig;
  previous: ScriptedVaultConfig;
  staleReads: number;
  /** The access policy as JSON text. */
  policy?: string;
  tags?: Readonly<Record<string, string>>;
}

/** A Pinpoint event stream. */
export interface ScriptedStream {
  readonly DestinationStreamArn: string;
  readonly RoleArn: string;
  readonly LastModifiedDate: string;
  readonly LastUpdatedBy: string;
}

/** One Pinpoint application with the stream and the push channels it may have, by operation member. */
export interface ScriptedApp {
  readonly name: string;
  stream: ScriptedStream | null;
  readonly channels: Map<'APNS' | 'APNS_SANDBOX' | 'GCM', Readonly<Record<string, Json>>>;
}

/** One Connect instance and the Pinpoint applications associated with it. */
export interface ScriptedInstance {
  readonly alias: string | null;
  status: string;
  readonly associations: string[];
}

/** One push registration: what was sent to create it. */
export interface ScriptedRegistration {
  readonly instanceId: string;
  readonly contactId: string;
  readonly clientToken: string | null;
}

/** What one account has in one Region. */
export class ScriptedRegion {
  readonly vaults = new Map<string, ScriptedVault>();
  readonly apps = new Map<string, ScriptedApp>();
  readonly instances = new Map<string, ScriptedInstance>();
  readonly registrations = new Map<string, ScriptedRegistration>();
  /** Topic attributes by ARN. */
  readonly topics = new Map<string, Readonly<Record<string, string>>>();
  /** The policies of KMS keys by the key's ARN, as JSON text. */
  readonly keys = new Map<string, string>();
  /** Kinesis streams by name, with their status. */
  readonly streams = new Map<string, string>();
  /** Firehose delivery streams by name, with their status. */
  readonly deliveryStreams = new Map<string, string>();
}

/** A fixed time, so that answers are the same in every run. */
const CREATED = new Date('2026-01-02T03:04:05.000Z');

/**
 * Everything one account holds. Tests fill it through the methods, which return the account for chaining, and may
 * change the maps at any time, as another person would.
 */
export class ScriptedAccount {
  readonly hubs = new Map<string, ScriptedHub>();
  /** IAM roles by name: the trust policy as JSON text. */
  readonly roles = new Map<string, string>();
  readonly #regions = new Map<Region, ScriptedRegion>();
  /** The status that a newly registered hub has. */
  registersAs: 'ACTIVE' | 'REGISTERING' = 'ACTIVE';
  /** Whether deregistering removes at once, or leaves the hub DEREGISTERING. */
  deregistersAs: 'gone' | 'DEREGISTERING' = 'gone';
  /** The Regions that the account has enabled. */
  enabledRegions: readonly string[] = HUB_REGIONS;
  /** How many reads after a vault write still see what was there before. */
  vaultLagReads = 0;

  constructor(readonly accountId: string) {}

  /** What the account has in a Region, made empty on first use. */
  in(name: string): ScriptedRegion {
    const where = region(name);
    const known = this.#regions.get(where) ?? new ScriptedRegion();
    this.#regions.set(where, known);
    return known;
  }

  hub(name: string, status = 'ACTIVE', reason = ''): this {
    this.hubs.set(name, { status, reason, createdAt: CREATED });
    return this;
  }

  vault(where: string, name: string, config: ScriptedVaultConfig = null): this {
    this.in(where).vaults.set(name, { config, previous: config, staleReads: 0 });
    return this;
  }

  app(
    where: string,
    id: string,
    name = id,
    stream: Pick<ScriptedStream, 'DestinationStreamArn' | 'RoleArn'> | null = null,
  ): this {
    const full =
      stream === null ? null : { ...stream, LastModifiedDate: CREATED.toISOString(), LastUpdatedBy: 'someone' };
    this.in(where).apps.set(id, { name, stream: full, channels: new Map() });
    return this;
  }

  instance(where: string, id: string, alias: string | null = null, status = 'ACTIVE'): this {
    this.in(where).instances.set(id, { alias, status, associations: [] });
    return this;
  }

  topic(where: string, name: string, attributes: Readonly<Record<string, string>> = {}): this {
    this.in(where).topics.set(`arn:aws:sns:${where}:${this.accountId}:${name}`, attributes);
    return this;
  }

  role(name: string, trustPolicy = '{}'): this {
    this.roles.set(name, trustPolicy);
    return this;
  }
}
