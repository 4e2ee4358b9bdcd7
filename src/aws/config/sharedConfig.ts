import { readFile, stat } from 'node:fs/promises';
import { AccessError } from '../../core/model/errors.ts';
import type { Clock } from '../../core/model/ports.ts';
import { type Environment, sharedFilePaths } from './environment.ts';
import { type IniFile, parseIni } from './iniFile.ts';
import { type Profiles, sortSections } from './profiles.ts';

/** A reading of both shared files. */
export interface ConfigSnapshot extends Profiles {
  /** Goes up by one whenever the text of a file changed; equal numbers mean equal text. */
  readonly generation: number;
  /** What could not be read, in words with the file's path; the rest was read all the same. */
  readonly problems: readonly string[];
  /** True if a file exists but could not be opened: a profile that is not found may stand in it. */
  readonly incomplete: boolean;
}

/** The files whose change is worth noticing. */
export interface SharedFiles {
  readonly config: string;
  readonly credentials: string;
}

interface FileReading {
  readonly text: string | undefined;
  readonly problem: string | undefined;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
};

async function readSharedFile(path: string): Promise<FileReading> {
  try {
    return { text: await readFile(path, 'utf8'), problem: undefined };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // A file that is not there is no problem: AWS's tools work without either.
    if (code === 'ENOENT' || code === 'ENOTDIR') return { text: '', problem: undefined };
    return { text: undefined, problem: `${path} cannot be read: ${reasons[code] ?? code}` };
  }
}

const fingerprint = async (path: string): Promise<string> => {
  try {
    const { mtimeNs, ctimeNs, size, ino } = await stat(path, { bigint: true });
    return `${mtimeNs} ${ctimeNs} ${size} ${ino}`;
  } catch {
    return 'absent';
  }
};

/** How long a look at the files' times holds: thousands of reads a second must not look twice each. */
const LOOK_HOLDS_MS = 250;

/**
 * AWS's shared config and credentials files, read by us: the SDK's own loader drops sections whose name holds a
 * space or parentheses, takes an unreadable file for an empty one, and keeps what it read for the life of the
 * process. Nothing is read before the first call, and nothing is watched: `current` looks whether a file changed.
 */
export class SharedConfig {
  readonly files: SharedFiles;
  #known: { readonly marks: string; readonly texts: string; readonly snapshot: ConfigSnapshot } | undefined;
  #reading: Promise<ConfigSnapshot> | undefined;
  readonly #clock: Pick<Clock, 'now'>;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(env: Environment, clock: Pick<Clock, 'now'>) {
    this.files = sharedFilePaths(env);
    this.#clock = clock;
  }

  /** What the files say now, or said a quarter of a second ago: for whoever asks thousands of times. */
  async recent(): Promise<ConfigSnapshot> {
    const sinceLook = this.#clock.now() - this.#lookedAt;
    const holds = sinceLook >= 0 && sinceLook < LOOK_HOLDS_MS;
    return holds && this.#known !== undefined ? this.#known.snapshot : this.current();
  }

  /** What the files say now. Cheap where they did not change: two looks at the file system. */
  async current(): Promise<ConfigSnapshot> {
    this.#reading ??= this.#read(false).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Reads the files anew whatever their times say; before a write, when a stale answer would cost most. */
  async reread(): Promise<ConfigSnapshot> {
    return this.#read(true);
  }

  async #read(force: boolean): Promise<ConfigSnapshot> {
    const paths = [this.files.config, this.files.credentials];
    const lookedAt = this.#clock.now();
    // The marks are taken first: a change during the read is then seen by the next look, not missed.
    const marks = (await Promise.all(paths.map(fingerprint))).join('\n');
    if (!force && this.#known?.marks === marks) {
      this.#lookedAt = lookedAt;
      return this.#known.snapshot;
    }
    const [config, credentials] = await Promise.all([
      readSharedFile(this.files.config),
      readSharedFile(this.files.credentials),
    ]);
    const texts = JSON.stringify([config, credentials]);
    const before = this.#known;
    const snapshot =
      before?.texts === texts
        ? before.snapshot
        : this.#snapshot(config, credentials, (before?.snapshot.generation ?? 0) + 1);
    this.#known = { marks, texts, snapshot };
    this.#lookedAt = lookedAt;
    return snapshot;
  }

  #snapshot(config: FileReading, credentials: FileReading, generation: number): ConfigSnapshot {
    const problems: string[] = [];
    const parse = (path: string, reading: FileReading): IniFile => {
      if (reading.problem !== undefined) problems.push(reading.problem);
      const file = parseIni(reading.text ?? '');
      const { badLines } = file;
      if (badLines.length > 0) {
        problems.push(
          `${path} cannot be read at line ${badLines.slice(0, 5).join(', ')}${badLines.length > 5 ? ' and more' : ''}`,
        );
      }
      return file;
    };
    const sorted = sortSections(parse(this.files.config, config), parse(this.files.credentials, credentials));
    return { ...sorted, generation, problems, incomplete: config.text === undefined || credentials.text === undefined };
  }
}

/**
 * The settings of a profile.
 * @throws {AccessError} `config-unreadable` where a file could not be opened, else `no-credentials`
 */
export function profileSettings(snapshot: ConfigSnapshot, name: string): ReadonlyMap<string, string> {
  const settings = snapshot.profiles.get(name);
  if (settings !== undefined) return settings;
  if (snapshot.incomplete) throw new AccessError('config-unreadable', snapshot.problems.join('; '));
  const hint = snapshot.problems.length === 0 ? '' : ` (${snapshot.problems.join('; ')})`;
  throw new AccessError('no-credentials', `There is no profile named "${name}" in the shared config files${hint}.`);
}
