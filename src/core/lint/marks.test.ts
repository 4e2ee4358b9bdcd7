import { expect, it } from 'vitest';
import { parseJson } from '../json/parse.ts';
import { lintKinds } from '../kinds/lintTable.ts';
import { kindOfContent, kindOfName } from './detect.ts';
import { decidesByName, mayBeOurs } from './marks.ts';

const suffixes = [...lintKinds.map(({ document }) => document.suffix), 'notifications', 'tf'];

it.each(suffixes)('knows a name with %s as one that decides', suffix => {
  expect(decidesByName(`a/b.${suffix}.json`)).toBe(true);
  expect(decidesByName(`b.${suffix.toUpperCase()}.jsonc`)).toBe(true);
  expect(kindOfName(`b.${suffix}.json`, lintKinds)).toBeDefined();
});

it('knows as many deciding names as there are', () => {
  expect(new Set(suffixes.map(suffix => kindOfName(`b.${suffix}.json`, lintKinds))).size).toBe(suffixes.length);
  expect(decidesByName('package.json')).toBe(false);
  expect(decidesByName('notificationconfig.json')).toBe(false);
});

/** The least that makes a text of each kind by its keys. */
const least: readonly (readonly [kind: string, text: string])[] = [
  ['vault', '{"Events": ["ArchiveRetrievalCompleted"]}'],
  ['event-stream', '{"DestinationStreamArn": "arn:aws:kinesis:eu-west-1:111122223333:stream/s"}'],
  ['hub', '{"notificationHubRegion": "eu-west-1"}'],
  ['push-registration', '{"DeviceToken": "t", "DeviceType": "GCM"}'],
];

it.each(least)('lets through what is of the kind %s by its keys alone', (kind, text) => {
  expect(kindOfContent(parseJson(text, true).root, 'any.json', lintKinds).kind).toBe(kind);
  expect(mayBeOurs(text)).toBe(true);
});

it('is asked of every kind that there is', () => {
  expect(least.map(([kind]) => kind)).toEqual(lintKinds.map(({ kind }) => kind));
  expect(mayBeOurs('{"name": "package", "version": "1.0.0"}')).toBe(false);
});
