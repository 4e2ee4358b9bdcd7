import { DUMP, maskedSecrets } from '../../core/forms/takeSecrets.ts';
import { offeredWrites, SECRET_MEMBERS } from '../../core/kinds/table.ts';
import type { LintFinding } from '../../core/lint/finding.ts';
import { MOST_FINDINGS } from '../../core/lint/lintText.ts';
import type { DocumentKind } from '../../core/lint/model/subject.ts';
import { Positions } from '../../core/lint/positions.ts';
import { SEVERITIES, type Severity } from '../../core/model/finding.ts';
import { plainText } from '../../core/model/plainText.ts';
import { nearest } from '../../core/model/similar.ts';
import type { Wording } from '../../core/model/translate.ts';
import { findingText, fixText } from '../../messages/findingText.ts';
import { t } from '../language.ts';
import type { LintedFile } from './lintedFiles.ts';

/** What linting one file gave. */
export interface FileReport {
  readonly file: LintedFile;
  /** Why nothing in it was judged; absent for a config, and for what holds one. */
  readonly left?: 'unrecognised' | 'format' | 'length' | 'time';
  /** Null where it is none of ours. */
  readonly kind: DocumentKind | null;
  readonly findings: readonly LintFinding[];
}

/** The rows of `--json`: zero-based, UTF-16. */
export function lintRows(reports: readonly FileReport[]) {
  return reports.flatMap(report => {
    const { file, findings } = report;
    const positions = new Positions(file.text);
    const shown = wordsAbout(report);
    return findings.map(finding => ({
      file: file.name,
      rule: finding.rule,
      severity: finding.severity,
      message: shown(findingText(finding, t)),
      range: positions.of(finding),
      fixes: fixesOf(finding, shown).map(fix => ({
        title: shown(fixText(fix, t)),
        sure: fix.sure,
        edits: fix.edits.map(edit => ({ range: positions.of(edit), newText: edit.text })),
      })),
    }));
  });
}

/** The fixes that change the text: all that a file can be given, but for one that would write, and so show, a token. */
export const fixesOf = ({ fixes }: LintFinding, shown: (text: string) => string) =>
  fixes.filter(({ edits }) => edits.length > 0 && edits.every(({ text }) => shown(text) === text));

/**
 * What a person reads: each finding with the line it is about and what cures it, then a count, then how much was left alone.
 *
 * @param changed Names of files that were fixed.
 * @param verbose Names what was left alone.
 */
export function reportText(reports: readonly FileReport[], changed: readonly string[], verbose: boolean): string {
  const blocks = reports.flatMap(report => {
    const { file, findings } = report;
    if (findings.length === 0) return [];
    const positions = new Positions(file.text);
    const words = wordsAbout(report);
    const shown = { name: file.name, text: words(withoutSecrets(file.text)) };
    return findings.map(finding => block(shown, finding, positions, words));
  });
  const fixed = changed.map(name => `${plainText(name)}: fixed.`);
  return `${[...blocks, ...fixed, summary(reports), ...cutRules(reports), ...leftAlone(reports, verbose)].join('\n')}\n`;
}

/** Longer than any UUID, or a token's bytes in Base64; a token has letters and digits. */
const LONG_WORD = /[\w-]{40,}|(?<![A-Za-z\d+/])[A-Za-z\d+/]{40,}={1,2}/g;
const isTokenLike = (word: string): boolean => /\d/.test(word) && /[A-Za-z]/.test(word);
const starred = (text: string): string =>
  text
    .replace(DUMP, dump => '*'.repeat(dump.length))
    .replace(LONG_WORD, word => (isTokenLike(word) ? '*'.repeat(word.length) : word));

/** The kinds whose requests hold secrets. */
const SECRETIVE: ReadonlySet<DocumentKind | null> = new Set(
  offeredWrites.flatMap(({ kind, secrets }) => (secrets.length === 0 ? [] : [kind])),
);

/**
 * How words about a file are shown: where it may hold a token, what looks like one is starred, wherever it stood. Under
 * another name, or where the text is broken, only its looks can tell.
 */
export const wordsAbout = ({ file: { text }, kind }: Pick<FileReport, 'file' | 'kind'>): ((words: string) => string) =>
  SECRETIVE.has(kind) || /token|device/i.test(text) ? starred : words => words;

/** A text of the same length in which a finding about a token shows where it stands, not what it is. */
const withoutSecrets = (text: string): string =>
  maskedSecrets(text, [...SECRET_MEMBERS, ...misspelt(text, SECRET_MEMBERS)]);

/** So many misspelt names are looked for in a text. */
const MOST_MISSPELT = 50;

/** The words of a text that may be meant for one of these names. */
function misspelt(text: string, names: readonly string[]): readonly string[] {
  const words = new Set(text.match(/[A-Za-z][\w-]{4,40}/g));
  const bare = (name: string): string => name.replace(/[-_]/g, '').toLowerCase();
  const wanted = names.map(bare);
  return [...words].filter(word => nearest(bare(word), wanted) !== undefined).slice(0, MOST_MISSPELT);
}

