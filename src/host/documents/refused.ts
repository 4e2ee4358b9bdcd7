import { FileSystemError } from 'vscode';

/** Why a file cannot be read or saved. VS Code shows an error's name before its text; ours would say nothing. */
export function refused(text: string): FileSystemError {
  const error = FileSystemError.Unavailable(text);
  error.name = '';
  return error;
}
