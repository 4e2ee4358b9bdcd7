import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { commands, type ExtensionContext, env, l10n, RelativePattern, Uri, window, workspace } from 'vscode';
import { type Aws, openAws } from '../aws/openAws.ts';
import { Explorer } from '../core/inventory/explorer.ts';
import type { NodePath } from '../core/inventory/nodes.ts';
import { accountPath } from '../core/inventory/paths.ts';
import { kinds, offered } from '../core/kinds/table.ts';
import { isCancelled } from '../core/model/errors.ts';
import type { Offered, Scope } from '../core/model/kind.ts';
import type { Translate } from '../messages/translate.ts';
import { EmulatorAddress } from '../state/emulatorAddress.ts';
import { JournalFile } from '../state/journalFile.ts';
import { PushLedger } from '../state/pushLedger.ts';
import { ResourceLocks } from '../state/resourceLocks.ts';
import { stateFolderPath } from '../state/stateFolder.ts';
import { systemClock } from '../state/systemClock.ts';
import { type ChoosingNeeds, chooseAccounts, chooseRegions } from './accounts/choosing.ts';
import { ShownAccounts } from './accounts/shownAccounts.ts';
import { AnswerDocuments } from './answers/answerDocuments.ts';
import { type ApplyNeeds, applyToMany } from './bulk/applyToMany.ts';
import { documentInFront } from './bulk/documentInFront.ts';
import { ChoiceMemory, IdMemory } from './choices.ts';
import { ContextKeyWriter } from './contextKeys.ts';
import { copiesOf } from './copying.ts';
import { askMfaCode } from './credentials/mfaCode.ts';
import { type SharedChange, SharedFilesWatcher } from './credentials/sharedFilesWatcher.ts';
import { offerSignIn } from './credentials/signIn.ts';
import { Owner } from './disposables.ts';
import { compareLive, compareResources, type LiveCommandNeeds, openDocuments } from './documents/liveCommands.ts';
import type { LiveFiles } from './documents/liveFiles.ts';
import { makeLiveFiles } from './documents/makeLiveFiles.ts';
import { EmulatorControl } from './emulator/emulatorControl.ts';
import { startEmulator } from './emulator/startEmulator.ts';
import { followModel } from './followModel.ts';
import { History } from './history/history.ts';
import {
  checkChanges,
  dismissChanges,
  filterHistory,
  type HistoryCommandNeeds,
  showChange,
  undoChanges,
} from './history/historyCommands.ts';
import { chooseTarget, compareWithLive, type DocumentNeeds, setFromDocument } from './lint/documentCommands.ts';
import type { Linter } from './lint/linter.ts';
import { openLog } from './log.ts';
import { type CommandName, commandRows } from './manifest/commands.ts';
import { commandId } from './manifest/manifest.ts';
import { operationCommand } from './manifest/operationCommand.ts';
import { type Located, scopeOf } from './operations/draft.ts';
import { performWrite, type WriteNeeds } from './operations/performWrite.ts';
import { type ShowNeeds, showAnswer } from './operations/showAnswer.ts';
import { draftOperation } from './operations/startOperation.ts';
import type { NextStep } from './prompts/prompter.ts';
import { RelayPrompter } from './prompts/relayPrompter.ts';
import { WindowPrompter } from './prompts/windowPrompter.ts';
import { onSettingChange, setting, writeRegions } from './settings.ts';
import type { TreeSource } from './tree/accountsTree.ts';
import { treeItem, treeTooltip } from './tree/treeItem.ts';

const t: Translate = l10n.t;

/** Rows of one group that load by themselves; more on demand. */
const STEP = 500;

/** What a command does: with the row it was called on, and with all rows that were selected. */
type Run = (path: NodePath | undefined, selected: readonly NodePath[]) => void | Promise<void>;

/** What a session needs of the extension that opens it. */
export interface SessionNeeds {
  readonly context: ExtensionContext;
  /** Loads what lints documents, and knows what account they are meant for. */
  readonly lint: () => Promise<Linter>;
  /** Shows what could not be read above the tree; empty for nothing. */
  readonly tellProblems: (text: string) => void;
}

/**
 * Everything behind the view and the commands, made when one of them is first used: the model, the way to AWS, the
 * state folder, the emulator. Making it reads local files only.
 */
