/**
 * Checks the layers: who may import whom, in which order inside a layer, and who may import which package; no file may
 * reach itself by its imports. Run as a program it checks src/ and names each import that crosses a boundary; part of
 * `npm run lint`. With `--facts` it prints figures of src/ instead.
 */
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  arrowsUp,
  circles,
  exportedTwice,
  importGraph,
  importsOf,
  sourceFiles,
  unordered,
  withoutComments,
} from './importGraph.mjs';

/** Each layer: the folders it may import besides itself, and the packages. The longest matching path is a file's layer. */
const LAYERS = {
  'src/core/model': { from: [], packages: [] },
  'src/core/policy': { from: ['src/core/model', 'src/core/json'], packages: [] },
  'src/core/json': { from: ['src/core/model'], packages: ['jsonc-parser'] },
  'src/core/lint/model': { from: ['src/core/model', 'src/core/json'], packages: [] },
  'src/core/kinds': {
    from: ['src/core/model', 'src/core/json', 'src/core/lint/model', 'src/core/policy', 'schemas'],
    packages: [],
  },
  'src/core/schema': { from: ['src/core/model'], packages: [] },
  'src/core/lint': {
    from: ['src/core/model', 'src/core/json', 'src/core/kinds', 'src/core/schema', 'schemas'],
    packages: [],
  },
  'src/core/inventory': { from: ['src/core/model', 'src/core/kinds'], packages: [] },
  'src/core/indexes': { from: ['src/core/model'], packages: [] },
  'src/core/organization': { from: ['src/core/model'], packages: [] },
  'src/core/changes': {
    from: ['model', 'json', 'kinds', 'schema', 'lint'].map(name => `src/core/${name}`),
    packages: [],
  },
  'src/core/preflight': { from: ['src/core/model', 'src/core/kinds', 'src/core/inventory'], packages: [] },
  'src/core/exit': { from: ['src/core/model', 'src/core/kinds', 'src/core/inventory'], packages: [] },
  'src/core/evidence': { from: ['src/core/model', 'src/core/preflight', 'src/core/inventory'], packages: [] },
  'src/core/forms': { from: ['src/core/model', 'src/core/json'], packages: ['jsonc-parser'] },
  'src/core/fleet': {
    from: ['model', 'json', 'kinds', 'schema', 'lint', 'inventory', 'changes'].map(name => `src/core/${name}`),
    packages: [],
  },
  'src/core/export': {
    from: ['model', 'kinds', 'inventory', 'changes', 'fleet'].map(name => `src/core/${name}`),
    packages: [],
  },
  'src/messages': { from: ['src/core'], packages: [] },
  'src/parsers': {
    from: ['src/core/model', 'src/core/json', 'src/core/lint'],
    packages: ['node:', 'yaml', 'web-tree-sitter'],
  },
  'src/aws': { from: ['src/core'], packages: ['node:', '@aws-sdk/', '@smithy/', 'hpagent'] },
  'src/state': { from: ['src/core'], packages: ['node:', 'proper-lockfile'] },
  // Who holds a lock is judged in one way; all else the emulator has for itself.
  'src/emulator': { from: ['src/state/processes.ts'], packages: ['node:'] },
  'src/cli': {
    from: ['src/core', 'src/parsers', 'src/aws', 'src/state', 'src/messages', 'src/emulator/main.ts'],
    packages: ['node:', 'tinyglobby'],
  },
  'src/shared': { from: ['src/core'], packages: ['valibot'] },
  'src/webview': {
    from: ['src/core', 'src/messages', 'src/shared'],
    packages: ['@vscode-elements/', '@codemirror/', '@lezer/', 'codemirror', '@vscode/codicons'],
  },
  'src/host': {
    from: ['src/core', 'src/parsers', 'src/aws', 'src/state', 'src/messages', 'src/shared'],
    packages: ['node:', 'vscode'],
  },
  'src/extension.ts': { from: ['src/host', 'src/core', 'src/messages'], packages: ['vscode'] },
};

/** The order inside a layer, from the bottom: what stands right below it, each of which may import those before it. */
const ORDER = {
  'src/host': [
    ...[
      'manifest',
      'disposables.ts',
      'onFirstUse.ts',
      'log.ts',
      'settings.ts',
      'watchFiles.ts',
      'webviewPage.ts',
      'prompts',
      'services.ts',
    ],
    ...['workbench', 'tree', 'accounts', 'emulator', 'asking', 'changing', 'documents', 'bulk', 'hubs', 'exporting'],
    ...[
      'lint',
      'forms',
      'history',
      'fleet',
      'exit',
      'preflight',
      'openServices.ts',
      'lazyServices.ts',
      'commandCall.ts',
      'commands.ts',
      'registerCommands.ts',
    ],
  ],
};

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
  return importsOf(file, source).flatMap(({ package: name, path }) => {
    if (name !== undefined) {
      return packages.some(one => (/[:/]$/.test(one) ? name.startsWith(one) : name === one))
        ? []
        : [`${file} imports ${name}: ${layer} may not use this package`];
    }
    return [layer, ...from].some(place => within(path, place))
      ? []
      : [`${file} imports ${path}: ${layer} may import only itself${from.map(one => `, ${one}`).join('')}`];
  });
}

/** Sentences about all files together, given by path and text: circles, and imports against the order of a layer. */
export function tangles(sources, order = ORDER) {
  const graph = importGraph(sources);
  return [
    ...circles(graph).map(circle => `these import each other in a circle: ${circle.join(', ')}`),
    ...Object.entries(order).flatMap(([layer, names]) => [
      ...unordered([...sources.keys()], layer, names).map(
        name => `${layer}/${name} has no place in the order of ${layer}`,
      ),
      ...arrowsUp(graph, layer, names).map(
        ({ file, imported }) => `${file} imports ${imported}, which stands above it in the order of ${layer}`,
      ),
    ]),
  ];
}

/** A sentence for each name that more than one of the files exports: a word means one thing. */
export function namesakes(sources) {
  return [...exportedTwice(sources)].map(([name, files]) => `${name} is exported by ${files.join(' and ')}`);
}

/** Only the road sends mutating commands: the one place that opens a writer, besides where it is made. */
export function writersOutsideTheRoad(file, source) {
  const allowed = ['src/core/changes', 'src/core/model/ports.ts', 'src/aws'].some(place => within(file, place));
  return allowed || !/\bopenWriter\b/.test(withoutComments(source))
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

/** Every sentence about the files below src/. Tests are left out: they may reach anywhere. */
export async function allCrossings(root) {
  const sources = await sourceFiles(root);
  const each = [...sources].flatMap(([file, source]) => [
    ...crossings(file, source),
    ...writersOutsideTheRoad(file, source),
    ...tooLong(file, source),
  ]);
  return { files: sources.size, sentences: [...each, ...tangles(sources), ...namesakes(sources)] };
}

/** Figures of the files below src/, one a line. */
async function printFacts(root) {
  const { facts } = await import('./facts.mjs');
  const sources = await sourceFiles(root);
  for (const [name, figure] of facts(sources, ORDER)) console.log(`${name.padEnd(44)} ${figure}`);
}

async function check(root) {
  const { files, sentences } = await allCrossings(root);
  for (const sentence of sentences) console.error(sentence);
  console.log(`boundaries: ${files} files, ${sentences.length} crossings`);
  if (sentences.length > 0 || files === 0) process.exit(1);
}

if (process.argv[1] !== undefined && relative(process.argv[1], fileURLToPath(import.meta.url)) === '') {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  await (process.argv.includes('--facts') ? printFacts(root) : check(root));
}
