import { codeBlocks, type PageLanguage } from '../documents/codeBlocks.ts';
import { linesOf, type TextLine } from '../lines.ts';
import { filledInScript } from './filledInBefore.ts';
import type { ShellText } from './shellWords.ts';
import { yamlScalars } from './yamlScalars.ts';

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
  if (language === 'shell') return [{ text, start, end, filledIn: filledInScript(text, start, end) }];
  if (language === 'make') return makeLines(text, start, end);
  if (language === 'yaml') return yamlScalars(text, start, end);
  return codeBlocks(text, language).flatMap(block => {
    const inner = BY_FENCE.get(block.language);
    const shells = inner === undefined ? [] : within(text, inner, block.start, block.end);
    return shells.map(shell => ({ ...shell, page: true, openings: [block.opened, ...(shell.openings ?? [])] }));
  });
}

/** What makes every recipe of a Makefile one script. */
const ONE_SHELL = /^\.ONESHELL[ \t]*:/m;

/** The lines of a Makefile, with those that continue them: each goes to a shell of its own, or to none. */
function makeLines(text: string, start: number, end: number): readonly ShellText[] {
  if (ONE_SHELL.test(text.slice(start, end))) return [{ text, start, end, make: true }];
  const found: ShellText[] = [];
  let from = start;
  for (const line of linesOf(text, start, end)) {
    if (line.next < end && isContinued(text, line)) continue;
    found.push({ text, start: from, end: line.end, make: true });
    from = line.next;
  }
  return found;
}

/** True where a line ends in a backslash that no other stands for. */
function isContinued(text: string, { start, end }: TextLine): boolean {
  let at = end;
  while (at > start && text[at - 1] === '\\') at -= 1;
  return (end - at) % 2 === 1;
}
