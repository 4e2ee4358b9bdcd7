import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Parsers } from '../../src/core/lint/parsers.ts';
import { hclParser } from '../../src/parsers/parseHcl.ts';
import { parseYaml } from '../../src/parsers/parseYaml.ts';

const require = createRequire(import.meta.url);
const grammar = join(
  dirname(require.resolve('@tree-sitter-grammars/tree-sitter-hcl/package.json')),
  'tree-sitter-terraform.wasm',
);
const engine = require.resolve('web-tree-sitter/web-tree-sitter.wasm');

/** The parser of Terraform; given what tells the time, it gives up by that. */
export const hclParserBy = async (...tellers: readonly (() => number)[]) =>
  hclParser(await readFile(engine), await readFile(grammar), tellers.length === 0 ? undefined : tellers);

/** Every parser, loaded from the packages themselves. */
export const allParsers: Required<Parsers> = { yaml: parseYaml, hcl: await hclParserBy() };
