import { randomUUID } from 'node:crypto';
import { commands, env, l10n, type Memento, window, workspace } from 'vscode';
import type { Aws } from '../aws/openAws.ts';
import type { Plan } from '../core/changes/change.ts';
import type { Explorer } from '../core/inventory/explorer.ts';
import { kindTable } from '../core/kinds/table.ts';
import type { Log } from '../core/model/ports.ts';
import type { Translate } from '../messages/translate.ts';
import type { JournalFile } from '../state/journalFile.ts';
import type { PushLedger } from '../state/pushLedger.ts';
import type { ResourceLocks } from '../state/resourceLocks.ts';
import { systemClock } from '../state/systemClock.ts';
import type { ChoosingNeeds } from './accounts/choosing.ts';
import type { ShownAccounts } from './accounts/shownAccounts.ts';
import { offerSignIn } from './accounts/signIn.ts';
import type { Located } from './asking/draft.ts';
import type { ApplyNeeds } from './bulk/applyToMany.ts';
import type { WriteNeeds } from './changing/performWrite.ts';
import type { ShowNeeds } from './changing/showAnswer.ts';
import type { DocumentNeeds } from './documents/documentCommands.ts';
import type { LiveCommandNeeds } from './documents/liveCommands.ts';
import type { LiveFiles } from './documents/liveFiles.ts';
import { liveMemory } from './documents/liveMemory.ts';
import { makeLiveFiles } from './documents/makeLiveFiles.ts';
import { fileFaults } from './documents/refused.ts';
import type { AnswerDocuments } from './editor/answerDocuments.ts';
import { documentInFront } from './editor/documentInFront.ts';
import { documentOf } from './editor/documentOf.ts';
import type { EmulatorControl } from './emulator/emulatorControl.ts';
import type { ExportCommandNeeds } from './fleet/exportCommand.ts';
import type { FleetCommandNeeds } from './fleet/fleetCommands.ts';
import type { FleetDrifts } from './fleet/fleetDrifts.ts';
import type { FormCommandNeeds } from './forms/formCommands.ts';
import type { FormPanels, FormPanelsNeeds } from './forms/formPanels.ts';
import type { History } from './history/history.ts';
import type { HistoryCommandNeeds } from './history/historyCommands.ts';
import type { Linter } from './lint/linter.ts';
import type { NextStep, Prompter } from './prompts/prompter.ts';
import { setting, writeRegions } from './settings.ts';

const t: Translate = l10n.t;

/** The parts of a session that commands work on. */
export interface SessionParts {
  readonly prompter: Prompter;
  readonly emulator: EmulatorControl;
  readonly explorer: Explorer;
  readonly shown: ShownAccounts;
  readonly ledger: PushLedger;
  readonly journal: JournalFile;
  readonly locks: ResourceLocks;
  readonly history: History;
}

/** What the needs of commands are made of. */
export interface NeedsOrigin {
  readonly parts: SessionParts;
  readonly aws: Aws;
  readonly answers: AnswerDocuments;
  readonly log: Log & { show(): void };
  /** Outlives a reload of the window, as edits do that are not saved. */
  readonly workspaceState: Memento;
  /** Loads what lints documents. */
  readonly lint: () => Promise<Linter>;
  /** What shows the drift of fleet files, made when it is first needed. */
  readonly drifts: () => Promise<FleetDrifts>;
  /** The open forms, made when the first is opened. */
  readonly forms: () => Promise<FormPanels>;
  /** Runs what nobody waits for, and tells when it fails. */
  readonly attempt: (work: () => void | PromiseLike<void>) => void;
}

/** Puts together what each feature's commands need, out of the session's parts. */
export class CommandNeeds {
  readonly #origin: NeedsOrigin;
  #liveFiles: LiveFiles | undefined;

  constructor(origin: NeedsOrigin) {
    this.#origin = origin;
  }

