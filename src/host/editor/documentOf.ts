import { type TextDocument, Uri, window, workspace } from 'vscode';

/** The document a command is about: the one it names, else the one in the active editor. */
export async function documentOf(uri: string | undefined): Promise<TextDocument | undefined> {
  return uri === undefined ? window.activeTextEditor?.document : workspace.openTextDocument(Uri.parse(uri));
}
