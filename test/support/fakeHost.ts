import type { Uri } from 'vscode';
import type { Road } from '../../src/core/changes/change.ts';
import { type HistoryFilter, HistoryRows } from '../../src/core/changes/historyRows.ts';
import { Explorer } from '../../src/core/inventory/explorer.ts';
import type { PlaceMemories } from '../../src/core/inventory/placeMemory.ts';
import { kinds, kindTable } from '../../src/core/kinds/table.ts';
import { lintRequest } from '../../src/core/lint/lintRequest.ts';
import { type AccountSource, sourceKey } from '../../src/core/model/account.ts';
import type { Journal } from '../../src/core/model/ports.ts';
import type { Region } from '../../src/core/model/regions.ts';
import { english } from '../../src/core/model/translate.ts';
import { CheckedVerdicts } from '../../src/core/preflight/verdicts.ts';
import { MarksView } from '../../src/host/accounts/marksView.ts';
import { UnitsView } from '../../src/host/accounts/unitsView.ts';
import { KeptLists } from '../../src/host/asking/keptLists.ts';
import { exchangeHubs } from '../../src/host/hubs/exchangeHubs.ts';
import type { ChangeHistory, HostServices, OpenText } from '../../src/host/services.ts';
import { InMemoryGateway } from './inMemoryGateway.ts';
import { InMemoryJournal, InMemoryLocks } from './inMemoryJournal.ts';
import { InMemoryLedger } from './inMemoryLedger.ts';
import { InMemoryMarks } from './inMemoryMarks.ts';
import { InMemoryDiscoveries, InMemorySignIns } from './inMemorySignIns.ts';
import { InMemoryUnits } from './inMemoryUnits.ts';
import { ManualClock } from './manualClock.ts';
import { type Act, ScriptedPrompter } from './scriptedPrompter.ts';

/** What a fake window is given; all else it has by itself. */
export interface FakeParts {
  readonly aws?: InMemoryGateway;
  readonly ledger?: InMemoryLedger;
  readonly journal?: InMemoryJournal;
  readonly locks?: InMemoryLocks;
  readonly marks?: InMemoryMarks;
  readonly units?: InMemoryUnits;
  readonly signIns?: InMemorySignIns;
  readonly discoveries?: InMemoryDiscoveries;
  /** True where a browser is on another computer. */
  readonly isRemote?: boolean;
  readonly clock?: ManualClock;
  /** What is remembered of accounts; nothing unless given. */
  readonly memories?: PlaceMemories;
  readonly newId?: () => string;
  readonly validate?: Road['validate'];
  readonly acts?: readonly Act[];
  readonly yes?: ConstructorParameters<typeof ScriptedPrompter>[1];
  /** What the config knows, and what it says of the ids of all; the list may change. */
  readonly known?: readonly AccountSource[];
  readonly configuredAccountId?: string;
  /** What the config could not be read for. */
  readonly problems?: readonly string[];
  /** What of it AWS's own tools refuse. */
  readonly warnings?: readonly string[];
  /** The accounts shown; the list may change. */
  readonly shown?: readonly AccountSource[];
  /** The Regions that the settings name. */
  readonly regions?: readonly Region[];
  /** The accounts that the person's settings name as production. */
  readonly production?: readonly string[];
  /** The document in front. */
  readonly front?: Pick<OpenText, 'name' | 'text'> & { readonly isOwn?: boolean };
  /** False where no browser can be opened. */
  readonly browses?: boolean;
  /** What is kept of the workspace. */
  readonly kept?: Map<string, string>;
}

/** A window without VS Code: ports in memory, and a person who acts by a script. */
export interface FakeHost extends HostServices {
  readonly prompter: ScriptedPrompter;
  readonly explorer: Explorer;
  /** What was done with the window, in order: `log`, `trust`, `copy TEXT`, `compare TITLE STATES`, `start`, … */
  readonly done: string[];
  /** Texts shown, by title. */
  readonly texts: Map<string, string>;
  /** Texts opened that are not saved yet. */
  readonly opened: string[];
  readonly answers: { readonly path: readonly string[]; readonly answer: unknown }[];
  /** The Regions that were written to the settings. */
  readonly written: (readonly Region[])[];
  readonly marks: MarksView;
  readonly units: UnitsView;
  /** From now on the workspace is not trusted. */
  distrust(): void;
}