export class Session extends Owner {
  /** VS Code's own windows, which the prompter asks unless a test takes their place. */
  readonly windows: WindowPrompter;
  readonly prompter: RelayPrompter;
  readonly emulator: EmulatorControl;
  readonly explorer: Explorer;
  readonly shown: ShownAccounts;
  readonly ledger: PushLedger;
  readonly journal: JournalFile;
  readonly locks: ResourceLocks;
  readonly treeSource: TreeSource;
  readonly history: History;
  readonly #needs: SessionNeeds;
  #liveFiles: LiveFiles | undefined;
  readonly #aws: Aws;
  readonly #log = this.own(openLog());
  readonly #byCommand = this.#commandTable();
  readonly #answers = this.own(new AnswerDocuments());
  readonly #keys = new ContextKeyWriter();
  readonly #stateFolder = stateFolderPath({ env: process.env, home: homedir(), platform: process.platform });

  constructor(needs: SessionNeeds) {
    super();
    this.#needs = needs;
    this.windows = new WindowPrompter(this.#log);
    this.prompter = new RelayPrompter(this.windows);
    this.ledger = new PushLedger(this.#stateFolder);
    this.journal = new JournalFile(this.#stateFolder);
    this.locks = new ResourceLocks(this.#stateFolder);
    this.history = this.own(
      new History({
        journal: this.journal,
        holder: target => this.locks.holder(target),
        stateFolder: this.#stateFolder,
        failed: error => this.#failed(error),
      }),
    );
    this.emulator = this.#makeEmulator();
    this.#aws = this.own(
      openAws({
        env: process.env,
        emulator: this.emulator,
        clock: systemClock,
        random: Math.random,
        inFlight: () => setting('concurrency'),
        askMfaCode: (serial, profile) => askMfaCode(serial, profile, this.prompter, t),
      }),
    );
    const { gateway, directory } = this.#aws;
    const ids = new IdMemory(needs.context.globalState);
    const modelNeeds = { gateway, ledger: this.ledger, clock: systemClock, kinds, step: STEP };
    this.explorer = this.own(new Explorer({ ...modelNeeds, lastKnownId: source => ids.of(source) }));
    const met = (source: Located['source'], id: string) => this.#attempt(() => ids.remember(source, id));
    this.onDispose(followModel(this.explorer, { met, log: this.#log }));
    this.treeSource = { model: this.explorer, item: treeItem, tooltip: treeTooltip };
    this.shown = new ShownAccounts({
      explorer: this.explorer,
      directory,
      choice: new ChoiceMemory(needs.context.globalState),
      regions: () => setting('regions'),
      tellProblems: problems => needs.tellProblems(problems.join('\n')),
    });
    this.own(onSettingChange('regions', () => this.#attempt(() => this.shown.apply())));
    this.own(new SharedFilesWatcher(this.#aws.files, change => this.#attempt(() => this.#sharedFilesChanged(change))));
    this.#watchEmulator();
  }

  /** Shows the accounts: the last step of opening a session. What goes wrong is told. */
  async begin(): Promise<void> {
    try {
      await this.#lookForEmulator();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Runs a command of the manifest, from a node or from nothing. What goes wrong is told. */
  async run(command: string, path: NodePath | undefined, selected: readonly NodePath[]): Promise<void> {
    try {
      await this.#byCommand.get(command)?.(path, selected);
    } catch (error) {
      if (!isCancelled(error)) this.#failed(error);
    }
  }

  async #operation(operation: Offered, path: NodePath | undefined): Promise<void> {
    const needs = this.#operationNeeds();
    if (operation.effect !== 'read' && needs.road.forbidden() !== null) {
      this.prompter.tell('error', t('Nothing is changed from an untrusted workspace.'), [this.#manageTrust]);
      return;
    }
    const draft = await draftOperation(operation, path, needs);
    if (draft === undefined) return;
    if (operation.effect === 'read') await showAnswer(draft, operation, needs);
    else await performWrite(draft, operation, needs);
  }

  /** What each command does, by its full id. */
  #commandTable(): ReadonlyMap<string, Run> {
    const names = Object.keys(commandRows) as readonly CommandName[];
    const own = (name: CommandName): Run => {
      return (path, selected) => this.#commands[name](path, selected);
    };
    const ofOperation = (operation: Offered): Run => {
      return path => this.#operation(operation, path);
    };
    return new Map([
      ...names.map(name => [commandId(name), own(name)] as const),
      ...offered.map(one => [operationCommand(one.name), ofOperation(one)] as const),
    ]);
  }

  /** What each command that is no AWS operation does. */
  readonly #commands: { readonly [Name in CommandName]: Run } = {
    chooseAccounts: () => chooseAccounts(this.#choosing()),
    chooseRegions: () => chooseRegions(this.#choosing()),
    refresh: async () => {
      await this.#lookForEmulator();
      this.explorer.refresh();
    },
    refreshNode: path => this.explorer.refresh(path),
    loadMore: path => {
      const group = path === undefined ? undefined : this.explorer.parent(path);
      if (group !== undefined) this.explorer.more(group);
    },
    startEmulator: () => this.emulator.start(),
    stopEmulator: () => this.emulator.stop(),
    resetEmulator: () => this.emulator.reset(),
    signIn: path => this.#signIn(path === undefined ? null : (this.explorer.place(path)?.source ?? null)),
    showLog: () => this.#log.show(),
    copyArn: path => this.#copy(path, 'arn'),
    copyId: path => this.#copy(path, 'id'),
    copyJson: path => this.#copy(path, 'json'),
    chooseTarget: async uri => chooseTarget(uri, await this.#documentNeeds()),
    setFromDocument: uri => this.#documentWrite(uri),
    compareWithLive: async uri => compareWithLive(uri, await this.#documentNeeds()),
    openLive: (_path, selected) => openDocuments(selected, this.#liveNeeds()),
    compareResources: (_path, selected) => compareResources(selected, this.#liveNeeds()),
    applyToMany: (_path, selected) => applyToMany(selected, this.#applyNeeds()),
    compareLive: () => compareLive(this.#liveNeeds()),
    undoChange: (_path, selected) => undoChanges(selected, this.#historyNeeds()),
    checkChange: (_path, selected) => checkChanges(selected, this.#historyNeeds()),
    dismissChange: (_path, selected) => dismissChanges(selected, this.#historyNeeds()),
    showChange: path => showChange(path, this.#historyNeeds()),
    filterHistory: () => filterHistory(this.#historyNeeds()),
    refreshHistory: () => this.history.load(),
    moreHistory: () => this.history.more(),
  };

  #liveNeeds(): LiveCommandNeeds {
    const { prompter, explorer, liveFiles: files } = this;
    const compareWithDocument: LiveCommandNeeds['compareWithDocument'] = (title, text, document) =>
      this.#answers.compareWithDocument(title, text, document);
    return { t, prompter, explorer, files, compareWithDocument };
  }

  /** What is set of resources, as files. */
  get liveFiles(): LiveFiles {
    this.#liveFiles ??= makeLiveFiles(this.#operationNeeds());
    return this.#liveFiles;
  }

  #applyNeeds(): ApplyNeeds {
    const showText: ApplyNeeds['showText'] = (title, text) => this.#answers.showText(title, text);
    return { ...this.#operationNeeds(), showText, documentInFront };
  }

  #historyNeeds(): HistoryCommandNeeds {
    const needs = this.#operationNeeds();
    return {
      ...needs,
      ...{ history: this.history, settle: needs.road, now: () => systemClock.now() },
      showText: (title, text) => this.#answers.showText(title, text),
      showDifference: (title, before, after) => this.#answers.compare(title, before, after),
    };
  }

  #operationNeeds(): WriteNeeds & ShowNeeds {
    const { gateway, directory } = this.#aws;
    const validate: WriteNeeds['validate'] = async (name, request, { accountId, region }) => {
      const { lintRequest } = await import('../core/lint/lintRequest.ts');
      const today = new Date(systemClock.now()).toISOString().slice(0, 10);
      return lintRequest(name, request, { account: accountId, region, today });
    };
    const forbidden = () => (workspace.isTrusted ? null : ('untrusted-workspace' as const));
    const { ledger, journal, locks, prompter, explorer } = this;
    return {
      ...{ t, prompter, explorer, gateway, directory, ledger, validate, log: this.#log },
      regions: () => setting('regions'),
      road: { gateway, ledger, journal, locks, clock: systemClock, newId: randomUUID, validate, forbidden },
      show: (draft, answer) => this.#answers.show(draft, answer),
      actions: {
        showLog: () => this.#log.show(),
        manageTrust: () => this.#manageTrust.run(),
        signIn: ({ source }: Pick<Located, 'source'>) => this.#attempt(() => this.#signIn(source)),
        copy: text => this.#attempt(() => env.clipboard.writeText(text)),
        compare: (title, states) => this.#attempt(() => this.#answers.compareConflict(title, states)),
      },
    };
  }

  async #documentNeeds(): Promise<DocumentNeeds> {
    const { targets } = await this.#needs.lint();
    const compareWithDocument: DocumentNeeds['compareWithDocument'] = (title, text, document) =>
      this.#answers.compareWithDocument(title, text, document);
    return { ...this.#operationNeeds(), targets, compareWithDocument };
  }

  async #documentWrite(uri: string | undefined): Promise<void> {
    const needs = await this.#documentNeeds();
    if (needs.road.forbidden() === null) return setFromDocument(uri, needs);
    this.prompter.tell('error', t('Nothing is changed from an untrusted workspace.'), [this.#manageTrust]);
  }

  /** Where to read in an account that a person has chosen. */
  scope(where: Pick<Located, 'source' | 'accountId' | 'region'>, signal: AbortSignal): Scope {
    return scopeOf(where, { gateway: this.#aws.gateway, ledger: this.ledger }, signal);
  }

  readonly #manageTrust: NextStep = {
    label: t('Manage Workspace Trust'),
    run: async () => {
      await commands.executeCommand('workbench.trust.manage');
    },
  };

  #choosing(): ChoosingNeeds {
    return {
      ...{ t, prompter: this.prompter, directory: this.#aws.directory, shown: this.shown, writeRegions },
      startEmulator: { label: t('Start Local Emulator'), run: () => this.emulator.start() },
      regions: () => setting('regions'),
    };
  }

  #signIn(source: Located['source'] | null): Promise<void> {
    return offerSignIn(source, {
      ...{ t, prompter: this.prompter, directory: this.#aws.directory },
      isTrusted: () => workspace.isTrusted,
      manageTrust: () => this.#manageTrust.run(),
      runInTerminal: (name, shellPath, shellArgs) =>
        window.createTerminal({ name, shellPath, shellArgs: [...shellArgs] }).show(),
    });
  }

  async #copy(path: NodePath | undefined, what: 'arn' | 'id' | 'json'): Promise<void> {
    const text = path === undefined ? undefined : copiesOf(this.explorer, path)[what];
    if (text === undefined) this.prompter.tell('warning', t('There is nothing to copy here.'));
    else await env.clipboard.writeText(text);
  }

  #makeEmulator(): EmulatorControl {
    const { context } = this.#needs;
    const file = (name: string) => Uri.joinPath(context.globalStorageUri, name).fsPath;
    return new EmulatorControl({
      ...{ t, prompter: this.prompter, fetch: globalThis.fetch },
      address: new EmulatorAddress(this.#stateFolder),
      start: () =>
        startEmulator({
          program: context.asAbsolutePath('dist/cli.js'),
          port: setting('emulator.port'),
          dataFile: file('emulator-state.json'),
          outputFile: file('emulator-output.txt'),
        }),
      end: pid => process.kill(pid, 'SIGTERM'),
      changed: () => this.#emulatorChanged(),
    });
  }

  /** Another window or command line may start or stop it. */
  #watchEmulator(): void {
    const pattern = new RelativePattern(Uri.file(this.#stateFolder), 'emulator.json');
    const watcher = this.own(workspace.createFileSystemWatcher(pattern));
    const look = () => this.#attempt(() => this.#emulatorChanged());
    this.own(watcher.onDidCreate(look));
    this.own(watcher.onDidChange(look));
    this.own(watcher.onDidDelete(look));
  }

  /** Shows the emulator's accounts while it runs. */
  async #lookForEmulator(): Promise<void> {
    await this.#keys.set('emulatorRunning', (await this.emulator.running()) !== undefined);
    await this.shown.apply();
  }

  /** It may be another one now, or hold other things. */
  async #emulatorChanged(): Promise<void> {
    await this.#lookForEmulator();
    for (const path of this.explorer.roots()) {
      const node = this.explorer.node(path);
      if (node?.type === 'account' && node.source.kind === 'emulator') this.explorer.refresh(path);
    }
  }

  /** New settings may lead anywhere, so all that was opened is asked again; a new sign-in cures only what failed. */
  async #sharedFilesChanged(change: SharedChange): Promise<void> {
    await this.shown.apply();
    for (const source of await this.shown.sources()) {
      const node = this.explorer.node(accountPath(source));
      if (node?.type !== 'account' || source.kind === 'emulator') continue;
      if (change === 'config' || node.error !== null) this.explorer.refresh(node.path);
    }
  }

  /** Runs what nobody waits for, and tells when it fails. */
  #attempt(work: () => void | PromiseLike<void>): void {
    Promise.resolve()
      .then(work)
      .catch((error: unknown) => this.#failed(error));
  }

  /** Tells a failure that nothing else has told. */
  #failed(error: unknown): void {
    this.#log.error('unexpected failure', error instanceof Error ? error.name : typeof error);
    const text = error instanceof Error ? error.message : String(error);
    this.prompter.tell('error', text, [{ label: t('Show Log'), run: () => this.#log.show() }]);
  }
}
