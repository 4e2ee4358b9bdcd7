import { homedir } from 'node:os';
import { type ExtensionContext, l10n, RelativePattern, Uri, workspace } from 'vscode';
import { type Aws, openAws } from '../aws/openAws.ts';
import { Explorer } from '../core/inventory/explorer.ts';
import type { NodePath } from '../core/inventory/nodes.ts';
import { accountPath } from '../core/inventory/paths.ts';
import { kinds, kindTable } from '../core/kinds/table.ts';
import type { Place } from '../core/model/account.ts';
import { isCancelled } from '../core/model/errors.ts';
import type { Scope } from '../core/model/kind.ts';
import { errorLine } from '../messages/errorText.ts';
import type { Translate } from '../messages/translate.ts';
import { EmulatorAddress } from '../state/emulatorAddress.ts';
import { JournalFile } from '../state/journalFile.ts';
import { PushLedger } from '../state/pushLedger.ts';
import { ResourceLocks } from '../state/resourceLocks.ts';
import { stateFolderPath } from '../state/stateFolder.ts';
import { systemClock } from '../state/systemClock.ts';
import { ChoiceMemory, IdMemory } from './accounts/choices.ts';
import { curedBySignIn } from './accounts/curedBySignIn.ts';
import { askMfaCode } from './accounts/mfaCode.ts';
import { type SharedChange, SharedFilesWatcher } from './accounts/sharedFilesWatcher.ts';
import { ShownAccounts } from './accounts/shownAccounts.ts';
import { type Located, scopeOf } from './asking/draft.ts';
import { CommandNeeds, type SessionParts } from './commandNeeds.ts';
import { ContextKeyWriter } from './contextKeys.ts';
import { Owner } from './disposables.ts';
import type { LiveFiles } from './documents/liveFiles.ts';
import { AnswerDocuments } from './editor/answerDocuments.ts';
import { EmulatorControl } from './emulator/emulatorControl.ts';
import { startEmulator } from './emulator/startEmulator.ts';
import type { DriftNeeds, FleetDrifts } from './fleet/fleetDrifts.ts';
import { followModel } from './followModel.ts';
import type { FormPanels } from './forms/formPanels.ts';
import { History } from './history/history.ts';
import type { Linter } from './lint/linter.ts';
import { openLog } from './log.ts';
import { RelayPrompter } from './prompts/relayPrompter.ts';
import { WindowPrompter } from './prompts/windowPrompter.ts';
import { type Run, sessionCommands } from './sessionCommands.ts';
import { onSettingChange, setting } from './settings.ts';
import type { TreeSource } from './tree/accountsTree.ts';
import { treeItem, treeTooltip } from './tree/treeItem.ts';

const t: Translate = l10n.t;

/** Rows of one group that load by themselves; more on demand. */
const STEP = 500;

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
export class Session extends Owner implements SessionParts {
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
  readonly #aws: Aws;
  readonly #log = this.own(openLog());
  readonly #commandNeeds: CommandNeeds;
  readonly #commands: ReadonlyMap<string, Run>;
  #drifts: Promise<FleetDrifts> | undefined;
  #forms: Promise<FormPanels> | undefined;
  readonly #answers = this.own(new AnswerDocuments());
  readonly #keys = new ContextKeyWriter();
  readonly #stateFolder = stateFolderPath({ env: process.env, home: homedir(), platform: process.platform });

  constructor(needs: SessionNeeds) {
    super();
    this.#needs = needs;
    this.windows = new WindowPrompter(this.#log);
    this.prompter = new RelayPrompter(this.windows);
    this.ledger = new PushLedger(this.#stateFolder);
    this.journal = new JournalFile(this.#stateFolder, kindTable);
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
    this.#commandNeeds = new CommandNeeds({
      ...{ aws: this.#aws, answers: this.#answers, log: this.#log, parts: this, lint: needs.lint },
      workspaceState: needs.context.workspaceState,
      drifts: () => this.#driftsShown(),
      forms: () => this.forms(),
      attempt: work => this.#attempt(work),
    });
    const refreshAll = async (): Promise<void> => {
      await this.#lookForEmulator();
      this.explorer.refresh();
    };
    this.#commands = sessionCommands({ parts: this, log: this.#log, needs: this.#commandNeeds, refreshAll });
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
      await this.#commands.get(command)?.(path, selected);
    } catch (error) {
      if (!isCancelled(error)) this.#failed(error);
    }
  }

  #driftsShown(): Promise<FleetDrifts> {
    this.#drifts ??= this.#makeDrifts();
    return this.#drifts;
  }

  async #makeDrifts(): Promise<FleetDrifts> {
    const { FleetDrifts } = await import('./fleet/fleetDrifts.ts');
    const compare: DriftNeeds['compare'] = (title, before, after) => this.#answers.compare(title, before, after);
    return this.own(new FleetDrifts({ now: () => systemClock.now(), compare }));
  }

  /** The open forms. */
  forms(): Promise<FormPanels> {
    this.#forms ??= this.#makeForms();
    return this.#forms;
  }

  async #makeForms(): Promise<FormPanels> {
    const { FormPanels } = await import('./forms/formPanels.ts');
    const { extensionUri } = this.#needs.context;
    return this.own(new FormPanels({ extensionUri, log: this.#log, form: () => this.#commandNeeds.form() }));
  }

  /** What is set of resources, as files. */
  get liveFiles(): LiveFiles {
    return this.#commandNeeds.liveFiles;
  }

  /** Where to read in an account that a person has chosen. */
  scope(where: Place, signal: AbortSignal): Scope {
    return scopeOf(where, { gateway: this.#aws.gateway, ledger: this.ledger }, signal);
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
      const stale = change === 'config' ? [node.path] : curedBySignIn(this.explorer, node.path);
      for (const path of stale) this.explorer.refresh(path);
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
    this.prompter.tell('error', errorLine(error, t), [{ label: t('Show Log'), run: () => this.#log.show() }]);
  }
}
