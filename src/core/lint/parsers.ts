import type { DuplicateKey } from '../json/parse.ts';
import type { JsonNode } from '../json/tree.ts';

/** A text of another format than JSON, taken apart: what it says, in the shape that it would have as JSON. */
export interface ParsedText {
  /** Undefined where there is no value at all. */
  readonly root: JsonNode | undefined;
  /** False where the text is broken, or a part of it could not be read: more may be meant than was found. */
  readonly complete: boolean;
  readonly duplicateKeys: readonly DuplicateKey[];
}

/**
 * Takes a text apart, in time that grows with its length alone. Throws nothing, however broken it is. Of a format whose
 * blocks have types, only those of a type that is wanted are given.
 */
export type TextParser = (text: string, wanted: (type: string) => boolean) => ParsedText;

/** Formats that are taken apart by parsers of others, each loaded with the first text that needs it. */
export type ParsedFormat = 'yaml' | 'hcl';

/** The parsers that are loaded. */
export type Parsers = { readonly [Format in ParsedFormat]?: TextParser };

/** The longest text other than JSON that is read, in UTF-16 units: it takes ten times as long as JSON, or more. */
export const LONGEST_PARSED = 1024 * 1024;
