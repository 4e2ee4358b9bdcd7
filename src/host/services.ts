import type { Memento, Uri } from 'vscode';
import type { Aws, SignInPort } from '../aws/openAws.ts';
import type { SignInSession } from '../aws/sso/signIns.ts';
import type { Intent, Plan, Road } from '../core/changes/change.ts';
import type { HistoryFilter, HistoryPath, HistoryRows } from '../core/changes/historyRows.ts';
import type { Choice } from '../core/inventory/choices.ts';
import type { NodeModel, NodePath } from '../core/inventory/nodes.ts';
import type { LintContext } from '../core/lint/model/rule.ts';
import type { AccountSource, Place } from '../core/model/account.ts';
import type { AccountMark, AccountMarks, MarkableAccount, MarkedAccount } from '../core/model/accountMarks.ts';
import type { StateError } from '../core/model/errors.ts';
import type { JournalEntry } from '../core/model/journal.ts';
import type { JsonObject } from '../core/model/json.ts';
import type { ChoiceId } from '../core/model/kind.ts';
import type { AccountUnit, AccountUnits, UnitReading } from '../core/model/organization.ts';
import type { Clock, Discoveries, Journal, Ledger, Locks, MarkBook, NewId } from '../core/model/ports.ts';
import type { Region } from '../core/model/regions.ts';
import type { KindId } from '../core/model/resource.ts';
import type { Translate } from '../core/model/translate.ts';
import type { CheckedVerdicts } from '../core/preflight/verdicts.ts';
import type { HostLog } from './log.ts';
import type { CommandOf, Feature } from './manifest/commands.ts';
import type { NextStep, Prompter } from './prompts/prompter.ts';
import type { WindowSettings } from './settings.ts';

/**
 * What a window has, each thing once. Functions ask for what they use of it: `host: Pick<HostServices, 'prompter'>`. What
 * a feature makes for itself alone is not here: it asks for the `only` one.
 */
export interface HostServices {
  readonly t: Translate;
  readonly prompter: Prompter;
  readonly log: HostLog;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly settings: WindowSettings;
  readonly trust: Trust;
  readonly aws: Pick<Aws, 'gateway' | 'directory'>;
  /** Signing in to IAM Identity Center. */
  readonly portal: SignInPort;
  /** What sign-ins gave. */
  readonly discoveries: Discoveries;
  readonly state: StateOfAll;
  /** All of the road but the person. */
  readonly road: Omit<Road, 'progress'>;
  /** The model behind the Accounts view. */
  readonly explorer: NodeModel;
  readonly shown: AccountsShown;
  readonly signIns: SignInsShown;
  readonly marks: ShownMarks;
  readonly units: ShownUnits;
  /** Shows and selects a row of the Accounts view, whatever is open or filtered there. */
  readonly reveal: (path: NodePath) => Promise<void>;
  readonly history: ChangeHistory;
  readonly emulator: LocalEmulator;
  readonly workbench: Workbench;
  readonly lists: LiveLists;
  /** What checks of resources have said. */
  readonly verdicts: CheckedVerdicts;
  /** What is known of documents; loads the linter. */
  readonly lint: () => Promise<DocumentKnowledge>;
  readonly memory: Memory;
  /** The folder of the extension. */
  readonly extensionUri: Uri;
  /** Gets a hub that was refused for the hubs beside it all the same, by exchanging one. */
  readonly exchangeHubs: (refused: Plan) => Promise<void>;
  /** Follows the chain that a change would set, and shows it: where the change was refused, that may tell why. */
  readonly checkAhead: (intent: Intent) => Promise<void>;
  /** Signs in for an account, as a person asked. */
  readonly signIn: (source: AccountSource) => Promise<void>;
  /** Does what nobody else would hear fail: a failure is told, a cancellation is not. Never rejects. */
  readonly attempt: (work: () => unknown) => Promise<void>;
  /** The only one that a function makes in this window, when it is first asked for. What can be disposed ends with it. */
  readonly only: <T extends object>(make: (host: HostServices) => T) => T;
}

/** What a command was called on. */
export interface Call {
  /** The row of a tree, or the URI of a document; undefined from the palette. */
  readonly path: NodePath | undefined;
  /** Every row that is meant: those selected beside the one, else the one. */
  readonly selected: readonly NodePath[];
  /** From the palette: the row of the Accounts view that has the focus, which a person most likely means. */
  readonly near?: NodePath;
}

/** What a command does. What goes wrong is told by whoever runs it. */
export type HostCommand = (host: HostServices, call: Call) => void | Promise<void>;

