import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  commands,
  type Diagnostic,
  l10n,
  languages,
  Position,
  type Range,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import { changedPart, type TextEdit } from '../../core/json/edit.ts';
import type { FixEdits } from '../../core/lint/edits.ts';
import type { LintFinding } from '../../core/lint/finding.ts';
import { fixAll, sureEdits } from '../../core/lint/fixAll.ts';
import { endOfRules } from '../../core/lint/ignores.ts';
import { fixText } from '../../messages/findingText.ts';
import { Owner } from '../disposables.ts';
import { PREFIX } from '../manifest/ids.ts';
import { lintedLanguage, lintedLanguages } from '../manifest/lintedLanguages.ts';
import { turnRuleOff } from '../settings.ts';
import { rangeOf, SOURCE } from './diagnostics.ts';
import { type DocumentLint, isLeftToJsonSupport } from './documentLint.ts';
import { rulePageUri } from './rulePages.ts';

/** What fixes all that has one sure fix, on demand or on save. */
const FIX_ALL = CodeActionKind.SourceFixAll.append(PREFIX);

const EXPLAIN = `${PREFIX}.explainRule`;
const TURN_OFF = `${PREFIX}.turnRuleOff`;

/** Registers quick fixes, and the commands behind those that edit nothing. */
export function registerCodeActions(documents: DocumentLint): Owner {
  const owner = new Owner();
  const languageIds = Object.keys(lintedLanguages);
  owner.own(
    languages.registerCodeActionsProvider(languageIds, new CodeActions(documents), {
      providedCodeActionKinds: [CodeActionKind.QuickFix, FIX_ALL],
    }),
  );
  owner.own(commands.registerCommand(EXPLAIN, (rule: unknown) => explain(String(rule))));
  owner.own(commands.registerCommand(TURN_OFF, (rule: unknown) => turnRuleOff(String(rule))));
  return owner;
}

async function explain(rule: string): Promise<void> {
  await commands.executeCommand('vscode.open', rulePageUri(rule));
}

/** A finding and the diagnostic under which VS Code shows it. */
interface Shown {
  readonly finding: LintFinding;
  readonly diagnostic: Diagnostic;
}

class CodeActions implements CodeActionProvider {
  constructor(readonly documents: DocumentLint) {}

  provideCodeActions(document: TextDocument, _range: Range, context: CodeActionContext): CodeAction[] {
    if (this.documents.look(document).foreign) return [];
    if (context.only !== undefined && FIX_ALL.contains(context.only)) return this.#fixAll(document, FIX_ALL, []);
    if (context.only?.contains(FIX_ALL) === true) return this.#fixAll(document, FIX_ALL, []);
    if (context.only !== undefined && !context.only.intersects(CodeActionKind.QuickFix)) return [];
    const shown = this.#shown(document, context.diagnostics);
    if (shown.length === 0) return [];
    const diagnostics = shown.map(({ diagnostic }) => diagnostic);
    return [
      ...shown.flatMap(one => fixActions(document, one)),
      ...this.#fixAll(document, CodeActionKind.QuickFix, diagnostics),
      ...shown.flatMap(one => otherActions(document, one)),
    ];
  }

  /** The findings behind diagnostics: our own, and those of VS Code's JSON support that a rule of ours speaks about. */
  #shown(document: TextDocument, diagnostics: readonly Diagnostic[]): readonly Shown[] {
    const own = diagnostics.some(({ source }) => source === SOURCE) ? this.documents.look(document).findings : [];
    const foreign = diagnostics.some(isOfJsonSupport) ? this.documents.all(document).filter(isLeftToJsonSupport) : [];
    return diagnostics.flatMap(diagnostic => {
      const finding =
        diagnostic.source === SOURCE
          ? own.find(one => one.rule === ruleIdOf(diagnostic) && rangeOf(document, one).isEqual(diagnostic.range))
          : foreignFinding(document, foreign, diagnostic);
      return finding === undefined ? [] : [{ finding, diagnostic }];
    });
  }

  #fixAll(document: TextDocument, kind: CodeActionKind, diagnostics: Diagnostic[]): CodeAction[] {
    const edits = this.#allEdits(document);
    if (edits.length === 0) return [];
    const action = new CodeAction(this.#fixAllTitle(document), kind);
    action.edit = workspaceEdit(document, edits);
    action.diagnostics = diagnostics;
    return [action];
  }

  /** Says how much is left to a person: what has a fix, and not a sure one, is a choice. */
  #fixAllTitle(document: TextDocument): string {
    const choices = this.documents
      .all(document)
      .filter(({ fixes }) => fixes.length > 0 && !fixes.some(({ sure }) => sure));
    return choices.length === 0
      ? l10n.t('Apply all sure fixes')
      : l10n.t('Apply all sure fixes (left for you to choose: {0})', String(choices.length));
  }

  /** All sure fixes at once. Where one uncovers another, a single edit from the first change to the last. */
  #allEdits(document: TextDocument): readonly TextEdit[] {
    const text = document.getText();
    const once = sureEdits(this.documents.all(document));
    if (once.length === 0) return [];
    const fixed = fixAll(text, changed => this.documents.all(document, changed));
    return [changedPart(text, fixed) ?? []].flat();
  }
}

