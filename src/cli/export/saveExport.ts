import { lstat, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ExportedFile, ExportTarget } from '../../core/export/targets.ts';
import { parseJson } from '../../core/json/parse.ts';
import { memberOf } from '../../core/json/tree.ts';
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
    for (const { file } of placed) await (isProject ? refuseForeignHere(file) : refuseForeign(file, id));
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

/** The same below a folder that was named: a link there may lead out of it, also to where nothing is yet. */
async function refuseForeignHere(file: string): Promise<void> {
  const there = await lstat(file).catch(leaveAbsent);
  if (there?.isFile() === false) throw new UsageError(t('{0} is not a file.', file));
  await refuseForeign(file, 'terraform');
}

/** Throws UsageError for a file that no earlier export wrote. What is no file, a pipe say, is written to and never read. */
async function refuseForeign(file: string, id: ExportTarget['id']): Promise<void> {
  const there = await stat(file).catch(leaveAbsent);
  if (there?.isFile() !== true || there.size === 0 || isOurs(await readFile(file, 'utf8'), id)) return;
  throw new UsageError(t('{0} was not written by an export, so it was not replaced.', file));
}

/** True for what an export wrote. A fleet file has no comment that would say so: any takes the place of another. */
function isOurs(text: string, id: ExportTarget['id']): boolean {
  // The first lines may say what runs it.
  if (id !== 'fleet') return text.split('\n', 3).some(line => line.startsWith(`# ${EXPORT_MARK}`));
  const { root, fault } = parseJson(text);
  return fault === undefined && root?.type === 'object' && memberOf(root, 'accounts') !== undefined;
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
