import { Position, type TextDocument } from 'vscode';

/** A comment of its own line that asks to leave out rules on the next one. */
const COMMENT = /^\s*\/\/.*notification-explorer-ignore[ \t:]+[^\r\n]*[\w*-]/;

/** Where to write, and what, so that a rule is left out on a line: into the comment above, or into a new one. */
export function ignoreEdit(
  document: Pick<TextDocument, 'lineAt' | 'eol'>,
  line: number,
  rule: string,
): { readonly position: Position; readonly text: string } {
  const above = line > 0 ? COMMENT.exec(document.lineAt(line - 1).text) : null;
  if (above !== null) return { position: new Position(line - 1, above[0].length), text: `, ${rule}` };
  const indent = /^\s*/.exec(document.lineAt(line).text)?.[0] ?? '';
  const eol = document.eol === 2 ? '\r\n' : '\n';
  return { position: new Position(line, 0), text: `${indent}// notification-explorer-ignore ${rule}${eol}` };
}
