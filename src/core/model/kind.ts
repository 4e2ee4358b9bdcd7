import type { Place } from './account.ts';
import type { Amendment } from './amendment.ts';
import type { ListedCheck } from './check.ts';
import type { Finding } from './finding.ts';
import type { Undo } from './journal.ts';
import type { Json, JsonObject } from './json.ts';
import type { ReadOperation, ServiceId, WriteOperation } from './operations.ts';
import type { Answer, Input, LedgerEntry } from './ports.ts';
import type { Region, RegionalService } from './regions.ts';
import type { ChangeableKind, KindId, Live, RemedyService, Row, TargetKind } from './resource.ts';
import type { Scope } from './scope.ts';
import type { Translate, Wording } from './translate.ts';

/** Lists of live values that a field can be picked from. */
export type ChoiceId = 'hub-region' | 'topic' | 'destination' | 'role' | 'application';

/** One field of a request, for pickers and forms. */
export interface Field {
  /** Where the value goes in the request. */
  readonly path: readonly string[];
  /** AWS's own member name. */
  readonly label: string;
  /** What a person wants from it, in a word or two: `Topic`, `Notify when`. */
  readonly title: Wording;
  /** What it means, in one sentence. */
  readonly help: Wording;
  readonly input: 'text' | 'secret' | 'choice' | 'choices' | 'flag';
  readonly required: boolean;
  /** The values of a choice. */
  readonly options?: readonly string[];
  /** Live values offered beside free text. */
  readonly live?: ChoiceId;
}

/** What every offered operation has. */
interface OfferedOperation {
  /** The verb phrase people see, without the ellipsis: `Set Vault Notifications`. */
  readonly title: Wording;
  readonly icon: string;
  /** The kind of row it starts from; `account` where it starts from no resource. */
  readonly startsFrom: KindId | 'account';
}

/** A read we offer as a command: its answer is shown as JSON. */
export interface OfferedRead extends OfferedOperation {
  readonly effect: 'read';
  readonly name: ReadOperation;
  /** True where it answers what is set, which a row shows as JSON by itself: no menu needs it beside that. */
  readonly readsConfig?: boolean;
  readonly request: (target: Row | null) => Input;
}

/** What the one road needs to know of a write. */
export interface Write {
  /** The verb phrase people see, without the ellipsis: `Set Vault Notifications`. */
  readonly title: Wording;
  /** That it is done, to the resource of a name: `Notifications set for vault tapes`. */
  readonly done: (t: Translate, name: string) => string;
  readonly effect: 'create' | 'replace' | 'delete';
  readonly name: WriteOperation;
  readonly kind: TargetKind;
  /** The resource that a request is about: its name, or for what a remedy changes its ARN. */
  readonly resourceName: (request: Input) => string;
  /** What people call it, where AWS names it otherwise in each of its operations. */
  readonly calledName?: (request: Input) => string;
  /** The config after the change: null when nothing is left. */
  readonly goal: (request: Input) => JsonObject | null;
  /** What to say before doing it; an error stops the change. */
  readonly findings: (request: Input, live: Live) => readonly Finding[];
  /** How it can be taken back, given what was live before. */
  readonly undo: (request: Input, live: Live) => Undo;
  /** The members whose values are secret. */
  readonly secrets: readonly string[];
  /** AWS error codes that mean that the goal is reached already. */
  readonly doneCodes: readonly string[];
  /** The member that makes repeating an unknown outcome safe, where there is one. */
  readonly idempotencyMember?: string;
  /** What the ledger must learn of it, for kinds that AWS cannot list. */
  readonly bookkeeping?: (request: Input, answer: Answer, where: { accountId: string; region: Region }) => Bookkeeping;
  /** What keeps a request from being sent, for writes that have no schema and no rules. */
  readonly faults?: (request: Input, place: Pick<Place, 'accountId' | 'region'>) => readonly Finding[];
  /** What of a request AWS takes, where that is not all; undefined where a part of it is known only once it is completed. */
  readonly sent?: (request: JsonObject) => JsonObject | undefined;
  /** The request with what follows only from what is live: the policy with an amendment in it, the id of what is deleted. */
  readonly completed?: (request: Input, live: Live, amendment: Amendment | undefined) => Input | Promise<Input>;
}

