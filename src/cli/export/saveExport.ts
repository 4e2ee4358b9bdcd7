import { lstat, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ExportedFile, ExportTarget } from '../../core/export/targets.ts';
import { plainText } from '../../core/model/plainText.ts';
import { EXPORT_MARK } from '../../messages/exportText.ts';
import { systemCode } from '../../state/stateFolder.ts';
import { type CommandIo, UsageError } from '../commandLine.ts';
import { t } from '../language.ts';

/** Writes an export's files, and tells on stderr which. Throws UsageError where they cannot be written. */
export async function saveExport(
  files: readonly ExportedFile[],
  out: string,
  { id }: Pick<ExportTarget, 'id'>,
  { cwd, stderr }: Pick<CommandIo, 'cwd' | 'stderr'>,
): Promise<void> {
  const path = resolve(cwd, out);
  const isProject = id === 'terraform';
  try {
    const below = isProject || (await isDirectory(path));
    const placed = files.map(one => ({ ...one, file: below ? join(path, one.path) : path }));
    // All of it or nothing: a folder with half an export would be planned as the whole.
    if (isProject) for (const { file } of placed) await refuseForeign(file);
    for (const { file, path: name, text } of placed) {
      if (name.endsWith('providers.tf') && (await hasProvider(dirname(file)))) {
        await stderr.line(
          t('{0} already names its provider, so no providers.tf was written.', plainText(dirname(file))),
        );
        continue;
      }
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      await stderr.line(t('Written: {0}', plainText(file)));
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(t('Can’t write the export: {0}', error instanceof Error ? error.message : String(error)));
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(leaveAbsent))?.isDirectory() === true;
}

/** Throws UsageError for a file that no earlier export wrote. */
async function refuseForeign(file: string): Promise<void> {
  // A link may lead out of the folder, also to where nothing is yet; a pipe is never read to its end.
  const there = await lstat(file).catch(leaveAbsent);
  if (there?.isFile() === false) throw new UsageError(t('{0} is not a file.', file));
  const text = await readFile(file, 'utf8').catch(leaveAbsent);
  if (text === undefined || text.startsWith(`# ${EXPORT_MARK}`)) return;
  throw new UsageError(t('{0} was not written by an export, so it was not replaced.', file));
}

/** Where a folder of Terraform says what a folder may say once. */
const PROVIDER = /^[^\S\r\n]*(?:provider[ \t]+"aws"|required_providers)[ \t]*\{/m;

/** True where another file of a folder names the provider; overrides only add to it. */
async function hasProvider(folder: string): Promise<boolean> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(leaveAbsent)) ?? [];
  const names = entries.filter(one => one.isFile() || one.isSymbolicLink()).map(({ name }) => name);
  const others = names.filter(name => /\.tf$/.test(name) && !/^(?:providers|override)\.tf$|_override\.tf$/.test(name));
  const texts = await Promise.all(others.map(name => readFile(join(folder, name), 'utf8')));
  return texts.some(text => PROVIDER.test(text));
}

function leaveAbsent(error: unknown): undefined {
  if (systemCode(error) !== 'ENOENT' && systemCode(error) !== 'ENOTDIR') throw error;
}
