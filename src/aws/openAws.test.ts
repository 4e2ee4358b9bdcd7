import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

/** What a module imports before it runs: types are gone by then, and `import()` comes later. */
const STATIC_IMPORT = /^(?:import|export)\s+(?!type\b)(?:[^'"]*?\bfrom\s*)?['"]([^'"]+)['"]/gm;

async function loadedWith(entry: URL, seen = new Set<string>()): Promise<ReadonlySet<string>> {
  if (seen.has(entry.href)) return seen;
  seen.add(entry.href);
  const source = await readFile(entry, 'utf8');
  for (const [, specifier = ''] of source.matchAll(STATIC_IMPORT)) {
    if (specifier.startsWith('.')) await loadedWith(new URL(specifier, entry), seen);
    else seen.add(specifier);
  }
  return seen;
}

test('nothing of the SDK is loaded before the first call', async () => {
  const loaded = await loadedWith(new URL('./openAws.ts', import.meta.url));
  expect([...loaded].some(one => one.endsWith('/config/sharedConfig.ts'))).toBe(true);
  expect([...loaded].filter(one => /^@(aws-sdk|smithy)\//.test(one) || one.endsWith('/gateway.ts'))).toEqual([]);
});

test('no service but the one asked for is loaded with the gateway', async () => {
  const loaded = await loadedWith(new URL('./gateway.ts', import.meta.url));
  expect([...loaded].filter(one => /^@aws-sdk\/(client|credential)-|\/services\//.test(one))).toEqual([]);
});
