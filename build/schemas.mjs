/**
 * Compiles schemas/ into src/core/schema/validators.generated.mjs: one validating function for each schema, with no code
 * made at run time. ajv's standalone output still requires ajv's small runtime, so it is bundled in here.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'schemas');
const target = join(root, 'src', 'core', 'schema', 'validators.generated.mjs');

async function readSchemas() {
  const schemas = [];
  for (const part of ['.', 'requests', 'bodies']) {
    const files = (await readdir(join(folder, part))).filter(file => file.endsWith('.json'));
    for (const file of files.sort()) {
      schemas.push(JSON.parse(await readFile(join(folder, part, file), 'utf8')));
    }
  }
  return schemas;
}

/**
 * Writes the validators, unless they stand there already.
 *
 * @returns {Promise<import('esbuild').Metafile>} What they are made of, paths below the root.
 */
export async function compileSchemas() {
  const schemas = (await readSchemas()).map(schema => ({ ...schema, $id: `/${schema.$id}` }));
  const ajv = new Ajv2020({
    schemas,
    allErrors: true,
    code: { source: true },
    unicodeRegExp: true,
    keywords: ['defaultSnippets', 'enumDescriptions'],
  });
  const names = Object.fromEntries(schemas.map(({ $id }) => [$id.split('/').at(-1), $id]));
  const bundle = await build({
    stdin: { contents: standaloneCode.default(ajv, names), resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    metafile: true,
    absWorkingDir: root,
  });
  const code = `${bundle.outputFiles[0]?.text ?? ''}`;
  const previous = await readFile(target, 'utf8').catch(() => '');
  if (code !== previous) await writeFile(target, code);
  return bundle.metafile;
}
