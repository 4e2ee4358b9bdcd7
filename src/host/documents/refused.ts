import { FileSystemError } from 'vscode';
import type { FileFaults } from './liveFiles.ts';

/** Why a file cannot be read or saved. VS Code shows an error's name before its text; ours would say nothing. */
export function refused(text: string): FileSystemError {
  const error = FileSystemError.Unavailable(text);
  error.name = '';
  return error;
}

/** What keeps files from being read or saved, as VS Code knows it. */
export const fileFaults: FileFaults = { refused, notFound: address => FileSystemError.FileNotFound(address) };
