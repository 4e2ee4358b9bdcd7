import {
  Disposable,
  EventEmitter,
  extensions,
  type FileChangeEvent,
  FileChangeType,
  FilePermission,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  l10n,
  type Memento,
  TextDocumentSaveReason,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { Owner } from '../disposables.ts';
import { LIVE_SCHEME } from '../manifest/ids.ts';
import type { HostServices } from '../services.ts';
import type { LiveFiles } from './liveFiles.ts';
import { refused } from './refused.ts';

/**
 * What is live of a resource as a document that can be edited and saved. Only a save by hand writes: VS Code tells why it
 * saves before it does, and a write without that is refused. Only what we opened ourselves is read, since anyone can name an
 * address, as the schema of a file say, and reading it may run a program of the profile that it names. All behind it is loaded
 * with the first live document.
 */
export class LiveDocuments extends Owner implements FileSystemProvider {
  readonly #changed = this.own(new EventEmitter<FileChangeEvent[]>());
  readonly #host: () => Promise<HostServices>;
  readonly #kept: Memento;
  /** Why VS Code is about to save, by document. */
  readonly #reasons = new Map<string, TextDocumentSaveReason>();

  readonly onDidChangeFile = this.#changed.event;

  /** @param kept What is kept of this workspace. */
  constructor(host: () => Promise<HostServices>, kept: Memento) {
    super();
    this.#host = host;
    this.#kept = kept;
    this.own(workspace.registerFileSystemProvider(LIVE_SCHEME, this, { isCaseSensitive: true }));
    this.own(
      workspace.onWillSaveTextDocument(({ document, reason }) => {
        if (document.uri.scheme === LIVE_SCHEME) this.#reasons.set(document.uri.toString(), reason);
      }),
    );
    this.own(workspace.onDidSaveTextDocument(({ uri }) => void this.#reasons.delete(uri.toString())));
    this.own(workspace.onDidCloseTextDocument(({ uri }) => void this.#reasons.delete(uri.toString())));
    this.own(
      workspace.onDidOpenTextDocument(({ uri }) => {
        if (uri.scheme === LIVE_SCHEME) void activateJsonSupport();
      }),
    );
    // Nobody tells us what changes in AWS: a person who comes back to a document sees it as it is.
    this.own(window.onDidChangeActiveTextEditor(editor => void this.#lookAgain(editor?.document.uri)));
    this.own(
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) void this.#lookAgain(window.activeTextEditor?.document.uri);
      }),
    );
    this.own(workspace.onDidGrantWorkspaceTrust(() => this.#tell(this.#open())));
  }

  async stat(uri: Uri): Promise<FileStat> {
    if (!uri.path.endsWith('.json')) return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const isSaving = this.#reasons.get(uri.toString()) === TextDocumentSaveReason.Manual;
    const stat = { type: FileType.File, ...(await (await this.#filesFor(uri)).stat(uri, isSaving)) };
    return workspace.isTrusted ? stat : { ...stat, permissions: FilePermission.Readonly };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return (await this.#filesFor(uri)).read(uri);
  }

  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const reason = this.#reasons.get(uri.toString());
    this.#reasons.delete(uri.toString());
    if (reason !== TextDocumentSaveReason.Manual) {
      throw refused(
        l10n.t('Not applied: a live document is applied only when you save it yourself, never by auto save.'),
      );
    }
    await (await this.#filesFor(uri)).write(uri, content);
  }

  /** Changes are looked for when a person comes back to a document. */
  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  readDirectory(): never[] {
    return [];
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  /** Documents never delete: the commands do. */
  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  async #filesFor(uri: Uri): Promise<LiveFiles> {
    const { liveMemory } = await import('./liveMemory.ts');
    if (liveMemory(this.#kept).wasOpened(uri.toString())) return this.#load();
    throw refused(l10n.t('Open live documents from the Accounts view, not by address.'));
  }

  async #load(): Promise<LiveFiles> {
    const [host, { windowLiveFiles }] = await Promise.all([this.#host(), import('./windowLiveFiles.ts')]);
    return host.only(windowLiveFiles);
  }

  async #lookAgain(uri: Uri | undefined): Promise<void> {
    if (uri?.scheme !== LIVE_SCHEME) return;
    // What cannot be read now is told when the document is read or saved.
    const moved = await this.#load()
      .then(files => files.hasMoved(uri))
      .catch(() => true);
    if (moved && !this.closed) this.#tell([uri]);
  }

  #open(): readonly Uri[] {
    return workspace.textDocuments.map(({ uri }) => uri).filter(({ scheme }) => scheme === LIVE_SCHEME);
  }

  #tell(uris: readonly Uri[]): void {
    this.#changed.fire(uris.map(uri => ({ type: FileChangeType.Changed, uri })));
  }
}

/** Older releases of VS Code start their JSON support for their own languages only. */
async function activateJsonSupport(): Promise<void> {
  await extensions.getExtension('vscode.json-language-features')?.activate();
}