/** The commands of a feature: those whose rows name it, no more and no less. */
export type Commands<Of extends Feature> = { readonly [Name in CommandOf<Of>]: HostCommand };

/** The folder that windows and command lines share. */
export interface StateOfAll {
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly locks: Locks;
  readonly marks: MarkBook;
}

/** Whether this workspace may change anything. */
export interface Trust {
  /** Null where it may, else why not. */
  forbidden(): ReturnType<Road['forbidden']>;
  /** The way to where an untrusted workspace becomes a trusted one. */
  readonly manage: NextStep;
}

/** What is kept over restarts. */
export interface Memory {
  readonly everywhere: Memento;
  /** Of this workspace alone. */
  readonly workspace: Memento;
}

/** How the sign-ins of the accounts that were opened stand, and what their portals call the accounts. */
export interface SignInsShown {
  /** Of an account; undefined where its credentials come from no sign-in, or where nobody opened it. */
  of(source: AccountSource): SignInSession | undefined;
  /** What the portal calls an account of a sign-in; undefined where it was not listed. */
  nameOf(source: AccountSource): string | undefined;
  /** Those that a person is to begin anew: soon over, or over. */
  readonly ending: readonly { readonly session: SignInSession; readonly source: AccountSource }[];
  /** Looks anew, and renews what is soon over and can be. */
  look(): Promise<void>;
  onDidChange(listener: () => void): () => void;
}

/** Which accounts the tree shows. Asks nothing of AWS. */
export interface AccountsShown {
  /** Those chosen, else the first ones; the emulator's come and go with it. */
  sources(): Promise<readonly AccountSource[]>;
  /** Shows them, and the Regions that the settings name. */
  apply(): Promise<void>;
  /** Keeps a choice among the accounts that were offered, and shows it. */
  choose(picked: readonly AccountSource[], offered: readonly AccountSource[]): Promise<void>;
}

/** What accounts are marked as, as this window follows it. What is written asks the road, which reads it anew. */
export interface ShownMarks {
  readonly all: AccountMarks;
  /** Why they cannot be read; null where they can. Nothing is written to AWS meanwhile. */
  readonly problem: StateError | null;
  of(account: MarkableAccount): MarkedAccount;
  /** Changes what stands under a key, and shows it. Throws StateError. */
  change(key: string, change: (mark: AccountMark) => AccountMark): Promise<void>;
  /** Calls back when they may have changed, here or elsewhere. Returns how to stop. */
  onDidChange(listener: () => void): () => void;
}

/** The organizational units of accounts, as they were last listed, here or elsewhere. */
export interface ShownUnits {
  readonly all: AccountUnits;
  /** Of an account, by its id, or by what the config says of it before it is known; undefined where nothing is known. */
  of(account: MarkableAccount): AccountUnit | undefined;
  /** Takes in what was read now, and shows it. Throws StateError. */
  keep(reading: UnitReading): Promise<void>;
  /** Forgets all of them. Throws StateError. */
  forget(): Promise<void>;
  /** Calls back when they may have changed. Returns how to stop. */
  onDidChange(listener: () => void): () => void;
}

/** The journal as this window follows it. */
export interface ChangeHistory {
  /** The rows as they were last read. */
  readonly rows: HistoryRows;
  /** All changes, newest first, as they were last read. */
  readonly entries: readonly JournalEntry[];
  readonly filter: HistoryFilter | null;
  /** Shows only some changes, or all. */
  show(filter: HistoryFilter | null): void;
  /** Shows older changes too. */
  more(): void;
  /** Reads the journal. What fails is told, and what was shown stays. */
  load(): Promise<void>;
  /** The changes that rows stand for, as the journal tells them now. */
  entriesAt(paths: readonly HistoryPath[]): Promise<readonly JournalEntry[]>;
  onDidChange(listener: () => void): { dispose(): void };
}

/** The local emulator, which all windows and command lines of a person share. */
export interface LocalEmulator {
  /** Where it listens; undefined where none runs. */
  endpoint(): Promise<string | undefined>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Puts it back to its seed, after asking. */
  reset(): Promise<void>;
  /** Looks whether it is there, and shows its accounts. */
  look(): Promise<void>;
}

/** The three states that a conflict is about; null where nothing is set. */
export interface Compared {
  readonly planned: JsonObject | null;
  readonly found: JsonObject | null;
  readonly wanted: JsonObject | null;
}

