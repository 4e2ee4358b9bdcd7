import { Diagnostic, DiagnosticSeverity, l10n, languages, type TextDocument, type Uri, workspace } from 'vscode';
import type { StepVerdict } from '../../core/model/check.ts';
import type { Report } from '../../core/preflight/report.ts';
import { linkName, remedyText, stepMessage } from '../../messages/preflightText.ts';
import { Owner } from '../disposables.ts';
import { CheckOrder } from '../fleet/checkOrder.ts';
import type { TextChange } from '../fleet/movedRange.ts';
import { rangeOf, SOURCE } from '../lint/diagnostics.ts';
import { PREFIX } from '../manifest/ids.ts';
import type { HostServices } from '../services.ts';
import { type DocumentMark, documentMarks, type MarkedKind, movedDocumentMarks } from './documentMarks.ts';

/** A check of a document under way: it knows how the document is edited meanwhile. */
export interface DocumentChecking {
  /** Shows what was found at its places. False where the document was closed, or a check that began later is shown. */
  show(report: Report): boolean;
  dispose(): void;
}

/** Where checks of documents are shown. */
export interface DocumentFindings {
  /** Begins a check of a document as it is now; undefined where it is not open. */
  checking(uri: Uri, kind: MarkedKind): DocumentChecking | undefined;
}

/**
 * Shows in the Problems panel where a document was found to lead, when a person asked: at the value that each finding is
 * about, until that is edited, the document is closed or checked again.
 */
export class DocumentChecks extends Owner implements DocumentFindings {
  readonly #order: CheckOrder;
  readonly #shown = new Map<string, readonly DocumentMark[]>();
  readonly #diagnostics = this.own(languages.createDiagnosticCollection(`${PREFIX}.checked`));

  constructor({ clock }: Pick<HostServices, 'clock'>) {
    super();
    this.#order = new CheckOrder(() => clock.now());
    this.own(workspace.onDidCloseTextDocument(document => this.#put(document, [])));
    this.own(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const marks = this.#shown.get(document.uri.toString());
        if (marks !== undefined && contentChanges.length > 0)
          this.#put(document, movedDocumentMarks(marks, contentChanges));
      }),
    );
  }

  checking(uri: Uri, kind: MarkedKind): DocumentChecking | undefined {
    const document = workspace.textDocuments.find(one => one.uri.toString() === uri.toString());
    if (document === undefined) return undefined;
    const text = document.getText();
    const order = this.#order.begin(document);
    const edits: (readonly TextChange[])[] = [];
    const watching = workspace.onDidChangeTextDocument(event => {
      if (event.document === document) edits.push(event.contentChanges);
    });
    return {
      show: report => {
        if (document.isClosed || !order.take()) return false;
        this.#put(document, edits.reduce(movedDocumentMarks, documentMarks(report, text, kind)));
        return true;
      },
      dispose: () => watching.dispose(),
    };
  }

  #put(document: TextDocument, marks: readonly DocumentMark[]): void {
    const key = document.uri.toString();
    if (marks.length === 0) this.#shown.delete(key);
    else this.#shown.set(key, marks);
    this.#diagnostics.set(
      document.uri,
      marks.map(mark => diagnosticOf(document, mark)),
    );
  }
}

/** Where this window shows them. */
export const documentChecks = (host: HostServices): DocumentChecks => new DocumentChecks(host);

const SEVERITY: Readonly<Record<StepVerdict, DiagnosticSeverity>> = {
  broken: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  unproven: DiagnosticSeverity.Information,
  'not-checked': DiagnosticSeverity.Information,
  ok: DiagnosticSeverity.Hint,
};

function diagnosticOf(document: TextDocument, mark: DocumentMark): Diagnostic {
  const { step } = mark;
  const says = [`${linkName(step, l10n.t)}: ${stepMessage(step, l10n.t)}`, remedyText(step, l10n.t) ?? ''];
  const text = says.filter(part => part !== '').join(' ');
  const diagnostic = new Diagnostic(rangeOf(document, mark), text, SEVERITY[step.verdict]);
  diagnostic.source = SOURCE;
  diagnostic.code = step.rule;
  return diagnostic;
}
