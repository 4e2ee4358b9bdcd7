import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { watchFiles } from '../../src/host/watchFiles.ts';
import { eventually } from './extensionUnderTest.ts';
import { describe, it } from './testing.ts';

describe('a folder that is watched', () => {
  it('may come later, and with the file that is waited for: the first sign-in of AWS’s tools, say', async () => {
    const top = join(homedir(), 'comes-later');
    const folder = join(top, 'sso', 'cache');
    let told = 0;
    let isWatching = false;
    const watching = [
      watchFiles(folder, '*.json', () => {
        told += 1;
      }),
      watchFiles(homedir(), 'begun', () => {
        isWatching = true;
      }),
    ];
    try {
      // What is asked for later is told of: then the first is on its way, too.
      await eventually(() => {
        writeFileSync(join(homedir(), 'begun'), String(Date.now()));
        assert.ok(isWatching);
      });
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'token.json'), '{}');
      await eventually(() => assert.ok(told > 0));
      const before = told;
      writeFileSync(join(folder, 'token.json'), '{ "accessToken": "" }');
      await eventually(() => assert.ok(told > before));
    } finally {
      for (const one of watching) one.dispose();
      rmSync(top, { recursive: true, force: true });
      rmSync(join(homedir(), 'begun'), { force: true });
    }
  });
});
