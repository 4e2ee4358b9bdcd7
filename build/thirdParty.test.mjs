import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { afterAll, describe, expect, it } from 'vitest';
import { billOfMaterials, noticesText, thirdParties, withoutTerms } from './thirdParty.mjs';

const folder = await mkdtemp(join(tmpdir(), 'third-'));
afterAll(() => rm(folder, { recursive: true }));

/** Puts files into a `node_modules` of its own. */
async function install(files) {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, 'node_modules', name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
}

const taken = (...files) => ({
  inputs: {},
  outputs: {
    'dist/a.js': {
      ...{ bytes: 1, imports: [], exports: [] },
      inputs: Object.fromEntries(files.map(file => [file, { bytesInOutput: 1 }])),
    },
  },
});

describe('what is shipped of others', () => {
  it('is what the bundles hold something of and what is copied, each package once', async () => {
    await install({
      'a/package.json': { name: 'a', version: '1.0.0', license: 'MIT' },
      'a/LICENSE': 'MIT, by A\r\n',
      'a/esm/package.json': { type: 'module' },
      'a/node_modules/@b/c/package.json': { name: '@b/c', version: '2.0.0', license: 'ISC' },
      'a/node_modules/@b/c/licence.md': 'ISC, by B',
      'a/node_modules/@b/c/NOTICE': 'with thanks',
      'font/package.json': { name: 'font', version: '3.0.0', license: 'CC-BY-4.0' },
      'font/LICENSE': 'CC',
    });
    const meta = taken(
      'src/x.ts',
      'node_modules/a/esm/x.js',
      'node_modules/a/y.js',
      'node_modules/a/node_modules/@b/c/z.js',
    );
    meta.outputs['dist/a.js'].inputs['node_modules/gone/index.js'] = { bytesInOutput: 0 };
    const found = thirdParties(folder, [meta], ['node_modules/font/dist/font.ttf']);
    expect(found.map(({ name, version, terms }) => [name, version, terms])).toEqual([
      ['@b/c', '2.0.0', ['with thanks', 'ISC, by B']],
      ['a', '1.0.0', ['MIT, by A']],
      ['font', '3.0.0', ['CC']],
    ]);
  });
});

const one = (name, license, ...terms) => ({ name, version: '1.0.0', license, homepage: '', terms });

describe('the notices', () => {
  it('hold each text once, below the packages that it is of', () => {
    const text = noticesText([one('a', 'MIT', 'by A'), one('b', 'Apache-2.0', 'Apache'), one('c', 'MIT', 'by  A')]);
    expect(text.split('by A')).toHaveLength(2);
    expect(text).toContain('a 1.0.0 (MIT)\nc 1.0.0 (MIT)\n\nby A\n');
  });

  it('give a package the text of a licence that names nobody, where it has none of its own', () => {
    expect(noticesText([one('a', 'Apache-2.0', 'Apache'), one('b', 'Apache-2.0')])).toContain(
      'a 1.0.0 (Apache-2.0)\nb 1.0.0 (Apache-2.0)\n\nApache\n',
    );
  });

  it.each([
    [one('a', 'MIT'), 'a 1.0.0 has no file with its licence'],
    [one('a', undefined, 'text'), 'a 1.0.0 names no licence'],
  ])('are refused for %j', (fault, sentence) => {
    expect(withoutTerms([fault])).toEqual([sentence]);
    expect(() => noticesText([fault])).toThrow(sentence);
  });
});

describe('the bill of materials', () => {
  const self = { name: 'self', version: '0.1.0', license: 'MIT' };
  const packages = [
    one('@a/b', 'Apache-2.0', 'x'),
    { ...one('c', 'MIT OR ISC', 'x'), homepage: 'https://example.com' },
  ];
  const text = billOfMaterials(self, packages);

  it('is valid by CycloneDX’s own schema', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(text)).toBeNull();
  });

  it('names each package by its address, and is the same each time', () => {
    expect(JSON.parse(text).components.map(({ purl }) => purl)).toEqual(['pkg:npm/%40a/b@1.0.0', 'pkg:npm/c@1.0.0']);
    expect(billOfMaterials(self, packages)).toBe(text);
  });
});
