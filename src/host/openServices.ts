import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { commands, type Disposable, type ExtensionContext, l10n, Uri, workspace } from 'vscode';
import { chosenProfile, signInFolders } from '../aws/config/environment.ts';
import { type Aws, openAws } from '../aws/openAws.ts';
import type { Intent, Plan } from '../core/changes/change.ts';
import { Explorer } from '../core/inventory/explorer.ts';
import type { PlaceMemories } from '../core/inventory/placeMemory.ts';
import { kinds, kindTable } from '../core/kinds/table.ts';
import type { AccountSource } from '../core/model/account.ts';
import { isCancelled } from '../core/model/errors.ts';
import { plainText } from '../core/model/plainText.ts';
import type { Translate } from '../core/model/translate.ts';
import { CheckedVerdicts } from '../core/preflight/verdicts.ts';
import { errorLine } from '../messages/errorText.ts';
import { DiscoveriesFile } from '../state/discoveriesFile.ts';
import { EmptyPlacesFile } from '../state/emptyPlacesFile.ts';
import { EmulatorAddress } from '../state/emulatorAddress.ts';
import { exclusivelyIn } from '../state/fileLock.ts';
import { JournalFile } from '../state/journalFile.ts';
import { MARKS_FILE, MarksFile } from '../state/marksFile.ts';
import { PushLedger } from '../state/pushLedger.ts';
import { ResourceLocks } from '../state/resourceLocks.ts';
import { SeenPlacesFile } from '../state/seenPlacesFile.ts';
import { stateFolderPath } from '../state/stateFolder.ts';
import { systemClock } from '../state/systemClock.ts';
import { UNITS_FILE, UnitsFile } from '../state/unitsFile.ts';
import { ChoiceMemory, IdMemory, NoticeMemory } from './accounts/choices.ts';
import { followSharedChange } from './accounts/curedBySignIn.ts';
import { MarksView } from './accounts/marksView.ts';
import { askMfaCode } from './accounts/mfaCode.ts';
import { SharedFilesWatcher } from './accounts/sharedFilesWatcher.ts';
import { ShownAccounts } from './accounts/shownAccounts.ts';
import { SignInStatus } from './accounts/signInStatus.ts';
import { SignInWatch } from './accounts/signInWatch.ts';
import { takeOverProduction } from './accounts/takeOverProduction.ts';
import { UnitsView } from './accounts/unitsView.ts';
import { KeptLists } from './asking/keptLists.ts';
import { Owner } from './disposables.ts';
import { EmulatorControl } from './emulator/emulatorControl.ts';
import { followEndpoint } from './emulator/followEndpoint.ts';
import { startEmulator } from './emulator/startEmulator.ts';
import { JournalHistory } from './history/journalHistory.ts';
import { openLog } from './log.ts';
import { type ContextKeys, contextKey } from './manifest/ids.ts';
import type { Prompter } from './prompts/prompter.ts';
import { WindowPrompter } from './prompts/windowPrompter.ts';
import type { HostServices, Memory, Trust } from './services.ts';
import { onSettingChange, settings } from './settings.ts';
import { AccountDecorations } from './tree/accountDecorations.ts';
import { logFailures } from './tree/failureLog.ts';
import { listTargets } from './tree/listTargets.ts';
import { watchFiles } from './watchFiles.ts';
import { WindowWorkbench } from './workbench/windowWorkbench.ts';

/** Rows of one group that load by themselves; more on demand. */
const STEP = 500;

/** What the services of a window are made of. */
export interface ServiceParts {
  readonly context: ExtensionContext;
  readonly lint: HostServices['lint'];
  /** Shows what could not be read above the tree; empty for nothing. */
  readonly tellProblems: (text: string) => void;
  readonly reveal: HostServices['reveal'];
}