/** Whoever calls it does what no test expects. */
const never = (): never => {
  throw new Error('not expected');
};

/** Makes a fake window. */
export function fakeHost(parts: FakeParts = {}): FakeHost {
  const { known = [], regions = [], problems = [], warnings = [], shown = known, front, memories } = parts;
  const { aws = new InMemoryGateway(), ledger = new InMemoryLedger(), journal = new InMemoryJournal() } = parts;
  const {
    clock = new ManualClock(),
    locks = new InMemoryLocks(),
    marks = new InMemoryMarks(),
    units = new InMemoryUnits(),
    signIns = new InMemorySignIns(),
    discoveries = new InMemoryDiscoveries(),
    newId = () => 'fresh-token',
  } = parts;
  const done: string[] = [];
  const did = (...words: readonly unknown[]): void => void done.push(words.join(' '));
  const texts = new Map<string, string>();
  const opened: string[] = [];
  const answers: FakeHost['answers'] = [];
  const written: (readonly Region[])[] = [];
  const made = new Map<unknown, object>();
  const prompter = new ScriptedPrompter(parts.acts, parts.yes);
  const explorer = new Explorer({
    gateway: aws,
    ledger,
    clock,
    kinds,
    step: 100,
    ...(memories === undefined ? {} : { memories }),
  });
  let reason: ReturnType<Road['forbidden']> = null;
  const forbidden = () => reason;
  const validate: Road['validate'] =
    parts.validate ??
    (async (operation, request, { accountId, region }) =>
      lintRequest(operation, request, { account: accountId, region, today: '2026-11-22' }));
  const settings: HostServices['settings'] = {
    get: name => {
      const values = {
        regions,
        'lint.rules': {},
        concurrency: 4,
        'tree.preview': true,
        'tree.hideEmptyRegions': false,
      };
      return Reflect.get(values, name) ?? never();
    },
    opensWithDoubleClick: false,
    ofPerson: name => Reflect.get({ productionAccounts: parts.production ?? [] }, name) ?? never(),
    writeRegions: async chosen => void written.push(chosen),
    writeHideEmptyRegions: async hides => did('hide empty Regions', hides),
  };
  const host: FakeHost = {
    ...{ t: english, prompter, clock, newId, explorer, settings, done, texts, opened, answers, written },
    log: {
      info: (text, detail) => did('info', text, detail),
      warn: (text, detail) => did('warn', text, detail),
      error: (text, detail) => did('error', text, detail),
      show: () => did('log'),
      dispose: () => undefined,
    },
    trust: { forbidden, manage: { label: 'Manage Workspace Trust', run: () => did('trust') } },
    aws: {
      gateway: aws,
      directory: {
        list: async () => ({
          ...{ problems, warnings },
          sources: known.map(source => ({
            ...{ source, region: null },
            configuredAccountId: parts.configuredAccountId ?? null,
          })),
        }),
        initial: async () => shown,
      },
    },
    state: { journal, ledger, locks, marks },
    road: { table: kindTable, gateway: aws, ledger, journal, locks, marks, clock, newId, validate, forbidden },
    marks: new MarksView(marks, 'default'),
    units: new UnitsView(units, clock, () => parts.configuredAccountId ?? null),
    shown: { sources: async () => shown, apply: async () => did('shown'), choose: never },
    reveal: async path => did('reveal', path),
    history: new InMemoryHistory(journal),
    emulator: {
      endpoint: async () => undefined,
      start: async () => did('start'),
      stop: never,
      reset: never,
      look: never,
    },
    portal: signIns,
    discoveries,
    signIn: async source => did('sign in', sourceKey(source)),
    signIns: {
      ending: [],
      of: () => undefined,
      nameOf: () => undefined,
      look: async () => did('look'),
      onDidChange: () => () => undefined,
    },
    workbench: {
      isRemote: parts.isRemote ?? false,
      text: async uri => {
        if (front === undefined) return undefined;
        const address = uri ?? `file:///${front.name}`;
        return { isOwn: true, ...front, fileName: `/${front.name}`, uri: fakeUri(address) };
      },
      showAnswer: async (path, answer) => void answers.push({ path, answer }),
      showRow: async (path, text) => void texts.set(path.join('/'), text),
      preview: async (path, text) => void texts.set(path.join('/'), text),
      repaint: (path, text) => void texts.set(path.join('/'), text),
      browse: async url => {
        did('browse', url);
        return parts.browses ?? true;
      },
      showText: async (title, text) => void texts.set(title, text),
      showMarkdown: async (title, text) => void texts.set(title, text),
      openUntitled: async (_language, text) => void opened.push(text),
      compare: async (title, before, after) => did('compare', title, JSON.stringify([before, after])),
      compareMany: async (title, pairs) => did('compare many', title, JSON.stringify(pairs)),
      compareConflict: async (title, states) => did('compare', title, JSON.stringify(states)),
      compareWithDocument: async (title, text) => did('compare', title, text),
      copy: async text => did('copy', text),
      runInTerminal: (_title, program, args) => did('run', JSON.stringify([program, ...args])),
      openShell: title => did('shell', title),
    },
    verdicts: new CheckedVerdicts(),
    lists: new KeptLists({
      aws: { gateway: aws, directory: { list: never, initial: never } },
      state: { journal, ledger, locks, marks },
      clock,
    }),
    lint: never,
    memory: { everywhere: fakeMemento(new Map()), workspace: fakeMemento(parts.kept ?? new Map()) },
    extensionUri: fakeUri('file:///extension'),
    exchangeHubs: refused => exchangeHubs(host, refused),
    checkAhead: async ({ operation }) => did('check ahead', operation),
    attempt: async work => {
      try {
        await work();
      } catch (error) {
        prompter.tell('error', String(error));
      }
    },
    only: make => {
      // What stands under a function is what it made.
      const before = made.get(make) as ReturnType<typeof make> | undefined;
      const one = before ?? make(host);
      made.set(make, one);
      return one;
    },
    distrust: () => {
      reason = 'untrusted-workspace';
    },
  };
  return host;
}

