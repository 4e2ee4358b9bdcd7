/** Figures that tell how tangled and how long the files of src/ are, so that they can be compared from time to time. */
import { parseAst } from 'vitest/node';
import { arrowsUp, circles, exportedTwice, importGraph } from './importGraph.mjs';

/** A file of at most this many lines is small: one idea rarely fits. */
const SMALL_LINES = 20;

/** Pairs of what is counted and its figure, for files given by path and text and the orders of their layers. */
export function facts(sources, orders) {
  const graph = importGraph(sources);
  const lineCounts = [...sources.values()].map(linesOf);
  const functions = [...sources].flatMap(([file, source]) => functionLines(file, source));
  const total = sum(lineCounts);
  return [
    ['files', sources.size],
    ['lines', total],
    ['circles of files', circles(graph).length],
    ...Object.entries(orders).map(([layer, order]) => [
      `arrows up inside ${layer}`,
      order.length === 0 ? 'no order' : arrowsUp(graph, layer, order).length,
    ]),
    ['files imported by the largest file of src/host', largestImports(graph, 'src/host/')],
    ['*Needs types', namesOf(sources, /\b(?:interface|type) ([A-Za-z]+Needs)\b/g).size],
    ['names exported by more than one file', exportedTwice(sources).size],
    [`files of at most ${SMALL_LINES} lines`, lineCounts.filter(lines => lines <= SMALL_LINES).length],
    [
      '  of those neither in the emulator nor a rule',
      [...sources].filter(([file, source]) => linesOf(source) <= SMALL_LINES && !isEntry(file)).length,
    ],
    ['import and type lines', `${((100 * sum([...sources].map(shellLines))) / total).toFixed(1)} %`],
    ['lines of a file: median, p95, most', spread(lineCounts)],
    ['functions', functions.length],
    ['lines of a function: median, p95, most', spread(functions)],
  ];
}

/** True where there is a file for each operation or rule, however small it is. */
const isEntry = file => file.startsWith('src/emulator/') || file.endsWith('/rule.ts');

const linesOf = source => source.split('\n').length - 1;
const sum = numbers => numbers.reduce((total, number) => total + number, 0);

function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = share => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return [at(0.5), at(0.95), at(1)].join(', ');
}

const largestImports = (graph, folder) =>
  Math.max(0, ...[...graph].filter(([file]) => file.startsWith(folder)).map(([, imports]) => imports.length));

const namesOf = (sources, pattern) =>
  new Set([...sources.values()].flatMap(source => [...source.matchAll(pattern)].map(([, name]) => name)));

const program = (file, source) => parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' });

const SHELL = new Set([
  'ImportDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'ExportAllDeclaration',
]);

/** Lines that only import, export again or declare a type. */
function shellLines([file, source]) {
  const isShell = node =>
    SHELL.has(node.type) ||
    (node.type === 'ExportNamedDeclaration' && (node.declaration === null || SHELL.has(node.declaration.type)));
  return sum(
    program(file, source)
      .body.filter(isShell)
      .map(node => linesBetween(source, node)),
  );
}

const linesBetween = (source, { start, end }) => source.slice(start, end).split('\n').length;

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** The lines of each function with a body of statements. */
function functionLines(file, source) {
  const found = [];
  const visit = node => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (node === null || typeof node !== 'object') return;
    if (FUNCTIONS.has(node.type) && node.body?.type === 'BlockStatement') found.push(linesBetween(source, node));
    Object.values(node).forEach(visit);
  };
  visit(program(file, source).body);
  return found;
}
