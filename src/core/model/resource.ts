import type { AccessError } from './errors.ts';
import type { JsonObject } from './json.ts';

/**
 * The kinds there are, by id. Each kind's folder adds its own line to this interface, so that no list of ids stands
 * anywhere but in the table: `declare module '../../model/resource.ts' { interface KindIds { vault: 'changed' } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the kinds fill it by declaration merging
export interface KindIds {}

/** The id of a kind. A text from outside is one where `KindTable.isKindId` says so. */
export type KindId = keyof KindIds;

/** The id of a kind that can be changed; the others are only browsed. */
export type ChangeableKind = { [Id in KindId]: KindIds[Id] extends 'changed' ? Id : never }[KindId];

/**
 * The services of what a remedy changes beside the kinds: a topic's policy, a key's policy, an instance's association.
 */
export type RemedyService = 'sns' | 'kms' | 'connect';

/**
 * What a change, its lock and its journal entry are about, together with a name: a kind and the resource's name, or, for
 * what a remedy changes, a service and an ARN.
 */
export type TargetKind = ChangeableKind | RemedyService;

/**
 * How a row stands, for its icon: `ok` works in AWS's own words, `set` is set and says nothing of whether it works, `none`
 * has nothing set, `pending` changes by itself, `attention` wants a look, `failed` is broken, `retired` belongs to a service
 * that ended, `unread` is not read yet.
 */
export type Mood = 'ok' | 'set' | 'none' | 'pending' | 'attention' | 'failed' | 'retired' | 'unread';

/** What a row tells that is no member of AWS's: the refusal in which AWS says how it stands, and when we recorded it. */
export const OWN_FIELDS = { answered: '(answered)', recorded: '(recorded)' } as const;

/** One listed resource: data for the tree, the command line and the pickers. */
export interface Row {
  readonly kind: KindId;
  /** hub: its Region; vault: its name; event-stream and app: the ApplicationId; instance: its id; push-registration: the RegistrationId. */
  readonly name: string;
  /** What people read: an app's name rather than its id. */
  readonly label: string;
  /** AWS's own word where it has one, else `set`, `none`, `retired`, `recorded`, `error`, or `unread` before its details came. */
  readonly status: string;
  readonly mood: Mood;
  /** The document that sets it as it is, or null where nothing is set. */
  readonly config: JsonObject | null;
  readonly arn: string | null;
  /** Every field AWS told, under AWS's names, in AWS's order, and what we know beside, under `OWN_FIELDS`; values are plain text. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Ids of notices that belong to the row, such as `event-stream/end-of-support`. */
  readonly notices: readonly string[];
  /** Why its details could not be read, or null. */
  readonly error: AccessError | null;
}

/** What is live of one resource, as a change sees it. */
export interface Live {
  /** Its config in the form of the body, or null where nothing is there. */
  readonly config: JsonObject | null;
  /** AWS's own word, else `set`, `none`, `retired` or `recorded`. */
  readonly status: string;
  /** Who set it and when, where AWS tells. */
  readonly updatedBy: string | null;
  readonly updatedAt: string | null;
  /** What else was read and a finding may need, such as the states of all hubs. Not part of what a conflict compares. */
  readonly facts: JsonObject;
}
