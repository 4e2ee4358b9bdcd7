import { describe, expect, it } from 'vitest';
import { brokenPagePromises, brokenPromises, staticInputs } from './bundleChecks.mjs';
import { withPlainKeys } from './pureSchemas.mjs';

const output = (inputs, imports = []) => ({
  bytes: 0,
  exports: [],
  inputs: Object.fromEntries(Object.entries(inputs).map(([name, bytesInOutput]) => [name, { bytesInOutput }])),
  imports,
});
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

describe('the promises of the build', () => {
  it('hold when the SDK is reached by import()', () => {
    expect(brokenPromises(metafile('dynamic-import'), 'dist/extension.js')).toEqual([]);
  });

  it('name the file that makes activation load the SDK', () => {
    expect(brokenPromises(metafile('import-statement'), 'dist/extension.js')).toEqual([
      `activation loads src/aws/glacier.ts, which imports ${sdk}: reach that by import() on first use`,
    ]);
  });

  it('name the file that makes the tree load the SDK, wherever the tree is bundled', () => {
    const tree = metafile('dynamic-import');
    tree.outputs['dist/chunk-a.js'].inputs['src/host/session.ts'] = { bytesInOutput: 10 };
    expect(brokenPromises(tree, 'dist/extension.js')).toEqual([
      `the tree loads src/aws/glacier.ts, which imports ${sdk}: reach that by import() on first use`,
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