function fixActions(document: TextDocument, { finding, diagnostic }: Shown): CodeAction[] {
  return finding.fixes.map((fix, index) => {
    const action = new CodeAction(fixText(fix, l10n.t), CodeActionKind.QuickFix);
    action.edit = workspaceEdit(document, fix.edits);
    action.diagnostics = [diagnostic];
    action.isPreferred = index === 0 && isBest(fix, finding);
    return action;
  });
}

/** True for the fix that a person who asks for no choice wants. */
const isBest = ({ sure }: FixEdits, { fixes }: LintFinding): boolean => sure || fixes.length === 1;

function otherActions(document: TextDocument, { finding: { rule, start }, diagnostic }: Shown): CodeAction[] {
  const actions: CodeAction[] = [];
  const add = (title: string, change: Partial<CodeAction>) =>
    actions.push(
      Object.assign(new CodeAction(title, CodeActionKind.QuickFix), { diagnostics: [diagnostic], ...change }),
    );
  const command = (id: string, title: string) => ({ command: { command: id, title, arguments: [rule] } });
  if (lintedLanguage(document)?.comments === true) {
    const edit = new WorkspaceEdit();
    const { position, text } = ignoreEdit(document, document.positionAt(start).line, rule);
    edit.insert(document.uri, position, text);
    add(l10n.t('Ignore {0} here', rule), { edit });
  }
  if (diagnostic.source === SOURCE) {
    const title = l10n.t('Turn off {0} in the settings', rule);
    add(title, command(TURN_OFF, title));
  }
  const title = l10n.t('Explain {0}', rule);
  add(title, command(EXPLAIN, title));
  return actions;
}

/** Where to write, and what, so that a rule is left out on a line: into the comment above, or into a new one. */
function ignoreEdit(
  document: Pick<TextDocument, 'lineAt' | 'eol'>,
  line: number,
  rule: string,
): { readonly position: Position; readonly text: string } {
  const named = line > 0 ? endOfRules(document.lineAt(line - 1).text) : undefined;
  if (named !== undefined) return { position: new Position(line - 1, named), text: `, ${rule}` };
  const indent = /^\s*/.exec(document.lineAt(line).text)?.[0] ?? '';
  const eol = document.eol === 2 ? '\r\n' : '\n';
  return { position: new Position(line, 0), text: `${indent}// notification-explorer-ignore ${rule}${eol}` };
}

function workspaceEdit(document: TextDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const one of edits) edit.replace(document.uri, rangeOf(document, one), one.text);
  return edit;
}

const codeOf = ({ code }: Diagnostic): string | number | undefined => (typeof code === 'object' ? code.value : code);

function ruleIdOf(diagnostic: Diagnostic): string {
  return String(codeOf(diagnostic));
}

/**
 * VS Code's JSON support names its language as the source, and its numbers of syntax faults are 257 to 528.
 * @see https://github.com/microsoft/vscode-json-languageservice/blob/main/src/jsonLanguageTypes.ts
 */
function isOfJsonSupport(diagnostic: Diagnostic): boolean {
  const code = Number(codeOf(diagnostic));
  return diagnostic.source !== SOURCE && code > 0x100 && code < 0x300;
}

/** VS Code's number of the fault that a key stands twice. */
const DUPLICATE_KEY = 520;

/**
 * Our finding about what VS Code's JSON support found. A duplicate key is marked by us where it is ignored, by VS Code at
 * each place. We tell the first fault of the syntax, VS Code every one, and not always at the same character: what cures
 * the first is offered there, what explains it everywhere.
 */
function foreignFinding(
  document: TextDocument,
  findings: readonly LintFinding[],
  diagnostic: Diagnostic,
): LintFinding | undefined {
  if (!isOfJsonSupport(diagnostic)) return undefined;
  if (codeOf(diagnostic) === DUPLICATE_KEY) {
    const key = document.getText(diagnostic.range);
    return findings.find(({ rule, data }) => rule === 'document/duplicate-key' && key.includes(data.key ?? ''));
  }
  const syntax = findings.find(({ rule }) => rule === 'document/syntax');
  if (syntax === undefined) return undefined;
  const isHere = rangeOf(document, syntax).intersection(diagnostic.range) !== undefined;
  return isHere ? syntax : { ...syntax, fixes: [] };
}
