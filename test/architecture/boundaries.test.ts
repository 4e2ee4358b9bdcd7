import { describe, expect, it } from 'vitest';
import { crossings, writersOutsideTheRoad } from '../../build/boundaries.mjs';

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
  ])('allow what the layers allow in %s', (file, source) => {
    expect(crossings(file, source)).toEqual([]);
  });

  it('refuse a writer opened anywhere but on the road', () => {
    const source = 'const writer = await gateway.openWriter(source);';
    expect(writersOutsideTheRoad('src/host/commands/planted.ts', source)).toHaveLength(1);
    expect(writersOutsideTheRoad('src/cli/planted.ts', source)).toHaveLength(1);
    expect(writersOutsideTheRoad('src/core/changes/road.ts', source)).toEqual([]);
  });
});
