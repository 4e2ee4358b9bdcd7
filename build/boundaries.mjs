/**
 * Checks the layers: who may import whom, and who may import which package. Run as a program it checks src/ and names
 * each import that crosses a boundary; part of `npm run lint`.
 */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Each layer: the folders it may import besides itself, and the packages. The longest matching path is a file's layer. */
const LAYERS = {
  'src/core/model': { from: [], packages: [] },
  'src/core/kinds': { from: ['src/core/model', 'schemas'], packages: [] },
  'src/core/schema': { from: ['src/core/model'], packages: [] },
  'src/core/lint': {
    from: ['src/core/model', 'src/core/kinds', 'src/core/schema', 'schemas'],
    packages: ['jsonc-parser'],
  },
  'src/core/inventory': { from: ['src/core/model', 'src/core/kinds'], packages: [] },
  'src/core/changes': { from: ['src/core/model', 'src/core/kinds', 'src/core/schema', 'src/core/lint'], packages: [] },
  'src/core/forms': {
    from: ['src/core/model', 'src/core/lint/parseJson.ts', 'src/core/lint/jsonValue.ts'],
    packages: ['jsonc-parser'],
  },
  'src/core/fleet': {
    from: ['model', 'kinds', 'schema', 'lint', 'inventory', 'changes'].map(name => `src/core/${name}`),
    packages: [],
  },
  'src/messages': { from: ['src/core'], packages: [] },
  'src/aws': { from: ['src/core'], packages: ['node:', '@aws-sdk/', '@smithy/'] },
  'src/state': { from: ['src/core'], packages: ['node:', 'proper-lockfile'] },
  'src/emulator': { from: [], packages: ['node:'] },
  'src/cli': {
    from: ['src/core', 'src/aws', 'src/state', 'src/messages', 'src/emulator/main.ts'],
    packages: ['node:', 'tinyglobby'],
  },
  'src/shared': { from: ['src/core'], packages: ['valibot'] },
  'src/webview': {
    from: ['src/core', 'src/messages', 'src/shared'],
    packages: ['@vscode-elements/', '@codemirror/', '@lezer/', 'codemirror', '@vscode/codicons'],
  },
  'src/host': {
    from: ['src/core', 'src/aws', 'src/state', 'src/messages', 'src/shared'],
    packages: ['node:', 'vscode'],
  },
  'src/extension.ts': { from: ['src/host', 'src/core', 'src/messages'], packages: ['vscode'] },
};

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)['"]([^'"]+)['"]/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;

const within = (file, place) => file === place || file.startsWith(`${place}/`);
const layerOf = file =>
  Object.keys(LAYERS)
    .filter(place => within(file, place))
    .sort((a, b) => b.length - a.length)[0];

/** Sentences about the imports of one file, given by its path below the root, that cross a boundary. */
export function crossings(file, source) {
  const layer = layerOf(file);
  if (layer === undefined) return [`${file} is in no layer`];
  const { from, packages } = LAYERS[layer];
  return [...source.replace(COMMENT, '').matchAll(IMPORT)].flatMap(([, specifier]) => {
    if (!specifier.startsWith('.')) {
      return packages.some(one => (/[:/]$/.test(one) ? specifier.startsWith(one) : specifier === one))
        ? []
        : [`${file} imports ${specifier}: ${layer} may not use this package`];
    }
    const target = posix.normalize(posix.join(posix.dirname(file), specifier));
    return [layer, ...from].some(place => within(target, place))
      ? []
      : [`${file} imports ${target}: ${layer} may import only itself${from.map(one => `, ${one}`).join('')}`];
  });
}

/** Only the road sends mutating commands: the one place that opens a writer, besides where it is made. */
export function writersOutsideTheRoad(file, source) {
  const allowed = ['src/core/changes', 'src/core/model/ports.ts', 'src/aws'].some(place => within(file, place));
  return allowed || !/\bopenWriter\b/.test(source.replace(COMMENT, ''))
    ? []
    : [`${file} opens a writer: every change goes through src/core/changes/road.ts`];
}

/** Lines a source file may have; data tables live in files named so. */
const MAX_LINES = 400;

/** Files grow until someone splits them by idea. */
export function tooLong(file, source) {
  const lines = source.split('\n').length - 1;
  return lines > MAX_LINES ? [`${file} has ${lines} lines: split it by idea at ${MAX_LINES}`] : [];
}

/** Every crossing below src/, tests left out: they may reach anywhere. */
export async function allCrossings(root) {
  const names = await readdir(join(root, 'src'), { recursive: true });
  const files = names
    .map(name => `src/${name.split(sep).join('/')}`)
    .filter(name => /\.tsx?$/.test(name) && !/\.test\.ts$|\/testing\/|\.d\.ts$/.test(name));
  const found = await Promise.all(
    files.map(async file => {
      const source = await readFile(join(root, file), 'utf8');
      return [...crossings(file, source), ...writersOutsideTheRoad(file, source), ...tooLong(file, source)];
    }),
  );
  return { files: files.length, sentences: found.flat() };
}

if (process.argv[1] !== undefined && relative(process.argv[1], fileURLToPath(import.meta.url)) === '') {
  const { files, sentences } = await allCrossings(dirname(dirname(fileURLToPath(import.meta.url))));
  for (const sentence of sentences) console.error(sentence);
  console.log(`boundaries: ${files} files, ${sentences.length} crossings`);
  if (sentences.length > 0 || files === 0) process.exit(1);
}
