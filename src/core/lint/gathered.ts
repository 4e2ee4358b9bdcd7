import type { LintFinding } from './finding.ts';
import { Ignores, ignoringComments } from './ignores.ts';
import { type LintOptions, type LintResult, MOST_FINDINGS } from './lintText.ts';
import type { DocumentKind } from './model/subject.ts';

/** How the pieces of a text are to be linted. */
export type PieceOptions = Pick<LintOptions, 'rules' | 'leaveOut'>;

/** Rules about what a page leaves to its readers: it tells what to fill in, and its accounts are samples. */
export const LEFT_TO_READERS: readonly string[] = ['document/placeholder', 'arn/emulator-account'];

/** What is said of the pieces of one text: of one rule together no more than of a document. */
export class Gathered {
  /** The kind of the first piece that is ours. */
  kind: DocumentKind | null = null;
  readonly #findings: { readonly finding: LintFinding; readonly openings: readonly number[] }[] = [];
  readonly #said = new Map<string, number>();
  #options: PieceOptions;

  constructor(options: PieceOptions) {
    this.#options = options;
  }

  /** How the next piece is to be linted: rules that have said enough are not asked any more. */
  get options(): PieceOptions {
    return this.#options;
  }

  /** Takes what was found in a piece; `openings` are where it and what holds it begin, by which comments above are told. */
  keep(openings: readonly number[], findings: readonly LintFinding[]): void {
    for (const finding of findings) {
      const said = (this.#said.get(finding.rule) ?? 0) + 1;
      this.#said.set(finding.rule, said);
      if (said <= MOST_FINDINGS) this.#findings.push({ finding, openings });
      if (said === MOST_FINDINGS) {
        this.#options = { ...this.#options, leaveOut: [...(this.#options.leaveOut ?? []), finding.rule] };
      }
    }
  }

  /**
   * All of it, without what the text's comments ask to be left unsaid.
   *
   * @param indents False where indentation means nothing, as in a shell script.
   */
  result(text: string, indents = true): LintResult {
    const ignores = new Ignores(text, ignoringComments(text), indents);
    const findings = this.#findings
      .filter(({ finding: { rule, start }, openings }) => !ignores.covers(rule, start, openings))
      .map(({ finding }) => finding)
      .sort((a, b) => a.start - b.start || a.end - b.end);
    return { kind: this.kind, findings };
  }
}
