import { RelativePattern, Uri, workspace } from 'vscode';
import { Owner } from './disposables.ts';

/** Calls back whenever a file of a folder comes, changes or goes, whoever does it; also with the folder itself. */
export function watchFiles(folder: string, pattern: string, changed: () => void): Owner {
  const owner = new Owner();
  // Of a folder that comes, VS Code tells nothing but that: the empty pattern fits it, and stands for all that came in it.
  const place = new RelativePattern(Uri.file(folder), `{,${pattern}}`);
  const watcher = owner.own(workspace.createFileSystemWatcher(place));
  owner.own(watcher.onDidCreate(changed));
  owner.own(watcher.onDidChange(changed));
  owner.own(watcher.onDidDelete(changed));
  return owner;
}
