/**
 * Turns an English text with `{0}`, `{1}` … into the person's language. VS Code's `l10n.t` fits; the command line uses
 * `english`.
 */
export type Translate = (text: string, ...values: string[]) => string;

/** The texts as they are written, with their values filled in. */
export const english: Translate = (text, ...values) =>
  text.replace(/\{(\d+)\}/g, (whole, index: string) => values[Number(index)] ?? whole);

/** Puts one rule's finding into words; `d` gives a piece of the finding's data as plain text, empty where absent. */
export type FindingWords = (t: Translate, d: (key: string) => string) => string;

/** The words of several rules, by id. */
export type WordTable = Readonly<Record<string, FindingWords>>;
