import type { Range } from '../../json/tree.ts';
import { firstFrom } from './firstFrom.ts';
import { type Heredoc, JSON_BEGINS } from './heredocs.ts';

/** A script in a heredoc that makes something else of it. */
export interface EscapedScript extends Range {
  readonly heredoc: Heredoc;
  /** True where a call in it may be given a file that is written beside it. */
  readonly takesFiles: boolean;
}

/** Backslashes that a heredoc takes off, and what it fills in between single quotes too. */
const ESCAPED = /\\[\\$`]|'[^']*[$`]/;

/** The scripts with calls of which heredocs make something else, none of them inside another. */
export function escapedScripts(
  text: string,
  heredocs: readonly Heredoc[],
  calls: readonly { readonly start: number }[],
): readonly EscapedScript[] {
  let done = 0;
  return heredocs.flatMap(heredoc => {
    const { start, end, expands } = heredoc;
    if (!expands || start < done) return [];
    done = end;
    const first = calls[firstFrom(calls, start, call => call.start)];
    const raw = text.slice(start, end);
    if (first === undefined || first.start >= end || JSON_BEGINS.test(raw) || !ESCAPED.test(raw)) return [];
    return [{ start, end, heredoc, takesFiles: raw.includes('file://') }];
  });
}
