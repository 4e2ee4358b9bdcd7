import type { ParsedFormat, Parsers, TextParser } from '../core/lint/parsers.ts';

const LOADERS: { readonly [Format in ParsedFormat]: () => Promise<TextParser> } = {
  yaml: async () => (await import('./parseYaml.ts')).parseYaml,
};

/** Loads the parsers of some formats, each from a bundle of its own. Rejects where the installation lacks one. */
export async function loadParsers(formats: readonly ParsedFormat[]): Promise<Parsers> {
  const loaded = await Promise.all(formats.map(async format => [format, await LOADERS[format]()] as const));
  return Object.fromEntries(loaded);
}
