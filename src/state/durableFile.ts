import type { Stats } from 'node:fs';
import { constants, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isObject } from '../core/model/answer.ts';
import { StateError } from '../core/model/errors.ts';
import type { Answer } from '../core/model/ports.ts';
import { chmodWherePossible, FILE_MODE, FOR_OTHERS, systemCode } from './stateFolder.ts';

/** The file's text, or undefined where there is no file. Throws StateError `state-unreadable`. */
export async function readText(file: string): Promise<string | undefined> {
  return (await readBytes(file))?.toString('utf8');
}

/** Without waiting for a pipe's other end, in which no signal would end the process. Windows knows no such flag. */
const READING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** More than any file of the state folder comes to, and less than what a text can hold. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * The file's bytes, or undefined where there is no file. Throws StateError `state-unreadable`, or `state-damaged` where it is
 * larger than 256 MiB, or a pipe, a device or a folder is in its place: of those, reading may never end.
 */
export async function readBytes(file: string): Promise<Buffer | undefined> {
  try {
    const handle = await open(file, READING);
    try {
      const found = await handle.stat();
      checkIsFile(found, file);
      if (found.size > MOST_BYTES) throw new StateError('state-damaged', 'It is larger than 256 MiB.', file);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    if (error instanceof StateError) throw error;
    throw new StateError('state-unreadable', 'The file cannot be read.', file, { cause: error });
  }
}

/** Throws StateError `state-damaged`. */
export function checkIsFile(found: Stats, file: string): void {
  if (!found.isFile()) throw new StateError('state-damaged', 'It is a pipe, a device or a folder.', file);
}

/** What `replaceContent` says that it wrote. */
const VERSION = 1;

/** What a file that `replaceContent` wrote holds. Throws StateError `state-damaged` where it is no JSON, `state-newer` where a newer version wrote it. */
export function keptContent(text: string, file: string): Answer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new StateError('state-damaged', 'The file holds no JSON.', file, { cause: error });
  }
  const content = isObject(value) ? value : {};
  if (typeof content.version === 'number' && content.version > VERSION) {
    throw new StateError('state-newer', 'A newer version wrote the file.', file);
  }
  return content;
}

/**
 * Puts a text in a file for its owner alone, whole or not at all, and on the disk before it returns. A link there is
 * replaced and not followed. The caller holds the file's lock: what a killed writer left of its temporary file is written
 * over.
 * Throws StateError `state-unwritable`; the old content is then still there.
 */
export async function replaceText(file: string, text: string): Promise<void> {
  const fresh = `${file}.new`;
  await writing(file, async () => {
    await rm(fresh, { force: true });
    await withFile(fresh, 'wx', handle => handle.writeFile(text));
    await rename(fresh, file);
    await flushFolder(dirname(file));
  });
}

/** The same with the members of an object as JSON, and the version of what wrote it. */
export const replaceContent = (file: string, content: object): Promise<void> =>
  replaceText(file, `${JSON.stringify({ version: VERSION, ...content }, null, 2)}\n`);

/** Removes a file; nothing happens where there is none. Throws StateError `state-unwritable`. */
export async function removeFile(file: string): Promise<void> {
  await writing(file, async () => {
    await rm(file, { force: true });
    await flushFolder(dirname(file));
  });
}

/**
 * Adds one line to a file that exists, on the disk before it returns. The line goes out in one write at the end of
 * the file, so that even writers who lost their lock cannot mix theirs into it.
 *
 * @param afterTorn What is put first where the last line was cut off in the middle, by a writer that was killed.
 * Throws StateError `state-unwritable`.
 */
export async function appendLine(file: string, line: string, afterTorn: string): Promise<void> {
  await writing(file, () =>
    withFile(file, APPENDING, async handle => {
      await closeToOthers(handle);
      const text = `${(await endsInLine(handle)) ? '' : afterTorn}${line}\n`;
      const bytes = Buffer.from(text);
      const { bytesWritten } = await handle.write(bytes);
      if (bytesWritten < bytes.length) throw new Error(`only ${bytesWritten} of ${bytes.length} bytes were written`);
    }),
  );
}

async function endsInLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}

/** As `a+`, but for a link, which may lead to a file of someone else's choice. Windows knows no such flag. */
const APPENDING = constants.O_APPEND | constants.O_CREAT | constants.O_RDWR | (constants.O_NOFOLLOW ?? 0);

/** A file that was there before may be open to others: of what we write they are told nothing. */
async function closeToOthers(handle: FileHandle): Promise<void> {
  if (((await handle.stat()).mode & FOR_OTHERS) !== 0) await chmodWherePossible(mode => handle.chmod(mode), FILE_MODE);
}

/** What some work gives; of a file that only saves work, another value where the state folder cannot be used. */
export async function unlessBroken<T>(work: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StateError) return otherwise;
    throw error;
  }
}

/** Opens, works, flushes to the disk and closes. */
async function withFile(
  file: string,
  flags: string | number,
  work: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await open(file, flags, FILE_MODE);
  try {
    await work(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a new name in a folder survive a power cut. Windows cannot open folders, and needs no such thing. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StateError('state-unwritable', 'The file cannot be written.', file, { cause: error });
  }
}
