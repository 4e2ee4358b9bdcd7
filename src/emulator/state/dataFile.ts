import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Why a data file can't be used; the text says so to a person. */
export class DataFileError extends Error {}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * One file that holds the state, replaced whole and durably at each write: a temporary file, flushed, takes its name.
 * A reader, and a process killed at any moment, finds the old document or the new one and nothing between.
 */
export class DataFile {
  /** The files this process holds. A lock with our own id that is not among them is a dead process's of the same id. */
  static readonly #held = new Set<string>();

  readonly #path: string;
  readonly #lockPath: string;

  private constructor(path: string) {
    this.#path = path;
    this.#lockPath = `${path}.lock`;
  }

  /** Takes the file for this process. @throws {DataFileError} where another emulator holds it. */
  static claim(path: string): DataFile {
    const file = new DataFile(resolve(path));
    for (const attempt of [1, 2]) {
      try {
        writeFileSync(file.#lockPath, String(process.pid), { flag: 'wx', mode: 0o600 });
        DataFile.#held.add(file.#lockPath);
        return file;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
          throw new DataFileError(
            `${path} can't be written: ${error instanceof Error ? error.message : String(error)}`,
          );
        }
        const holder = Number(readFileSync(file.#lockPath, 'utf8'));
        if (attempt === 2 || DataFile.#isHeld(file.#lockPath, holder)) {
          throw new DataFileError(`${path} is in use by the emulator with process id ${holder}`);
        }
        // Left behind by a process that was killed.
        rmSync(file.#lockPath, { force: true });
      }
    }
    throw new DataFileError(`${path} can't be claimed`);
  }

  static #isHeld(lockPath: string, holder: number): boolean {
    return holder === process.pid ? DataFile.#held.has(lockPath) : holder > 0 && isAlive(holder);
  }

  /** The document in the file; undefined where there is no file. @throws {DataFileError} where it is not JSON. */
  read(): unknown {
    let text: string;
    try {
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

  /** Replaces the document; once it resolves, the text outlives a crash of the process and of the machine. */
  async write(text: string): Promise<void> {
    const temporary = `${this.#path}.new`;
    const handle = await open(temporary, 'w', 0o600);
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
  release(): void {
    DataFile.#held.delete(this.#lockPath);
    rmSync(this.#lockPath, { force: true });
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
