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
 * An esbuild plugin that lets unused schemas of the AWS clients be dropped.
 * A computed key may run code, so esbuild keeps every object that has one, used or not: Connect's 1,700 schemas for the
 * few commands we send.
 *
 * @type {import('esbuild').Plugin}
 */
export const pureSchemas = {
  name: 'pure-schemas',
  setup(build) {
    build.onLoad({ filter: /[\\/]dist-es[\\/].*\bschemas[\\/]schemas_\d+\.js$/ }, async ({ path }) => ({
      contents: withPlainKeys(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};
