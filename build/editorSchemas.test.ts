import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { offeredWrites } from '../src/core/kinds/table.ts';
import { parseRegion } from '../src/core/model/regions.ts';
import { english } from '../src/core/model/translate.ts';
import { editorSchemas } from '../src/host/manifest/editorSchemas.ts';
import { editorSchemaFiles } from './editorSchemas.mjs';

const files = await editorSchemaFiles(join(import.meta.dirname, '..'), 'out');

/** Every key of a schema, at any depth, that is no name of a property. */
function keywords(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(keywords);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key === 'properties' || key === 'definitions') return [key, ...Object.values(value ?? {}).flatMap(keywords)];
    return ['defaultSnippets', 'examples', 'default'].includes(key) ? [key] : [key, ...keywords(value)];
  });
}

it.each(files)('makes of $path a schema that no value can break', ({ text }) => {
  const found = new Set(keywords(JSON.parse(text)));
  const words = ['$schema', 'title', 'description', 'default', 'examples', 'defaultSnippets', 'enumDescriptions'];
  const structure = ['properties', 'additionalProperties', 'items', 'anyOf', 'enum', 'definitions', '$ref'];
  // It takes away what VS Code objects to by itself.
  const permits = ['allowComments'];
  expect([...found].filter(key => ![...words, ...structure, ...permits].includes(key))).toEqual([]);
});

it('offers a list of values beside any other', () => {
  const body = JSON.parse(files.find(({ path }) => path.endsWith('vault-notifications-body.json'))?.text ?? '');
  const { anyOf } = body.properties.Events.items;
  expect(anyOf[0].enum).toEqual(['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted']);
  expect(anyOf[1]).toEqual({});
});

it('offers the Regions as keys of a fleet file', () => {
  const fleet = JSON.parse(files.find(({ path }) => path.endsWith('/notifications.json'))?.text ?? '');
  const { properties } = fleet.properties.accounts.additionalProperties;
  expect(Object.keys(properties.regions.properties)).toContain('eu-west-1');
  expect(Object.keys(fleet.definitions.each1.properties.vaults.additionalProperties.properties)).toContain('SNSTopic');
});

/** Every value that a schema proposes as an example. */
function proposed(schema: unknown): readonly unknown[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    return key === 'examples' && Array.isArray(value) ? value : proposed(value);
  });
}

it.each(files)('proposes in $path no invented value, which would stand above those of the account', ({ text }) => {
  const isFine = (value: unknown): boolean =>
    value === '${env:DEVICE_TOKEN}' || parseRegion(String(value)) !== undefined;
  expect(proposed(JSON.parse(text)).filter(value => !isFine(value))).toEqual([]);
});

it('makes each schema that the manifest names', () => {
  const made = files.map(({ path }) => path.replace(/^out\/|\.json$/g, ''));
  expect(made.sort()).toEqual(editorSchemas.map(({ schema }) => schema).sort());
});

it.each(offeredWrites)('says of $name in an editor what its form says', async ({ name, help }) => {
  const { description } = JSON.parse(await readFile(`schemas/requests/${name}.json`, 'utf8'));
  expect(description.replaceAll("'", '’')).toBe(help(english));
});
