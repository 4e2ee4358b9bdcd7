/** Which files below src/ import which, types included; the circles in that, and the arrows up inside a layer. */
import { readdir, readFile } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)['"]([^'"\s]+)['"]/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;

/** The text of each file below src/ by its path below the root. Tests and what only tests use are left out. */
export async function sourceFiles(root) {
  const names = await readdir(join(root, 'src'), { recursive: true });
  const files = names
    .map(name => `src/${name.split(sep).join('/')}`)
    .filter(name => /\.tsx?$/.test(name) && !/\.test\.ts$|\/testing\/|\.d\.ts$/.test(name))
    .sort();
  return new Map(await Promise.all(files.map(async file => [file, await readFile(join(root, file), 'utf8')])));
}

export const withoutComments = source => source.replace(COMMENT, '');

/** What a file's text imports, at once or on first use: packages as they are named, files by their path below the root. */
export function importsOf(file, source) {
  return [...withoutComments(source).matchAll(IMPORT)].map(([, specifier]) =>
    specifier.startsWith('.')
      ? { path: posix.normalize(posix.join(posix.dirname(file), specifier)) }
      : { package: specifier },
  );
}

/** Each file with those of the files that it imports, each once. */
export function importGraph(sources) {
  return new Map(
    [...sources].map(([file, source]) => {
      const paths = new Set(importsOf(file, source).map(({ path }) => path));
      return [file, [...paths].filter(path => sources.has(path))];
    }),
  );
}

/** The largest sets of files that all reach each other by their imports (Tarjan's strongly connected components). */
export function circles(graph) {
  const numbers = new Map();
  const lowest = new Map();
  const open = [];
  const found = [];
  const visit = file => {
    const number = numbers.size;
    numbers.set(file, number);
    lowest.set(file, number);
    open.push(file);
    for (const imported of graph.get(file) ?? []) {
      if (!numbers.has(imported)) visit(imported);
      if (open.includes(imported)) lowest.set(file, Math.min(lowest.get(file), lowest.get(imported)));
    }
    if (lowest.get(file) !== number) return;
    const circle = open.splice(open.indexOf(file)).sort();
    if (circle.length > 1 || graph.get(file)?.includes(file)) found.push(circle);
  };
  for (const file of graph.keys()) if (!numbers.has(file)) visit(file);
  return found;
}

/**
 * Imports inside a layer that run against its order, as `{ file, imported }`. The order names folders and files right
 * below the layer, from the bottom: each may import itself and those before it. One that is not named stands above all.
 */
export function arrowsUp(graph, layer, order) {
  const height = file => {
    const at = order.indexOf(file.slice(layer.length + 1).split('/')[0]);
    return at < 0 ? order.length : at;
  };
  const inside = file => file.startsWith(`${layer}/`);
  return [...graph].flatMap(([file, imports]) =>
    inside(file)
      ? imports.filter(path => inside(path) && height(path) > height(file)).map(imported => ({ file, imported }))
      : [],
  );
}

/** The names right below a layer that its order leaves out. */
export function unordered(files, layer, order) {
  const names = files
    .filter(file => file.startsWith(`${layer}/`))
    .map(file => file.slice(layer.length + 1).split('/')[0]);
  return [...new Set(names)].filter(name => !order.includes(name));
}

const EXPORTED =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type|enum) ([\w$]+)/gm;
const EXPORTED_LIST = /^export (?:type )?\{([^}]*)\}(?! from)/gm;
const EXPORTED_PARTS = /^export const \{([^}]*)\} =/gm;

/** The names that a file's text exports by itself, each once; what it exports again from elsewhere is left out. */
export function exportedNames(source) {
  const text = withoutComments(source);
  const last = part =>
    part
      .trim()
      .split(/\s*:\s*|\s+as\s+|\s+/)
      .at(-1);
  const listed = [...text.matchAll(EXPORTED_LIST), ...text.matchAll(EXPORTED_PARTS)].flatMap(([, list]) =>
    list
      .split(',')
      .map(last)
      .filter(name => name !== ''),
  );
  return [...new Set([...[...text.matchAll(EXPORTED)].map(([, name]) => name), ...listed])];
}

/**
 * True for files whose exports are told apart by their path: each rule is `rule`, each feature of the host has `commands`,
 * the emulator is a program of its own.
 */
const isNamedByPath = file =>
  file.startsWith('src/emulator/') || file.endsWith('/rule.ts') || /^src\/host\/\w+\/commands\.ts$/.test(file);

/** The files that export each name which more than one of them exports, by name. */
export function exportedTwice(sources) {
  const files = new Map();
  for (const [file, source] of sources) {
    if (isNamedByPath(file)) continue;
    for (const name of exportedNames(source)) files.set(name, [...(files.get(name) ?? []), file]);
  }
  return new Map([...files].filter(([, exporting]) => exporting.length > 1));
}
