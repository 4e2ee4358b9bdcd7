import type { AccountSource } from '../model/account.ts';
import type { AccessError } from '../model/errors.ts';
import type { Region } from '../model/regions.ts';
import type { KindId, Row } from '../model/resource.ts';

/**
 * A node's place in the tree as stable text, such as `profile:prod/region/eu-west-1/vault/tapes`; each step is
 * percent-encoded. The same resource has the same path over every refresh.
 */
export type NodePath = string;

/** How far the children of a node are known. */
export type LoadState =
  | 'unasked' // nothing was asked yet
  | 'loading'
  | 'ready' // all of it
  | 'partial' // some rows came, then AWS failed; or there is more to load on demand
  | 'failed'; // nothing came

/** One account. Before the first contact its id is null, or what the config says. */
export interface AccountNode {
  readonly type: 'account';
  readonly path: NodePath;
  readonly source: AccountSource;
  readonly accountId: string | null;
  /** The ARN of whom STS says the credentials are; null before the first contact. */
  readonly caller: string | null;
  readonly state: LoadState;
  readonly error: AccessError | null;
}

/** One Region of an account. */
export interface RegionNode {
  readonly type: 'region';
  readonly path: NodePath;
  readonly region: Region;
  /** Where nothing of it was read: since when all of it is remembered to be empty, as `readAt`; null where that is not known. */
  readonly emptyAt: number | null;
}

/** All rows of one kind in one place. */
export interface GroupNode {
  readonly type: 'group';
  readonly path: NodePath;
  readonly kind: KindId;
  readonly region: Region;
  readonly state: LoadState;
  /** Rows read so far. */
  readonly count: number;
  /** When it was last listed as far as it is: milliseconds since 1970-01-01 UTC; null before. */
  readonly readAt: number | null;
  /** True while it shows what an earlier reading found: one of another window, or one after which AWS could not be reached. */
  readonly remembered: boolean;
  /** True where more than `count` were there when what is remembered was read. */
  readonly more?: boolean;
  /** False where AWS does not offer the service in this Region: nothing is asked there. */
  readonly offered: boolean;
  readonly error: AccessError | null;
}

/** One resource. `state` is that of its children, for kinds that have some. */
export interface ResourceNode {
  readonly type: 'resource';
  readonly path: NodePath;
  readonly region: Region;
  readonly row: Row;
  /** When what the row shows was read: milliseconds since 1970-01-01 UTC; null before its details came. */
  readonly readAt: number | null;
  /** As of a group. */
  readonly remembered: boolean;
  readonly state: LoadState;
  readonly hasChildren: boolean;
}

/** What a line that is no resource says. */
export type NoteId =
  | 'loading'
  | 'empty' // AWS answered, and there is nothing
  | 'none-recorded' // our ledger holds nothing; AWS cannot be asked
  | 'more' // more can be loaded on demand; `shown` tells how many there are so far
  | 'error' // AWS failed; `error` tells how
  | 'region-not-enabled'
  | 'not-a-customer'
  | 'service-not-in-region'
  | 'no-regions' // of the Regions that are to be shown, none is of the account's partition
  | 'lifecycle'; // what happened to services that an account uses; `notices` tells which

/** A line that is no resource: loading, empty, truncated or failed children. */
export interface NoteNode {
  readonly type: 'note';
  readonly path: NodePath;
  readonly note: NoteId;
  /** The kind of the rows that it stands for, or null below an account or a Region. */
  readonly kind: KindId | null;
  readonly region: Region | null;
  readonly error: AccessError | null;
  /** Rows shown so far, for `more`. */
  readonly shown: number;
  /** For `lifecycle`: ids of what is to be told of the services' life, the gravest first. */
  readonly notices: readonly string[];
}

/** A node of the tree: data only. */
export type Node = AccountNode | RegionNode | GroupNode | ResourceNode | NoteNode;

/** True for a group that held nothing within the last day, as is remembered, and was not asked for since. */
export const isKnownEmpty = ({ state, remembered, count }: GroupNode): boolean =>
  state === 'unasked' && remembered && count === 0;

/** Where a node is, as far as it is known, for commands that start from it. */
export interface Whereabouts {
  readonly source: AccountSource;
  /** The id shown on the account node; null before first contact. */
  readonly accountId: string | null;
  readonly region: Region | null;
  /** The kind that the node is, or lists. */
  readonly kind: KindId | null;
  readonly row: Row | null;
}

/** The model behind the tree: what is known, loaded on demand; `Explorer` implements it. */
export interface NodeModel {
  /** Paths of the accounts shown. */
  roots(): readonly NodePath[];
  node(path: NodePath): Node | undefined;
  /** What is known below a node. Asking for the first time starts loading; a change event follows. */
  children(path: NodePath): readonly NodePath[];
  parent(path: NodePath): NodePath | undefined;
  whereabouts(path: NodePath): Whereabouts | undefined;
  /**
   * Asks anew for a node and all below it that was asked before; for everything without a path.
   *
   * @param everywhere Asks for what held nothing within the last day as well.
   */
  refresh(path?: NodePath, everywhere?: boolean): void;
  /** Stops all that is on its way: what came so far stays, and is told as a part. */
  stop(): void;
  /** Loads the next rows of a group that has a `more` note, or all that there are. */
  more(path: NodePath, toTheEnd?: boolean): void;
  /** Called with the paths whose node or children changed; undefined for the roots. Returns how to stop. */
  onDidChange(listener: (paths: readonly NodePath[] | undefined) => void): () => void;
  /** Which accounts and Regions are shown; what stays shown keeps what was loaded. An empty list of Regions means all. */
  show(sources: readonly AccountSource[], regions: readonly Region[]): void;
  /** Looks anew which notices of the accounts' services were dismissed. */
  showNotices(): void;
  /** Polling of rows that change by themselves happens only while the tree is visible. */
  setVisible(visible: boolean): void;
  dispose(): void;
}
