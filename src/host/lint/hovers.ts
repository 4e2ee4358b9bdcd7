import {
  Hover,
  type HoverProvider,
  l10n,
  languages,
  type MarkdownString,
  type Position,
  Range,
  type TextDocument,
} from 'vscode';
import { parseArn } from '../../core/model/arn.ts';
import { arnText, regionText, wordText } from '../../messages/valueText.ts';
import type { Owner } from '../disposables.ts';
import { hasEditorSchema } from '../manifest/editorSchemas.ts';
import { lintedLanguage, lintedLanguages } from '../manifest/lintedLanguages.ts';
import { asMarkdown } from '../tree/markdown.ts';
import type { DocumentLint } from './documentLint.ts';

/** Tells what is known of an account, by its id. */
export type KnownAccounts = (id: string) => string | undefined;

/** Characters around the pointer in which a value is looked for: longer than any ARN of ours. */
const REACH = 700;

/** Explains ARNs, Regions and AWS's fixed words in documents of ours. */
export class Hovers implements HoverProvider {
  constructor(
    readonly documents: DocumentLint,
    readonly accounts: KnownAccounts,
  ) {}

  /** Registers it with VS Code. */
  register(owner: Owner): void {
    owner.own(languages.registerHoverProvider(Object.keys(lintedLanguages), this));
  }

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    if (lintedLanguage(document) === undefined || this.documents.look(document).kind === null) return undefined;
    const found = valueAt(document, position);
    if (found === undefined) return undefined;
    const text = this.#explain(found.text, document);
    return text === undefined ? undefined : new Hover(text, found.range);
  }

  #explain(value: string, { fileName }: TextDocument): MarkdownString | undefined {
    const arn = parseArn(value);
    if (arn !== undefined) return asMarkdown(arnText(arn, this.accounts, l10n.t));
    // Where a schema is at work it has said this already.
    const word = hasEditorSchema(fileName) ? undefined : wordText(value, l10n.t);
    if (word !== undefined) return asMarkdown([['', word]]);
    const region = regionText(value, l10n.t);
    return region === undefined ? undefined : asMarkdown(region);
  }
}

/** The value under the pointer: what stands between blanks, quotes, commas and brackets. */
function valueAt(document: TextDocument, { line, character }: Position): { text: string; range: Range } | undefined {
  const whole = document.lineAt(line).text;
  const from = Math.max(0, character - REACH);
  const before = /[\w:/.*+=@-]*$/.exec(whole.slice(from, character))?.[0] ?? '';
  const after = /^[\w:/.*+=@-]*/.exec(whole.slice(character, character + REACH))?.[0] ?? '';
  const text = `${before}${after}`.replace(/^[\w-]+=(?=arn:)/, '');
  if (text === '') return undefined;
  const end = character + after.length;
  return { text, range: new Range(line, end - text.length, line, end) };
}
