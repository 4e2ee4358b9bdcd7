import { randomUUID } from 'node:crypto';
import {
  access,
  chmod,
  chown,
  constants,
  type FileHandle,
  open,
  readFile,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Why a file was left as it is; the message says so to a person. */
export class NotReplaced extends Error {}

/** Anyone's permission to write. */
const WRITABLE = 0o222;

/**
 * Puts a text in a file in place of what was read from it, whole or not at all. The file keeps its mode and, where possible,
 * its owner; a link stays and what it leads to is replaced. A file of several names is written into, so that all of them
 * still lead to it.
 *
 * @param before What was read: a file that holds anything else by now is left alone.
 * Throws NotReplaced, and what the file system throws where the disk is full, say; the file is then as it was.
 */
export async function replaceFile(file: string, before: Uint8Array, text: string): Promise<void> {
  const real = await realpath(file);
  const { mode, uid, gid, nlink } = await checkedStat(real);
  if (nlink > 1) return writeInto(real, before, text);
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
    if (!(await readFile(real)).equals(before)) throw changedMeanwhile();
    await rename(fresh, real);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

const changedMeanwhile = (): NotReplaced => new NotReplaced('it was changed meanwhile; nothing was written.');

/** Writes into the file itself; where that fails, a full disk say, what was there is put back. */
async function writeInto(file: string, before: Uint8Array, text: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    if (!(await handle.readFile()).equals(before)) throw changedMeanwhile();
    try {
      await overwrite(handle, Buffer.from(text));
    } catch (error) {
      await overwrite(handle, before);
      throw error;
    }
  } finally {
    await handle.close();
  }
}

async function overwrite(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, done)).bytesWritten;
  }
  await handle.truncate(bytes.length);
  await handle.sync();
}

async function checkedStat(file: string): Promise<{ mode: number; uid: number; gid: number; nlink: number }> {
  const found = await stat(file);
  if (!found.isFile()) throw new NotReplaced('only a plain file can be fixed.');
  const mode = found.mode & 0o7777;
  const isWritable = await access(file, constants.W_OK).then(
    () => true,
    () => false,
  );
  // Who may write everything is told the same: a mode that lets nobody write is a wish.
  if (!isWritable || (mode & WRITABLE) === 0) throw new NotReplaced('it is read-only; nothing was written.');
  return { mode, uid: found.uid, gid: found.gid, nlink: found.nlink };
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