/** What a window has, made when it is first used. Making it reads local files only. */
export class WindowServices extends Owner implements HostServices {
  readonly t: Translate = l10n.t;
  readonly clock = systemClock;
  readonly newId = randomUUID;
  readonly settings = settings;
  readonly log = this.own(openLog());
  readonly prompter: Prompter;
  readonly workbench: WindowWorkbench;
  readonly lint: HostServices['lint'];
  readonly reveal: HostServices['reveal'];
  readonly extensionUri: Uri;
  readonly memory: Memory;
  readonly state: HostServices['state'];
  readonly aws: HostServices['aws'];
  readonly portal: HostServices['portal'];
  readonly discoveries: HostServices['discoveries'];
  readonly road: HostServices['road'];
  readonly explorer: Explorer;
  readonly shown: ShownAccounts;
  readonly signIns: SignInWatch;
  readonly marks: MarksView;
  readonly units: UnitsView;
  readonly history: JournalHistory;
  readonly emulator: EmulatorControl;
  readonly lists = new KeptLists(this);
  readonly verdicts = new CheckedVerdicts();
  readonly #made = new Map<unknown, object>();

  constructor({ context, lint, tellProblems, reveal }: ServiceParts) {
    super();
    const folder = stateFolderPath({ env: process.env, home: homedir(), platform: process.platform });
    const locks = new ResourceLocks(folder);
    this.lint = lint;
    this.reveal = reveal;
    this.extensionUri = context.extensionUri;
    this.prompter = new WindowPrompter(this.log, this.extensionUri);
    this.workbench = this.own(new WindowWorkbench(context.extensionUri));
    this.memory = { everywhere: context.globalState, workspace: context.workspaceState };
    const defaultProfile = chosenProfile(process.env) ?? 'default';
    const marks = new MarksFile(folder, defaultProfile);
    this.marks = new MarksView(marks, defaultProfile);
    this.units = new UnitsView(new UnitsFile(folder), this.clock, source => this.shown.configuredId(source));
    this.state = { journal: new JournalFile(folder, kindTable), ledger: new PushLedger(folder), locks, marks };
    this.discoveries = new DiscoveriesFile(folder);
    this.emulator = this.own(new EmulatorControl(this, emulatorReach(context, folder)));
    const aws = this.own(this.#openAws(folder));
    this.aws = aws;
    this.portal = aws.signIns;
    const reached = { gateway: aws.gateway, ledger: this.state.ledger, clock: this.clock };
    const ids = new IdMemory(context.globalState);
    const dismissed = new NoticeMemory(context.globalState);
    this.explorer = this.own(
      new Explorer({
        ...{ ...reached, kinds, step: STEP, lastKnownId: source => ids.of(source) },
        isDismissed: (accountId, notice) => dismissed.isDismissed(accountId, notice),
        memories: placeMemories(folder),
      }),
    );
    this.onDispose(ids.follow(this));
    this.onDispose(logFailures(this));
    this.onDispose(listTargets(this));
    this.shown = new ShownAccounts(this, new ChoiceMemory(context.globalState), {
      tellProblems: problems => tellProblems(problems.map(plainText).join('\n')),
      lastKnownId: source => ids.of(source),
    });
    this.signIns = this.own(new SignInWatch(this));
    this.own(new SignInStatus(this));
    this.own(new AccountDecorations(this));
    this.history = this.own(
      new JournalHistory(this, { journal: this.state.journal, holder: target => locks.holder(target), folder }),
    );
    this.own(this.history.onDidChange(() => this.#tellChanges()));
    this.road = {
      table: kindTable,
      ...reached,
      ...{ journal: this.state.journal, locks, marks, newId: this.newId, forbidden: this.trust.forbidden },
      validate: async (name, request, { accountId, region }) => {
        const { lintRequest } = await import('../core/lint/lintRequest.ts');
        const today = new Date(this.clock.now()).toISOString().slice(0, 10);
        const listed = { topic: this.lists.known('topic', { accountId, region }) };
        return lintRequest(name, request, { account: accountId, region, today, listed });
      },
      lookAhead: async signal => {
        const [{ LookingAhead }, { kindChecks }] = await Promise.all([
          import('../core/preflight/lookAhead.ts'),
          import('../core/kinds/checkTable.ts'),
        ]);
        return new LookingAhead({ ...reached, checks: kindChecks }, signal);
      },
    };
    this.#follow(folder, aws.files);
  }

  /** What ticks off the last steps of the walkthrough. */
  #tellChanges(): void {
    const { entries } = this.history;
    const tell = (key: keyof ContextKeys, isSo: boolean) =>
      void commands.executeCommand('setContext', contextKey(key), isSo);
    tell('anyChange', entries.length > 0);
    tell(
      'anyUndo',
      entries.some(({ undoes }) => undoes !== null),
    );
  }

  #openAws(folder: string): Aws {
    return openAws({
      ...{ env: process.env, emulator: this.emulator, clock: this.clock, random: Math.random },
      inFlight: () => settings.get('concurrency'),
      askMfaCode: (serial, profile) => askMfaCode(this, serial, profile),
      exclusively: exclusivelyIn(folder),
      discoveries: this.discoveries,
    });
  }

  /** Follows what others change: settings, the shared files of AWS, and the state folder. */
  #follow(folder: string, files: ConstructorParameters<typeof SharedFilesWatcher>[0]): void {
    this.own(onSettingChange('regions', () => this.attempt(() => this.shown.apply())));
    const signIns = Object.values(signInFolders(process.env));
    this.own(new SharedFilesWatcher(files, signIns, change => this.attempt(() => followSharedChange(this, change))));
    // Another window or command line may start or stop it.
    this.own(watchFiles(folder, 'emulator.json', () => this.attempt(() => this.emulator.changed())));
    this.onDispose(this.marks.onDidChange(() => void this.attempt(() => this.shown.apply())));
    this.own(watchFiles(folder, MARKS_FILE, () => this.attempt(() => this.marks.load())));
    this.own(watchFiles(folder, UNITS_FILE, () => this.attempt(() => this.units.load())));
  }