/** The part of VS Code's addresses that is used without VS Code. */
function fakeUri(address: string): Uri {
  const { protocol, pathname } = new URL(address);
  return Object.assign(Object.create(null), {
    ...{ scheme: protocol.slice(0, -1), path: pathname, toString: () => address },
  });
}

/** A store of VS Code over a map of texts, which a later window can be given too. */
export function fakeMemento(kept: Map<string, string>): HostServices['memory']['workspace'] {
  return {
    keys: () => [...kept.keys()],
    get: (key: string) => JSON.parse(kept.get(key) ?? 'null') ?? undefined,
    update: async (key, value) => void kept.set(key, JSON.stringify(value)),
  };
}

/** The history over a journal in memory, which tells of changes when it is loaded. */
class InMemoryHistory implements ChangeHistory {
  rows = new HistoryRows();
  filter: HistoryFilter | null = null;
  readonly #journal: Pick<Journal, 'read'>;
  readonly #listeners = new Set<() => void>();

  constructor(journal: Pick<Journal, 'read'>) {
    this.#journal = journal;
  }

  get entries() {
    return this.rows.state.entries;
  }

  show(filter: HistoryFilter | null): void {
    this.filter = filter;
  }

  more(): void {}

  async load(): Promise<void> {
    const reading = await this.#journal.read();
    this.rows = new HistoryRows({ ...reading, underWay: new Set(), filter: this.filter, limit: 200 });
    for (const listener of this.#listeners) listener();
  }

  async entriesAt(paths: readonly string[]) {
    await this.load();
    return this.rows.entriesOf(paths);
  }

  onDidChange(listener: () => void) {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }
}
