import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../json/parse.ts';
import { jsonValue } from '../json/values.ts';
import type { Json } from '../model/json.ts';
import { type FieldValue, type RequestField, readFields } from './fieldValues.ts';
import { writeField } from './writeField.ts';

const topic: RequestField = { path: ['config', 'SNSTopic'], input: 'text', required: true };
const events: RequestField = { path: ['config', 'Events'], input: 'choices', required: true };
const token: RequestField = { path: ['DeviceToken'], input: 'secret', required: true };
const raw: RequestField = { path: ['contact', 'Raw'], input: 'flag', required: false };
const client: RequestField = { path: ['ClientToken'], input: 'text', required: false };
const fields = [topic, events, token, raw, client];

const text = (value: string): FieldValue => ({ kind: 'text', text: value });
const list = (...items: string[]): FieldValue => ({ kind: 'list', items });
const read = (from: string, field: RequestField): FieldValue | undefined => {
  const reading = readFields(from, [field]);
  return reading.kind === 'read' ? reading.values[0] : undefined;
};

const written: readonly [string, string, RequestField, FieldValue, string][] = [
  ['fills an empty text', '', client, text('a'), '{\n  "ClientToken": "a"\n}'],
  ['fills an empty object', '{}', topic, text('a'), '{\n  "config": {\n    "SNSTopic": "a"\n  }\n}'],
  ['keeps a line a line', '{"x":1}', topic, text('a'), '{"x":1,"config":{"SNSTopic":"a"}}'],
  ['keeps the spaces of a line', '{ "x": 1 }', client, text('a'), '{ "x": 1, "ClientToken": "a" }'],
  [
    'adds below the last member, behind its comment',
    '{\n\t"x": 1 // one\n}',
    client,
    text('a'),
    '{\n\t"x": 1, // one\n\t"ClientToken": "a"\n}',
  ],
  ['keeps a trailing comma', '{\n  "x": 1,\n}', client, text('a'), '{\n  "x": 1,\n  "ClientToken": "a",\n}'],
  [
    'removes the line of an optional member',
    '{\n  "ClientToken": "a", // own\n  "x": 1\n}',
    client,
    text(''),
    '{\n  // own\n  "x": 1\n}',
  ],
  [
    'removes the last member',
    '{\n  "x": 1, // one\n  "ClientToken": "a"\n}',
    client,
    text(''),
    '{\n  "x": 1 // one\n}',
  ],
  ['removes a member on a line', '{"x": 1, "ClientToken": "a"}', client, text(''), '{"x": 1}'],
  [
    'removes a member that stands twice',
    '{"ClientToken": "a", "x": 1, "ClientToken": "b"}',
    client,
    text(''),
    '{"x": 1}',
  ],
  [
    'empties a needed one in its place',
    '{"config": {"SNSTopic": "a", "x": 1}}',
    topic,
    text(''),
    '{"config": {"SNSTopic": "", "x": 1}}',
  ],
  ['adds an item', '{"config": {"Events": ["a"]}}', events, list('a', 'b'), '{"config": {"Events": ["a", "b"]}}'],
  [
    'takes out an item and leaves the comments of the others',
    '{"config": {"Events": [\n  "a", // first\n  "b", // second\n  "c"\n]}}',
    events,
    list('a', 'c'),
    '{"config": {"Events": [\n  "a", // first\n  // second\n  "c"\n]}}',
  ],
  ['takes null for nothing', '{"config": null}', topic, text('a'), '{"config": {"SNSTopic":"a"}}'],
  ['names a secret', '{"x": 1}', token, { kind: 'secret' }, '{"x": 1, "DeviceToken": "${secret:DeviceToken}"}'],
  ['drops a flag that is off', '{"contact": {"Raw": true}}', raw, { kind: 'flag', on: false }, '{"contact": {}}'],
  ['leaves what it cannot show', '{"config": 5}', topic, text('a'), '{"config": 5}'],
  ['leaves another type', '{"ClientToken": 5}', client, text('a'), '{"ClientToken": 5}'],
  ['leaves a text that cannot be read', '{"x": ', client, text('a'), '{"x": '],
  ['keeps CRLF', '{\r\n  "x": 1\r\n}', client, text('a'), '{\r\n  "x": 1,\r\n  "ClientToken": "a"\r\n}'],
];

describe('a field written into a text', () => {
  it.each(written)('%s', (_name, before, field, value, after) => {
    expect(writeField(before, field, value)).toBe(after);
  });
});

describe('fields read from a text', () => {
  it('takes the last of a member that stands twice', () => {
    expect(read('{"ClientToken": "a", "ClientToken": "b"}', client)).toEqual(text('b'));
  });

  it('tells where a text cannot be read', () => {
    expect(readFields('{"x": }', fields)).toEqual({ kind: 'unreadable', offset: 6 });
    expect(readFields('[]', fields)).toEqual({ kind: 'unreadable', offset: 0 });
  });
});

