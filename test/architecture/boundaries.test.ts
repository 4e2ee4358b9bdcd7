import { describe, expect, it } from 'vitest';
import { crossings, namesakes, tangles, writersOutsideTheRoad } from '../../build/boundaries.mjs';
import { facts } from '../../build/facts.mjs';
import { circles } from '../../build/importGraph.mjs';

describe('the import boundaries', () => {
  it.each([
    ['src/core/model/planted.ts', "import { kinds } from '../kinds/table.ts';"],
    ['src/core/kinds/hub/planted.ts', "import { Explorer } from '../../inventory/explorer.ts';"],
    ['src/core/inventory/planted.ts', "import type { Gateway } from '../../aws/gateway.ts';"],
    ['src/core/changes/planted.ts', "import { readFile } from 'node:fs/promises';"],
    ['src/core/lint/planted.ts', "import * as vscode from 'vscode';"],
    ['src/core/lint/planted.ts', "const client = await import('@aws-sdk/client-glacier');"],
    ['src/messages/planted.ts', "export * from '../host/tree/nodeItem.ts';"],
    ['src/aws/planted.ts', "import * as vscode from 'vscode';"],
    ['src/state/planted.ts', "import { GlacierClient } from '@aws-sdk/client-glacier';"],
    ['src/emulator/planted.ts', "import { parseArn } from '../core/model/arn.ts';"],
    ['src/emulator/planted.ts', "const { SNSClient } = require('@aws-sdk/client-sns');"],
    ['src/cli/planted.ts', "import { start } from '../emulator/server.ts';"],
    ['src/cli/planted.ts', "import '../host/settings.ts';"],
    ['src/host/planted.ts', "import { GlacierClient } from '@aws-sdk/client-glacier';"],
    ['src/webview/form/planted.ts', "import { readFile } from 'node:fs';"],
    ['src/newlayer/planted.ts', ''],
  ])('refuse a planted import in %s: %s', (file, source) => {
    expect(crossings(file, source)).toHaveLength(1);
  });

  it.each([
    ['src/core/kinds/hub/hub.ts', "import type { Kind } from '../../model/kind.ts';"],
    ['src/host/services.ts', "const { createGateway } = await import('../aws/gateway.ts');"],
    [
      'src/aws/gateway.ts',
      "// import * as vscode from 'vscode';\nimport { GlacierClient } from '@aws-sdk/client-glacier';",
    ],
    ['src/cli/emulator.ts', "const { runEmulator } = await import('../emulator/main.ts');"],
    ['src/core/lint/texts.ts', "hclBlock('import', body),\n  ['first', 'second'];"],
  ])('allow what the layers allow in %s', (file, source) => {
    expect(crossings(file, source)).toEqual([]);
  });

  it('refuse a writer opened anywhere but on the road', () => {
    const source = 'const writer = await gateway.openWriter(source);';
    expect(writersOutsideTheRoad('src/host/commands/planted.ts', source)).toHaveLength(1);
    expect(writersOutsideTheRoad('src/cli/planted.ts', source)).toHaveLength(1);
    expect(writersOutsideTheRoad('src/core/changes/road.ts', source)).toEqual([]);
  });

  it('refuse files that import each other in a circle, types alone and on first use included', () => {
    const sources = new Map([
      ['src/core/model/a.ts', "import type { B } from './b.ts';"],
      ['src/core/model/b.ts', "export const c = () => import('./deep/c.ts');"],
      ['src/core/model/deep/c.ts', "export { a } from '../a.ts';"],
      ['src/core/model/d.ts', "import { a } from './a.ts';"],
    ]);
    expect(tangles(sources)).toEqual([
      'these import each other in a circle: src/core/model/a.ts, src/core/model/b.ts, src/core/model/deep/c.ts',
    ]);
    sources.set('src/core/model/b.ts', "// import('./deep/c.ts')");
    expect(tangles(sources)).toEqual([]);
  });

  it('refuse an import against the order inside a layer, and what has no place in it', () => {
    const order = { 'src/host': ['settings.ts', 'prompts', 'tree'] };
    const sources = new Map([
      ['src/host/settings.ts', "import { ask } from './prompts/ask.ts';"],
      ['src/host/prompts/ask.ts', "import type { Row } from './row.ts';"],
      ['src/host/prompts/row.ts', ''],
      [
        'src/host/tree/shell.ts',
        "import { ask } from '../prompts/ask.ts';\nimport { x } from '../../core/model/x.ts';",
      ],
      ['src/host/planted.ts', ''],
      ['src/core/model/x.ts', ''],
    ]);
    expect(tangles(sources, order)).toEqual([
      'src/host/planted.ts has no place in the order of src/host',
      'src/host/settings.ts imports src/host/prompts/ask.ts, which stands above it in the order of src/host',
    ]);
  });
});

