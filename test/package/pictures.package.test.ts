import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cacheFolder } from '../harness/paths.ts';
import { scenes } from '../pictures/scenes.ts';

describe('the pictures', () => {
  const taken = join(cacheFolder, 'pictures');
  beforeAll(() => rm(taken, { recursive: true, force: true }));

  it.each(Object.entries(scenes))('of %s can be taken', async (_name, take) => {
    await take(taken);
  });

  it.each(['docs/images', 'media/walkthrough'])('in %s are those that are taken', async folder => {
    expect((await readdir(join(taken, folder))).sort()).toEqual((await readdir(folder)).sort());
  });
});