/** Objects that hold some of the fields among other members. */
const other = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
const request = fc
  .record(
    {
      config: fc.record(
        { SNSTopic: fc.string(), Events: fc.array(fc.string(), { maxLength: 3 }), more: other },
        { requiredKeys: [] },
      ),
      contact: fc.record({ Raw: fc.boolean(), more: other }, { requiredKeys: [] }),
      ClientToken: fc.oneof(fc.string(), other),
      DeviceToken: fc.constant('${secret:DeviceToken}'),
      unknown: other,
    },
    { requiredKeys: [] },
  )
  .chain(value =>
    fc
      .shuffledSubarray(Object.entries(value), { minLength: Object.keys(value).length })
      .map(all => Object.fromEntries(all)),
  );
/** The same value in several hands: on lines, on one line, with comments at ends of lines and between. */
const laidOut = fc
  .tuple(request, fc.constantFrom<string | number>('', ' ', 2, 4, '\t'), fc.boolean(), fc.boolean())
  .map(([value, indent, comments, crlf]) => {
    const plain = JSON.stringify(value, null, indent);
    let count = 0;
    const commented = comments
      ? plain
          .replace(/[,{[]$/gm, end => `${end} // note ${++count}`)
          .replace(/^(?=\s*[}\]])/gm, () => `/* note ${++count} */`)
      : plain;
    return crlf ? commented.replaceAll('\n', '\r\n') : commented;
  });
const edit = fc.oneof(
  fc.record({ field: fc.constantFrom(topic, client), value: fc.string().map(text) }),
  fc.record({
    field: fc.constant(events),
    value: fc.uniqueArray(fc.string(), { maxLength: 3 }).map(items => list(...items)),
  }),
  fc.record({ field: fc.constant(raw), value: fc.boolean().map((on): FieldValue => ({ kind: 'flag', on })) }),
  fc.record({ field: fc.constant(token), value: fc.constantFrom<FieldValue>({ kind: 'secret' }, { kind: 'absent' }) }),
);

const wholeOf = (from: string): Json => {
  const { root, fault } = parseJson(from, true);
  expect(fault, from).toBeUndefined();
  return root === undefined ? null : jsonValue(root, from);
};
const commentsOf = (from: string): readonly string[] =>
  parseJson(from, true).comments.map(({ start, end }) => from.slice(start, end));
/** Every member that is no list's, by its way, in the order of the text. */
const waysOf = (value: unknown, way = ''): readonly string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => [`${way}/${key}`, ...waysOf(inner, `${way}/${key}`)])
    : [];

const EMPTY: FieldValue = { kind: 'absent' };
const emptied = (value: FieldValue | undefined): FieldValue | undefined => {
  if (value?.kind === 'text' && value.text === '') return EMPTY;
  if (value?.kind === 'list') return value.items.length === 0 ? EMPTY : { kind: 'list', items: value.items.toSorted() };
  return value?.kind === 'flag' && !value.on ? EMPTY : value;
};

describe('any edit of any text', () => {
  const property = (check: (before: string, after: string, field: RequestField, value: FieldValue) => void) =>
    fc.assert(
      fc.property(laidOut, edit, (before, { field, value }) => {
        check(before, writeField(before, field, value), field, value);
      }),
      { numRuns: 60, seed: 5 },
    );

  it('is read back as it was written, unless something else stands there', () => {
    property((before, after, field, value) => {
      if (read(before, field)?.kind === 'other') expect(after).toBe(before);
      else expect(emptied(read(after, field))).toEqual(emptied(value));
    });
  });

  it('leaves every other member, and all in their order', () => {
    property((before, after, field) => {
      const own = `/${field.path.join('/')}`;
      const others = (from: string) =>
        waysOf(wholeOf(from)).filter(way => !own.startsWith(way) && !way.startsWith(own));
      expect(others(after)).toEqual(others(before));
      for (const one of fields) if (one !== field) expect(read(after, one)).toEqual(read(before, one));
      const kept = new Set(waysOf(wholeOf(after)));
      const order = waysOf(wholeOf(before)).filter(way => kept.has(way));
      expect(waysOf(wholeOf(after)).filter(way => order.includes(way))).toEqual(order);
    });
  });

  it('leaves every comment in its order', () => {
    property((before, after) => expect(commentsOf(after)).toEqual(commentsOf(before)));
  });

  it('changes nothing the second time, nor when it says what is there', () => {
    property((before, after, field, value) => {
      expect(writeField(after, field, value)).toBe(after);
      const now = read(before, field);
      if (now !== undefined) expect(writeField(before, field, now)).toBe(before);
    });
  });
});
