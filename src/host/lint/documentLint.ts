import type { TextDocument } from 'vscode';
import type { LintFinding } from '../../core/lint/finding.ts';
import { formatsIn, lintFile } from '../../core/lint/lintFile.ts';
import type { LintResult, RuleSwitches } from '../../core/lint/lintText.ts';
import type { LintContext } from '../../core/lint/model/rule.ts';
import type { ParsedFormat, Parsers } from '../../core/lint/parsers.ts';
import { lintedLanguage, mayConcern } from '../manifest/lintedLanguages.ts';
import { liveResource } from '../manifest/liveResource.ts';

const SAID_BY_JSON_SUPPORT: readonly string[] = ['document/syntax', 'document/duplicate-key'];

/** True for what VS Code's own JSON support says of a JSON document already: of its text, and of none that a string holds. */
export const isLeftToJsonSupport = ({ rule, data }: LintFinding): boolean =>
  SAID_BY_JSON_SUPPORT.includes(rule) && data.held === undefined;

/** What linting needs to know beside the document. */
export interface LintSources {
  readonly context: (document: TextDocument) => LintContext;
  readonly rules: () => RuleSwitches;
  /** The parsers that are loaded; what a text needs is asked for by `load`. */
  readonly parsers: () => Parsers;
  readonly load: (formats: readonly ParsedFormat[]) => void;
  /** False where nothing is to be said of any document. */
  readonly enabled: () => boolean;
}

/** A document as it was linted. */
export interface Linted extends LintResult {
  readonly version: number;
  /** Milliseconds that it took. */
  readonly took: number;
  /** True where a search alone told that it is none of ours. */
  readonly foreign: boolean;
}

const NOTHING: LintResult = { kind: null, findings: [] };

/** Lints documents as they stand in the editor, each version once. */
export class DocumentLint {
  readonly #known = new Map<string, Linted>();

  constructor(readonly sources: LintSources) {}

  /** What there is to say of the document as it is now, beside what VS Code says itself. */
  look(document: TextDocument): Linted {
    const key = document.uri.toString();
    const known = this.#known.get(key);
    if (known?.version === document.version) return known;
    const started = performance.now();
    const foreign = !mayConcern(document);
    const result = foreign ? NOTHING : this.#lint(document, document.getText());
    const isJson = lintedLanguage(document)?.holds === 'json';
    const said = result.findings.filter(one => !isJson || !isLeftToJsonSupport(one));
    const findings = this.sources.enabled() ? said : [];
    const linted = { ...result, findings, foreign, version: document.version, took: performance.now() - started };
    this.#known.set(key, linted);
    return linted;
  }

  /** Everything there is to say of a text in place of the document's own, what VS Code says included. */
  all(document: TextDocument, text: string = document.getText()): readonly LintFinding[] {
    return this.sources.enabled() ? this.#lint(document, text).findings : [];
  }

  /** Milliseconds that it took last time; 0 for the first time. */
  took(document: TextDocument): number {
    return this.#known.get(document.uri.toString())?.took ?? 0;
  }

  /** Takes a document that is none of ours for that after an edit too, without a search: the edit brought nothing of ours. */
  keepForeign(document: TextDocument): void {
    const key = document.uri.toString();
    const known = this.#known.get(key);
    if (known?.foreign === true) this.#known.set(key, { ...known, version: document.version });
  }

  /** Forgets what was said: of one document, or of all when something else changed. */
  forget(document?: TextDocument): void {
    if (document === undefined) this.#known.clear();
    else this.#known.delete(document.uri.toString());
  }

  #lint(document: TextDocument, text: string): LintResult {
    const language = lintedLanguage(document);
    if (language === undefined) return NOTHING;
    const { holds, comments = false } = language;
    const live = liveResource(document.uri);
    const { fileName } = document;
    this.sources.load(formatsIn(text, { fileName, language: holds }));
    return lintFile(
      text,
      {
        fileName,
        ...(live === undefined ? {} : { kind: live.kind }),
        language: holds,
        parsers: this.sources.parsers(),
        comments,
        rules: this.sources.rules(),
      },
      this.sources.context(document),
    );
  }
}
