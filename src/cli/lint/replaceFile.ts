import { randomUUID } from 'node:crypto';
import { access, chmod, chown, constants, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Why a file was left as it is; the message says so to a person. */
export class NotReplaced extends Error {}

/** Anyone's permission to write. */
const WRITABLE = 0o222;

/**
 * Puts a text in a file in place of what was read from it, whole or not at all. The file keeps its mode and, where possible,
 * its owner; a link stays and what it leads to is replaced.
 *
 * @param before What was read: a file that holds anything else by now is left alone.
 * Throws NotReplaced, and what the file system throws where the disk is full, say; the file is then as it was.
 */
export async function replaceFile(file: string, before: Uint8Array, text: string): Promise<void> {
  const real = await realpath(file);
  const { mode, uid, gid } = await checkedStat(real);
  const fresh = join(dirname(real), `.${basename(real)}.${randomUUID()}.new`);
  try {
    const handle = await open(fresh, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await keepOwner(fresh, uid, gid);
    await chmod(fresh, mode);
    if (!(await readFile(real)).equals(before)) throw new NotReplaced('it was changed meanwhile; nothing was written.');
    await rename(fresh, real);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

async function checkedStat(file: string): Promise<{ mode: number; uid: number; gid: number }> {
  const found = await stat(file);
  if (!found.isFile()) throw new NotReplaced('only a plain file can be fixed.');
  const mode = found.mode & 0o7777;
  const isWritable = await access(file, constants.W_OK).then(
    () => true,
    () => false,
  );
  // Who may write everything is told the same: a mode that lets nobody write is a wish.
  if (!isWritable || (mode & WRITABLE) === 0) throw new NotReplaced('it is read-only; nothing was written.');
  return { mode, uid: found.uid, gid: found.gid };
}

/** A fresh file is its writer's; whoever may write what is another's gives it back, where that is allowed. */
async function keepOwner(file: string, uid: number, gid: number): Promise<void> {
  const own = await stat(file);
  if (own.uid === uid && own.gid === gid) return;
  await chown(file, uid, gid).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EPERM') {
      throw new NotReplaced('it belongs to someone else, whom it could not be given back to; nothing was written.');
    }
    throw error;
  });
}
