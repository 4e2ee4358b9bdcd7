import { type Parsed, parseJson } from '../json/parse.ts';
import { lintKinds } from '../kinds/lintTable.ts';
import type { Severity } from '../model/finding.ts';
import { Collector } from './collect.ts';
import { type Detected, isShaped, kindOfContent, kindOfName } from './detect.ts';
import { FixWriter, JSON_NOTATION, type Notation } from './edits.ts';
import { type LintFinding, pageOf } from './finding.ts';
import { Ignores } from './ignores.ts';
import { mayBeOurs } from './marks.ts';
import type { Fix } from './model/fix.ts';
import type { KindLint } from './model/kindLint.ts';
import type { LintContext, LintDocument, Report, Rule, Said, Told } from './model/rule.ts';
import type { DocumentKind, Subject } from './model/subject.ts';
import { readDocument } from './readDocument.ts';
import { rules, rulesOf } from './ruleTable.ts';

/** What people set for a rule, by id. */
export type RuleSwitches = Readonly<Record<string, 'off' | Severity>>;

/** How a text is to be linted. */
export interface LintOptions {
  /** The file's name or path, by which kinds and comments are told. */
  readonly fileName?: string;
  /** The kind, where it is known otherwise. */
  readonly kind?: DocumentKind;
  /** True where comments and trailing commas are allowed; by default where the name ends in `.jsonc`. */
  readonly comments?: boolean;
  /** Rules that something else reports for this text already, such as the editor's own JSON support. */
  readonly leaveOut?: readonly string[];
  /** True where the text may be a part of a document: nothing is called missing in it. */
  readonly isPart?: boolean;
  readonly rules?: RuleSwitches;
  /** What is known of each kind, where it is not the table of the product. */
  readonly kinds?: readonly KindLint[];
}

/** What linting a text gave. */
export interface LintResult {
  /** Null where the document is none of ours. */
  readonly kind: DocumentKind | null;
  /** In the order of the text. */
  readonly findings: readonly LintFinding[];
  /** What the text was read as; absent where it is none of ours, and for JSON inside other text. */
  readonly document?: LintDocument;
  /** Why the text was not read. */
  readonly leftFor?: 'length' | 'time' | 'format';
}

/** The longest text that is read, in UTF-16 units: no config comes near, and reading more would keep an editor waiting. */
const LONGEST = 4 * 1024 * 1024;

/** How far a text is over what is read; undefined where it is not. */
export function lengthOver(text: string, { longest = LONGEST }: LintContext): LintDocument['tooLong'] {
  return text.length > longest ? { length: text.length, limit: longest } : undefined;
}

/** What there is to say of a text that is too long to be read, or would take too long, and is surely meant for us. */
export function tooLongResult(
  kind: DocumentKind,
  tooLong: NonNullable<LintDocument['tooLong']>,
  options: Pick<LintOptions, 'rules' | 'leaveOut' | 'kinds'>,
  context: LintContext,
): LintResult {
  const faults = {
    duplicateKeys: [],
    unknownKeys: [],
    missingKeys: [],
    wrongTypes: [],
    unknownTypes: [],
    heldFaults: [],
  };
  const nothing = { lookalike: null, root: undefined, syntax: undefined, ...faults, subjects: [], values: [] };
  const document: LintDocument = { kind, told: null, tooLong, ...nothing };
  const leftFor = tooLong.limit === undefined ? 'time' : 'length';
  return { kind, findings: runRules(document, ' ', JSON_NOTATION, options, context), leftFor };
}

/** Lints a JSON document. Reads the text and the context, and nothing else. */
export function lintText(text: string, options: LintOptions, context: LintContext): LintResult {
  const { kinds = lintKinds } = options;
  const named = options.kind ?? kindOfName(options.fileName ?? '', kinds);
  const tooLong = lengthOver(text, context);
  if (tooLong !== undefined) {
    return named === undefined
      ? { kind: null, findings: [], leftFor: 'length' }
      : tooLongResult(named, tooLong, options, context);
  }
  if (named === undefined && kinds === lintKinds && !mayBeOurs(text)) return { kind: null, findings: [] };
  const parsed = parseJson(text, options.comments ?? /\.jsonc$/i.test(options.fileName ?? ''));
  const detected: Detected =
    named === undefined
      ? kindOfContent(parsed.root, options.fileName ?? '', kinds)
      : { kind: named, lookalike: null, told: toldOf(parsed, named, options) };
  // What a plan lacks may be known only after it was applied.
  const complete = isComplete(parsed) && detected.kind !== 'terraform-plan' && options.isPart !== true;
  const { forReaders } = context;
  const collector = new Collector({ intrinsics: detected.kind === 'cloudformation', complete, forReaders });
  if (detected.kind !== null && parsed.root !== undefined) readDocument(detected.kind, parsed.root, collector, kinds);
  const document = collector.document({
    ...detected,
    root: parsed.root,
    syntax: parsed.fault,
    duplicateKeys: parsed.duplicateKeys,
  });
  const findings = runRules(document, text, JSON_NOTATION, options, context, new Ignores(text, parsed.comments));
  return { kind: detected.kind, findings, document };
}

/** What told the kind of a document before its content was asked. */
function toldOf({ root }: Parsed, kind: DocumentKind, options: LintOptions): Told {
  if (options.kind !== undefined) return { by: 'caller' };
  return { by: 'name', shaped: isShaped(root, kind, options.kinds ?? lintKinds) };
}