/** A write we offer: people start it from a row, a form or a document. */
export interface OfferedWrite extends Write, OfferedOperation {
  readonly kind: ChangeableKind;
  /** What it does, in a sentence or two. */
  readonly help: Wording;
  readonly fields: readonly Field[];
  /** The parts of the request that the row it starts from gives. */
  readonly preset: (target: Row | null) => JsonObject;
}

/** A note for the ledger. */
export type Bookkeeping =
  | {
      readonly kind: 'record';
      readonly entry: Omit<LedgerEntry, 'tokenHash' | 'recordedAt'>;
      readonly deviceToken: string;
    }
  | { readonly kind: 'forget'; readonly instanceId: string; readonly registrationId: string };

/** An operation that people can start. */
export type Offered = OfferedRead | OfferedWrite;

/** How long and how a change of a kind is watched until it is seen. */
export interface Verification {
  /** Seconds until "accepted, not visible yet". */
  readonly timeoutSeconds: number;
  /** Equal reads in a row that are believed. */
  readonly equalReads: number;
}

/** What a fleet file says of a kind: configs by name in a Region, or the names of the whole set of an account. */
export type FleetSection = FleetConfigs | FleetNames;

/** A section below a Region: an object of configs by name, null for nothing set. */
export interface FleetConfigs {
  readonly below: 'region';
  readonly as: 'configs';
  readonly key: string;
  /** True where an export names also what has nothing set, because it is there all the same. */
  readonly exportsUnset: boolean;
}

/** A section below an account: a list of names. */
export interface FleetNames {
  readonly below: 'account';
  readonly as: 'names';
  readonly key: string;
  /** What a name means by a slip of the pen; undefined for one that may be meant as it is. */
  readonly meant: (name: string) => string | undefined;
  /** Statuses of what is on its way out, which an export does not name. */
  readonly leaving: readonly string[];
  /** The steps from what is there, by name with its status, to the whole set, in the order that AWS allows. */
  readonly steps: (live: Readonly<Record<string, string>>, wanted: readonly string[]) => readonly FleetStep[];
  /** Those of the names that AWS would refuse to set there; none where AWS does not tell. Throws AccessError `cancelled` alone. */
  readonly refused: (scope: Scope, names: readonly string[]) => Promise<readonly string[]>;
  /** The names of all that was there when one of them was read. */
  readonly names: (live: Live) => readonly string[];
  /** That some were exchanged for others, by their names in a list: `Exchanged hubs: eu-west-1 → us-east-1`. */
  readonly exchanged: (t: Translate, gone: string, come: string) => string;
}

/** One step towards a set: it rests on the one before having settled. */
export interface FleetStep {
  readonly name: string;
  readonly does: 'set' | 'unset';
  /** What is there when its turn comes. */
  readonly before: Live;
}

/** How configs of a kind are written in files, and what a file asks for. */
export interface KindDocument {
  /** The middle of the names that decide: `tapes.SUFFIX.json`. */
  readonly suffix: string;
  /** Names that AWS's own examples give to files that hold a body, without ending: `notificationconfig`. */
  readonly bodyFiles: readonly string[];
  /** The operation that a document stands for. A document never deletes. */
  readonly set: WriteOperation;
  /** The operation that takes away what `set` made. */
  readonly unset: WriteOperation;
  /** What applying one says, before its name is known and with it as `{0}`: `Set on vault…`, `Set on vault {0}…`. */
  readonly verb: { readonly alone: Wording; readonly named: (t: Translate, name: string) => string };
  /** What is offered for many at once: `Choose topic and events…`, `Remove notifications`; absent where nothing is. */
  readonly many?: { readonly choose: Wording; readonly remove: Wording };
  /** The member of a request that names the resource; null where AWS gives the name. */
  readonly nameMember: string | null;
  /** The member of a request that takes a body; null where a request has no inner part, and no name is given beside it. */
  readonly bodyMember: string | null;
  /** The member that wraps what a get call printed, and the members of it that are a body where not all are. */
  readonly output?: { readonly member: string; readonly keeps?: readonly string[] };
  /** Where a fleet file names it; absent for kinds that a fleet file does not describe. */
  readonly fleet?: FleetSection;
  /** True where what is set opens as a document: its config is a body, without a secret. */
  readonly live: boolean;
}

