import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../harness/paths.ts';

interface Locked {
  readonly integrity?: string;
  readonly resolved?: string;
}

const lockFile: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readFileSync(join(projectFolder, 'package-lock.json'), 'utf8'),
);
const packages = Object.entries(lockFile.packages).filter(([path]) => path !== '');

describe('the lock file', () => {
  it('pins the bytes of every package', () => {
    const unpinned = packages.filter(([, { integrity }]) => !/^sha512-\S{86}==$/.test(integrity ?? ''));
    expect(unpinned.map(([path]) => path)).toEqual([]);
  });

  it('names no registry, so that each machine asks its own', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });
});
