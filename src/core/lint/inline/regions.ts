import { codeBlocks, type PageLanguage } from '../documents/codeBlocks.ts';
import { linesOf, type TextLine } from '../lines.ts';
import type { ShellText } from './shellWords.ts';

/** The languages that calls of the AWS CLI stand in. */
export type InlineLanguage = 'shell' | 'make' | 'yaml' | PageLanguage;

const BY_NAME: readonly (readonly [RegExp, InlineLanguage])[] = [
  [/\.(?:sh|bash|zsh|ksh|bats)$/i, 'shell'],
  [/(?:^|[\\/])(?:GNU)?makefile$|\.(?:mk|mak|make)$/i, 'make'],
  [/\.ya?ml$/i, 'yaml'],
  [/\.(?:md|markdown|mdx)$/i, 'markdown'],
  [/\.rst$/i, 'restructuredtext'],
];

const BY_FENCE: ReadonlyMap<string, InlineLanguage> = new Map([
  ...['', 'sh', 'bash', 'shell', 'zsh', 'ksh', 'console', 'shell-session', 'shellsession', 'terminal'].map(
    name => [name, 'shell'] as const,
  ),
  ...['make', 'makefile'].map(name => [name, 'make'] as const),
  ...['yaml', 'yml'].map(name => [name, 'yaml'] as const),
]);

/** The language of a file by its name, or by its first line where it names a shell; undefined where it is another. */
export function inlineLanguageOf(fileName: string, text: string): InlineLanguage | undefined {
  const named = BY_NAME.find(([pattern]) => pattern.test(fileName))?.[1];
  if (named !== undefined) return named;
  return /^#!.*\b(?:ba|z|k|da)?sh\b/.test(text.slice(0, 200)) ? 'shell' : undefined;
}

/** The stretches of a text that are shell. */
export function shellTexts(text: string, language: InlineLanguage): readonly ShellText[] {
  return within(text, language, 0, text.length);
}

function within(text: string, language: InlineLanguage, start: number, end: number): readonly ShellText[] {
  if (language === 'shell') return [{ text, start, end }];
  if (language === 'make') return [{ text, start, end, make: true }];
  if (language === 'yaml') return yamlScalars(text, start, end);
  return codeBlocks(text, language).flatMap(block => {
    const inner = BY_FENCE.get(block.language);
    const shells = inner === undefined ? [] : within(text, inner, block.start, block.end);
    return shells.map(shell => ({ ...shell, page: true }));
  });
}

/** The dashes of a list, a key before a scalar, and what kind of scalar follows: one after the other, never back. */
const DASHES = /(?:-[ \t]+)*/y;
const KEY = /[\w."'$/-][\w."'$ /-]*:[ \t]+/y;
const STYLE = /([|>])[-+\d]*[ \t]*(?:#.*)?$/y;
const PLAIN = /[^\s#"'|>&*![{]/y;

/** No key is so long that its scalar begins further behind. */
const MAX_KEY = 400;

/** The scalar that a line holds or begins, where it can be a command. */
function scalarIn(
  text: string,
  { start, end, indent }: TextLine,
): { start: number; style: string | undefined } | undefined {
  const line = text.slice(start, Math.min(end, start + MAX_KEY));
  let at = indent;
  for (const pattern of [DASHES, KEY]) {
    pattern.lastIndex = at;
    at += pattern.exec(line)?.[0].length ?? 0;
  }
  STYLE.lastIndex = at;
  const style = STYLE.exec(line)?.[1];
  PLAIN.lastIndex = at;
  return style !== undefined || PLAIN.test(line) ? { start: start + at, style } : undefined;
}

/** Block scalars and plain one-line scalars of a YAML file: what a workflow runs. */
function yamlScalars(text: string, start: number, end: number): readonly ShellText[] {
  const lines = [...linesOf(text, start, end)];
  const found: ShellText[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || line.blank) continue;
    const scalar = scalarIn(text, line);
    if (scalar === undefined) continue;
    const { style } = scalar;
    if (style === undefined) {
      found.push({ text, start: scalar.start, end: line.end });
      continue;
    }
    const last = blockEnd(lines, index, line.indent);
    const end = lines[last]?.next ?? line.next;
    if (last > index) found.push({ text, start: line.next, end, ...(style === '>' ? { folded: true } : {}) });
    index = last;
  }
  return found;
}

/** The index of the last line of the block that begins below a line. */
function blockEnd(lines: readonly TextLine[], head: number, indent: number): number {
  let last = head;
  for (let index = head + 1; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || (!line.blank && line.indent <= indent)) break;
    if (!line.blank) last = index;
  }
  return last;
}
