import * as v from 'valibot';
import { differenceView, path, requestText, severity, short, stepView, version } from '../form/pieces.ts';
import { choicesMessage, fieldView } from '../form/toPage.ts';
import { readerOf } from '../reading.ts';

/** Counts the changes of a plan: more than anyone makes at once, and nothing that stalls a page. */
const MOST_ROWS = 20_000;
const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MOST_ROWS));

/** One change of a plan, and once it is made how it ended. */
const rowView = v.strictObject({
  /** Its number in the plan, by which it is picked. */
  at: index,
  /** What is changed, such as `Vault tapes`. */
  name: short,
  /** A codicon for what is done, or how it ended. */
  sign: v.picklist(['add', 'edit', 'trash', 'check', 'pass', 'error', 'warning', 'question', 'circle-slash']),
  /** The same in words. */
  status: short,
  tone: v.picklist(['plain', 'good', 'warning', 'error']),
  /** Why it cannot be made, or how it ended; empty where the status says all. */
  text: short,
  differences: v.array(differenceView),
  notes: v.array(v.strictObject({ severity, message: short })),
  /** True where it is made only if it is picked. */
  canPick: v.boolean(),
});

/** The changes of one place, such as an account in a Region. */
const groupView = v.strictObject({ title: short, rows: v.array(rowView) });

const planView = v.strictObject({
  /** Given back with what was picked: another plan has another. */
  id: short,
  /** What there is to know of all of it, line by line. */
  facts: v.array(short),
  groups: v.array(groupView),
  /** How many changes it makes, where none is left out. */
  count: index,
  /** What the button says: of one change, and of several with `{0}` for their number. Null where none can be made. */
  apply: v.nullable(v.strictObject({ one: short, many: short })),
});

/** All that the page shows, in place of what it showed before. */
const sheetView = v.strictObject({
  title: short,
  /** What it is about, in a sentence; empty where the title says all. */
  about: short,
  /** What is to be set everywhere, to be filled in; empty where that was said elsewhere. */
  fields: v.array(fieldView),
  /** The values of the fields, as JSON. */
  text: requestText,
  plan: v.nullable(planView),
  /** The numbers of the changes that a person has left out. */
  leftOut: v.array(index),
  /** What is under way; null for nothing. */
  progress: v.nullable(short),
  /** What came of it, or what is in the way. */
  said: v.nullable(v.strictObject({ tone: severity, text: short, done: v.boolean() })),
  steps: v.array(stepView),
});

const toSheet = v.variant('kind', [
  v.strictObject({ kind: v.literal('show'), sheet: sheetView, words: v.record(short, short) }),
  /** How far what is under way has come; all else stays. Null for nothing. */
  v.strictObject({ kind: v.literal('progress'), text: v.nullable(short) }),
  choicesMessage,
]);

const fromSheet = v.variant('kind', [
  /** The page is there and knows nothing. */
  v.strictObject({ kind: v.literal('ready') }),
  /** Live values for a field: answered by `choices`. */
  v.strictObject({ kind: v.literal('choose'), field: path, query: version, typed: short }),
  v.strictObject({ kind: v.literal('stop-choosing') }),
  /** The fields say this now: what was planned is over. */
  v.strictObject({ kind: v.literal('edited'), text: requestText }),
  /** Plan what the fields say. */
  v.strictObject({ kind: v.literal('review'), text: requestText }),
  /** These are left out from now on. */
  v.strictObject({ kind: v.literal('leave-out'), rows: v.array(index) }),
  /** Make the changes of this plan but those left out. */
  v.strictObject({ kind: v.literal('apply'), plan: short, leftOut: v.array(index) }),
  v.strictObject({ kind: v.literal('cancel') }),
  /** One of the steps that the host offered. */
  v.strictObject({ kind: v.literal('step'), id: short }),
]);

export type SheetRowView = v.InferOutput<typeof rowView>;
export type SheetGroupView = v.InferOutput<typeof groupView>;
export type SheetPlanView = v.InferOutput<typeof planView>;
export type SheetView = v.InferOutput<typeof sheetView>;
export type ToSheet = v.InferOutput<typeof toSheet>;
export type FromSheet = v.InferOutput<typeof fromSheet>;

/** The message as one of the host's, or undefined where it is none. */
export const readToSheet = readerOf(toSheet);

/** The message as one of the page's, or undefined where it is none. */
export const readFromSheet = readerOf(fromSheet);
