/**
 * Turns an English text with `{0}`, `{1}` … into the person's language. VS Code's `l10n.t` fits; the command line uses
 * `english`.
 */
export type Translate = (text: string, ...values: string[]) => string;

/** The texts as they are written, with their values filled in. */
export const english: Translate = (text, ...values) =>
  text.replace(/\{(\d+)\}/g, (whole, index: string) => values[Number(index)] ?? whole);