describe('exported names', () => {
  it.each([
    ['src/core/b.ts', 'export interface Place {}'],
    ['src/core/b.ts', 'interface Place {}\nexport { type Place };'],
    ['src/host/b.ts', 'const other = 1;\nexport { other as Place };'],
    ['src/host/b.ts', 'export const { place: Place } = table;'],
    ['src/cli/b.ts', 'export async function Place() {}'],
  ])('are refused a second time, planted in %s: %s', (file, source) => {
    expect(
      namesakes(
        new Map([
          ['src/core/a.ts', 'export type Place = string;'],
          [file, source],
        ]),
      ),
    ).toEqual([`Place is exported by src/core/a.ts and ${file}`]);
  });

  it('may stand twice where the path tells them apart, are not exported or only passed on', () => {
    const sources = new Map([
      ['src/core/a.ts', 'export const rule = 1;\nexport const limits = 2;'],
      ['src/core/rules/one/rule.ts', 'export const rule = 1;'],
      ['src/emulator/limits.ts', 'export const limits = 1;'],
      ['src/core/index.ts', "export { limits } from './a.ts';"],
      ['src/core/b.ts', '// export const limits = 1;\nconst limits = 1;'],
    ]);
    expect(namesakes(sources)).toEqual([]);
  });
});

describe('the order of the host', () => {
  it.each([
    ['settings.ts', './services.ts', 'services.ts'],
    ['services.ts', './history/journalHistory.ts', 'history/journalHistory.ts'],
    ['asking/walk.ts', '../changing/perform.ts', 'changing/perform.ts'],
    ['changing/outcome.ts', '../hubs/exchangeHubs.ts', 'hubs/exchangeHubs.ts'],
    ['tree/treeShell.ts', '../history/source.ts', 'history/source.ts'],
    ['lint/linter.ts', '../forms/formSession.ts', 'forms/formSession.ts'],
    ['forms/openForms.ts', '../commands.ts', 'commands.ts'],
  ])('refuses that %s imports %s, even its types', (file, specifier, target) => {
    const sources = new Map([
      [`src/host/${file}`, `import type { One } from '${specifier}';`],
      [`src/host/${target}`, ''],
    ]);
    expect(tangles(sources)).toEqual([
      `src/host/${file} imports src/host/${target}, which stands above it in the order of src/host`,
    ]);
  });
});

describe('the facts of the sources', () => {
  it('tell circles, small files, needs and the lengths of functions', () => {
    const sources = new Map([
      ['src/host/a.ts', "import type { B } from './b.ts';\nexport interface ANeeds {\n  readonly b: B;\n}\n"],
      ['src/host/b.ts', "import './a.ts';\nexport function b(): void {\n  a();\n}\n"],
    ]);
    expect(Object.fromEntries(facts(sources, { 'src/host': ['b.ts', 'a.ts'] }))).toMatchObject({
      files: 2,
      lines: 8,
      'circles of files': 1,
      'arrows up inside src/host': 1,
      '*Needs types': 1,
      'import and type lines': '62.5 %',
      'lines of a function: median, p95, most': '3, 3, 3',
    });
  });

  it('find each circle once, the large and the small', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'a']],
      ['c', ['b', 'd']],
      ['d', ['d', 'e']],
      ['e', []],
    ]);
    expect(circles(graph)).toEqual([['d'], ['a', 'b', 'c']]);
  });
});
