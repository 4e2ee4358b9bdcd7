import {
  CodeLens,
  type CodeLensProvider,
  commands,
  Diagnostic,
  DiagnosticSeverity,
  EventEmitter,
  l10n,
  languages,
  type TextDocument,
  type Uri,
  workspace,
} from 'vscode';
import type { Drift } from '../../core/fleet/fleetDrift.ts';
import type { FleetPath } from '../../core/fleet/fleetPlaces.ts';
import type { Range } from '../../core/json/tree.ts';
import { plainText } from '../../core/model/plainText.ts';
import { driftCountText, driftText, driftTitle } from '../../messages/driftText.ts';
import { Owner } from '../disposables.ts';
import { rangeOf, SOURCE } from '../lint/diagnostics.ts';
import { rulePageUri } from '../lint/rulePages.ts';
import { PREFIX } from '../manifest/ids.ts';
import { lintedLanguages } from '../manifest/lintedLanguages.ts';
import type { HostServices } from '../services.ts';
import { openText } from '../workbench/openText.ts';
import { CheckOrder } from './checkOrder.ts';
import { comparedWithin, type DriftMarks, marksOf, movedMarks } from './driftMarks.ts';
import type { Checking, Checks } from './fleetCommands.ts';
import type { TextChange } from './movedRange.ts';

/** Shows the comparison that a line above an entry leads to. */
const SHOW_DRIFT = `${PREFIX}.showDrift`;

/** The page of each way to drift, which its code leads to. */
const PAGE: Readonly<Record<Drift['kind'], string>> = { differs: 'fleet/drift', 'not-read': 'fleet/not-compared' };

/** What is shown of a document. */
interface Shown {
  readonly marks: DriftMarks;
  /** The time at which the check began, as people read it. */
  readonly time: string;
}

type DriftHost = Pick<HostServices, 'clock' | 'workbench'>;

/**
 * Shows what checks of fleet files found: at each entry's own place, in the Problems panel and as a line above it. Edits
 * beside an entry move it; an edit in it, closing the document and the next check clear it.
 */
export class FleetDrifts extends Owner implements CodeLensProvider, Checks {
  readonly #host: DriftHost;
  readonly #order: CheckOrder;
  readonly #shown = new Map<string, Shown>();
  readonly #changed = this.own(new EventEmitter<void>());
  readonly #diagnostics = this.own(languages.createDiagnosticCollection(`${PREFIX}.drift`));
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(host: DriftHost) {
    super();
    this.#host = host;
    this.#order = new CheckOrder(() => host.clock.now());
    const jsonLanguages = Object.keys(lintedLanguages).filter(id => lintedLanguages[id]?.holds === 'json');
    this.own(languages.registerCodeLensProvider(jsonLanguages, this));
    this.own(commands.registerCommand(SHOW_DRIFT, (uri: unknown, path: unknown) => this.#compare(uri, path)));
    this.own(workspace.onDidCloseTextDocument(document => this.#put(document, undefined)));
    this.own(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const shown = this.#shown.get(document.uri.toString());
        if (shown === undefined || contentChanges.length === 0) return;
        this.#put(document, { ...shown, marks: movedMarks(shown.marks, contentChanges) });
      }),
    );
  }

  checking(uri: Uri): Checking | undefined {
    const document = workspace.textDocuments.find(one => one.uri.toString() === uri.toString());
    if (document === undefined) return undefined;
    const opened = openText(document);
    const { text } = opened;
    const order = this.#order.begin(document);
    const edits: (readonly TextChange[])[] = [];
    const watching = workspace.onDidChangeTextDocument(event => {
      if (event.document === document) edits.push(event.contentChanges);
    });
    return {
      document: opened,
      show: check => {
        if (document.isClosed || !order.take()) return false;
        this.#put(document, { marks: edits.reduce(movedMarks, marksOf(check, text)), time: timeText(order.began) });
        return true;
      },
      dispose: () => watching.dispose(),
    };
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const shown = this.#shown.get(document.uri.toString());
    if (shown === undefined) return [];
    const { marks, time } = shown;
    const lens = (at: Range, path: FleetPath, title: string, leadsOn: boolean): CodeLens =>
      new CodeLens(rangeOf(document, at), {
        title,
        command: leadsOn ? SHOW_DRIFT : '',
        arguments: [document.uri.toString(), path],
      });
    return [
      ...marks.looked.map(({ key, path, drifts }) =>
        lens(
          key,
          path,
          driftCountText(drifts, time, l10n.t),
          drifts.some(({ kind }) => kind === 'differs'),
        ),
      ),
      ...marks.drifts.map(({ key, drift }) =>
        lens(key, drift.path, driftTitle(drift, l10n.t), drift.kind === 'differs'),
      ),
    ];
  }

  #put(document: TextDocument, shown: Shown | undefined): void {
    const key = document.uri.toString();
    if (shown === undefined && !this.#shown.delete(key)) return;
    if (shown !== undefined) this.#shown.set(key, shown);
    this.#diagnostics.set(
      document.uri,
      shown?.marks.drifts.map(mark => diagnosticOf(document, mark)),
    );
    this.#changed.fire();
  }

  async #compare(uri: unknown, path: unknown): Promise<void> {
    const shown = this.#shown.get(String(uri));
    const keys = Array.isArray(path) ? path.map(String) : [];
    const compared = shown === undefined ? undefined : comparedWithin(shown.marks, keys);
    if (compared === undefined) return;
    const title = l10n.t('{0}: AWS ↔ file', plainText(keys.at(-1) ?? ''));
    await this.#host.workbench.compare(title, compared.live, compared.file);
  }
}

/** The drifts that this window shows. */
export const fleetDrifts = (host: HostServices): FleetDrifts => new FleetDrifts(host);

const timeText = (milliseconds: number): string =>
  new Date(milliseconds).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

function diagnosticOf(document: TextDocument, { key, drift }: DriftMarks['drifts'][number]): Diagnostic {
  const diagnostic = new Diagnostic(rangeOf(document, key), driftText(drift, l10n.t), DiagnosticSeverity.Warning);
  diagnostic.source = SOURCE;
  const page = PAGE[drift.kind];
  diagnostic.code = { value: page, target: rulePageUri(page) };
  return diagnostic;
}
