import type { Clock } from '../clock.ts';
import { ALL_REGIONS } from '../regions.ts';
import { anything, boolean, integer, map, object, optional, type Problem, string } from '../wire/shape.ts';
import type { AnyShelf } from './shelf.ts';

/**
 * The whole state as one JSON value, as `GET /_emulator/state` gives it, `--data` keeps it and `--seed FILE` reads it.
 * Members that a document leaves out have believable defaults, so that `{}` is a vault, a topic or an instance.
 *
 * ```jsonc
 * { "version": 1,
 *   "clock": { "offsetSeconds": 0 },                       // optional: how far the clock was advanced
 *   "accounts": { "111122223333": { "us-east-1": {         // hubs and roles are kept in us-east-1
 *     "optedIn": false,                                    // optional: the account has not enabled this Region
 *     "notifications": { "hubs": { "eu-west-1": { "status": "ACTIVE" } } },
 *     "glacier": { "setsSourceOwner": true, "vaults": { "tapes": { "notifications": { "SNSTopic": "arn:…", "Events": ["…"] } } } },
 *     "pinpoint": { "apps": { "ID": { "name": "shop", "eventStream": { "destinationStreamArn": "…", "roleArn": "…" } } } },
 *     "connect": { "instances": { "ID": { "alias": "support", "registrations": {} } } },
 *     "sns": { "topics": { "jobs": { "attributes": { "KmsMasterKeyId": "…" } } } },
 *     "iam": { "roles": { "events": { "name": "events", "assumeRolePolicyDocument": "{…}" } } },
 *     "kms": { "keys": { "ID": { "policy": "{…}" } }, "aliases": { "alias/topics": "ID" } },
 *     "kinesis": { "streams": { "events": {} } },
 *     "firehose": { "deliveryStreams": { "events": {} } },
 *     "cloudwatch": { "metrics": { "AWS/SNS NumberOfMessagesPublished TopicName=jobs": { "2026-11-28T12:00:00.000Z": 1 } } },
 *     "cloudtrail": { "events": [{ "id": "…", "name": "CreateTopic", "source": "…", "time": "…", "username": "…" }] },
 *     "resourceExplorer": { "index": { "id": "…", "type": "LOCAL", "createdAt": "…" }, "lagSeconds": 60 },
 *     "config": { "recording": true, "aggregators": { "all": { "id": "…", "createdAt": "…", "lagSeconds": 60 } } },
 *     "organizations": { "units": { "ou-root-workloads": { "name": "Workloads" } }, "accounts": { "111122223333": { "parent": "ou-root-workloads" } } },
 *     "sso": { "accounts": { "111122223333": { "name": "Production", "roles": ["ReadOnlyAccess"] } } } } } } }
 * ```
 *
 * The members of each document are in its service's folder, in `…Document.ts`.
 */
export interface StateDocument {
  readonly version: 1;
  readonly clock: { readonly offsetSeconds: number };
  readonly accounts: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

const envelope = object(
  {
    version: integer({ min: 1, max: 1 }),
    clock: optional(object({ offsetSeconds: integer({ min: 0, max: 10 ** 9 }) }, { closed: true })),
    accounts: map(map(map(anything), string({ oneOf: [...ALL_REGIONS] })), string({ pattern: /^\d{12}$/ })),
  },
  { closed: true },
);

const optedInShape = optional(boolean);

/** What a place in the state is: an account that exists, a Region that it has been seen in. */
interface Place {
  readonly account: string;
  readonly region: string;
  readonly optedIn: boolean;
}

/** The emulator's whole state: which accounts and Regions there are, and the services' documents in them. */
export class State {
  readonly #shelves: readonly AnyShelf[];
  readonly #fresh: () => readonly AnyShelf[];
  readonly #clock: Clock;
  readonly #accounts = new Set<string>();
  readonly #places = new Map<string, Place>();

  /**
   * @param shelves where the documents are kept.
   * @param fresh makes such shelves anew, to try a document on before it replaces what is there.
   */
  constructor(shelves: readonly AnyShelf[], fresh: () => readonly AnyShelf[], clock: Clock) {
    this.#shelves = shelves;
    this.#fresh = fresh;
    this.#clock = clock;
  }

  /** Whether the account has enabled the Region; true for all it never spoke of. */
  isOptedIn(account: string, region: string): boolean {
    return this.#places.get(`${account}/${region}`)?.optedIn ?? true;
  }

  /** Says whether the account has enabled the Region. */
  optIn(account: string, region: string, optedIn: boolean): void {
    this.#accounts.add(account);
    this.#places.set(`${account}/${region}`, { account, region, optedIn });
  }

  /** The ids of all accounts. */
  accounts(): readonly string[] {
    const withState = this.#shelves.flatMap(shelf => [...shelf.all()].map(([account]) => account));
    return [...new Set([...this.#accounts, ...withState])];
  }

  /** Replaces everything, or changes nothing and says what is wrong. */
  replace(raw: unknown): readonly Problem[] {
    const problems: Problem[] = [];
    const parsed = envelope.parse(raw, '', problems);
    if (parsed === undefined || problems.length > 0) return problems;
    // Tried on spare shelves first, so that a document with a fault leaves the state as it was.
    this.#fill(parsed.accounts, this.#fresh(), problems);
    if (problems.length > 0) return problems;
    this.#accounts.clear();
    this.#places.clear();
    for (const shelf of this.#shelves) shelf.clear();
    for (const place of this.#fill(parsed.accounts, this.#shelves, problems)) {
      this.#accounts.add(place.account);
      if (place.region !== '') this.#places.set(`${place.account}/${place.region}`, place);
    }
    this.#clock.setOffset(parsed.clock?.offsetSeconds ?? 0);
    return problems;
  }

  #fill(
    accounts: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, unknown>>>,
    shelves: readonly AnyShelf[],
    problems: Problem[],
  ): readonly Place[] {
    const byKey = new Map(shelves.map(shelf => [shelf.key, shelf]));
    const places: Place[] = [];
    for (const [account, regions] of accounts) {
      places.push({ account, region: '', optedIn: true });
      for (const [region, documents] of regions) {
        const path = `accounts.${account}.${region}`;
        const optedIn = optedInShape.parse(documents.get('optedIn') ?? true, `${path}.optedIn`, problems) ?? true;
        places.push({ account, region, optedIn });
        for (const [key, document] of documents) {
          if (key === 'optedIn') continue;
          const shelf = byKey.get(key);
          if (shelf !== undefined) shelf.load(account, region, document, `${path}.${key}`, problems);
          else problems.push({ path: `${path}.${key}`, kind: 'unknown', rule: 'Member is not a service', value: key });
        }
      }
    }
    return places;
  }

  /** The whole state, to be written as JSON. */
  toJSON(): StateDocument {
    const accounts: Record<string, Record<string, Record<string, unknown>>> = {};
    const regionOf = (account: string, region: string): Record<string, unknown> => {
      accounts[account] ??= {};
      accounts[account][region] ??= {};
      return accounts[account][region];
    };
    for (const account of this.#accounts) accounts[account] ??= {};
    for (const place of this.#places.values()) {
      const region = regionOf(place.account, place.region);
      if (!place.optedIn) region.optedIn = false;
    }
    for (const shelf of this.#shelves) {
      for (const [account, region, document] of shelf.all()) regionOf(account, region)[shelf.key] = document;
    }
    return { version: 1, clock: { offsetSeconds: this.#clock.offsetSeconds }, accounts };
  }
}
