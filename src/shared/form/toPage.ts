import * as v from 'valibot';
import { readerOf } from '../reading.ts';
import {
  differenceView,
  findingView,
  noticeView,
  path,
  requestText,
  severity,
  short,
  stepView,
  version,
} from './pieces.ts';
import { savedDraftShape } from './savedForm.ts';

/** One field of the request. */
export const fieldView = v.strictObject({
  path,
  /** What it asks for, with AWS's own member name: `Topic (SNSTopic)`. */
  label: short,
  help: short,
  input: v.picklist(['text', 'secret', 'choice', 'choices', 'flag']),
  required: v.boolean(),
  /** The values of a choice. */
  options: v.array(short),
  /** True where live values are offered beside free text. */
  live: v.boolean(),
});

/** Everything the page shows of a form before a person does anything. Words are in the person's language. */
const formView = v.strictObject({
  /** AWS's own name of the operation. */
  operation: short,
  /** The verb phrase: `Set Vault Notifications`. */
  title: short,
  help: short,
  /** Where the change goes; null for what is not chosen yet. */
  place: v.strictObject({
    account: v.nullable(short),
    region: v.nullable(short),
    /** What it is about, such as `vault tapes`. */
    target: v.nullable(short),
  }),
  fields: v.array(fieldView),
  /** Members whose literal values never stay in a text, whatever operation they belong to. */
  secretMembers: v.array(short),
  text: requestText,
  version,
});

/** What will happen, for a person to say yes to. */
const reviewView = v.strictObject({
  /** Given back at Apply: another text, place or live state has another. */
  id: short,
  /** Account with id, Region, target, in this order; then where it goes, if not to AWS. */
  where: v.array(short),
  action: v.picklist(['create', 'replace', 'delete']),
  differences: v.array(differenceView),
  findings: v.array(v.strictObject({ rule: short, severity, message: short })),
  /** Who set what is there now, where AWS tells; empty where it does not. */
  lastSet: short,
  /** Why it cannot be undone; empty where it can. */
  noUndo: short,
  /** The same as a line of the AWS CLI, secrets left out. */
  command: requestText,
});

/** Live values of a field, page by page; `done` with the last, `error` in words where listing failed. */
export const choicesMessage = v.strictObject({
  kind: v.literal('choices'),
  query: version,
  /** `unfit` where it would not work, for a reason that the description tells. */
  options: v.array(v.strictObject({ value: short, label: short, description: short, unfit: v.boolean() })),
  done: v.boolean(),
  error: v.nullable(short),
});

/** What the host says to the page. Anything else is refused. */
const toPage = v.variant('kind', [
  v.strictObject({
    kind: v.literal('show'),
    form: formView,
    words: v.record(short, short),
    saved: savedDraftShape,
    /** True where a person has just opened it: the first field that is empty awaits them. */
    fresh: v.boolean(),
  }),
  /** What VS Code is to keep of the form from now on, beside the text. */
  v.strictObject({ kind: v.literal('keep'), saved: savedDraftShape }),
  /** The text in place of the page's: from live, from a document, unwrapped. */
  v.strictObject({ kind: v.literal('text'), version, text: requestText }),
  /** What linter and schema say of a version; `offer` is another text the whole could be replaced with, such as unwrapped. */
  v.strictObject({
    kind: v.literal('judged'),
    version,
    findings: v.array(findingView),
    offer: v.nullable(v.strictObject({ message: short, label: short, text: requestText })),
  }),
  choicesMessage,
  /** The review, or null with why there is none: in words, with what can be done. */
  v.strictObject({
    kind: v.literal('reviewed'),
    version,
    review: v.nullable(reviewView),
    message: short,
    tone: severity,
    steps: v.array(stepView),
  }),
  /** What is under way; null for nothing. */
  v.strictObject({ kind: v.literal('progress'), text: v.nullable(short) }),
  /** How the change ended, and what to do next. A conflict brings what was planned over, what is there, what was wanted. */
  v.strictObject({
    kind: v.literal('outcome'),
    tone: severity,
    text: short,
    done: v.boolean(),
    conflict: v.nullable(
      v.strictObject({
        planned: v.nullable(requestText),
        found: v.nullable(requestText),
        wanted: v.nullable(requestText),
      }),
    ),
    steps: v.array(stepView),
  }),
  /** All notices that hold now, in place of those before. */
  v.strictObject({ kind: v.literal('notices'), notices: v.array(noticeView) }),
]);

export type ToPage = v.InferOutput<typeof toPage>;
export type FormView = v.InferOutput<typeof formView>;
export type FieldView = v.InferOutput<typeof fieldView>;
export type ReviewView = v.InferOutput<typeof reviewView>;

/** The message as one of the host's, or undefined where it is none. */
export const readToPage = readerOf(toPage);
