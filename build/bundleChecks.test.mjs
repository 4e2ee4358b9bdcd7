import { describe, expect, it } from 'vitest';
import {
  brokenActivation,
  brokenLinterPromises,
  brokenPagePromises,
  brokenPromises,
  staticInputs,
} from './bundleChecks.mjs';
import { versionAlone, withPlainKeys } from './leanClients.mjs';

const output = (inputs, imports = []) => ({
  bytes: 0,
  exports: [],
  inputs: Object.fromEntries(Object.entries(inputs).map(([name, bytesInOutput]) => [name, { bytesInOutput }])),
  imports,
});
/** What is behind the views. */
const views = ['src/host/openServices.ts', 'src/host/tree/accountsSource.ts', 'src/host/history/source.ts'];
const sdk = 'node_modules/@aws-sdk/client-glacier/index.js';

/** An extension that loads the SDK through a chunk: at once, or on first use. */
const metafile = kind => ({
  inputs: {
    'src/extension.ts': { bytes: 1, imports: [] },
    'src/aws/glacier.ts': { bytes: 1, imports: [{ path: sdk, kind: 'import-statement' }] },
    [sdk]: { bytes: 1, imports: [] },
  },
  outputs: {
    'dist/extension.js': output({ 'src/extension.ts': 10, 'src/unused.ts': 0 }, [{ path: 'dist/chunk-a.js', kind }]),
    'dist/chunk-a.js': output({ 'src/aws/glacier.ts': 10, [sdk]: 100 }),
    'dist/views.js': output(Object.fromEntries(views.map(view => [view, 10]))),
  },
});

describe('what loading an entry evaluates', () => {
  it('follows static imports and leaves out what was dropped', () => {
    expect(staticInputs(metafile('import-statement'), 'dist/extension.js')).toEqual([
      'src/extension.ts',
      'src/aws/glacier.ts',
      sdk,
    ]);
    expect(staticInputs(metafile('dynamic-import'), 'dist/extension.js')).toEqual(['src/extension.ts']);
  });
});

describe('the promise of the linter', () => {
  const linters = ['src/host/lint/linter.ts', 'src/cli/lint/runLint.ts'];
  const linting = kind => ({
    inputs: {},
    outputs: {
      'dist/lint.js': output(Object.fromEntries(linters.map(one => [one, 10])), [{ path: 'dist/yaml.js', kind }]),
      'dist/yaml.js': output({ 'src/parsers/parseYaml.ts': 10 }),
    },
  });

  it('holds where a parser is reached by import()', () => {
    expect(brokenLinterPromises(linting('dynamic-import'))).toEqual([]);
  });

  it('names the parser that linting anything would load, or the linter that is nowhere', () => {
    expect(brokenLinterPromises(linting('import-statement'))).toEqual(
      linters.map(one => `${one} loads src/parsers/parseYaml.ts: reach that by import() on first use`),
    );
    expect(brokenLinterPromises({ inputs: {}, outputs: {} })).toHaveLength(2);
  });
});

describe('the promises of the build', () => {
  it('hold when the SDK is reached by import()', () => {
    expect(brokenPromises(metafile('dynamic-import'), 'dist/extension.js')).toEqual([]);
  });

  it('name the file that makes activation load the SDK', () => {
    expect(brokenPromises(metafile('import-statement'), 'dist/extension.js')).toEqual([
      `activation loads src/aws/glacier.ts, which imports ${sdk}: reach that by import() on first use`,
    ]);
  });

  it.each(views)('name the file that makes %s load the SDK, wherever it is bundled', view => {
    const heavy = metafile('dynamic-import');
    heavy.outputs['dist/chunk-a.js'].inputs[view] = { bytesInOutput: 10 };
    expect(brokenPromises(heavy, 'dist/extension.js')).toEqual([
      `a view loads src/aws/glacier.ts, which imports ${sdk}: reach that by import() on first use`,
    ]);
  });

  it('are broken where what is behind a view is looked for in vain', () => {
    const renamed = metafile('dynamic-import');
    delete renamed.outputs['dist/views.js'].inputs[views[1]];
    expect(brokenPromises(renamed, 'dist/extension.js')).toEqual([
      `no output holds ${views[1]}: nothing says what opening a view loads`,
    ]);
  });

  it('notice that the schemas of Connect were kept', () => {
    const kept = metafile('dynamic-import');
    kept.outputs['dist/chunk-b.js'] = output({ 'node_modules/@aws-sdk/client-connect/schemas.js': 50_000 });
    expect(brokenPromises(kept, 'dist/extension.js')).toEqual([
      expect.stringMatching(/^client-connect takes 50000 bytes/),
    ]);
  });
});

it.each([
  [15 * 1024, []],
  [15 * 1024 + 1, ['activation loads 15361 bytes, more than 15360']],
])('an activation of %i bytes is held to its limit', (bytes, broken) => {
  expect(brokenActivation(bytes)).toEqual(broken);
});

describe('the promises of the form', () => {
  it.each([
    [249_999, '6.0.2', 0],
    [250_000, '6.0.2', 1],
    [1, '6.0.1', 1],
    [1, '6.65.7', 1],
    [1, '5.65.0', 1],
    [1, '6.1.0', 0],
  ])('%i bytes with codemirror %s break %i', (bytes, version, count) => {
    expect(brokenPagePromises(bytes, version)).toHaveLength(count);
  });
});

describe('the keys of generated schemas', () => {
  it('become plain where the constant is a string of the same file', () => {
    const source =
      'const _e = "error";\nconst _h = name();\nexport var A = [-3, { [_e]: "x", [_h]: 4, [_q]: list[_e] }];';
    expect(withPlainKeys(source)).toBe(source.replace('{ [_e]:', '{ "error":'));
  });
});

describe('the manifest that a client takes in', () => {
  it('is its version', () => {
    expect(JSON.parse(versionAlone('{"name":"a","version":"3.1.0","scripts":{"build":"b"}}'))).toEqual({
      version: '3.1.0',
    });
  });
});
