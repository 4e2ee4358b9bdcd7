import * as v from 'valibot';
import { readerOf } from '../reading.ts';
import { MAX_SECRET, path, requestText, short, version } from './pieces.ts';

/** A device token or the like, on its only way: from the page to the host, at Apply. */
const secretValue = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_SECRET));

/** What the page says to the host. Anything else is refused. */
const fromPage = v.variant('kind', [
  /** The page is there and knows nothing: answered by `show`. */
  v.strictObject({ kind: v.literal('ready') }),
  /** The text is another now. Answered by `judged` for that version, unless a newer one comes first. */
  v.strictObject({ kind: v.literal('edited'), version, text: requestText }),
  /** Live values for a field, as far as they fit what was typed. Answered by `choices`; a newer one ends the older. */
  v.strictObject({ kind: v.literal('choose'), field: path, query: version, typed: short }),
  v.strictObject({ kind: v.literal('stop-choosing') }),
  /** Account, Region or resource are to be chosen anew, with VS Code's own pickers. Answered by `show`. */
  v.strictObject({ kind: v.literal('change-place') }),
  /** Plan the change and show it. Answered by `reviewed`. Names the secret fields that are filled, not their values. */
  v.strictObject({ kind: v.literal('review'), version, filled: v.array(path) }),
  /** Make the change that was reviewed. The only message with secrets, each once. */
  v.strictObject({
    kind: v.literal('apply'),
    review: short,
    secrets: v.array(v.strictObject({ field: path, value: secretValue })),
  }),
  /** Stop what is under way. */
  v.strictObject({ kind: v.literal('cancel') }),
  /** One of the steps that the host offered. */
  v.strictObject({ kind: v.literal('step'), id: short }),
  v.strictObject({ kind: v.literal('open-document') }),
  v.strictObject({ kind: v.literal('copy-command') }),
  /** The page of a rule. */
  v.strictObject({ kind: v.literal('explain'), rule: short }),
]);

export type FromPage = v.InferOutput<typeof fromPage>;

/** The message as one of the page's, or undefined where it is none. */
export const readFromPage = readerOf(fromPage);