/** What road, journal and history ask of whatever is changed. */
export interface Changed {
  /** AWS's word for one of them. */
  readonly label: Wording;
  readonly plural: Wording;
  /** A codicon. */
  readonly icon: string;
  readonly service: ServiceId;
  /** False where AWS cannot list them and the ledger is the only memory. */
  readonly listable: boolean;
  /** What is live of one, for changes. Throws AccessError. Absent on kinds that are only browsed. */
  readonly live?: (scope: Scope, name: string, request: Input) => Promise<Live>;
  /** True where two configs mean the same. */
  readonly same: (a: Json | null, b: Json | null) => boolean;
  /** Statuses that AWS changes by itself: such rows are polled. */
  readonly settling: readonly string[];
  readonly verification: Verification;
  /**
   * What changes of it must not overtake: others of the same resource, or of any such resource of the account, where
   * each rests on the one before having settled. Absent on kinds that are only browsed.
   */
  readonly inOrderWithin?: 'resource' | 'account';
  /**
   * What will be live of one once a change of another is made, where what is read of one tells of the others too. Absent
   * where changes of one say nothing of another.
   */
  readonly after?: (live: Live, name: string, made: Pick<FleetStep, 'name' | 'does'>) => Live;
}

/** What a remedy changes beside the kinds, known by its service and its ARN: it is neither listed nor shown by itself. */
export interface RemedyTarget extends Changed {
  readonly id: RemedyService;
  readonly writes: readonly Write[];
}

/** Where a kind's service is in its life: told once for an account that has some of it, and not for each row. */
export interface Lifecycle {
  /** Kept where a person dismissed it, so it never changes. */
  readonly id: string;
  /** What happened, in a few words. */
  readonly title: Wording;
  /** What follows from it, in a sentence or two. */
  readonly detail: Wording;
  /** True where the service is over, and not only closed to others or renamed. */
  readonly isOver: boolean;
  /** True for a row that it concerns. */
  readonly concerns: (row: Row) => boolean;
}

/** Everything the product knows about one kind: the row that drives tree, menus, commands, documents and command line. */
export interface Kind extends Changed {
  readonly id: KindId;
  /** What a person is asked to choose one: `Choose a vault`. */
  readonly choose: Wording;
  /** What is said of a row with nothing set: `no notifications`. Absent on kinds that exist only where something is set. */
  readonly unset?: Wording;
  /** Where it hangs: below the account (free of Region), a Region, or a row of another kind. */
  readonly parent: 'account' | 'region' | KindId;
  /** The service whose Region list says where it can be; null for kinds free of Region. */
  readonly regional: RegionalService | null;
  /** The most that can exist in one scope, where AWS fixes a number that people run into. */
  readonly quota: number | null;
  /** Rows page by page, each page as it arrives. Throws AccessError in the middle where AWS fails there. */
  readonly list: (scope: Scope, parent: Row | null) => AsyncIterable<readonly Row[]>;
  /** A row with its details, for kinds whose list does not tell them. Throws AccessError. */
  readonly detail?: (scope: Scope, row: Row) => Promise<Row>;
  /**
   * A row read anew by itself, or null where it is gone; for kinds of which there can be thousands. Throws AccessError.
   */
  readonly reread?: (scope: Scope, row: Row) => Promise<Row | null>;
  readonly operations: readonly Offered[];
  /** What AWS's indexes call it, where they know it. */
  readonly indexed?: { readonly 'resource-explorer'?: string; readonly config?: string };
  /** The page of AWS's console that shows one, below the console's host and without a Region. */
  readonly consolePage: (row: Row, place: Pick<Place, 'accountId' | 'region'>) => string;
  /** What its rows tell by themselves of whether it works, in the order of the flow. */
  readonly listedChecks?: readonly ListedCheck[];
  /** The list that those need beside the row: it is read once for all rows of a place, when they were. */
  readonly listedBeside?: ChoiceId;
  /** Absent where nothing happened to its service. */
  readonly lifecycle?: Lifecycle;
  /** How its configs are written in files. Absent on kinds that are only browsed. */
  readonly document?: KindDocument;
}

/** A kind that fleet files describe, in one of the two ways or in either. */
export interface FleetKind<Section extends FleetSection = FleetSection> extends Kind {
  readonly document: KindDocument & { readonly fleet: Section };
}
