import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../startEmulator.ts';
import { raw } from '../testing/rawRequest.ts';

let emulator: Emulator;
const reports: string[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ report: text => reports.push(text) });
});
afterAll(() => emulator.close());

const send = (service: string, target: string, body: string) =>
  raw(emulator.endpoint, { method: 'POST', path: '/', as: { service }, headers: { 'x-amz-target': target }, body });

const LIST = [
  ['kinesis', 'Kinesis_20131202.ListStreams', 'ExclusiveStartStreamName'],
  ['firehose', 'Firehose_20150804.ListDeliveryStreams', 'ExclusiveStartDeliveryStreamName'],
] as const;

describe.each(LIST)('a value of %s in another JSON type than its member', (service, target, member) => {
  it.each([
    [{ Limit: '5' }, 'STRING_VALUE can not be converted to an integer'],
    [{ Limit: true }, 'TRUE_VALUE can not be converted to an integer'],
    [{ Limit: {} }, 'Start of structure or map found where not expected.'],
    [{ [member]: 7 }, 'NUMBER_VALUE can not be converted to a string'],
    [{ [member]: ['a'] }, 'Start of list found where not expected'],
    [[], 'Start of list found where not expected'],
  ])('is a SerializationException: %j', async (body, message) => {
    const answer = await send(service, target, JSON.stringify(body));
    expect([answer.status, answer.json()]).toEqual([400, { __type: 'SerializationException', message }]);
  });

  it('is found before what breaks a rule', async () => {
    const answer = await send(service, target, JSON.stringify({ Limit: 0, [member]: 7 }));
    expect(answer.json().__type).toBe('SerializationException');
  });

  it('is refused however deep it is nested', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    for (const body of [deep, `{"${member}":${deep}}`, `{"Limit":${deep}}`]) {
      expect((await send(service, target, body)).json().__type).toBe('SerializationException');
    }
    expect(reports).toEqual([]);
  });
});
