import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticStructureSchema } from '@smithy/types';
import { expect, test } from 'vitest';
import { withEpochTimes } from './epochTimes.ts';

const [STRING, TIMESTAMP, DATE_TIME, SECONDS] = [0, 4, 5, 7];
const structure = (name: string, members: Readonly<Record<string, unknown>>) =>
  NormalizedSchema.of([
    3,
    'test',
    name,
    0,
    Object.keys(members),
    Object.values(members),
  ] as unknown as StaticStructureSchema);
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const read = (value: unknown, schema: NormalizedSchema): unknown =>
  JSON.parse(new TextDecoder().decode(withEpochTimes(bytes(value), schema)));

const TIME = '2026-11-28T15:15:05.500Z';
const MIXED = structure('Mixed', { Plain: STRING, Usual: TIMESTAMP, Iso: DATE_TIME, Seconds: SECONDS });

test('turns text into seconds where seconds are read, and nowhere else', () => {
  const seconds = Date.parse(TIME) / 1000;
  const given = { Plain: TIME, Usual: TIME, Iso: TIME, Seconds: TIME, Other: TIME };
  expect(read(given, MIXED)).toEqual({ ...given, Usual: seconds, Seconds: seconds });
});

test('leaves what is no time, and seconds, as they are', () => {
  const given = { Usual: 'soon', Seconds: 1.5, Plain: TIME, Iso: null };
  expect(read(given, MIXED)).toEqual(given);
});

test('does not even read an answer in which no seconds are read', () => {
  const body = bytes({ Plain: TIME, Iso: TIME });
  expect(withEpochTimes(body, structure('Text', { Plain: STRING, Iso: DATE_TIME }))).toBe(body);
});

test('gives back what is no JSON', () => {
  const body = new TextEncoder().encode(`{"Usual": "${TIME}"`);
  expect(withEpochTimes(body, MIXED)).toBe(body);
});
