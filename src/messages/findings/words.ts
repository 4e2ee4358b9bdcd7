import type { Translate } from '../translate.ts';

/** Puts one rule's finding into words; `d` gives a piece of the finding's data as plain text, empty where absent. */
export type FindingWords = (t: Translate, d: (key: string) => string) => string;

/** The words of several rules, by id. */
export type WordTable = Readonly<Record<string, FindingWords>>;
