import type { Range } from '../../json/tree.ts';
import { firstFrom } from './firstFrom.ts';
import { type Heredoc, JSON_BEGINS } from './heredocs.ts';

/** A script in a heredoc that makes something else of it. */
export interface EscapedScript extends Range {
  readonly heredoc: Heredoc;
  /** Where its first call is. */
  readonly firstCall: number;
  /** True where a call in it may be given a file that is written beside it. */
  readonly takesFiles: boolean;
}

/** Backslashes that a heredoc takes off, and what it fills in between single quotes too. */
const ESCAPED = /\\[\\$`]|'[^']*[$`]/;

/**
 * The scripts with calls of which heredocs make something else, none of them inside another.
 *
 * @param cli The word that is the AWS CLI.
 */
export function escapedScripts(
  text: string,
  heredocs: readonly Heredoc[],
  calls: readonly { readonly start: number }[],
  cli: RegExp,
): readonly EscapedScript[] {
  let done = 0;
  return heredocs.flatMap(heredoc => {
    const { start, end, expands } = heredoc;
    if (!expands || start < done) return [];
    done = end;
    const within = calls.slice(
      firstFrom(calls, start, call => call.start),
      firstFrom(calls, end, call => call.start),
    );
    const raw = within.length === 0 ? '' : text.slice(start, end);
    if (JSON_BEGINS.test(raw) || !ESCAPED.test(raw)) return [];
    const first = within.find(call => isOfCli(text.slice(Math.max(start, call.start - MAX_LEAD), call.start), cli));
    if (first === undefined) return [];
    return [{ start, end, heredoc, firstCall: first.start, takesFiles: raw.includes('file://') }];
  });
}

/** How much of what stands before a call is looked at for its program. */
const MAX_LEAD = 512;

/** True where the AWS CLI stands before a call, but for right behind a backtick: there, words for people name the call. */
function isOfCli(lead: string, cli: RegExp): boolean {
  const words = lead.split(/[\s;&|(]+/).map(word => word.replace(/["'\\]/g, ''));
  const program = words.findLast(word => cli.test(word.slice(word.lastIndexOf('`') + 1)));
  return program !== undefined && cli.test(program);
}
