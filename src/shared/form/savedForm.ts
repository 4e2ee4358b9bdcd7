import * as v from 'valibot';
import { readerOf } from '../reading.ts';
import { requestText, short } from './pieces.ts';

/**
 * What VS Code keeps of a form over hiding and reloading: where it leads and its text. Free of secrets. It comes back
 * from outside, so it is read like a message.
 */
export const savedForm = v.strictObject({
  format: v.literal(1),
  operation: short,
  source: v.nullable(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('profile'), name: short }),
      v.strictObject({ kind: v.literal('default') }),
      v.strictObject({ kind: v.literal('sso'), session: short, accountId: short, role: short }),
      v.strictObject({ kind: v.literal('emulator'), accountId: short }),
    ]),
  ),
  accountId: v.nullable(v.pipe(v.string(), v.regex(/^\d{12}$/))),
  region: v.nullable(short),
  /** The name of the row it starts from. */
  target: v.nullable(short),
  /** What people read of that row, where it is not its name. */
  label: v.optional(short),
  /** The config that the text was begun over, as JSON; absent where it is not known. */
  over: v.optional(requestText),
  text: requestText,
});

/** All of it but the text, which the page adds. */
export const savedDraftShape = v.omit(savedForm, ['text']);

export type SavedForm = v.InferOutput<typeof savedForm>;

/** The state as a form's, or undefined where it is none. */
export const readSavedForm = readerOf(savedForm);
