const { mkdir, readdir, readFile, rename, rm, stat, writeFile } = require('node:fs/promises');
const { join } = require('node:path');
const { Disposable, EventEmitter, FileSystemError, FileType, workspace } = require('vscode');

/** `virtual://NAME/PATH` is kept as `NAME/workspace/PATH` beside the home: no path of the disk stands in the address. */
const kept = ({ authority, path }) => join(process.env.HOME, '..', authority, 'workspace', path);
const typeOf = entry => (entry.isDirectory() ? FileType.Directory : FileType.File);

/** What the disk does, with the disk's refusal in the words of VS Code. */
const held = async (uri, work) => {
  try {
    return await work(kept(uri));
  } catch (error) {
    throw error.code === 'ENOENT' ? FileSystemError.FileNotFound(uri) : error;
  }
};

exports.activate = ({ subscriptions }) => {
  const changed = new EventEmitter();
  const provider = {
    onDidChangeFile: changed.event,
    watch: () => new Disposable(() => undefined),
    stat: uri =>
      held(uri, async path => {
        const entry = await stat(path);
        return { type: typeOf(entry), ctime: entry.ctimeMs, mtime: entry.mtimeMs, size: entry.size };
      }),
    readDirectory: uri =>
      held(uri, async path => (await readdir(path, { withFileTypes: true })).map(one => [one.name, typeOf(one)])),
    createDirectory: uri => held(uri, path => mkdir(path)),
    readFile: uri => held(uri, path => readFile(path)),
    writeFile: (uri, bytes) => held(uri, path => writeFile(path, bytes)),
    delete: uri => held(uri, path => rm(path, { recursive: true })),
    rename: (from, to) => held(from, path => rename(path, kept(to))),
  };
  subscriptions.push(changed, workspace.registerFileSystemProvider('virtual', provider));
};
