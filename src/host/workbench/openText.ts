import { type TextDocument, workspace } from 'vscode';
import { LIVE_SCHEME } from '../manifest/ids.ts';
import type { OpenText } from '../services.ts';

/** A document of VS Code as it is now. */
export const openText = (document: TextDocument): OpenText => ({
  ...{ uri: document.uri, fileName: document.fileName, text: document.getText() },
  name: document.uri.path.split('/').at(-1) ?? '',
  isOwn: isWrittenBySomeone(document.uri.scheme),
});

const isWrittenBySomeone = (scheme: string): boolean =>
  scheme === 'untitled' || (scheme !== LIVE_SCHEME && workspace.fs.isWritableFileSystem(scheme) === true);
