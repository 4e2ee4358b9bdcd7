import { readFileSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ProcessView } from '../../state/processes.ts';
import { DataFileError, DataFileLock } from './dataFileLock.ts';

/**
 * One file that holds the state, replaced whole and durably at each write: a temporary file, flushed, takes its name.
 * A reader, and a process killed at any moment, finds the old document or the new one and nothing between.
 */
export class DataFile {
  readonly #path: string;
  readonly #lock: DataFileLock;

  private constructor(path: string, lock: DataFileLock) {
    this.#path = path;
    this.#lock = lock;
  }

  /** Takes the file for this process. @throws {DataFileError} where another emulator holds it. */
  static async claim(path: string, processes?: ProcessView): Promise<DataFile> {
    const whole = resolve(path);
    return new DataFile(whole, await DataFileLock.take(whole, processes));
  }

  /** The document in the file; undefined where there is no file. @throws {DataFileError} where it is not JSON. */
  read(): unknown {
    let text: string;
    try {
      // A pipe would be waited for, in which no signal would end the process.
      if (!statSync(this.#path).isFile()) throw new Error('it is not a file');
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw new DataFileError(`${this.#path} can't be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    try {
      return JSON.parse(text);
    } catch {
      throw new DataFileError(`${this.#path} does not hold JSON`);
    }
  }

  /**
   * Replaces the document; once it resolves, the text outlives a crash of the process and of the machine.
   * @throws {DataFileError} where another emulator has taken the file, after this process stood still for long
   */
  async write(text: string): Promise<void> {
    if (await this.#lock.isLost()) throw new DataFileError(`${this.#path} is another emulator's by now`);
    const temporary = `${this.#path}.new`;
    // What a killed process left there goes; opened exclusively, so that a link which someone put there is not followed.
    await rm(temporary, { force: true });
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, this.#path);
    await syncDirectory(dirname(this.#path));
  }

  /** Gives the file up for other processes. */
  release(): Promise<void> {
    return this.#lock.release();
  }
}

/** Makes a rename durable. Windows can't open a directory and needs no such thing. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
