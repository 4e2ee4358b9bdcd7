import * as v from 'valibot';

/** The most UTF-16 units a request's text may have in a form: far beyond any request, and nothing that stalls a page. */
export const MAX_TEXT = 200_000;

/** The most UTF-16 units of a text that fits on a line or two. */
export const MAX_SHORT = 4_096;
/** The most units of a secret: AWS takes device tokens of up to 500. */
export const MAX_SECRET = 4_096;

/** A text that fits on a line or two. */
export const short = v.pipe(v.string(), v.maxLength(MAX_SHORT));
/** The text of a request, secrets written as `${secret:MEMBER}`. */
export const requestText = v.pipe(v.string(), v.maxLength(MAX_TEXT));
/** Counts edits of the text: what is said about an older text is dropped. */
export const version = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** The member names that lead to a field's value in a request. */
export const path = v.pipe(
  v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
  v.minLength(1),
  v.maxLength(8),
);
/** A place in the text, in UTF-16 units. */
const offset = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_TEXT));

/** How grave a finding or an outcome is. */
export const severity = v.picklist(['error', 'warning', 'information', 'hint']);

/** One replacement in the text. */
const textEdit = v.strictObject({ start: offset, end: offset, text: requestText });

/** A finding in words, with what cures it. */
export const findingView = v.strictObject({
  /** The rule's id; empty for what the schema alone objects to. */
  rule: short,
  severity,
  message: short,
  start: offset,
  end: offset,
  /** The path of the field it is about; null where it is about no field. */
  field: v.nullable(path),
  fixes: v.array(v.strictObject({ title: short, edits: v.array(textEdit) })),
});

/** Something a person can do next; the host knows what it means. */
export const stepView = v.strictObject({ id: short, label: short, primary: v.boolean() });

/** One line of the difference between what is live and what will be; null for what is not there. */
export const differenceView = v.strictObject({
  path: short,
  before: v.nullable(requestText),
  after: v.nullable(requestText),
});

/** A sentence above the form that stays until it is no longer true. */
export const noticeView = v.strictObject({ id: short, tone: severity, text: short, steps: v.array(stepView) });

export type FindingView = v.InferOutput<typeof findingView>;
export type TextEditView = v.InferOutput<typeof textEdit>;
export type StepView = v.InferOutput<typeof stepView>;
export type DifferenceView = v.InferOutput<typeof differenceView>;
export type NoticeView = v.InferOutput<typeof noticeView>;
export type SeverityView = v.InferOutput<typeof severity>;
