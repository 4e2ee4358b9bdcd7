/**
 * Turns an English text with `{0}`, `{1}` … into the person's language. VS Code's `l10n.t` fits; the command line uses
 * `english`. Called `t` everywhere, and with a literal alone: `npm run texts` collects them.
 */
export type Translate = (text: string, ...values: string[]) => string;

/** The texts as they are written, with their values filled in. */
export const english: Translate = (text, ...values) =>
  text.replace(/\{(\d+)\}/g, (whole, index: string) => values[Number(index)] ?? whole);

/** A text of a table, such as a kind's label: told once it is known in which language. */
export type Wording = (t: Translate) => string;
