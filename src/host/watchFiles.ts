import { RelativePattern, Uri, workspace } from 'vscode';
import { Owner } from './disposables.ts';

/** Calls back whenever a file of a folder comes, changes or goes, whoever does it. */
export function watchFiles(folder: string, pattern: string, changed: () => void): Owner {
  const owner = new Owner();
  const watcher = owner.own(workspace.createFileSystemWatcher(new RelativePattern(Uri.file(folder), pattern)));
  owner.own(watcher.onDidCreate(changed));
  owner.own(watcher.onDidChange(changed));
  owner.own(watcher.onDidDelete(changed));
  return owner;
}
