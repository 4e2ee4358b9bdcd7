import * as v from 'valibot';
import { readerOf } from '../reading.ts';

/** A text that fits on a few lines. */
const line = v.pipe(v.string(), v.maxLength(8_192));
/** A policy or a command: longer than AWS takes any. */
const long = v.pipe(v.string(), v.maxLength(262_144));
const verdict = v.picklist(['ok', 'warning', 'unproven', 'not-checked', 'broken', 'none']);
const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** One link of a chain, in words. */
const stepView = v.strictObject({
  rule: line,
  verdict,
  /** The verdict in words. */
  word: line,
  /** What the link is, in two words, for the picture. */
  link: line,
  message: line,
  /** What to do; null where nothing is to be done. */
  remedy: v.nullable(line),
  /** JSON to paste. */
  policy: v.nullable(long),
  /** A line of the AWS CLI. */
  command: v.nullable(long),
  /** What we can do about it; null where nothing. */
  mend: v.nullable(
    v.strictObject({
      /** What the button says. */
      label: line,
      /** Why it can't be pressed; empty where it can. */
      refused: line,
    }),
  ),
});

/** One piece of evidence, in words. */
const evidenceView = v.strictObject({
  rule: line,
  /** Null for a fact that judges nothing. */
  verdict: v.nullable(verdict),
  /** The verdict in words; empty for a fact. */
  word: line,
  message: line,
  /** When that happened which it rests on, and how long ago; empty where nothing has. */
  when: line,
});

/** One resource, or a place that could not be listed, in words. */
const rowView = v.strictObject({
  /** Its own in its panel, whatever is shown before it or was checked since. */
  id: index,
  verdict,
  word: line,
  /** Such as `Vault tapes`. */
  title: line,
  account: line,
  region: line,
  /** Why nothing arrives; empty where nothing is amiss. */
  cause: line,
  /** What the chain begins with, such as `Glacier`. */
  source: line,
  steps: v.array(stepView),
  notes: v.array(line),
  /** What was seen to happen; empty where nobody asked. */
  evidence: v.array(evidenceView),
});

/** Everything the page shows. Words are in the person's language. */
const reportView = v.strictObject({
  title: line,
  /** What was checked, and when. */
  about: line,
  state: v.picklist(['checking', 'gathering', 'done', 'stopped']),
  /** What is under way, or how it ended. */
  status: line,
  counts: v.array(v.strictObject({ verdict, text: line })),
  rows: v.array(rowView),
  words: v.strictObject({
    again: line,
    gather: line,
    stop: line,
    copyReport: line,
    copyPolicy: line,
    copyCommand: line,
    chain: line,
    evidence: line,
    empty: line,
  }),
});

/** What the host says to the page. */
const toReport = v.variant('kind', [
  v.strictObject({ kind: v.literal('report'), report: reportView }),
  /** Something to say aloud, such as that a text was copied. */
  v.strictObject({ kind: v.literal('say'), text: line }),
]);

/** What the page says to the host. Anything else is refused. */
const fromReport = v.variant('kind', [
  /** The page is there and knows nothing: answered by `report`. */
  v.strictObject({ kind: v.literal('ready') }),
  /** Check all of it anew. */
  v.strictObject({ kind: v.literal('again') }),
  /** Look for what has happened, for all that is shown. */
  v.strictObject({ kind: v.literal('gather') }),
  v.strictObject({ kind: v.literal('stop') }),
  v.strictObject({ kind: v.literal('copy-report') }),
  /** Put a step's policy or command on the clipboard, by the id of its row and its place there. */
  v.strictObject({ kind: v.literal('copy'), what: v.picklist(['policy', 'command']), row: index, step: index }),
  /** Do what mends a step, by the same. */
  v.strictObject({ kind: v.literal('mend'), row: index, step: index }),
]);

export type ReportStepView = v.InferOutput<typeof stepView>;
export type ReportEvidenceView = v.InferOutput<typeof evidenceView>;
export type ReportRowView = v.InferOutput<typeof rowView>;
export type ReportView = v.InferOutput<typeof reportView>;
export type ToReport = v.InferOutput<typeof toReport>;
export type FromReport = v.InferOutput<typeof fromReport>;

/** The message as one of the host's, or undefined where it is none. */
export const readToReport = readerOf(toReport);

/** The message as one of the page's, or undefined where it is none. */
export const readFromReport = readerOf(fromReport);