function block(
  file: Pick<LintedFile, 'name' | 'text'>,
  finding: LintFinding,
  positions: Positions,
  words: (text: string) => string,
): string {
  const { start, end } = positions.of(finding);
  const spot = `${plainText(file.name)}:${start.line + 1}:${start.character + 1}`;
  const head = `${spot}: ${finding.severity}: ${words(findingText(finding, t))} [${finding.rule}]`;
  const line = /[^\r\n]*/y;
  line.lastIndex = finding.start - start.character;
  const text = line.exec(file.text)?.[0] ?? '';
  const to = end.line === start.line ? end.character : text.length;
  const { shown, indent, width } = window(text, start.character, to);
  const number = String(start.line + 1);
  const caret = `${' '.repeat(number.length)} | ${' '.repeat(indent)}${'^'.repeat(width)}`;
  return [
    head,
    `  ${number} | ${shown}`,
    `  ${caret}`,
    ...fixesOf(finding, words).map(fix => words(fixLine(fix))),
    '',
  ].join('\n');
}

/** What cures a finding. What is not sure is a choice of a person's. */
const fixLine = (fix: LintFinding['fixes'][number]): string =>
  `  ${fix.sure ? t('fix: {0}', fixText(fix, t)) : t('possible fix: {0}', fixText(fix, t))}`;

/** At most this much of a line is shown before and behind it, in characters. */
const BEFORE = 60;
const BEHIND = 60;

/** The part of a line around a finding, made plain, and where the caret belongs under it. */
function window(line: string, from: number, to: number): { shown: string; indent: number; width: number } {
  const start = from > BEFORE ? from - BEFORE : 0;
  const end = Math.min(line.length, Math.max(from + 1, Math.min(to, from + BEHIND)) + BEHIND);
  const lead = `${start > 0 ? '…' : ''}${shownText(line.slice(start, from))}`;
  const marked = shownText(line.slice(from, Math.min(to, end)));
  const rest = `${shownText(line.slice(Math.min(to, end), end))}${end < line.length ? '…' : ''}`;
  return { shown: `${lead}${marked}${rest}`, indent: columns(lead), width: Math.max(1, columns(marked)) };
}

/** A tab may be as wide as it likes; two blanks keep the caret in its place. */
const shownText = (text: string): string => plainText(text.replaceAll('\t', '  '));

const columns = (text: string): number => [...text].length;

function summary(reports: readonly FileReport[]): string {
  const found = reports.flatMap(({ findings }) => findings);
  const counts = SEVERITIES.map(severity => [severity, found.filter(one => one.severity === severity).length] as const);
  const told = counts.filter(([, count]) => count > 0).map(([severity, count]) => counted(count, severity));
  const said = told.length === 0 ? t('no findings') : told.join(', ');
  const { length } = reports;
  if (length === 0) return t('No files checked.');
  return length === 1 ? t('1 file: {0}.', said) : t('{0} files: {1}.', `${length}`, said);
}

/** A rule that has said all that it may of one document may have more to say. */
function cutRules(reports: readonly FileReport[]): readonly string[] {
  return reports.flatMap(({ file, findings }) => {
    const said = new Map<string, number>();
    for (const { rule } of findings) said.set(rule, (said.get(rule) ?? 0) + 1);
    const full = [...said].filter(([, count]) => count === MOST_FINDINGS).map(([rule]) => rule);
    return full.map(rule =>
      t('{0}: {1} is reported {2} times, then no more.', plainText(file.name), rule, `${MOST_FINDINGS}`),
    );
  });
}

const LEFT: Readonly<Record<NonNullable<FileReport['left']>, Wording>> = {
  unrecognised: t => t('not recognised as a config'),
  format: t => t('in a format that is not read'),
  length: t => t('too long'),
  time: t => t('taking too long to read'),
};

function leftAlone(reports: readonly FileReport[], verbose: boolean): readonly string[] {
  const left = reports.filter(one => one.left !== undefined);
  if (left.length === 0) return [];
  if (verbose) {
    return left.map(({ file, left: why }) =>
      t('{0}: not checked, {1}.', plainText(file.name), why === undefined ? '' : LEFT[why](t)),
    );
  }
  const counts = Object.entries(LEFT).flatMap(([why, words]) => {
    const count = left.filter(one => one.left === why).length;
    return count === 0 ? [] : [`${count} ${words(t)}`];
  });
  const all = counts.join(', ');
  return [
    left.length === 1
      ? t('Not checked: {0}. --verbose names it.', all)
      : t('Not checked: {0}. --verbose names them.', all),
  ];
}

const SEVERAL: Readonly<Record<Severity, (count: string) => string>> = {
  error: count => t('{0} errors', count),
  warning: count => t('{0} warnings', count),
  information: count => t('{0} information', count),
  hint: count => t('{0} hints', count),
};

const counted = (count: number, severity: Severity): string =>
  count === 1 ? t('1 {0}', severity) : SEVERAL[severity](`${count}`);
