import { Diagnostic, DiagnosticSeverity, DiagnosticTag, l10n, Range, type TextDocument } from 'vscode';
import type { LintFinding } from '../../core/lint/finding.ts';
import type { Severity } from '../../core/model/finding.ts';
import { findingText } from '../../messages/findingText.ts';
import { rulePageUri } from './rulePages.ts';

/** Who says it, as VS Code shows it behind each message. */
export const SOURCE = 'Notification Explorer';

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A stretch of a document's text as VS Code has it. The document must be of the version that was linted. */
export function rangeOf(
  document: TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}

/** A finding as VS Code shows it: its rule as the code, which leads to the rule's page. */
export function diagnosticOf(document: TextDocument, finding: LintFinding): Diagnostic {
  const diagnostic = new Diagnostic(
    rangeOf(document, finding),
    findingText(finding, l10n.t),
    SEVERITY[finding.severity],
  );
  diagnostic.source = SOURCE;
  diagnostic.code = { value: finding.rule, target: rulePageUri(finding.rule) };
  if (isSuperfluous(finding)) diagnostic.tags = [DiagnosticTag.Unnecessary];
  return diagnostic;
}

/** What can go without a loss is shown faded; a mistake is not, since it must be seen. */
function isSuperfluous({ severity, fixes: [first] }: LintFinding): boolean {
  return severity !== 'error' && first?.title === 'remove' && first.sure;
}
