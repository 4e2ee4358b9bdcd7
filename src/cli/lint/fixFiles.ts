import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { t } from '../language.ts';
import type { LintedFile } from './lintedFiles.ts';
import { NotReplaced, replaceFile } from './replaceFile.ts';

/** What fixing files gave. */
export interface FixedFiles {
  /** As they are now: fixed, or as they were. */
  readonly files: readonly LintedFile[];
  /** Names of files that were fixed. */
  readonly changed: readonly string[];
  /** A sentence for each file that has fixes and could not be written. */
  readonly problems: readonly string[];
}

/** Writes what `fix` makes of each file. A file that has two names is fixed once. */
export async function fixFiles(
  files: readonly LintedFile[],
  cwd: string,
  fix: (file: LintedFile) => string,
): Promise<FixedFiles> {
  const result = { files: [] as LintedFile[], changed: [] as string[], problems: [] as string[] };
  const written = new Map<string, LintedFile>();
  // Asked before the first is written: what is replaced has another number then.
  const identities = await Promise.all(files.map(({ name }) => identityOf(resolve(cwd, name))));
  for (const [index, file] of files.entries()) {
    const path = resolve(cwd, file.name);
    const identity = identities[index] ?? path;
    const known = written.get(identity);
    const before = known === undefined ? file : { ...known, name: file.name };
    const after = await fixFile(before, path, fix, result.problems);
    if (after !== before) result.changed.push(file.name);
    written.set(identity, after);
    result.files.push(after);
  }
  return result;
}

/** The same for every name of a file, by links of both sorts. */
async function identityOf(path: string): Promise<string> {
  return stat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => path,
  );
}

async function fixFile(
  file: LintedFile,
  path: string,
  fix: (file: LintedFile) => string,
  problems: string[],
): Promise<LintedFile> {
  const text = fix(file);
  if (text === file.text) return file;
  try {
    if (!Buffer.from(file.text).equals(file.bytes)) {
      throw new NotReplaced(t('it is not in UTF-8 throughout; nothing was written.'));
    }
    await replaceFile(path, file.bytes, text);
    return { ...file, text, bytes: Buffer.from(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const why = error instanceof NotReplaced ? reason : t('it could not be written: {0}', reason);
    problems.push(t('{0}: not fixed, {1}', file.name, why));
    return file;
  }
}
