/** A person's task, walked by a test: what it took before, and what it takes. */
export interface Walk {
  /** The test's file, and its name in it. */
  readonly file: string;
  readonly test: string;
  /** Clicks of the pointer before the last change of how it is done, or what it took in their place. */
  readonly before: number | string;
  /** Clicks of the pointer; typing and keys are none. The walk counts them, or has no pointer. */
  readonly now: number;
}

const forms = 'test/e2e/forms.e2e.test.ts';
const changes = 'test/e2e/changes.e2e.test.ts';

/**
 * The tasks by which the product is tried as a new user would, each from rows that are in sight. `docs/clicks.md` is the same for
 * people; a test holds the two together.
 */
export const walks = {
  'Find the vaults that notify nobody': {
    ...{ file: forms, test: 'finds the vaults that notify nobody' },
    ...{ before: 'scrolling', now: 2 },
  },
  'See that a topic is gone': {
    ...{ file: 'test/host/tree.host.test.ts', test: 'shows without a click that the topic of a vault is gone' },
    ...{ before: 2, now: 0 },
  },
  'Set one vault in its form': { file: forms, test: 'sets vault notifications by mouse', before: 9, now: 5 },
  'Set one vault by its menu': {
    ...{ file: forms, test: 'sets vault notifications by the menu alone, in as many clicks' },
    ...{ before: 7, now: 5 },
  },
  'Set one vault in a document': {
    ...{ file: changes, test: 'are made by saving a document, over what a colleague set only after asking' },
    ...{ before: 4, now: 4 },
  },
  'Set one vault from the palette, by keys': {
    ...{ file: forms, test: 'sets vault notifications by keyboard' },
    ...{ before: 0, now: 0 },
  },
  'Set twelve vaults to a topic': {
    ...{ file: changes, test: 'of twelve vaults to one topic take six clicks, the selection included' },
    ...{ before: '7, if another vault has it', now: 6 },
  },
  'Undo that': {
    ...{ file: changes, test: 'of twelve vaults to one topic take six clicks, the selection included' },
    ...{ before: 3, now: 2 },
  },
  'Set a vault over what a colleague set meanwhile': {
    ...{ file: forms, test: 'shows a conflict, and sets what is wanted only after another review' },
    ...{ before: 9, now: 8 },
  },
  'Register a device, and take that back': {
    ...{ file: forms, test: 'registers a device by mouse' },
    ...{ before: 12, now: 11 },
  },
  'Lead an event stream elsewhere': { file: forms, test: 'puts an event stream by mouse', before: 9, now: 8 },
  'Register a fourth hub': { file: forms, test: 'exchanges a hub for a fourth one', before: 6, now: 6 },
  'Repair four files with mistakes, by keys': {
    ...{ file: 'test/e2e/lint.e2e.test.ts', test: 'mends $file with quick fixes alone' },
    ...{ before: 0, now: 0 },
  },
  'Find drift from a fleet file, and apply it': {
    ...{ file: 'test/e2e/fleet.e2e.test.ts' },
    ...{ test: 'is checked for drift, compared, planned, applied and then checked again', before: 3, now: 3 },
  },
  'Go from nothing to a chain found broken, mended and taken back, by keys': {
    ...{ file: 'test/package/walkthrough.package.test.ts', test: 'has every step ticked off' },
    ...{ before: 'no tour', now: 0 },
  },
  'Learn what became of a change after a crash': {
    ...{ file: changes, test: 'that a crash left open are checked by looking' },
    ...{ before: 1, now: 1 },
  },
  'Read the rows in a narrow side bar': {
    ...{ file: 'test/package/firstUse.package.test.ts', test: 'keeps its rows readable in a narrow side bar' },
    ...{ before: 0, now: 0 },
  },
  'Apply a fleet file on the command line': {
    ...{ file: 'src/cli/changes/changes.wire.test.ts', test: 'converges, and then finds nothing to do' },
    ...{ before: 0, now: 0 },
  },
} as const satisfies Readonly<Record<string, Walk>>;

/** What a person comes for. */
export type Task = keyof typeof walks;