  /** What is set of resources, as files. */
  get liveFiles(): LiveFiles {
    this.#liveFiles ??= makeLiveFiles(this.operation(), {
      faults: fileFaults,
      memory: liveMemory(this.#origin.workspaceState),
    });
    return this.#liveFiles;
  }

  /** The way to where an untrusted workspace becomes a trusted one. */
  readonly manageTrust: NextStep = {
    label: t('Manage Workspace Trust'),
    run: async () => {
      await commands.executeCommand('workbench.trust.manage');
    },
  };

  /** For an operation on one resource, and for all that builds on it. */
  operation(): WriteNeeds & ShowNeeds {
    const { parts, aws, answers, log, attempt } = this.#origin;
    const { gateway, directory } = aws;
    const validate: WriteNeeds['validate'] = async (name, request, { accountId, region }) => {
      const { lintRequest } = await import('../core/lint/lintRequest.ts');
      const today = new Date(systemClock.now()).toISOString().slice(0, 10);
      return lintRequest(name, request, { account: accountId, region, today });
    };
    const forbidden = () => (workspace.isTrusted ? null : ('untrusted-workspace' as const));
    const { ledger, journal, locks, prompter, explorer } = parts;
    return {
      ...{ t, prompter, explorer, gateway, directory, ledger, validate, log },
      regions: () => setting('regions'),
      road: {
        table: kindTable,
        gateway,
        ledger,
        journal,
        locks,
        clock: systemClock,
        newId: randomUUID,
        validate,
        forbidden,
      },
      show: (draft, answer) => answers.show(draft, answer),
      actions: {
        showLog: () => log.show(),
        manageTrust: () => this.manageTrust.run(),
        signIn: ({ source }: Pick<Located, 'source'>) => attempt(() => this.signIn(source)),
        copy: text => attempt(() => env.clipboard.writeText(text)),
        compare: (title, states) => attempt(() => answers.compareConflict(title, states)),
        exchangeHubs: refused => attempt(() => this.#exchangeHubs(refused)),
      },
    };
  }

  async #exchangeHubs(refused: Plan): Promise<void> {
    const { exchangeHubs } = await import('./hubs/exchangeHubs.ts');
    await exchangeHubs(refused, { ...this.operation(), showText: this.#showText });
  }

  /** For opening forms. */
  formCommands(): FormCommandNeeds {
    return { ...this.operation(), forms: this.#origin.forms };
  }

  /** For each form; loads what lints it. */
  async form(): Promise<Awaited<ReturnType<FormPanelsNeeds['form']>>> {
    const { parts, lint } = this.#origin;
    const [{ contexts, targets }, { explainRule, openFormText }] = await Promise.all([
      lint(),
      import('./forms/formCommands.ts'),
    ]);
    return {
      ...this.operation(),
      rules: () => setting('lint.rules'),
      lintContext: draft => contexts.at(draft),
      changes: parts.history,
      openDocument: (text, draft) => openFormText(text, draft, (uri, target) => targets.set(uri, target)),
      explain: explainRule,
      endpoint: () => parts.emulator.endpoint(),
    };
  }

  /** For live documents. */
  live(): LiveCommandNeeds {
    const { prompter, explorer } = this.#origin.parts;
    return { t, prompter, explorer, files: this.liveFiles, compareWithDocument: this.#compareWithDocument };
  }

  /** For applying to many. */
  apply(): ApplyNeeds {
    return { ...this.operation(), showText: this.#showText, documentInFront };
  }

  /** For fleet files; loads what shows their drift. */
  async fleet(): Promise<FleetCommandNeeds> {
    const { parts } = this.#origin;
    const drifts = await this.#origin.drifts();
    return {
      ...this.operation(),
      showText: this.#showText,
      shown: () => parts.shown.sources(),
      document: async uri => {
        const document = await documentOf(uri);
        if (document === undefined) return undefined;
        return { uri: document.uri.toString(), fileName: document.fileName, text: document.getText() };
      },
      checking: uri => {
        const open = workspace.textDocuments.find(one => one.uri.toString() === uri);
        return open === undefined ? undefined : drifts.checking(open);
      },
    };
  }

  /** For exporting accounts as a fleet file. */
  exporting(): ExportCommandNeeds {
    const { parts } = this.#origin;
    const openJson = async (content: string): Promise<void> => {
      await window.showTextDocument(await workspace.openTextDocument({ language: 'json', content }));
    };
    return { ...this.operation(), showText: this.#showText, shown: () => parts.shown.sources(), openJson };
  }

  /** For the history. */
  history(): HistoryCommandNeeds {
    const { parts, answers } = this.#origin;
    const needs = this.operation();
    return {
      ...needs,
      ...{ history: parts.history, settle: needs.road, now: () => systemClock.now(), showText: this.#showText },
      showDifference: (title, before, after) => answers.compare(title, before, after),
    };
  }

  /** For documents of requests and bodies; loads the linter, which knows what each is meant for. */
  async document(): Promise<DocumentNeeds> {
    const { targets } = await this.#origin.lint();
    return { ...this.operation(), targets, compareWithDocument: this.#compareWithDocument };
  }

  /** For choosing accounts and Regions. */
  choosing(): ChoosingNeeds {
    const { parts, aws } = this.#origin;
    return {
      ...{ t, prompter: parts.prompter, directory: aws.directory, shown: parts.shown, writeRegions },
      startEmulator: { label: t('Start Local Emulator'), run: () => parts.emulator.start() },
      regions: () => setting('regions'),
    };
  }

  /** Offers the ways to sign in to an account, or to one that is asked for. */
  signIn(source: Located['source'] | null): Promise<void> {
    const { parts, aws } = this.#origin;
    return offerSignIn(source, {
      ...{ t, prompter: parts.prompter, directory: aws.directory },
      isTrusted: () => workspace.isTrusted,
      manageTrust: () => this.manageTrust.run(),
      runInTerminal: (name, shellPath, shellArgs) =>
        window.createTerminal({ name, shellPath, shellArgs: [...shellArgs] }).show(),
    });
  }

  readonly #showText: ApplyNeeds['showText'] = (title, text) => this.#origin.answers.showText(title, text);

  readonly #compareWithDocument: LiveCommandNeeds['compareWithDocument'] = (title, text, document) =>
    this.#origin.answers.compareWithDocument(title, text, document);
}
