import type { TextDocument, TextDocumentContentChangeEvent } from 'vscode';
import type { FileLanguage } from '../../core/lint/lintFile.ts';
import { decidesByName, mayBeOurs } from '../../core/lint/marks.ts';
import { ANSWER_SCHEME, LIVE_LANGUAGE, LIVE_SCHEME, RULE_SCHEME } from './ids.ts';

/** How documents of one of VS Code's languages are linted. */
export interface LintedLanguage {
  readonly holds: FileLanguage;
  /** True where comments and trailing commas are allowed. */
  readonly comments?: boolean;
}

/** VS Code's languages whose documents are linted, by id. */
export const lintedLanguages: Readonly<Record<string, LintedLanguage>> = {
  json: { holds: 'json' },
  jsonc: { holds: 'json', comments: true },
  [LIVE_LANGUAGE]: { holds: 'json', comments: true },
  shellscript: { holds: 'shell' },
  makefile: { holds: 'make' },
  yaml: { holds: 'yaml' },
  terraform: { holds: 'hcl' },
  opentofu: { holds: 'hcl' },
  cloudformation: { holds: 'template' },
  'github-actions-workflow': { holds: 'yaml' },
  markdown: { holds: 'markdown' },
  restructuredtext: { holds: 'restructuredtext' },
};

/** Documents that nobody edits: what AWS answered, our own pages, another version of a file, output. */
const UNLINTED_SCHEMES: ReadonlySet<string> = new Set([ANSWER_SCHEME, RULE_SCHEME, 'git', 'output', 'vscode']);

/** What of a document in the editor says how it is linted, and whether. */
interface EditorText {
  readonly languageId: string;
  readonly uri: { readonly scheme: string };
  readonly fileName: string;
  readonly getText: () => string;
}

/** How a document is linted; undefined where it is not. */
export function lintedLanguage({
  languageId,
  uri,
}: Pick<EditorText, 'languageId' | 'uri'>): LintedLanguage | undefined {
  return UNLINTED_SCHEMES.has(uri.scheme) ? undefined : lintedLanguages[languageId];
}

/** One of these stands in every call of the AWS CLI that we lint, and in every config that a heredoc writes. */
const INLINE_MARKS =
  /vault-notification|event-stream|notification-hub|notifications(?:[ \t]|\\\r?\n)+[a-z]+-|push-notification|vault-access-policy|vault-lock|cli-input-json/i;

/** False for a document that surely holds nothing of ours: searched, and not parsed. Free of every rule. */
export function mayConcern(document: EditorText): boolean {
  const language = lintedLanguage(document);
  if (language === undefined) return false;
  // A live document says so where nothing is set; what is missing then is missing on purpose.
  if (document.uri.scheme === LIVE_SCHEME) return !/^\s*\{\s*(?:\/\/[^\n]*\n\s*)*\}\s*$/.test(document.getText());
  if (language.holds === 'json' && decidesByName(document.fileName)) return true;
  return marked(document.getText(), language);
}

/** How far from an edit a mark can be that the edit completed: longer than every mark. */
const REACH = 64;

/**
 * Whether edits may have made a document ours that was not before: a mark that was not there has to be where something
 * was typed. Costs the same however large the document is.
 */
export function mayConcernNow(document: TextDocument, changes: readonly TextDocumentContentChangeEvent[]): boolean {
  const language = lintedLanguage(document);
  if (language === undefined) return false;
  return changes.some(({ text, range: { start } }) => {
    const line = document.lineAt(Math.min(start.line, document.lineCount - 1)).text;
    const before = line.slice(Math.max(0, start.character - REACH), start.character);
    return marked(`${before}${text}${line.slice(start.character, start.character + text.length + REACH)}`, language);
  });
}

function marked(text: string, { holds }: LintedLanguage): boolean {
  return mayBeOurs(text) || (holds !== 'json' && INLINE_MARKS.test(text));
}
