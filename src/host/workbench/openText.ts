import type { TextDocument } from 'vscode';
import type { OpenText } from '../services.ts';

/** A document of VS Code as it is now. */
export const openText = (document: TextDocument): OpenText => ({
  ...{ uri: document.uri, fileName: document.fileName, text: document.getText() },
  name: document.uri.path.split('/').at(-1) ?? '',
});
