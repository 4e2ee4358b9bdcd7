import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXTENSION } from '../../src/host/manifest/ids.ts';
import { projectFolder } from './paths.ts';

/** The language that is none: what VS Code calls it where it is asked for texts. */
export const PSEUDO_LANGUAGE = 'qps-ploc';

const PLAIN = 'AaEeIiOoUuCcDdNnSsTtYyZz';
const ACCENTED = 'ÅåÉéÎîÖöÛûÇçÐðÑñŠšŤťÝýŽž';

/** What stands in a text and is read by a program: values, icons, code, the targets of links and of the manifest's commands. */
const KEPT = /\{\d+\}|\$\([\w~-]+\)|`[^`]*`|\]\([^)]*\)|https?:\/\/\S+/g;

/**
 * A text as a translation of it might be, and yet to be read: between marks, every word accented, and longer by a third.
 * What is shown without marks was not translated.
 */
export function pseudo(text: string): string {
  let from = 0;
  let said = '';
  for (const match of text.matchAll(KEPT)) {
    said += accented(text.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return `⟦${said}${accented(text.slice(from))}${' ~'.repeat(Math.ceil(text.length / 6))}⟧`;
}

const accented = (text: string): string => [...text].map(letter => ACCENTED[PLAIN.indexOf(letter)] ?? letter).join('');

/** The same for each line by itself: VS Code takes lines of a view's welcome apart, and each that is a link for a button. */
const pseudoLines = (text: string): string =>
  text
    .split('\n')
    .map(line =>
      line.replace(/^(\[?)(.*?)(\]\([^)]*\))?$/, (_, open, words, close = '') => `${open}${pseudo(words)}${close}`),
    )
    .join('\n');

/** Adds the language to an extension that is installed below a folder, as two files: what a translator would add. */
export async function addPseudoLanguage(extensions: string): Promise<void> {
  const name = (await readdir(extensions)).find(one => one.startsWith(EXTENSION));
  if (name === undefined) throw new Error(`${EXTENSION} is not installed in ${extensions}`);
  const extension = join(extensions, name);
  const read = async (file: string) => JSON.parse(await readFile(file, 'utf8'));
  const translated = async (file: string, say: (text: string) => string) =>
    Object.fromEntries(
      Object.entries<string>(await read(join(projectFolder, file))).map(([key, text]) => [key, say(text)]),
    );
  const write = (file: string, value: unknown) => writeFile(join(extension, file), JSON.stringify(value));
  await mkdir(join(extension, 'l10n'), { recursive: true });
  await write(`l10n/bundle.l10n.${PSEUDO_LANGUAGE}.json`, await translated('l10n/bundle.l10n.json', pseudo));
  await write(`package.nls.${PSEUDO_LANGUAGE}.json`, await translated('package.nls.json', pseudoLines));
  await write('package.json', { ...(await read(join(extension, 'package.json'))), l10n: './l10n' });
}
