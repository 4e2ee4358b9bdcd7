import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { escapePath, glob, isDynamicPattern } from 'tinyglobby';
import { noSuchFile, UsageError, utf16Of } from '../commandLine.ts';
import { t } from '../language.ts';

/** One text to be linted, under the name by which findings tell it. */
export interface LintedFile {
  readonly name: string;
  readonly text: string;
  /** What was read, of which the text is made: where it is not UTF-8, the two say different things. */
  readonly bytes: Uint8Array;
}

/** What could be read, and a sentence for each file that could not. */
export interface ReadFiles {
  readonly files: readonly LintedFile[];
  readonly problems: readonly string[];
}

/** Folders that patterns do not look into unless they name them. */
const SKIPPED = ['node_modules', '.git'];

/**
 * Reads every file that is named or matched, each once. A name that exists is that file, whatever characters it has.
 * Throws UsageError for a pattern that matches nothing.
 */
export async function readLintedFiles(patterns: readonly string[], cwd: string): Promise<ReadFiles> {
  const names = new Set<string>();
  const read = new Map<string, LintedFile>();
  const problems: string[] = [];
  for (const pattern of patterns) {
    for (const name of await namesOf(pattern, cwd, read)) names.add(name);
  }
  for (const name of names) {
    try {
      read.set(name, read.get(name) ?? (await readText(name, cwd)));
    } catch (error) {
      problems.push(problemOf(name, error));
    }
  }
  return { files: [...names].flatMap(name => read.get(name) ?? []), problems };
}

async function namesOf(pattern: string, cwd: string, read: Map<string, LintedFile>): Promise<readonly string[]> {
  if (!isDynamicPattern(pattern)) return [pattern];
  try {
    read.set(pattern, await readText(pattern, cwd));
    return [pattern];
  } catch {
    // No file has that very name: it is meant as a pattern.
  }
  const ignore = SKIPPED.filter(folder => !pattern.includes(folder)).map(folder => `**/${escapePath(folder)}/**`);
  // On Windows a shell hands over backslashes, which a pattern takes for escapes.
  const portable = process.platform === 'win32' ? pattern.replaceAll('\\', '/') : pattern;
  const found = await glob(portable, { cwd, ignore, onlyFiles: true, expandDirectories: false });
  if (found.length === 0) throw new UsageError(t("No file matches '{0}'.", pattern));
  return found.sort();
}

async function readText(name: string, cwd: string): Promise<LintedFile> {
  const path = resolve(cwd, name);
  const found = await stat(path);
  // A pipe that nobody writes to is never read to its end, and neither is a device.
  if (!found.isFile() && !found.isDirectory()) {
    throw new Unread(t('{0}: this is a pipe or a device and was not read; hand over its text with --stdin.', name));
  }
  const bytes = await readFile(path);
  if (utf16Of(bytes) !== undefined) {
    throw new Unread(t('{0}: this is UTF-16 text, which AWS’s tools do not read; save it as UTF-8.', name));
  }
  return lintedFile(name, bytes);
}

/** Bytes as a text to be linted; a byte order mark is kept, so that offsets are those of the file. */
export function lintedFile(name: string, bytes: Uint8Array): LintedFile {
  return { name, bytes, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
}

/** Why a file was left alone; the message says so to a person, with its name. */
class Unread extends Error {}

/** Why a file could not be read, by its name. */
function problemOf(name: string, error: unknown): string {
  if (error instanceof Unread) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return noSuchFile(name);
  if (code === 'EISDIR') {
    return t('{0}: this is a folder; name files, or a pattern such as "FOLDER/**/*.json".', name);
  }
  return `${name}: ${error instanceof Error ? error.message : String(error)}`;
}
