import { basename, dirname } from 'node:path';
import { Owner } from '../disposables.ts';
import { watchFiles } from '../watchFiles.ts';

/** Tools write a file in several goes; what follows within this time counts as one change. */
const GATHER_MILLISECONDS = 500;

/** What of the credentials on this machine changed: the shared files themselves, or the sign-ins that tools keep. */
export type SharedChange = 'config' | 'sign-in';

/** Watches the shared AWS files for changes by others. Reads none of them. */
export class SharedFilesWatcher extends Owner {
  readonly #tell: (change: SharedChange) => void;
  readonly #timers = new Map<SharedChange, NodeJS.Timeout>();

  /** @param signIns Folders in which tools keep them, in files named `*.json`. */
  constructor(
    files: { readonly config: string; readonly credentials: string },
    signIns: readonly string[],
    tell: (change: SharedChange) => void,
  ) {
    super();
    this.#tell = tell;
    for (const file of [files.config, files.credentials]) {
      // A variable that is set to nothing names no file.
      if (file !== '') this.#watch(dirname(file), basename(file), 'config');
    }
    for (const folder of signIns) this.#watch(folder, '*.json', 'sign-in');
    this.onDispose(() => {
      for (const timer of this.#timers.values()) clearTimeout(timer);
    });
  }

  #watch(folder: string, pattern: string, change: SharedChange): void {
    const gather = () => {
      clearTimeout(this.#timers.get(change));
      this.#timers.set(
        change,
        setTimeout(() => this.#tell(change), GATHER_MILLISECONDS),
      );
    };
    this.own(watchFiles(folder, pattern, gather));
  }
}
