import { readFile } from 'node:fs/promises';

const constantLine = /^const ([A-Za-z_$][\w$]*) = ("(?:[^"\\]|\\.)*");$/;
const computedKey = /(?<=[{,]\s*)\[([A-Za-z_$][\w$]*)\](?=\s*:)/g;

/**
 * Writes the computed keys of one generated schema file as plain ones: `{ [_e]: 4 }` becomes `{ "error": 4 }`.
 * Only keys whose constant is a string literal of the same file change; the value means the same before and after.
 *
 * @param {string} source The text of a `schemas_N.js` file of an AWS client.
 * @returns {string}
 */
export function withPlainKeys(source) {
  const literals = new Map();
  for (const line of source.split('\n')) {
    const [, name, literal] = constantLine.exec(line) ?? [];
    if (name !== undefined) literals.set(name, literal);
  }
  return source.replace(computedKey, (key, name) => literals.get(name) ?? key);
}

/**
 * The manifest of an AWS client as far as its code reads it: of two kilobytes the version, for the user agent.
 *
 * @param {string} manifest The text of its `package.json`.
 * @returns {string}
 */
export const versionAlone = manifest => JSON.stringify({ version: JSON.parse(manifest).version });

/**
 * An esbuild plugin that leaves out of the AWS clients what nobody uses of them.
 * Schemas: a computed key may run code, so esbuild keeps every object that has one, used or not: Connect's 1,700 schemas for
 * the few commands we send. Manifests: each client takes its own in whole.
 *
 * @type {import('esbuild').Plugin}
 */
export const leanClients = {
  name: 'lean-clients',
  setup(build) {
    build.onLoad({ filter: /[\\/]dist-es[\\/].*\bschemas[\\/]schemas_\d+\.js$/ }, async ({ path }) => ({
      contents: withPlainKeys(await readFile(path, 'utf8')),
      loader: 'js',
    }));
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/][\w-]+[\\/]package\.json$/ }, async ({ path }) => ({
      contents: versionAlone(await readFile(path, 'utf8')),
      loader: 'json',
    }));
  },
};