  /** Shows the accounts: the last step of opening. What goes wrong is told. */
  async begin(): Promise<void> {
    await this.attempt(() => this.marks.load());
    await this.attempt(() => this.units.load());
    await this.attempt(() => this.emulator.look());
    await this.attempt(() => takeOverProduction(this));
  }

  readonly trust: Trust = {
    forbidden: () => (workspace.isTrusted ? null : 'untrusted-workspace'),
    manage: {
      label: l10n.t('Manage Workspace Trust'),
      run: async () => {
        await commands.executeCommand('workbench.trust.manage');
      },
    },
  };

  readonly exchangeHubs = async (refused: Plan): Promise<void> => {
    const { exchangeHubs } = await import('./hubs/exchangeHubs.ts');
    await exchangeHubs(this, refused);
  };

  readonly signIn = async (source: AccountSource): Promise<void> => {
    const { signInFor } = await import('./accounts/signIn.ts');
    await signInFor(this, source);
  };

  readonly checkAhead = async (intent: Intent): Promise<void> => {
    const { checkAhead } = await import('./preflight/commands.ts');
    await checkAhead(this, intent);
  };

  readonly attempt = async (work: () => unknown): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (isCancelled(error)) return;
      this.log.error('unexpected failure', error instanceof Error ? error.name : typeof error);
      const showLog = { label: this.t('Show Log'), run: () => this.log.show() };
      this.prompter.tell('error', errorLine(error, this.t), [showLog]);
    }
  };

  readonly only: HostServices['only'] = make => {
    // What stands under a function is what it made.
    const made = this.#made.get(make) as ReturnType<typeof make> | undefined;
    if (made !== undefined) return made;
    const fresh = make(this);
    this.#made.set(make, fresh);
    if ('dispose' in fresh && typeof fresh.dispose === 'function') this.own(fresh as Disposable);
    return fresh;
  };
}

/** Where all windows and command lines keep what accounts held. */
const placeMemories = (folder: string): PlaceMemories => ({
  empty: new EmptyPlacesFile(folder, systemClock),
  seen: new SeenPlacesFile(folder, systemClock, text => kindTable.isKindId(text)),
});

function emulatorReach(context: ExtensionContext, folder: string): ConstructorParameters<typeof EmulatorControl>[1] {
  const file = (name: string) => Uri.joinPath(context.globalStorageUri, name).fsPath;
  return {
    fetch: globalThis.fetch,
    address: new EmulatorAddress(folder),
    follow: followEndpoint,
    start: signal => {
      const program = context.asAbsolutePath('dist/cli.js');
      const [dataFile, outputFile] = [file('emulator-state.json'), file('emulator-output.txt')];
      return startEmulator({ program, port: settings.get('emulator.port'), dataFile, outputFile }, signal);
    },
    end: pid => process.kill(pid, 'SIGTERM'),
    tellRunning: async isRunning => {
      await commands.executeCommand('setContext', contextKey('emulatorRunning'), isRunning);
    },
  };
}