/** True where the text is whole, even though AWS would not take its commas or comments. */
const isComplete = ({ fault }: Parsed): boolean =>
  fault === undefined || fault.fault === 'comment' || fault.fault === 'trailing-comma';

/** Runs every rule that is on over a document, and gives what they said in the order of the text. */
export function runRules(
  document: LintDocument,
  text: string,
  notation: Notation,
  options: Pick<LintOptions, 'rules' | 'leaveOut' | 'kinds'>,
  context: LintContext,
  ignores?: Ignores,
): readonly LintFinding[] {
  const run = new Run(document, text, notation, ignores);
  for (const rule of options.kinds === undefined ? rules : rulesOf(options.kinds)) {
    if (!run.concerns(rule)) continue;
    const severity = options.rules?.[rule.id] ?? (rule.offByDefault === true ? 'off' : undefined);
    if (severity === 'off' || options.leaveOut?.includes(rule.id) === true) continue;
    run.run(rule, severity, context);
  }
  return run.findings.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** No rule says more than this of one document: nobody reads on, and each finding costs memory. */
export const MOST_FINDINGS = 1000;

class Run {
  readonly findings: LintFinding[] = [];
  /** The rule that is asked, how much it has said, and whether it had more to say. */
  #said = 0;
  #cut = false;
  readonly #subjects = new Map<Subject['kind'], Subject[]>();
  readonly #fixable: boolean;
  /** Where keys alone told the document: what for, and by which. */
  readonly #taken: Readonly<Record<string, string>> | undefined;
  /** False where only its keys, or only its name, tell what the document is: then no fix is sure. */
  readonly #certain: boolean;
  readonly #writer: FixWriter;

  constructor(
    readonly document: LintDocument,
    readonly text: string,
    notation: Notation,
    readonly ignores: Ignores | undefined,
  ) {
    this.#writer = new FixWriter(text, notation);
    const fault = document.syntax?.fault;
    for (const subject of document.subjects) {
      const alike = this.#subjects.get(subject.kind);
      if (alike === undefined) this.#subjects.set(subject.kind, [subject]);
      else alike.push(subject);
    }
    const { told, kind } = document;
    this.#taken = told?.by === 'keys' && kind !== null ? { takenFor: kind, because: told.key.slice(0, 80) } : undefined;
    this.#certain = told?.by === 'caller' || told?.by === 'itself' || (told?.by === 'name' && told.shaped);
    // What Terraform printed is judged, and mended where it was written.
    const isPrinted = kind === 'terraform-plan';
    this.#fixable = !isPrinted && (fault === undefined || fault === 'comment' || fault === 'trailing-comma');
  }

  /** False for a rule that has nothing to look at: a call in a script holds few values and one subject. */
  concerns({ about }: Rule): boolean {
    if (about === 'document') return true;
    return about === 'value' ? this.document.values.length > 0 : this.#subjects.has(about);
  }

  run(rule: Rule, severity: Severity | undefined, context: LintContext): void {
    const report = this.#reporter(rule, severity);
    this.#said = 0;
    this.#cut = false;
    if (rule.about === 'document') rule.check(this.document, report, context);
    else if (rule.about === 'value') {
      for (const value of this.document.values) {
        if (this.#cut) return;
        rule.check(value, report, value.subject, context);
      }
    } else {
      for (const subject of this.#subjects.get(rule.about) ?? []) {
        if (this.#cut) return;
        rule.check(subject, this.#reporterFor(subject, report), context);
      }
    }
  }

  #reporter(rule: Rule, severity: Severity | undefined): Report {
    return (at, said = {}) => {
      const range = 'node' in at ? this.#writer.places.of(at) : { start: at.start, end: at.end };
      if (this.ignores?.covers(rule.id, range.start) === true) return true;
      if (this.#said === MOST_FINDINGS) {
        this.#cut = true;
        return false;
      }
      this.#said += 1;
      this.findings.push({
        rule: rule.id,
        severity: severity ?? said.severity ?? rule.severity,
        ...range,
        data: { ...said.data, ...this.#taken },
        fixes: this.#fixes(rule, said),
        page: pageOf(rule.id),
      });
      return true;
    };
  }

  /** For a subject that is held as text in a string, what is said and mended in that text is a part of the string. */
  #reporterFor({ heldIn }: Subject, report: Report): Report {
    if (heldIn === undefined) return report;
    const writer = new FixWriter(heldIn.value, JSON_NOTATION);
    const outside = (fix: Fix): readonly Fix[] => {
      const written = writer
        .edits(fix)
        ?.edits.map(
          ({ start, end, text }) =>
            ({ kind: 'replace-part', part: { node: heldIn, from: start, to: end }, text }) as const,
        );
      return written === undefined ? [] : [{ ...fix, steps: written }];
    };
    return (at, said = {}) => {
      const { start, end } = 'node' in at ? writer.places.of(at) : at;
      return report({ node: heldIn, from: start, to: end }, { ...said, fixes: (said.fixes ?? []).flatMap(outside) });
    };
  }

  #fixes(rule: Rule, { fixes = [] }: Said): LintFinding['fixes'] {
    if (!this.#fixable && rule.id !== 'document/syntax') return [];
    return fixes.flatMap(fix => this.#writer.edits({ ...fix, sure: fix.sure && this.#certain }) ?? []);
  }
}
