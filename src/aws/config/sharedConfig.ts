import { stat } from 'node:fs/promises';
import { AccessError } from '../../core/model/errors.ts';
import type { Clock } from '../../core/model/ports.ts';
import { type Environment, sharedFilePaths } from './environment.ts';
import { parseIni } from './iniFile.ts';
import { bytesOf } from './plainFile.ts';
import { type Profile, type Profiles, type ReadFile, type Section, sortSections } from './profiles.ts';

/** A reading of both shared files. */
export interface ConfigSnapshot extends Omit<Profiles, 'faults' | 'astray'> {
  /** Goes up by one whenever the text of a file changed; equal numbers mean equal text. */
  readonly generation: number;
  /** What could not be read, in words with the file's path; the rest was read all the same. */
  readonly problems: readonly string[];
  /**
   * True if a file exists but could not be opened, or a header in it cannot be read: a profile that is not found, or a
   * setting of one that is, may stand there.
   */
  readonly incomplete: boolean;
}

/** A profile with its name. */
export interface NamedProfile extends Profile {
  readonly name: string;
}

/** The files whose change is worth noticing; a path is empty where there is to be no such file. */
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
  EPIPE: 'it is a pipe',
  EFBIG: 'it is larger than 64 MB',
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

async function readSharedFile(path: string): Promise<FileReading> {
  try {
    return { text: utf8.decode(await bytesOf(path)), problem: undefined };
  } catch (error) {
    if (error instanceof TypeError) return { text: undefined, problem: `${path} cannot be read: it is not UTF-8 text` };
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
  readonly #tell: (texts: readonly string[]) => void;
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** @param tell Told of each reading in which something is wrong, in words. */
  constructor(env: Environment, clock: Pick<Clock, 'now'>, tell: (texts: readonly string[]) => void = () => undefined) {
    this.files = sharedFilePaths(env);
    this.#clock = clock;
    this.#tell = tell;
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
    const read = (path: string, { text }: FileReading): ReadFile => ({ path, file: parseIni(text ?? '') });
    const { faults, astray, ...sorted } = sortSections(
      read(this.files.config, config),
      read(this.files.credentials, credentials),
    );
    const problems = [config.problem, credentials.problem, ...faults].filter(text => text !== undefined);
    const wrong = [...problems, ...sorted.warnings];
    if (wrong.length > 0) this.#tell(wrong);
    const incomplete = astray || config.text === undefined || credentials.text === undefined;
    return { ...sorted, generation, problems, incomplete };
  }
}

/** A profile with its name. */
export interface NamedProfile extends Profile {
  readonly name: string;
}

/**
 * A section, where all of it could be read.
 * @param what the section in words, such as `profile "dev"`
 * @throws {AccessError} `config-unreadable`
 */
export function usable<Found extends Section>(section: Found, what: string): Found {
  if (section.fault === undefined) return section;
  throw new AccessError('config-unreadable', `The ${what} is not used until this is mended: ${section.fault}.`);
}

/**
 * A profile by its name. None is used while a file cannot be opened or has a header that cannot be read, as that may
 * say where calls go and as whom.
 * @param name undefined for `default`, which need not be there
 * @throws {AccessError} `no-credentials` where there is none, `config-unreadable` where something of it cannot be read
 */
export function requireProfile(snapshot: ConfigSnapshot, name: string | undefined): NamedProfile {
  const { profiles, defaultProfile, problems, incomplete } = snapshot;
  if (incomplete) {
    throw new AccessError('config-unreadable', `No profile is used until this is mended: ${problems.join('; ')}.`);
  }
  const profile = name === undefined ? defaultProfile : profiles.get(name);
  if (profile !== undefined) {
    const named = { ...profile, name: name ?? 'default' };
    return usable(named, `profile "${named.name}"`);
  }
  const hint = problems.length === 0 ? '' : ` (${problems.join('; ')})`;
  throw new AccessError('no-credentials', `There is no profile named "${name}" in the shared config files${hint}.`);
}