/** Two states of one thing; null where nothing is set. */
export interface ComparedPair {
  readonly name: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
}

/** A document as it stands in an editor, saved or not. */
export interface OpenText {
  readonly uri: Uri;
  /** The path of its file. */
  readonly fileName: string;
  /** The last part of its path. */
  readonly name: string;
  readonly text: string;
  /** True where a person writes it, as a file or not saved yet; false for what is only shown, a comparison say. */
  readonly isOwn: boolean;
}

/** What else of VS Code's workbench is used: editors, the clipboard, terminals. */
export interface Workbench {
  /** The document that a URI names, else the one in front; undefined where there is none. */
  text(uri: string | undefined): Promise<OpenText | undefined>;
  /** Shows a text of a row under its path, to stay. */
  showRow(path: readonly string[], text: string): Promise<void>;
  /** Shows an answer as JSON under its path; the same path again replaces the text. */
  showAnswer(path: readonly string[], answer: unknown): Promise<void>;
  /**
   * Shows a text under its path in one reused editor, beside whatever has the focus; nothing where the signal aborts first.
   */
  preview(path: readonly string[], text: string, signal: AbortSignal): Promise<void>;
  /** Replaces the text of a preview that is still open; the path tells which. */
  repaint(path: readonly string[], text: string): void;
  /** True where a browser that is opened from here is on another computer than we are: it cannot come back to us. */
  readonly isRemote: boolean;
  /** Opens an address in the browser. False where none could be opened. */
  browse(url: string): Promise<boolean>;
  /** Shows a text, such as a plan; the same title again replaces it. */
  showText(title: string, text: string): Promise<void>;
  /** Shows Markdown as a page; the same title again replaces it. */
  showMarkdown(title: string, markdown: string): Promise<void>;
  /** Opens a text of a language, by VS Code's id of it, that is not saved yet. */
  openUntitled(language: string, text: string): Promise<void>;
  /** Shows two values side by side. */
  compare(title: string, before: unknown, after: unknown): Promise<void>;
  /** Shows many pairs of values in one editor. */
  compareMany(title: string, pairs: readonly ComparedPair[]): Promise<void>;
  /** Shows what a conflict is about: what someone else changed, and what overwriting would. */
  compareConflict(title: string, states: Compared): Promise<void>;
  /** Shows a text, left, beside a document. */
  compareWithDocument(title: string, text: string, document: Uri): Promise<void>;
  /** Puts a text where it can be pasted from. */
  copy(text: string): Promise<void>;
  /** Runs a program in a terminal with these arguments, with no shell in between. */
  runInTerminal(title: string, program: string, args: readonly string[]): void;
  /** Opens a person's shell in a terminal, in which our command line is found by its name, and says something above it. */
  openShell(title: string, hint: string): void;
}

/** What is listed: values for a field, or the names of a kind's resources. */
export type ValueOffer = { readonly choice: ChoiceId } | { readonly kind: KindId };

/** What AWS lists for fields, each list kept for a while. */
export interface LiveLists {
  /**
   * The values page by page as they arrive; throws what keeps from reading the rest. A list under way is shared, and goes on
   * until nobody waits for it.
   *
   * @param fresh True where a kept list is not good enough.
   */
  pages(offer: ValueOffer, place: Place, signal: AbortSignal, fresh?: boolean): AsyncIterable<readonly Choice[]>;
  /**
   * What was listed to its end, whoever asked; undefined where nobody did. Asks nothing.
   *
   * @param whenever True where a list of long ago will do; without it is one of the last minutes.
   */
  known(
    choice: ChoiceId,
    where: Pick<Place, 'accountId' | 'region'>,
    whenever?: boolean,
  ): readonly string[] | undefined;
}

/** Where a document is meant to be set. Each part may be left open. */
export interface DocumentTarget {
  readonly source: AccountSource | null;
  /** The id that AWS told for the source: twelve digits. */
  readonly accountId: string | null;
  readonly region: Region | null;
}

/** The account and Region that a person chose for each document. */
export interface DocumentTargets {
  /** What a live document is of, else what was chosen; undefined where nothing was. */
  get(uri: Uri): DocumentTarget | undefined;
  /** Keeps a choice; undefined takes it away. */
  set(uri: Uri, target: DocumentTarget | undefined): Promise<void>;
}

/** What is known of documents beyond their texts. */
export interface DocumentKnowledge {
  readonly targets: DocumentTargets;
  /** What rules may know of a text that is meant for there. */
  contextAt(target: DocumentTarget): LintContext;
}
