import { readFile } from 'node:fs/promises';
import type { ParsedFormat, Parsers, TextParser } from '../core/lint/parsers.ts';

/** The wasm of the engine and of Terraform's grammar, which the build puts beside the bundles. */
const HCL_FILES = ['./web-tree-sitter.wasm', './tree-sitter-terraform.wasm'] as const;

const beside = (name: string): Promise<Uint8Array> => readFile(new URL(name, import.meta.url));

const LOADERS: { readonly [Format in ParsedFormat]: () => Promise<TextParser> } = {
  hcl: async () => {
    const [engine, grammar] = HCL_FILES;
    const { hclParser } = await import('./parseHcl.ts');
    return await hclParser(await beside(engine), await beside(grammar));
  },
  yaml: async () => (await import('./parseYaml.ts')).parseYaml,
};

/** Loads the parsers of some formats, each from a bundle of its own. Rejects where the installation lacks one. */
export async function loadParsers(formats: readonly ParsedFormat[]): Promise<Parsers> {
  const loaded = await Promise.all(formats.map(async format => [format, await LOADERS[format]()] as const));
  return Object.fromEntries(loaded);
}
